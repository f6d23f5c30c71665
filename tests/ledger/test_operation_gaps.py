"""Rates, lump sums, flat rates and shares follow each other without a day between that has none."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as any_given
from hypothesis import strategies as st

from ledger.errors import AlreadyVoided, NotFound
from ledger.fact import recording
from ledger.operation import Operation
from ledger.operation.errors import FlatRateNotSet, GapInTime, LumpSumNotSet, RateNotSet
from tests.ledger.spec import CONTEXT, given
from tests.ledger.test_operation import DAY, START, Verb, opened, setting, shares, withdrawn
from tests.ledger.test_operation_rates import lump_sum, rate

NEW_YEAR, SUMMER, AUTUMN = date(2018, 1, 1), date(2018, 7, 1), date(2018, 9, 1)


def flat(percent: int, day: date = START, until: date | None = None) -> Verb:
    """A flat rate, named by its day."""
    return lambda o: o.set_flat_rate(
        setting(f"flat {day}", day), percent=Decimal(percent), valid_until=until
    )


def test_a_rate_ends_on_its_last_day() -> None:
    """On the day after there is none, even where one before had no end; then the next has to begin."""
    told = given(opened, rate("10"), rate("12", NEW_YEAR, until=SUMMER - DAY))
    assert told.aggregate.rate_on("pedagogue", SUMMER - DAY).unit_cost == 12
    with pytest.raises(RateNotSet):
        told.aggregate.rate_on("pedagogue", SUMMER)
    gap = told.when(rate("14", AUTUMN)).then_refused(GapInTime)
    assert str(gap).startswith("From 2018-07-01 to 2018-08-31 there would be no unit cost of a ped")
    told.when(rate("14", SUMMER)).then(Operation.RateSet)
    told.when(rate("15", AUTUMN, kind="psychologist")).then(Operation.RateSet)


def test_a_rate_set_between_others_leaves_no_gap_either() -> None:
    """It may not end before the next begins; nor one before the first."""
    told = given(opened, rate("10", NEW_YEAR), rate("14", AUTUMN))
    for early in (rate("12", SUMMER, until=AUTUMN - 2 * DAY), rate("9", until=SUMMER - 200 * DAY)):
        told.when(early).then_refused(GapInTime)
    told.when(rate("12", SUMMER, until=AUTUMN - DAY)).then(Operation.RateSet)


def test_a_rate_between_two_others_is_not_withdrawn() -> None:
    """Where the one before has ended; one that would go on may take its place, and so may a corrected one."""
    ended = rate("10", name="first", until=NEW_YEAR - DAY)
    told = given(opened, ended, rate("12", NEW_YEAR, "second"), rate("14", AUTUMN, "third"))
    gap = told.when(withdrawn("second")).then_refused(GapInTime)
    assert "From 2018-01-01 to 2018-08-31" in str(gap)
    told.when(rate("13", NEW_YEAR, "right")).then(Operation.RateSet)
    told.when(withdrawn("second")).then(Operation.RuleWithdrawn)
    assert told.aggregate.rate_on("pedagogue", NEW_YEAR).unit_cost == 13
    told.when(withdrawn("third")).then(Operation.RuleWithdrawn)


def test_the_first_rate_stays_while_there_are_later_ones() -> None:
    """Withdrawn, the days from its first one on would be without; the last that is left may go."""
    told = given(opened, rate("10", name="first"), rate("12", AUTUMN, "second"))
    gap = told.when(withdrawn("first")).then_refused(GapInTime)
    assert f"From {START} to 2018-08-31" in str(gap)
    told.when(withdrawn("second")).then(Operation.RuleWithdrawn)
    told.when(withdrawn("first")).then(Operation.RuleWithdrawn)
    with pytest.raises(RateNotSet):
        told.aggregate.rate_on("pedagogue", AUTUMN)


def test_days_before_the_operation_need_no_rate() -> None:
    """One that begins a century too early is withdrawn like any other mistake."""
    told = given(opened, rate("10"), rate("12", date(1918, 11, 18), "typo"))
    told.when(withdrawn("typo")).then(Operation.RuleWithdrawn)


def test_lump_sums_flat_rates_and_shares_leave_no_gap_either() -> None:
    """Lump sums and flat rates may end; shares hold until the next, so only a withdrawal could."""
    told = given(opened, lump_sum("4600", START, SUMMER - DAY), flat(15, START, SUMMER - DAY))
    with pytest.raises(LumpSumNotSet):
        told.aggregate.lump_sum_on("youth_project", SUMMER)
    with pytest.raises(FlatRateNotSet):
        told.aggregate.flat_rate_on(SUMMER)
    told.when(lump_sum("5000", AUTUMN)).then_refused(GapInTime)
    told.when(flat(20, AUTUMN)).then_refused(GapInTime)
    told.when(flat(20, SUMMER)).then(Operation.FlatRateSet)
    told.when(withdrawn(f"flat {START}")).then_refused(GapInTime)

    def later_shares(operation: Operation) -> None:
        operation.set_cofinancing(setting("later", AUTUMN), shares=operation.shares_on(START))

    told = given(opened, shares("85", "15"), later_shares)
    told.when(withdrawn("shares")).then_refused(GapInTime)
    told.when(withdrawn("later")).then(Operation.RuleWithdrawn)


DAYS = st.integers(0, 12).map(lambda days: START + timedelta(days))
STEPS = st.lists(st.tuples(DAYS, st.none() | DAYS, st.none() | st.integers(0, 7)), max_size=8)


@any_given(STEPS)
def test_whatever_is_set_and_withdrawn_no_day_between_is_without(
    steps: list[tuple[date, date | None, int | None]],
) -> None:
    """What is not refused leaves each day a rate, of those between the first and the last beginning."""
    operation = given(opened).aggregate
    with recording(CONTEXT):
        for number, (first_day, last_day, withdraw) in enumerate(steps):
            if last_day is None or first_day <= last_day:
                _try(operation, rate("10", first_day, f"rate {number}", until=last_day))
                assert _days_without(operation) == []
            if withdraw is not None and withdraw < number and withdraw < len(operation.rates):
                begun = [each.first_day for each in operation.rates if not each.voided]
                with suppress(AlreadyVoided, NotFound):
                    _try(operation, withdrawn(f"rate {withdraw}"))
                left = any(not each.voided for each in operation.rates)
                assert not left or _days_without(operation, min(begun)) == []


def _try(operation: Operation, verb: Verb) -> None:
    """Take a step, or be refused because of days that it would leave without a rate."""
    with suppress(GapInTime):
        verb(operation)


def _days_without(operation: Operation, since: date | None = None) -> list[date]:
    """Day by day, those between the first and the last beginning on which no rate holds."""
    begun = [each.first_day for each in operation.rates if not each.voided]
    found, day = [], min([since, *begun] if since else begun, default=START)
    while begun and day < max(begun):
        try:
            operation.rate_on("pedagogue", day)
        except RateNotSet:
            found.append(day)
        day += DAY
    return found
