"""The operation's dated rules as its state keeps them, and the values its events hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger import required
from ledger.dated import Since, require_period
from ledger.fact import Value
from ledger.money import Percent
from ledger.operation.errors import GroupSizeInvalid, PercentInvalid, SharesIncomplete

STAGES = tuple(
    [f"grade-{grade}" for grade in range(1, 13)] + [f"course-{course}" for course in range(1, 5)]
)
"""Grades of general education and courses of vocational education."""
HOURS = ("clock", "academic")
CEILING_PERIODS = ("day", "month", "semester")
DIRECT_PERSONNEL = "direct_personnel_costs"
FLAT_RATE_BASES = (DIRECT_PERSONNEL,)
"""What a flat rate is a per cent of; what specialists are paid for is a direct personnel cost."""


@dataclass(frozen=True)
class Setting:
    """What is said of every rule that is set: its id, since when it holds, and where that is written."""

    rule_id: UUID
    valid_from: date
    source: str
    occurred_on: date
    """The day it was decided."""


class Shares(Value, frozen=True):
    """Who pays a line, in per cent; the shares make 100."""

    esf: Percent
    state: Percent
    state_non_eligible: Percent


class Rule(Since, kw_only=True):
    """A rule holds from its first day until the next of its kind; withdrawn, it never did."""

    rule_id: UUID


class Extension(Rule, kw_only=True):
    """The operation runs longer than it was opened for."""

    last_day: date


class Budget(Rule, kw_only=True):
    """What the operation may spend."""

    total: Decimal
    esf: Decimal
    state: Decimal


class NonEligibleMoney(Rule, kw_only=True):
    """Money of the state beside the budget that the fund does not take part in: so much at most."""

    up_to: Decimal


class TargetGroup(Rule, kw_only=True):
    """Whose support is paid for."""

    stages: tuple[str, ...]


class Ending(Rule, kw_only=True):
    """A rule that may have a last day; the one before it does not come back then."""

    last_day: date | None = None


class Unbroken(Ending, kw_only=True):
    """A rule that measures cannot do without: those about the same follow each other without a gap."""

    @property
    def about(self) -> str:
        """What is ruled, in words; rules with the same words follow each other."""
        raise NotImplementedError


class Cofinancing(Unbroken, kw_only=True):
    """Who pays."""

    shares: Shares

    @property
    def about(self) -> str:
        return FUNDING_SHARES


class DeliveryMode(Ending, kw_only=True):
    """How a consultation may be given."""

    mode: str


class Rate(Unbroken, kw_only=True):
    """The unit cost of one hour of a kind of specialist."""

    specialist_kind: str
    unit_cost: Decimal
    hour: str
    version: int
    method_document: str | None
    """None where it was recorded before it was asked for."""

    @property
    def about(self) -> str:
        return unit_cost_of(self.specialist_kind)


class LumpSum(Unbroken, kw_only=True):
    """What one of a kind is paid, neither more nor less."""

    kind: str
    amount: Decimal
    version: int

    @property
    def about(self) -> str:
        return lump_sum_of(self.kind)


class Ceiling(Rule, kw_only=True):
    """The most that a kind of compensation may come to in a day, month or semester."""

    kind: str
    period: str
    amount: Decimal


class FlatRate(Unbroken, kw_only=True):
    """Indirect costs in per cent of the costs that are its base."""

    percent: Decimal
    base: str

    @property
    def about(self) -> str:
        return FLAT_RATE


class GroupSize(Rule, kw_only=True):
    """How many students one consultation may be given to."""

    largest: int


# --- what rules are about that follow each other -----------------------------------------------------

FUNDING_SHARES, FLAT_RATE = "funding shares", "flat rate"


def unit_cost_of(specialist_kind: str) -> str:
    return f"unit cost of a {specialist_kind}"


def lump_sum_of(kind: str) -> str:
    return f"lump sum of a {kind}"


# --- what a rule must say --------------------------------------------------------------------------


def opening(number: str, name: str, first_day: date, last_day: date, source: str) -> dict[str, Any]:
    """The fields of an opening; PeriodReversed, TextMissing."""
    require_period(first_day, last_day)
    return {
        "number": required.text("number", number),
        "name": required.text("name", name),
        "first_day": first_day,
        "last_day": last_day,
        "source": required.text("source", source),
    }


def complete(shares: Shares) -> Shares:
    """Shares in whole per cent that make 100; SharesIncomplete."""
    parts = (shares.esf, shares.state, shares.state_non_eligible)
    total = sum(parts, Decimal(0))
    if total != 100 or any(part < 0 or part % 1 for part in parts):
        raise SharesIncomplete(total=total)
    return shares


def stages(codes: Iterable[str]) -> tuple[str, ...]:
    """Each stage once, in order; UnknownCode, and TextMissing when there is none."""
    known = {required.listed("stage", code, STAGES) for code in codes}
    required.text("stages", "".join(known))
    return tuple(sorted(known, key=STAGES.index))


def percent(value: Decimal) -> Decimal:
    """A whole per cent, so that cents times it need four decimals; PercentInvalid."""
    if not value.is_finite() or not 1 <= value <= 100 or value % 1:
        raise PercentInvalid(value=value)
    return value


def group_size(largest: int) -> int:
    """At least one student; GroupSizeInvalid."""
    if largest < 1:
        raise GroupSizeInvalid(value=largest)
    return largest
