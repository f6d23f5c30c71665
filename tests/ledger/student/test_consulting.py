"""Consultations: what is given, under which plan and rules of that day, and how it is taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given as any_given
from hypothesis import strategies as st

from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    HoursNotInQuarters,
    IdTaken,
    LedgerError,
    NotFound,
    NotYetHappened,
    ReasonMissing,
    UnknownCode,
)
from ledger.institution.errors import InstitutionNotMember
from ledger.operation.errors import DeliveryNotAllowed, OutsidePeriod, OutsideTargetGroup
from ledger.specialist.errors import SpecialistNotQualified
from ledger.student import consulting
from ledger.student.consulting import cost_of
from ledger.student.errors import (
    ConsultationNotPlanned,
    EndsBeforeItStarts,
    GroupTooLarge,
    GroupTooSmall,
    HolidaySupportNotPlanned,
    HoursExceedDuration,
    HoursNotPlanned,
    NotEnrolled,
    OutsideSemester,
    PlaceNotInGroup,
    PlanNotAgreed,
    PlatformMisplaced,
)
from ledger.student.student import Student
from ledger.student.values import (
    Attendance,
    Group,
    PlannedConsultation,
)
from tests.ledger.student.spec import CONTEXT, SHA, Step, World, given, id_of
from tests.ledger.student.steps import (
    PLAN_IN_FORCE,
    agreed,
    consultation,
    content,
    enrolled,
    plan_drafted,
    represented,
    risk_identified,
)

NOON = datetime(2020, 10, 6, 12, tzinfo=UTC)


def voided(name: str = "consultation", day: date = date(2020, 11, 1)) -> Step:
    """A consultation taken back."""
    return lambda world: consulting.void_consultation(
        world.student, consultation_id=id_of(name), occurred_on=day
    )


def test_a_consultation_costs_hours_times_the_unit_cost_of_that_day() -> None:
    """0.75 h × 12.35 EUR = 9.2625, rounded half up once; rate, shares and place are decided with it."""
    [fact] = (
        given(*PLAN_IN_FORCE).when(consultation(hours="0.75")).then(Student.ConsultationRecorded)
    )
    assert (str(fact.amount), str(fact.unit_cost), fact.rate_version) == ("9.26", "12.35", 1)
    assert (str(fact.shares.esf), str(fact.shares.state)) == ("85.00", "15.00")
    assert fact.place.partner_id == id_of("Madona")
    assert fact.occurred_on == date(2020, 10, 6)


def test_a_consultation_needs_an_agreed_plan() -> None:
    """A consultation before all have agreed is refused, and nothing is recorded."""
    drafted = (enrolled(), risk_identified(), plan_drafted(), agreed("learner"))
    given(*drafted).when(consultation()).then_refused(PlanNotAgreed)


def test_a_consultation_before_the_day_of_the_agreement_is_refused() -> None:
    """The revision has to be in force on the day of the measure, not on the day it is recorded."""
    early = consultation(starts=datetime(2020, 9, 14, 12, tzinfo=UTC))
    given(*PLAN_IN_FORCE).when(early).then_refused(PlanNotAgreed)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"hours": "0"}, HoursNotInQuarters),
        ({"hours": "-1"}, HoursNotInQuarters),
        ({"hours": "0.1"}, HoursNotInQuarters),
        ({"hours": "25"}, HoursNotInQuarters),
        ({"hours": "2.25"}, HoursExceedDuration),
        ({"ends": NOON}, EndsBeforeItStarts),
        ({"ends": NOON.replace(day=7)}, EndsBeforeItStarts),
        ({"starts": datetime(2021, 3, 1, 12, tzinfo=UTC)}, OutsideSemester),
        ({"delivery": "by post"}, UnknownCode),
        ({"delivery": "remote"}, PlatformMisplaced),
        ({"attendance": Attendance("journal", SHA, "zoom")}, PlatformMisplaced),
        ({"group": Group(uuid4(), 4, 1)}, GroupTooLarge),
        ({"group": Group(uuid4(), 1, 1)}, GroupTooSmall),
        ({"group": Group(uuid4(), 3, 4)}, PlaceNotInGroup),
        (
            {"planned": PlannedConsultation("advisory", "pedagogue", None, Decimal(1))},
            ConsultationNotPlanned,
        ),
        (
            {"planned": PlannedConsultation("subject", "psychologist", "latvian", Decimal(1))},
            SpecialistNotQualified,
        ),
    ],
)
def test_a_consultation_that_breaks_a_rule_is_refused(
    changed: Any, error: type[LedgerError]
) -> None:
    """Each rule has its own error, and nothing is recorded."""
    given(*PLAN_IN_FORCE).when(consultation(**changed)).then_refused(error)


def test_a_consultation_lies_in_the_past() -> None:
    """One that has not ended when it is recorded is refused."""
    now = replace(CONTEXT, at=datetime(2020, 10, 6, 13, tzinfo=UTC))
    given(*PLAN_IN_FORCE).when(consultation(), at=now.at).then_refused(NotYetHappened)


def test_the_same_id_is_not_recorded_twice() -> None:
    """An id names one consultation for ever."""
    later = consultation(starts=NOON.replace(day=8))
    given(*PLAN_IN_FORCE, consultation()).when(later).then_refused(IdTaken)


def test_remote_consultations_are_allowed_from_their_day_on() -> None:
    """From 2020-03-23, as data of the operation."""
    steps = (
        represented(),
        enrolled(day=date(2019, 9, 2)),
        risk_identified(day=date(2020, 1, 10)),
        plan_drafted(semester="2019/20 II", occurred_on=date(2020, 1, 13)),
        agreed("learner", day=date(2020, 1, 14)),
        agreed("representative", day=date(2020, 1, 14)),
    )
    remote: dict[str, Any] = {"delivery": "remote", "attendance": Attendance("log", SHA, "zoom")}
    before = consultation(starts=datetime(2020, 3, 20, 12, tzinfo=UTC), **remote)
    given(*steps).when(before).then_refused(DeliveryNotAllowed)
    after = consultation(starts=datetime(2020, 3, 23, 12, tzinfo=UTC), **remote)
    given(*steps).when(after).then(Student.ConsultationRecorded)


def test_the_target_group_is_the_one_of_the_day() -> None:
    """A first-grader is supported from 2021-09-01 only."""
    steps = (enrolled("grade-1"), risk_identified())
    given(*steps).when(plan_drafted()).then_refused(OutsideTargetGroup)
    later = plan_drafted(semester="2021/22 I", occurred_on=date(2021, 9, 2))
    given(*steps).when(later).then(Student.PlanDrafted)


def test_no_more_hours_than_planned_until_one_is_taken_back() -> None:
    """Two hours are planned; a voided one is free again."""
    second = consultation("second", starts=NOON.replace(day=7))
    third = consultation("third", hours="0.25", starts=NOON.replace(day=8))
    given(*PLAN_IN_FORCE, consultation(), second).when(third).then_refused(HoursNotPlanned)
    given(*PLAN_IN_FORCE, consultation(), second, voided()).when(third).then(
        Student.ConsultationRecorded
    )


def test_a_consultation_is_voided_once_and_with_a_reason() -> None:
    """The second correction of the same fact is refused."""
    given(*PLAN_IN_FORCE, consultation()).when(voided()).then_refused(ReasonMissing)
    given(*PLAN_IN_FORCE, consultation()).when(voided(), reason="ill").then(
        Student.ConsultationVoided
    )
    twice = given(*PLAN_IN_FORCE, consultation(), voided())
    twice.when(voided(), reason="ill").then_refused(AlreadyVoided)
    given(*PLAN_IN_FORCE).when(voided(), reason="ill").then_refused(NotFound)


def test_a_consultation_is_not_voided_before_it_was_given() -> None:
    """On its own day at the earliest."""
    recorded = given(*PLAN_IN_FORCE, consultation())
    early = recorded.when(voided(day=date(2020, 10, 5)), reason="ill")
    early.then_refused(BeforeWhatItCorrects)
    recorded.when(voided(day=date(2020, 10, 6)), reason="ill").then(Student.ConsultationVoided)


@pytest.mark.parametrize("planned", ["holiday_support", "crisis_support"])
def test_in_the_holidays_support_is_given_where_it_was_planned_for_them(planned: str) -> None:
    """After the last teaching day, 2020-12-18, a revision has to plan holiday or crisis support."""
    in_december = consultation(starts=datetime(2020, 12, 21, 12, tzinfo=UTC))
    given(*PLAN_IN_FORCE).when(in_december).then_refused(HolidaySupportNotPlanned)
    last_day = consultation(starts=datetime(2020, 12, 18, 12, tzinfo=UTC))
    given(*PLAN_IN_FORCE).when(last_day).then(Student.ConsultationRecorded)
    steps = (
        enrolled(),
        represented(),
        risk_identified(),
        plan_drafted(content(**{planned: True})),
        agreed("learner"),
        agreed("representative"),
    )
    given(*steps).when(in_december).then(Student.ConsultationRecorded)


def test_a_missed_consultation_costs_nothing_and_says_why() -> None:
    """It uses no hours of the plan."""

    def missed(world: World) -> None:
        consulting.miss_consultation(
            world.student,
            world.operation,
            world.institution,
            consultation_id=id_of("missed"),
            plan_id=id_of("plan"),
            specialist_id=world.specialist.id,
            consultation=PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(2)),
            occurred_on=date(2020, 10, 7),
        )

    given(*PLAN_IN_FORCE).when(missed).then_refused(ReasonMissing)
    given(*PLAN_IN_FORCE).when(missed, reason="learner ill").then(Student.ConsultationMissed)
    given(*PLAN_IN_FORCE, missed).when(consultation(hours="2")).then(Student.ConsultationRecorded)


def test_the_school_is_a_member_and_the_operation_runs_that_day() -> None:
    """Before it joined, or outside the operation's period, nothing is given."""
    early = (
        represented(),
        enrolled(day=date(2017, 9, 4)),
        risk_identified(day=date(2017, 9, 5)),
    )
    drafted = plan_drafted(semester="2017/18 I", occurred_on=date(2017, 9, 6))
    given(*early).when(drafted).then_refused(InstitutionNotMember)
    late = (represented(), enrolled(day=date(2023, 1, 10)), risk_identified(day=date(2023, 1, 11)))
    in_2023 = plan_drafted(semester="2022/23 II", occurred_on=date(2023, 1, 12))
    after_the_end = consultation(starts=datetime(2023, 2, 6, 12, tzinfo=UTC))
    signed = (
        agreed("learner", day=date(2023, 1, 12)),
        agreed("representative", day=date(2023, 1, 12)),
    )
    now = datetime(2023, 6, 1, tzinfo=UTC)
    given(*late, in_2023, *signed).when(after_the_end, at=now).then_refused(OutsidePeriod)


def test_who_left_gets_nothing_after_the_last_day() -> None:
    """The enrolment has to cover the day of the measure."""

    def left(world: World) -> None:
        world.student.trigger_event(
            Student.Left, enrolment_id=id_of("enrolment"), occurred_on=date(2020, 10, 1)
        )

    given(*PLAN_IN_FORCE, left).when(consultation()).then_refused(NotEnrolled)


@any_given(
    hours=st.integers(1, 96).map(lambda quarters: Decimal(quarters) / 4),
    cost=st.decimals("0.01", "99.99", places=2),
    size=st.integers(1, 12),
)
def test_the_parts_of_a_group_make_exactly_its_cost(
    hours: Decimal, cost: Decimal, size: int
) -> None:
    """However many share it: the unit cost is paid once, to the cent."""
    parts = [cost_of(hours * cost, Group(uuid4(), size, place)) for place in range(1, size + 1)]
    assert sum(parts) == cost_of(hours * cost, None)
    assert max(parts) - min(parts) <= Decimal("0.01")
