"""When a measure may be funded twice: what each rule speaks of, and where it is silent."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ledger.student.student import Student
from ledger.student.values import Route
from ledger.student.warning_rules import RULES
from ledger.vocabulary import terms
from tests.ledger.student.guard_steps import (
    PLAN,
    declared,
    document,
    missed,
    plan_in_force,
    refused,
    voided,
    withdrawn,
)
from tests.ledger.student.spec import Given, Step, given, id_of
from tests.ledger.student.steps import by, claimed, consultation

SCHOOL_DAY, SUNDAY = date(2020, 10, 6), date(2020, 10, 4)
TO_SCHOOL = Route("Madona", "Ērgļi")


def on(first: date, last: date | None = None) -> dict[str, date]:
    """The days of a claim."""
    return {"first_day": first, "last_day": last or first}


def warned_of(before: Given, step: Step) -> list[tuple[str, str, Any]]:
    """Rule, kind of what it conflicts with, and its id, of each warning that a step raises."""
    count = len(before.world.student.warnings)
    with_reason = by("somebody else", step)
    with_reason(before.world)
    raised = list(before.world.student.warnings.values())[count:]
    return [(each.rule, *each.conflict) for each in raised]


def test_every_rule_is_a_code_and_every_code_a_rule() -> None:
    """What a warning says of itself can be read in both languages."""
    assert [rule.__name__ for rule in RULES] == list(terms("warning_rule"))


def test_support_from_elsewhere_is_warned_of() -> None:
    """The measure is recorded, and a warning with it, in one append."""
    [measure, warning] = (
        given(*PLAN, declared())
        .when(consultation())
        .then(Student.ConsultationRecorded, Student.WarningRaised)
    )
    assert (warning.rule, warning.measure_kind) == ("other_support", "consultation")
    assert warning.measure_id == measure.consultation_id
    assert (warning.conflict_kind, warning.conflict_id) == ("other_support", id_of("support"))
    assert warning.occurred_on == measure.occurred_on
    raised = warned_of(given(*PLAN, declared()), claimed())
    assert raised == [("other_support", "other_support", id_of("support"))]


def test_a_late_declaration_warns_of_what_was_given() -> None:
    """Each standing measure of the kinds and days; the day is that of what was known last."""
    before = given(
        *PLAN, consultation(), claimed(), claimed("2", document=document("2"), amount="1.00")
    )
    raised = before.when(declared(kinds=("catering",), occurred_on=date(2020, 10, 20))).then(
        Student.OtherSupportDeclared, Student.WarningRaised, Student.WarningRaised
    )
    assert [each.measure_id for each in raised[1:]] == [id_of("compensation"), id_of("2")]
    assert {each.occurred_on for each in raised[1:]} == {date(2020, 11, 2)}


@pytest.mark.parametrize(
    "changed",
    [
        {"kinds": ("advisory", "accommodation")},
        {"first_day": date(2020, 11, 1)},
        {"last_day": date(2020, 9, 30)},
    ],
)
def test_other_kinds_and_days_are_no_conflict(changed: Any) -> None:
    """Nor what was withdrawn, nor what was missed."""
    assert warned_of(given(*PLAN, declared(**changed)), claimed()) == []
    assert warned_of(given(*PLAN, declared(), withdrawn(date(2020, 9, 3))), claimed()) == []
    assert warned_of(given(*PLAN, declared()), missed()) == []


DAYS = on(date(2020, 10, 5), date(2020, 10, 9))
LATER = on(date(2020, 10, 9), date(2020, 10, 16))
AFTER = on(date(2020, 10, 10), date(2020, 10, 16))
TICKET = {"kind": "public_transport", "route": TO_SCHOOL, "amount": "2.00"}
BACK = Route("Ērgļi", "Madona")


@pytest.mark.parametrize(
    ("first", "second", "rules"),
    [
        (DAYS, LATER, ["same_document"]),
        (DAYS, AFTER, []),
        (DAYS, {**LATER, "kind": "learning_aids"}, []),
        (DAYS, {**LATER, "document": document("2")}, ["same_cost"]),
        (DAYS, {**LATER, "document": document("2"), "amount": "19.99"}, []),
        (DAYS, {**AFTER, "document": document("2")}, []),
        (
            {**TICKET, **on(SCHOOL_DAY)},
            {**TICKET, **on(SCHOOL_DAY), "document": document("2")},
            ["second_ticket"],
        ),
        (
            {**TICKET, **DAYS},
            {**TICKET, **on(SCHOOL_DAY), "document": document("2")},
            ["second_ticket"],
        ),
        (
            {**TICKET, **on(SCHOOL_DAY)},
            {**TICKET, **on(SCHOOL_DAY), "document": document("2"), "route": BACK},
            [],
        ),
        (
            {**TICKET, **on(SCHOOL_DAY)},
            {**TICKET, **on(date(2020, 10, 7)), "document": document("2")},
            [],
        ),
        ({**TICKET, **DAYS}, {**LATER, "kind": "special_transport"}, ["two_transports"]),
        ({**DAYS, "kind": "special_transport"}, {**TICKET, **LATER}, ["two_transports"]),
        ({**TICKET, **DAYS}, {**AFTER, "kind": "special_transport"}, []),
    ],
)
def test_two_claims_that_may_be_one(first: Any, second: Any, rules: list[str]) -> None:
    """Each rule speaks of its own pairs, names the first claim, and is silent where days do not meet."""
    raised = warned_of(given(*PLAN, claimed(**first)), claimed("second", **second))
    assert raised == [(rule, "compensation", id_of("compensation")) for rule in rules]
    after_refusal = given(*PLAN, claimed(**first), refused())
    assert warned_of(after_refusal, claimed("second", **second)) == []


@pytest.mark.parametrize(
    ("days", "rules"),
    [
        (on(SUNDAY), ["catering_without_school"]),
        (on(date(2020, 12, 19), date(2020, 12, 31)), ["catering_without_school"]),
        (on(date(2020, 12, 1), date(2020, 12, 31)), []),
        (on(SCHOOL_DAY), []),
    ],
)
def test_catering_without_school(days: Any, rules: list[str]) -> None:
    """A month that reaches into the holidays is usual; a plan of support in holidays makes all of it so."""
    late = {"occurred_on": date(2021, 1, 4), **days}
    raised = warned_of(given(*PLAN), claimed(**late))
    assert raised == [(rule, "calendar", None) for rule in rules]
    assert warned_of(given(*plan_in_force(holiday_support=True)), claimed(**late)) == []
    assert warned_of(given(*plan_in_force(crisis_support=True)), claimed(**late)) == []


def test_who_misses_one_consultation_may_not_be_at_another() -> None:
    """Whichever of the two is recorded first; on another day, or once taken back, it says nothing."""
    raised = warned_of(given(*PLAN, by("teacher", missed())), consultation())
    assert raised == [("absent_that_day", "consultation", id_of("missed"))]
    raised = warned_of(given(*PLAN, consultation()), missed())
    assert raised == [("absent_that_day", "consultation", id_of("consultation"))]
    assert warned_of(given(*PLAN, consultation()), missed(date(2020, 10, 7))) == []
    assert warned_of(given(*PLAN, consultation(), voided()), missed()) == []
    later = datetime(2020, 10, 6, 6, tzinfo=UTC)
    assert warned_of(given(*PLAN, consultation()), consultation("other", starts=later)) == []
