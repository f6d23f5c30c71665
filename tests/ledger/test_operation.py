"""The operation's rules: each is dated, has a source, is looked up by date and may be withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ledger.errors import (
    AmountNotPositive,
    LedgerError,
    NotInCents,
    PeriodReversed,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.operation import OPERATION_ID, STAGES, Operation, Shares
from ledger.operation.errors import (
    CofinancingNotSet,
    DeliveryNotAllowed,
    NotAnExtension,
    OutsidePeriod,
    OutsideTargetGroup,
    SharesIncomplete,
)
from ledger.operation.rules import Setting
from tests.ledger.spec import given, id_of

START, END = date(2017, 3, 16), date(2022, 12, 31)
REMOTE, YOUNGER = date(2020, 3, 23), date(2021, 9, 1)
DAY = timedelta(1)
Verb = Callable[[Operation], object]


def opened(**changed: Any) -> Operation:
    """The operation as it was approved."""
    fields = {
        "number": "8.3.4.0/16/I/001",
        "name": "PuMPuRS",
        "first_day": START,
        "last_day": END,
        "source": "agreement of 2017-03-16",
        "occurred_on": START,
    }
    return Operation.open(**{**fields, **changed})


def setting(name: str, day: date = START, source: str = "Regulation No. 460") -> Setting:
    """A rule's id, first day and source."""
    return Setting(id_of(name), day, source, day)


def shares(esf: str, state: str, other: str = "0", name: str = "shares") -> Verb:
    """Co-financing from the start."""
    parts = Shares(Decimal(esf), Decimal(state), Decimal(other))
    return lambda operation: operation.set_cofinancing(setting(name), shares=parts)


def withdrawn(name: str) -> Verb:
    """A rule taken back."""
    return lambda operation: operation.withdraw_rule(id_of(name), occurred_on=END)


def test_the_operation_is_one_stream_with_a_period() -> None:
    """Its id comes from its number; the first and the last day are inside, the days around them are not."""
    operation = given(opened).aggregate
    assert operation.id == OPERATION_ID
    operation.require_period(START)
    operation.require_period(END)
    for day in (START - DAY, END + DAY):
        with pytest.raises(OutsidePeriod, match="2017-03-16 to 2022-12-31"):
            operation.require_period(day)


def test_a_period_is_extended_by_an_event_and_the_extension_withdrawn() -> None:
    """2023 counts from the extension on, and no more when it is withdrawn."""

    def extended(operation: Operation) -> None:
        operation.extend_period(setting("extension"), last_day=date(2023, 12, 31))

    told = given(opened)
    told.when(extended).then(Operation.PeriodExtended)
    told.aggregate.require_period(date(2023, 12, 31))
    given(opened, extended, withdrawn("extension")).when(
        lambda operation: operation.require_period(date(2023, 1, 1))
    ).then_refused(OutsidePeriod)


def test_an_extension_ends_later() -> None:
    """An extension to a day that is inside already is refused."""
    given(opened).when(
        lambda operation: operation.extend_period(setting("extension"), last_day=END)
    ).then_refused(NotAnExtension)


def test_an_extension_never_shortens_the_period() -> None:
    """Where the opening is corrected to a later day than the extension's, that day counts."""

    def extended(operation: Operation) -> None:
        operation.extend_period(setting("extension"), last_day=date(2023, 6, 30))

    def corrected(operation: Operation) -> None:
        operation.correct_opening(
            number="8.3.4.0/16/I/001",
            name="PuMPuRS",
            first_day=START,
            last_day=date(2023, 12, 31),
            source="the agreement itself",
            occurred_on=START,
        )

    told = given(opened, extended)
    told.when(corrected).then(Operation.OpeningCorrected)
    assert told.aggregate.last_day == date(2023, 12, 31)


def test_an_opening_is_corrected_with_a_reason() -> None:
    """Number, name and period are replaced; without a reason they are not."""
    correction: dict[str, Any] = {
        "number": "8.3.4.0/16/I/001",
        "name": "PuMPuRS",
        "first_day": date(2017, 3, 15),
        "last_day": END,
        "source": "the agreement itself",
        "occurred_on": START,
    }

    def correct(operation: Operation) -> None:
        operation.correct_opening(**correction)

    given(opened).when(correct, reason=" ").then_refused(ReasonMissing)
    told = given(opened)
    told.when(correct).then(Operation.OpeningCorrected)
    told.aggregate.require_period(date(2017, 3, 15))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"last_day": START - DAY}, PeriodReversed),
        ({"number": " "}, TextMissing),
        ({"source": ""}, TextMissing),
    ],
)
def test_an_opening_says_everything(change: dict[str, Any], refusal: type[LedgerError]) -> None:
    """A period that ends before it starts, or an empty text, opens nothing."""
    with pytest.raises(refusal):
        given(lambda: opened(**change))


def test_the_budget_is_split_as_published() -> None:
    """ESF gets 85 %, rounded down to whole euros, the state the rest."""
    budget = (
        given(opened, shares("85", "15"))
        .when(lambda o: o.set_budget(setting("budget"), total=Decimal(39812376)))
        .then(Operation.BudgetSet)
    )
    assert (budget.esf, budget.state) == (Decimal("33840519.00"), Decimal("5971857.00"))


