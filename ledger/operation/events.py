"""What may happen to the operation: it opens, runs longer, and its rules are set and withdrawn."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.money import Euros, Percent
from ledger.operation import rules
from ledger.operation.rules import Shares
from ledger.text import CompensationKind, Delivery, Listed, SpecialistKind, Stage

if TYPE_CHECKING:
    from ledger.operation.operation import Operation


class Opened(Birth):
    """The operation was approved for a period."""

    TOPIC = "operation.opened"
    number: str
    name: str
    first_day: date
    last_day: date
    source: str


class OpeningCorrected(Fact):
    """The operation's number, name or first period had been recorded wrongly."""

    TOPIC = "operation.opening_corrected"
    number: str
    name: str
    first_day: date
    last_day: date
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.number, operation.name = self.number, self.name
        operation.first_day, operation.opened_until = self.first_day, self.last_day


class PeriodExtended(Fact):
    """The operation runs until a later day."""

    TOPIC = "operation.period_extended"
    rule_id: UUID
    valid_from: date
    last_day: date
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.extensions.append(
            rules.Extension(rule_id=self.rule_id, first_day=self.valid_from, last_day=self.last_day)
        )


class BudgetSet(Fact):
    """What the operation may spend, from a day on; the ESF part in whole euros, rounded down."""

    TOPIC = "operation.budget_set"
    rule_id: UUID
    total: Euros
    esf: Euros
    state: Euros
    """All the rest: where the shares name a non-eligible part of the state, that part too."""
    valid_from: date
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.budgets.append(
            rules.Budget(
                rule_id=self.rule_id,
                first_day=self.valid_from,
                total=self.total,
                esf=self.esf,
                state=self.state,
            )
        )


class NonEligibleMoneySet(Fact):
    """Beside the budget the state may spend so much of its own money, without the fund, from a day on."""

    TOPIC = "operation.non_eligible_money_set"
    rule_id: UUID
    up_to: Euros
    valid_from: date
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.non_eligible_money.append(
            rules.NonEligibleMoney(
                rule_id=self.rule_id, first_day=self.valid_from, up_to=self.up_to
            )
        )


class CofinancingSet(Fact):
    """Who pays from a day on."""

    TOPIC = "operation.cofinancing_set"
    rule_id: UUID
    shares: Shares
    valid_from: date
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.cofinancing.append(
            rules.Cofinancing(rule_id=self.rule_id, first_day=self.valid_from, shares=self.shares)
        )


class TargetGroupSet(Fact):
    """Whose support is paid for from a day on."""

    TOPIC = "operation.target_group_set"
    rule_id: UUID
    stages: tuple[Stage, ...]
    valid_from: date
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.target_groups.append(
            rules.TargetGroup(rule_id=self.rule_id, first_day=self.valid_from, stages=self.stages)
        )


class DeliveryModeSet(Fact):
    """Consultations may be given this way from a day on, until another or for good."""

    TOPIC = "operation.delivery_mode_set"
    rule_id: UUID
    mode: Delivery
    valid_from: date
    valid_until: date | None
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.delivery_modes.append(
            rules.DeliveryMode(
                rule_id=self.rule_id,
                first_day=self.valid_from,
                mode=self.mode,
                last_day=self.valid_until,
            )
        )


class RateSet(Fact):
    """What one hour of a kind of specialist costs from a day on."""

    TOPIC = "operation.rate_set"
    CLASS_VERSION = 2
    rule_id: UUID
    specialist_kind: SpecialistKind
    unit_cost: Euros
    hour: Annotated[str, Listed("hour", "clock")]
    rate_version: int
    """1, 2, 3 … for each kind of specialist, in the order of recording"""
    valid_from: date
    valid_until: date | None
    source: str
    method_document: str | None
    """Which says how the unit cost was arrived at; asked for since version 2."""

    @staticmethod
    def upcast_v1_v2(fields: dict[str, Any]) -> None:
        """A rate held until the next, and did not name its method document."""
        fields |= {"valid_until": None, "method_document": None}

    def apply(self, operation: "Operation") -> None:
        operation.rates.append(
            rules.Rate(
                rule_id=self.rule_id,
                first_day=self.valid_from,
                specialist_kind=self.specialist_kind,
                unit_cost=self.unit_cost,
                hour=self.hour,
                version=self.rate_version,
                last_day=self.valid_until,
                method_document=self.method_document,
            )
        )


class LumpSumSet(Fact):
    """What one of a kind is paid from a day on, neither more nor less: one youth project, say."""

    TOPIC = "operation.lump_sum_set"
    rule_id: UUID
    kind: Annotated[str, Listed("lump_sum")]
    amount: Euros
    lump_sum_version: int
    """1, 2, 3 … for each kind, in the order of recording"""
    valid_from: date
    valid_until: date | None
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.lump_sums.append(
            rules.LumpSum(
                rule_id=self.rule_id,
                first_day=self.valid_from,
                last_day=self.valid_until,
                kind=self.kind,
                amount=self.amount,
                version=self.lump_sum_version,
            )
        )


class CeilingSet(Fact):
    """The most that a kind of compensation may come to in a day, month or semester, from a day on."""

    TOPIC = "operation.ceiling_set"
    rule_id: UUID
    kind: CompensationKind
    period: Annotated[str, Listed("ceiling_period", "month")]
    amount: Euros
    valid_from: date
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.ceilings.append(
            rules.Ceiling(
                rule_id=self.rule_id,
                first_day=self.valid_from,
                kind=self.kind,
                period=self.period,
                amount=self.amount,
            )
        )


class FlatRateSet(Fact):
    """Indirect costs in per cent of the costs that are its base, from a day on."""

    TOPIC = "operation.flat_rate_set"
    CLASS_VERSION = 2
    rule_id: UUID
    percent: Percent
    base: Annotated[str, Listed("flat_rate_base", rules.DIRECT_PERSONNEL)]
    """direct_personnel_costs: there has been no other"""
    valid_from: date
    valid_until: date | None
    source: str

    @staticmethod
    def upcast_v1_v2(fields: dict[str, Any]) -> None:
        """A flat rate held until the next, on the one base there is."""
        fields |= {"base": rules.DIRECT_PERSONNEL, "valid_until": None}

    def apply(self, operation: "Operation") -> None:
        operation.flat_rates.append(
            rules.FlatRate(
                rule_id=self.rule_id,
                first_day=self.valid_from,
                last_day=self.valid_until,
                percent=self.percent,
                base=self.base,
            )
        )


class GroupsAllowed(Fact):
    """One consultation may be given to so many students from a day on; 1: individual ones only."""

    TOPIC = "operation.groups_allowed"
    rule_id: UUID
    largest: int
    valid_from: date
    source: str

    def apply(self, operation: "Operation") -> None:
        operation.group_sizes.append(
            rules.GroupSize(rule_id=self.rule_id, first_day=self.valid_from, largest=self.largest)
        )


class RuleWithdrawn(Fact):
    """A rule had been recorded wrongly: it never held."""

    TOPIC = "operation.rule_withdrawn"
    rule_id: UUID

    def apply(self, operation: "Operation") -> None:
        operation.all_rules[self.rule_id].voided = True
