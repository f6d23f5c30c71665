"""The operation: its dated rules, each with the document it comes from, looked up by date."""

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from itertools import chain
from typing import Any, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from ledger import required, vocabulary
from ledger.aggregate import Aggregate
from ledger.dated import in_force, require_new, require_period, standing
from ledger.fact import Fact
from ledger.money import euros
from ledger.operation import errors, events, rules
from ledger.operation.rules import Ceiling, Rate, Rule, Setting, Shares

OPERATION_ID = uuid5(NAMESPACE_URL, "8.3.4.0/16/I/001")


class Operation(Aggregate):
    """What holds when; every lookup takes the day of the measure."""

    TOPIC = "operation"

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
    CeilingSet = events.CeilingSet
    FlatRateSet = events.FlatRateSet
    GroupsAllowed = events.GroupsAllowed
    RuleWithdrawn = events.RuleWithdrawn

    # --- what holds on a day ----------------------------------------------------------------------

    @property
    def last_day(self) -> date:
        """The last day of the operation, with its extensions."""
        standing_days = [each.last_day for each in self.extensions if not each.voided]
        return max([self.opened_until, *standing_days])

    def require_period(self, day: date) -> None:
        """OutsidePeriod."""
        if not self.first_day <= day <= self.last_day:
            raise errors.OutsidePeriod(day=day, first_day=self.first_day, last_day=self.last_day)

    def shares_on(self, day: date) -> Shares:
        """Who pays what is measured on that day; CofinancingNotSet."""
        if rule := in_force(self.cofinancing, day):
            return rule.shares
        raise errors.CofinancingNotSet(day=day)

    def require_target_group(self, stage: str, day: date) -> None:
        """That learners of this stage are supported; UnknownCode, OutsideTargetGroup."""
        required.listed("stage", stage, rules.STAGES)
        rule = in_force(self.target_groups, day)
        if rule is None or stage not in rule.stages:
            raise errors.OutsideTargetGroup(stage=stage, day=day)

    def require_delivery(self, mode: str, day: date) -> None:
        """That consultations may be given this way; UnknownCode, DeliveryNotAllowed."""
        vocabulary.require("delivery", mode)
        rule = in_force((each for each in self.delivery_modes if each.mode == mode), day)
        if rule is None or (rule.last_day is not None and rule.last_day < day):
            raise errors.DeliveryNotAllowed(mode=mode, day=day)

    def rate_on(self, specialist_kind: str, day: date) -> Rate:
        """The unit cost of an hour of this kind of specialist; UnknownCode, RateNotSet."""
        vocabulary.require("specialist", specialist_kind)
        rates = (each for each in self.rates if each.specialist_kind == specialist_kind)
        if rule := in_force(rates, day):
            return rule
        raise errors.RateNotSet(specialist_kind=specialist_kind, day=day)

    def ceilings_on(self, kind: str, day: date) -> tuple[Ceiling, ...]:
        """What this kind of compensation may come to, at most one for each period; UnknownCode."""
        vocabulary.require("compensation", kind)
        found = (
            in_force((c for c in self.ceilings if (c.kind, c.period) == (kind, period)), day)
            for period in rules.CEILING_PERIODS
        )
        return tuple(ceiling for ceiling in found if ceiling is not None)

    def flat_rate_on(self, day: date) -> Decimal:
        """Indirect costs in per cent of the direct ones; FlatRateNotSet."""
        if rule := in_force(self.flat_rates, day):
            return rule.percent
        raise errors.FlatRateNotSet(day=day)

    def largest_group_on(self, day: date) -> int:
        """How many students one consultation may be given to; 1 where groups are not allowed."""
        rule = in_force(self.group_sizes, day)
        return rule.largest if rule else 1

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
        standing(self._rules(), rule_id, "rule")
        self.trigger_event(self.RuleWithdrawn, rule_id=rule_id, occurred_on=occurred_on)

    def _set(self, event_class: type[Fact], setting: Setting, **fields: Any) -> None:
        """IdTaken, TextMissing."""
        require_new(self._rules(), setting.rule_id, "rule")
        fields |= {
            "rule_id": setting.rule_id,
            "valid_from": setting.valid_from,
            "source": required.text("source", setting.source),
        }
        self.trigger_event(event_class, occurred_on=setting.occurred_on, **fields)

    def _rules(self) -> dict[UUID, Rule]:
        dated = (self.cofinancing, self.target_groups, self.delivery_modes, self.rates)
        limits = (self.extensions, self.budgets, self.ceilings, self.flat_rates, self.group_sizes)
        return {rule.rule_id: rule for rule in chain[Rule](*dated, *limits)}

    # --- what each event changes ------------------------------------------------------------------

    @event(Opened)
    def __init__(self, number: str, name: str, first_day: date, last_day: date) -> None:
        self.number, self.name = number, name
        self.first_day, self.opened_until = first_day, last_day
        self.extensions, self.budgets, self.cofinancing = [], [], []
        self.target_groups, self.delivery_modes, self.rates = [], [], []
        self.ceilings, self.flat_rates, self.group_sizes = [], [], []

    @event(OpeningCorrected)
    def _opening_corrected(self, number: str, name: str, first_day: date, last_day: date) -> None:
        self.number, self.name = number, name
        self.first_day, self.opened_until = first_day, last_day

    @event(PeriodExtended)
    def _period_extended(self, rule_id: UUID, valid_from: date, last_day: date) -> None:
        self.extensions.append(
            rules.Extension(rule_id=rule_id, first_day=valid_from, last_day=last_day)
        )

    @event(BudgetSet)
    def _budget_set(
        self, rule_id: UUID, valid_from: date, total: Decimal, esf: Decimal, state: Decimal
    ) -> None:
        self.budgets.append(
            rules.Budget(rule_id=rule_id, first_day=valid_from, total=total, esf=esf, state=state)
        )

    @event(CofinancingSet)
    def _cofinancing_set(self, rule_id: UUID, valid_from: date, shares: Shares) -> None:
        self.cofinancing.append(
            rules.Cofinancing(rule_id=rule_id, first_day=valid_from, shares=shares)
        )

    @event(TargetGroupSet)
    def _target_group_set(self, rule_id: UUID, valid_from: date, stages: tuple[str, ...]) -> None:
        self.target_groups.append(
            rules.TargetGroup(rule_id=rule_id, first_day=valid_from, stages=stages)
        )

    @event(DeliveryModeSet)
    def _delivery_mode_set(
        self, rule_id: UUID, valid_from: date, mode: str, valid_until: date | None
    ) -> None:
        self.delivery_modes.append(
            rules.DeliveryMode(
                rule_id=rule_id, first_day=valid_from, mode=mode, last_day=valid_until
            )
        )

    @event(RateSet)
    def _rate_set(
        self,
        rule_id: UUID,
        valid_from: date,
        specialist_kind: str,
        unit_cost: Decimal,
        hour: str,
        rate_version: int,
    ) -> None:
        self.rates.append(
            Rate(
                rule_id=rule_id,
                first_day=valid_from,
                specialist_kind=specialist_kind,
                unit_cost=unit_cost,
                hour=hour,
                version=rate_version,
            )
        )

    @event(CeilingSet)
    def _ceiling_set(
        self, rule_id: UUID, valid_from: date, kind: str, period: str, amount: Decimal
    ) -> None:
        self.ceilings.append(
            Ceiling(rule_id=rule_id, first_day=valid_from, kind=kind, period=period, amount=amount)
        )

    @event(FlatRateSet)
    def _flat_rate_set(self, rule_id: UUID, valid_from: date, percent: Decimal) -> None:
        self.flat_rates.append(
            rules.FlatRate(rule_id=rule_id, first_day=valid_from, percent=percent)
        )

    @event(GroupsAllowed)
    def _groups_allowed(self, rule_id: UUID, valid_from: date, largest: int) -> None:
        self.group_sizes.append(
            rules.GroupSize(rule_id=rule_id, first_day=valid_from, largest=largest)
        )

    @event(RuleWithdrawn)
    def _rule_withdrawn(self, rule_id: UUID) -> None:
        self._rules()[rule_id].voided = True
