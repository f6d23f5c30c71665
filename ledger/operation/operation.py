"""The operation: how its dated rules are set and withdrawn, each with the document it comes from."""

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from ledger import required, vocabulary
from ledger.aggregate import Aggregate
from ledger.dated import require_new, require_period, standing
from ledger.fact import Fact
from ledger.money import euros
from ledger.operation import errors, events, rules
from ledger.operation.in_force import InForce
from ledger.operation.rules import Ceiling, LumpSum, Rate, Setting, Shares

OPERATION_ID = uuid5(NAMESPACE_URL, "8.3.4.0/16/I/001")


class Operation(InForce, Aggregate):
    """One stream, `OPERATION_ID`. What an event changes stands with it; what holds on a day, in `InForce`."""

    TOPIC = "operation"
    STATE_VERSION = 2

    number: str
    name: str
    first_day: date
    opened_until: date
    extensions: list[rules.Extension]
    budgets: list[rules.Budget]
    cofinancing: list[rules.Cofinancing]
    target_groups: list[rules.TargetGroup]
    delivery_modes: list[rules.DeliveryMode]
    rates: list[Rate]
    lump_sums: list[LumpSum]
    ceilings: list[Ceiling]
    flat_rates: list[rules.FlatRate]
    group_sizes: list[rules.GroupSize]

    Opened = events.Opened
    OpeningCorrected = events.OpeningCorrected
    PeriodExtended = events.PeriodExtended
    BudgetSet = events.BudgetSet
    CofinancingSet = events.CofinancingSet
    TargetGroupSet = events.TargetGroupSet
    DeliveryModeSet = events.DeliveryModeSet
    RateSet = events.RateSet
    LumpSumSet = events.LumpSumSet
    CeilingSet = events.CeilingSet
    FlatRateSet = events.FlatRateSet
    GroupsAllowed = events.GroupsAllowed
    RuleWithdrawn = events.RuleWithdrawn

    @event(Opened)
    def __init__(self, number: str, name: str, first_day: date, last_day: date) -> None:
        self.number, self.name = number, name
        self.first_day, self.opened_until = first_day, last_day
        self.extensions, self.budgets, self.cofinancing = [], [], []
        self.target_groups, self.delivery_modes, self.rates = [], [], []
        self.lump_sums, self.ceilings, self.flat_rates, self.group_sizes = [], [], [], []

    # --- verbs ------------------------------------------------------------------------------------

    @classmethod
    def open(cls, *, occurred_on: date, **opening: Any) -> Self:
        """`opening`: number, name, first_day, last_day, source; PeriodReversed, TextMissing."""
        fields = rules.opening(**opening)
        return cls._create(cls.Opened, id=OPERATION_ID, occurred_on=occurred_on, **fields)

    def correct_opening(self, *, occurred_on: date, **opening: Any) -> None:
        """`opening` as for `open`; PeriodReversed, TextMissing, ReasonMissing."""
        required.reason()
        fields = rules.opening(**opening)
        self.trigger_event(self.OpeningCorrected, occurred_on=occurred_on, **fields)

    def extend_period(self, setting: Setting, *, last_day: date) -> None:
        """NotAnExtension."""
        if last_day <= self.last_day:
            raise errors.NotAnExtension(last_day=last_day, current=self.last_day)
        self._set(self.PeriodExtended, setting, last_day=last_day)

    def set_budget(self, setting: Setting, *, total: Decimal) -> None:
        """ESF's part in whole euros, rounded down, the rest the state's; CofinancingNotSet, NotInCents."""
        total = euros(total)
        share = self.shares_on(setting.valid_from).esf
        esf = (total * share / 100).to_integral_value(ROUND_FLOOR)
        self._set(self.BudgetSet, setting, total=total, esf=esf, state=total - esf)

    def set_cofinancing(self, setting: Setting, *, shares: Shares) -> None:
        """SharesIncomplete."""
        self._set(self.CofinancingSet, setting, shares=rules.complete(shares))

    def set_target_group(self, setting: Setting, *, stages: tuple[str, ...]) -> None:
        """UnknownCode, TextMissing."""
        self._set(self.TargetGroupSet, setting, stages=rules.stages(stages))

    def set_delivery_mode(self, setting: Setting, *, mode: str, valid_until: date | None) -> None:
        """UnknownCode, PeriodReversed."""
        vocabulary.require("delivery", mode)
        require_period(setting.valid_from, valid_until)
        self._set(self.DeliveryModeSet, setting, mode=mode, valid_until=valid_until)

    def set_rate(
        self, setting: Setting, *, specialist_kind: str, unit_cost: Decimal, hour: str
    ) -> None:
        """UnknownCode, NotInCents, AmountNotPositive."""
        fields = {
            "specialist_kind": vocabulary.require("specialist", specialist_kind),
            "unit_cost": euros(unit_cost),
            "hour": required.listed("hour", hour, rules.HOURS),
        }
        version = 1 + sum(each.specialist_kind == specialist_kind for each in self.rates)
        self._set(self.RateSet, setting, rate_version=version, **fields)

    def set_lump_sum(
        self, setting: Setting, *, kind: str, amount: Decimal, valid_until: date | None
    ) -> None:
        """A project of young people gets 4 600.00 EUR, "neither more nor less" (MK 460).

        UnknownCode, NotInCents, AmountNotPositive, PeriodReversed.
        """
        vocabulary.require("lump_sum", kind)
        require_period(setting.valid_from, valid_until)
        self._set(
            self.LumpSumSet,
            setting,
            kind=kind,
            amount=euros(amount),
            lump_sum_version=1 + sum(each.kind == kind for each in self.lump_sums),
            valid_until=valid_until,
        )

    def set_ceiling(self, setting: Setting, *, kind: str, period: str, amount: Decimal) -> None:
        """UnknownCode, NotInCents, AmountNotPositive."""
        vocabulary.require("compensation", kind)
        required.listed("ceiling_period", period, rules.CEILING_PERIODS)
        self._set(self.CeilingSet, setting, kind=kind, period=period, amount=euros(amount))

    def set_flat_rate(self, setting: Setting, *, percent: Decimal) -> None:
        """PercentInvalid."""
        self._set(self.FlatRateSet, setting, percent=rules.percent(percent))

    def allow_groups(self, setting: Setting, *, largest: int) -> None:
        """GroupSizeInvalid."""
        self._set(self.GroupsAllowed, setting, largest=rules.group_size(largest))

    def withdraw_rule(self, rule_id: UUID, *, occurred_on: date) -> None:
        """NotFound, AlreadyVoided, ReasonMissing."""
        required.reason()
        standing(self.all_rules, rule_id, "rule")
        self.trigger_event(self.RuleWithdrawn, rule_id=rule_id, occurred_on=occurred_on)

    def _set(self, event_class: type[Fact], setting: Setting, **fields: Any) -> None:
        """IdTaken, TextMissing."""
        require_new(self.all_rules, setting.rule_id, "rule")
        fields |= {
            "rule_id": setting.rule_id,
            "valid_from": setting.valid_from,
            "source": required.text("source", setting.source),
        }
        self.trigger_event(event_class, occurred_on=setting.occurred_on, **fields)