def test_money_that_is_not_eligible_stands_beside_the_budget() -> None:
    """Up to 1 151 038.00 EUR of the state's own from a day on; the budget stays what it is."""

    def allowed(up_to: str, day: date = START) -> Verb:
        return lambda o: o.set_non_eligible_money(setting(up_to, day), up_to=Decimal(up_to))

    told = given(opened, shares("85", "15"), lambda o: o.set_budget(setting("b"), total=Decimal(9)))
    first = told.when(allowed("1151038")).then(Operation.NonEligibleMoneySet)
    assert (first.up_to, first.valid_from) == (Decimal("1151038.00"), START)
    told.when(allowed("0")).then_refused(AmountNotPositive)
    told.when(allowed("1.001")).then_refused(NotInCents)
    told.when(withdrawn("1151038")).then(Operation.RuleWithdrawn)
    assert told.aggregate.budgets[0].total == 9


def test_the_state_pays_all_that_esf_does_not() -> None:
    """The part of its share that is not eligible is in the state's part of the budget."""
    budget = (
        given(opened, shares("85", "10", "5"))
        .when(lambda o: o.set_budget(setting("budget"), total=Decimal(100)))
        .then(Operation.BudgetSet)
    )
    assert (budget.esf, budget.state) == (Decimal("85.00"), Decimal("15.00"))


def test_a_budget_needs_shares() -> None:
    """Without funding shares of that day it cannot be split."""
    given(opened).when(lambda o: o.set_budget(setting("budget"), total=Decimal(100))).then_refused(
        CofinancingNotSet
    )


@pytest.mark.parametrize("parts", [("85", "14", "0"), ("84.5", "15.5", "0"), ("110", "-10", "0")])
def test_shares_are_whole_and_complete(parts: tuple[str, str, str]) -> None:
    """Whole per cent, none negative, 100 together."""
    given(opened).when(shares(*parts)).then_refused(SharesIncomplete)


def test_shares_are_those_of_the_day() -> None:
    """Before they are set there are none."""
    told = given(opened)
    told.when(shares("85", "14", "1")).then(Operation.CofinancingSet)
    assert told.aggregate.shares_on(START) == Shares(Decimal(85), Decimal(14), Decimal(1))
    told.when(lambda o: o.shares_on(START - DAY)).then_refused(CofinancingNotSet)


def test_the_target_group_widens_by_a_rule() -> None:
    """Grades 5-12 and courses 1-4 at first, all grades from 2021-09-01."""

    def grades_from_5(operation: Operation) -> None:
        operation.set_target_group(setting("from grade 5"), stages=STAGES[:3:-1])

    def all_grades(operation: Operation) -> None:
        operation.set_target_group(setting("all", YOUNGER), stages=STAGES)

    told = given(opened, grades_from_5)
    widened = told.when(all_grades).then(Operation.TargetGroupSet)
    assert widened.stages == STAGES
    operation = told.aggregate
    assert operation.target_groups[0].stages == STAGES[4:]
    operation.require_target_group("grade-5", START)
    operation.require_target_group("course-4", YOUNGER - DAY)
    operation.require_target_group("grade-1", YOUNGER)
    with pytest.raises(OutsideTargetGroup, match="2021-08-31"):
        operation.require_target_group("grade-4", YOUNGER - DAY)
    with pytest.raises(UnknownCode):
        operation.require_target_group("grade-13", YOUNGER)


@pytest.mark.parametrize(("stages", "refusal"), [((), TextMissing), (("year-1",), UnknownCode)])
def test_a_target_group_names_known_stages(
    stages: tuple[str, ...], refusal: type[LedgerError]
) -> None:
    """None, or an unknown one, is refused."""
    given(opened).when(lambda o: o.set_target_group(setting("group"), stages=stages)).then_refused(
        refusal
    )


def remote(first_day: date, last_day: date | None, name: str = "remote") -> Verb:
    """Remote delivery allowed."""
    return lambda operation: operation.set_delivery_mode(
        setting(name, first_day), mode="remote", valid_until=last_day
    )


def test_remote_delivery_is_allowed_for_a_time() -> None:
    """Its first and last day are inside; another mode is another rule."""
    told = given(opened)
    told.when(remote(REMOTE, YOUNGER)).then(Operation.DeliveryModeSet)
    operation = told.aggregate
    operation.require_delivery("remote", REMOTE)
    operation.require_delivery("remote", YOUNGER)
    for mode, day in (
        ("remote", REMOTE - DAY),
        ("remote", YOUNGER + DAY),
        ("in_person", REMOTE),
    ):
        with pytest.raises(DeliveryNotAllowed):
            operation.require_delivery(mode, day)
    told.when(lambda o: o.require_delivery("by_owl", REMOTE)).then_refused(UnknownCode)


def test_the_later_rule_ends_the_earlier_one() -> None:
    """A later permission with an end is not prolonged by the earlier one without."""
    operation = given(
        opened, remote(REMOTE, None), remote(date(2021, 2, 5), YOUNGER, "later")
    ).aggregate
    operation.require_delivery("remote", date(2021, 2, 4))
    with pytest.raises(DeliveryNotAllowed):
        operation.require_delivery("remote", YOUNGER + DAY)


def test_a_mode_does_not_end_before_it_begins() -> None:
    """A reversed period is refused."""
    given(opened).when(remote(REMOTE, REMOTE - DAY)).then_refused(PeriodReversed)
