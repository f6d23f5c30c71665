"""What the projection `operations` keeps of the operation, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.operation import Shares
from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Opening:
    """The operation as it was approved."""

    operation_id: UUID
    number: str
    name: str
    first_day: date
    last_day: date
    """Without its extensions."""
    source: str
    decided_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was set; it holds from its first day until its last, or until the next about the same."""

    operation_id: UUID
    rule_id: UUID
    position: int
    """At which it was recorded: since then it is known."""
    kind: str
    """budget, rate, lump_sum …"""
    about: str
    """Of rules of a kind, which follow each other: the kind of specialist, the mode …; empty where all do."""
    valid_from: date
    valid_until: date | None
    source: str
    decided_on: date
    terms: dict[str, Any]
    """What it says, as the event does: euros as strings."""
    known_from: int
    known_to: int = FOREVER
    withdrawn_on: date | None = None
    """When it was found that it had been recorded wrongly, and never held."""


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule, whether it stands or was withdrawn."""

    position: int
    """At which it was recorded: since then it is known; lists are in this order."""
    rule_id: UUID
    kind: str
    about: str | None
    """The kind of specialist, of compensation and its period, the mode …; None where there is only one."""
    valid_from: date
    valid_until: date | None
    holds_until: date | None
    """The day before the next about the same begins, or its own last day; None while it holds, or never did."""
    source: str
    decided_on: date
    terms: dict[str, Any]
    withdrawn_on: date | None
    withdrawn_at: int | None
    """The position at which it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A rule that holds on a day."""

    rule_id: UUID
    position: int
    valid_from: date
    valid_until: date | None
    source: str
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(InForce):
    """What the operation may spend, in euros."""

    total: Decimal
    esf: Decimal
    state: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NonEligibleMoney(InForce):
    """What the state may spend of its own beside the budget, at most, in euros."""

    up_to: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cofinancing(InForce):
    """Who pays, in per cent."""

    shares: Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup(InForce):
    """Whose support is paid for."""

    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMode(InForce):
    """How a consultation may be given."""

    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(InForce):
    """The unit cost of one hour of a kind of specialist, in euros."""

    specialist_kind: str
    unit_cost: Decimal
    hour: str
    rate_version: int
    method_document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LumpSum(InForce):
    """What one of a kind is paid, in euros."""

    kind: str
    amount: Decimal
    lump_sum_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling(InForce):
    """The most that a kind of compensation may come to in a period, in euros."""

    kind: str
    period: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatRate(InForce):
    """Indirect costs in per cent of what is its base."""

    percent: Decimal
    base: str


@dataclass(frozen=True, slots=True)
class OperationOn:
    """The operation and what holds on a day; None where no rule is set."""

    number: str
    name: str
    first_day: date
    last_day: date
    """With its extensions."""
    on: date
    budget: Budget | None
    non_eligible_money: NonEligibleMoney | None
    cofinancing: Cofinancing | None
    target_group: TargetGroup | None
    delivery_modes: list[DeliveryMode]
    rates: list[Rate]
    lump_sums: list[LumpSum]
    ceilings: list[Ceiling]
    flat_rate: FlatRate | None
    largest_group: int
    """How many students one consultation may be given to; 1 where groups are not allowed."""


@dataclass(frozen=True, slots=True)
class RuleSpan:
    """Days on which the same rule about something holds; before and after all of them none does."""

    first_day: date
    last_day: date
    rule_id: UUID
    position: int
    terms: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleFilter:
    """Which rules: None stands for any."""

    kind: str | None = None
    about: str | None = None
    withdrawn: bool | None = None


ANY_RULE = RuleFilter()
