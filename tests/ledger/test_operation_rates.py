"""The operation's amounts: rates, ceilings, flat rates and groups, by date; and rules withdrawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as any_given
from hypothesis import strategies as st

from ledger.errors import (
    AlreadyVoided,
    AmountNotPositive,
    IdTaken,
    LedgerError,
    NotFound,
    NotInCents,
    PeriodReversed,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.operation import Operation
from ledger.operation.errors import (
    FlatRateNotSet,
    GroupSizeInvalid,
    LumpSumNotSet,
    PercentInvalid,
    RateNotSet,
)
from tests.ledger.spec import given
from tests.ledger.test_operation import DAY, START, YOUNGER, Verb, opened, setting, withdrawn


def rate(
    cost: str,
    day: date = START,
    name: str = "",
    kind: str = "pedagogue",
    hour: str = "clock",
    until: date | None = None,
    method: str = "method of unit costs",
) -> Verb:
    """A unit cost from a day on."""
    return lambda operation: operation.set_rate(
        setting(name or f"{kind} {cost} {day}", day),
        specialist_kind=kind,
        unit_cost=Decimal(cost),
        hour=hour,
        method_document=method,
        valid_until=until,
    )


def test_rates_are_numbered_for_each_kind() -> None:
    """The version counts the rates of one kind of specialist in the order they were recorded."""
    told = given(opened, rate("10", YOUNGER), rate("20", kind="psychologist"))
    second = told.when(rate("9.90")).then(Operation.RateSet)
    assert (second.rate_version, second.unit_cost) == (2, Decimal("9.90"))
    assert second.method_document == "method of unit costs"
    found = told.aggregate.rate_on("pedagogue", START)
    assert (found.unit_cost, found.version, found.hour) == (Decimal("9.90"), 2, "clock")
    with pytest.raises(RateNotSet, match="speech_therapist"):
        told.aggregate.rate_on("speech_therapist", START)


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (rate("10.001"), NotInCents),
        (rate("0"), AmountNotPositive),
        (rate("10", kind="wizard"), UnknownCode),
        (rate("10", hour="happy"), UnknownCode),
        (rate("10", method=" "), TextMissing),
        (rate("10", until=START - DAY), PeriodReversed),
    ],
)
def test_a_rate_is_euros_for_a_known_kind(verb: Verb, refusal: type[LedgerError]) -> None:
    """Cents, more than nothing, known codes."""
    given(opened).when(verb).then_refused(refusal)


def lump_sum(amount: str, day: date = START, until: date | None = None, **changed: str) -> Verb:
    """What a project of young people is paid from a day on."""
    fields: dict[str, Any] = {"kind": "youth_project", "valid_until": until, **changed}
    return lambda operation: operation.set_lump_sum(
        setting(f"lump sum {amount} {day}", day), amount=Decimal(amount), **fields
    )


def test_a_lump_sum_is_that_of_the_day() -> None:
    """Numbered in the order of recording; withdrawn, it never held; none after its last day."""
    told = given(opened, lump_sum("4600"))
    second = told.when(lump_sum("5000", YOUNGER, YOUNGER + DAY)).then(Operation.LumpSumSet)
    assert (second.lump_sum_version, second.amount) == (2, Decimal("5000.00"))
    operation = told.aggregate
    for day, amount in ((START, 4600), (YOUNGER - DAY, 4600), (YOUNGER + DAY, 5000)):
        assert operation.lump_sum_on("youth_project", day).amount == amount
    for day in (START - DAY, YOUNGER + 2 * DAY):
        with pytest.raises(LumpSumNotSet, match=str(day)):
            operation.lump_sum_on("youth_project", day)
    told.when(withdrawn(f"lump sum 5000 {YOUNGER}")).then(Operation.RuleWithdrawn)
    assert operation.lump_sum_on("youth_project", YOUNGER + 2 * DAY).version == 1


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (lump_sum("4600.001"), NotInCents),
        (lump_sum("0"), AmountNotPositive),
        (lump_sum("4600", kind="bonus"), UnknownCode),
        (lump_sum("4600", START, START - DAY), PeriodReversed),
        (lambda o: o.lump_sum_on("bonus", START), UnknownCode),
    ],
)
def test_a_lump_sum_is_euros_for_a_known_kind(verb: Verb, refusal: type[LedgerError]) -> None:
    """Cents, more than nothing, a known code, a period in order."""
    given(opened).when(verb).then_refused(refusal)


def test_ceilings_are_looked_up_by_kind_and_period() -> None:
    """At most one for each period: the one in force."""

    def ceiling(amount: str, period: str, day: date = START) -> Verb:
        return lambda operation: operation.set_ceiling(
            setting(f"{amount} {period}", day),
            kind="catering",
            period=period,
            amount=Decimal(amount),
        )

    told = given(opened, ceiling("3", "day"), ceiling("60", "month"))
    told.when(ceiling("4", "day", YOUNGER)).then(Operation.CeilingSet)
    operation = told.aggregate
    assert [c.amount for c in operation.ceilings_on("catering", START)] == [3, 60]
    assert [c.amount for c in operation.ceilings_on("catering", YOUNGER)] == [4, 60]
    assert operation.ceilings_on("accommodation", YOUNGER) == ()
    told.when(ceiling("4", "year")).then_refused(UnknownCode)


def test_a_flat_rate_is_a_whole_per_cent() -> None:
    """So that cents times it need four decimals."""

    def flat(percent: str) -> Verb:
        return lambda o: o.set_flat_rate(setting("flat"), percent=Decimal(percent))

    def of(base: str) -> Verb:
        return lambda o: o.set_flat_rate(setting("flat"), percent=Decimal(15), base=base)

    given(opened).when(of("everything")).then_refused(UnknownCode)
    for wrong in ("0", "15.5", "101", "NaN"):
        given(opened).when(flat(wrong)).then_refused(PercentInvalid)
    told = given(opened)
    rule = told.when(flat("15")).then(Operation.FlatRateSet)
    assert rule.base == "direct_personnel_costs"
    assert told.aggregate.flat_rate_on(START) == 15
    with pytest.raises(FlatRateNotSet):
        told.aggregate.flat_rate_on(START - DAY)


def test_consultations_are_individual_unless_groups_are_allowed() -> None:
    """1 without a rule, and before it."""

    def groups(largest: int) -> Verb:
        return lambda o: o.allow_groups(setting("groups", YOUNGER), largest=largest)

    given(opened).when(groups(0)).then_refused(GroupSizeInvalid)
    told = given(opened)
    told.when(groups(4)).then(Operation.GroupsAllowed)
    assert told.aggregate.largest_group_on(YOUNGER) == 4
    assert told.aggregate.largest_group_on(YOUNGER - DAY) == 1


def test_a_withdrawn_rule_never_held() -> None:
    """The rule before it holds again; withdrawing needs a reason, and works once."""
    facts = (rate("10", name="first"), rate("12", YOUNGER, "second"))
    given(opened, *facts).when(withdrawn("second"), reason=None).then_refused(ReasonMissing)
    given(opened, *facts).when(withdrawn("third")).then_refused(NotFound)
    told = given(opened, *facts)
    told.when(withdrawn("second")).then(Operation.RuleWithdrawn)
    assert told.aggregate.rate_on("pedagogue", YOUNGER).unit_cost == 10
    given(opened, *facts, withdrawn("second")).when(withdrawn("second")).then_refused(AlreadyVoided)


def test_a_rule_has_an_id_and_a_source_of_its_own() -> None:
    """An id is used once, even by a withdrawn rule; a rule without a source is none."""
    given(opened, rate("10", name="rule"), withdrawn("rule")).when(
        rate("11", name="rule")
    ).then_refused(IdTaken)
    given(opened).when(
        lambda o: o.set_flat_rate(setting("flat", source=" "), percent=Decimal(15))
    ).then_refused(TextMissing)


DAYS = st.dates(START, date(2017, 4, 30))


@any_given(st.lists(st.tuples(DAYS, st.integers(1, 9999), st.booleans()), max_size=8), DAYS)
def test_the_latest_standing_rate_wins(recorded: list[tuple[date, int, bool]], day: date) -> None:
    """Whatever the order of recording: the latest first day, of equal ones the last recorded."""
    facts: list[Verb] = [rate("5", START, "before all")]  # so that none leaves a gap
    for number, (first_day, cents, taken_back) in enumerate(recorded):
        facts.append(rate(str(Decimal(cents) / 100), first_day, f"rate {number}"))
        if taken_back:
            facts.append(withdrawn(f"rate {number}"))
    standing = [(START, 1)] + [
        (first_day, number + 2)
        for number, (first_day, _, taken_back) in enumerate(recorded)
        if first_day <= day and not taken_back
    ]
    operation = given(opened, *facts).aggregate
    assert operation.rate_on("pedagogue", day).version == max(standing)[1]
