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
from ledger.operation.gaps import require_no_gap
from ledger.operation.in_force import InForce
from ledger.operation.rules import Ceiling, Ending, LumpSum, Rate, Setting, Shares, Unbroken
from ledger.role import Role

OPERATION_ID = uuid5(NAMESPACE_URL, "8.3.4.0/16/I/001")


class Operation(InForce, Aggregate):
    """One stream, `OPERATION_ID`. What an event changes stands with it; what holds on a day, in `InForce`."""

    TOPIC = "operation"
    RECORDED_BY = (Role.NATIONAL,)
    STATE_VERSION = 2

    number: str
    name: str
    first_day: date
    opened_until: date
    extensions: list[rules.Extension]
    budgets: list[rules.Budget]
    non_eligible_money: list[rules.NonEligibleMoney]
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
    NonEligibleMoneySet = events.NonEligibleMoneySet
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
        self.extensions, self.cofinancing = [], []
        self.budgets, self.non_eligible_money = [], []
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

    def set_non_eligible_money(self, setting: Setting, *, up_to: Decimal) -> None:
        """The operation's pages: up to 1 151 038.00 EUR of non-eligible state money; NotInCents."""
        self._set(self.NonEligibleMoneySet, setting, up_to=euros(up_to))

    def set_cofinancing(self, setting: Setting, *, shares: Shares) -> None:
        """SharesIncomplete. They hold until the next are set, so that these leave no gap."""
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
        self,
        setting: Setting,
        *,
        specialist_kind: str,
        unit_cost: Decimal,
        hour: str,
        method_document: str,
        valid_until: date | None = None,
    ) -> None:
        """UnknownCode, NotInCents, AmountNotPositive, TextMissing, PeriodReversed, GapInTime."""
        fields = {
            "specialist_kind": vocabulary.require("specialist", specialist_kind),
            "unit_cost": euros(unit_cost),
            "hour": required.listed("hour", hour, rules.HOURS),
            "method_document": required.text("method_document", method_document),
        }
        before = self._following(rules.unit_cost_of(specialist_kind), setting, valid_until)
        self._set(self.RateSet, setting, rate_version=before + 1, valid_until=valid_until, **fields)

    def set_lump_sum(
        self, setting: Setting, *, kind: str, amount: Decimal, valid_until: date | None = None
    ) -> None:
        """A project of young people gets 4 600.00 EUR, "neither more nor less" (the operation's pages).

        UnknownCode, NotInCents, AmountNotPositive, PeriodReversed, GapInTime.
        """
        fields = {"kind": vocabulary.require("lump_sum", kind), "amount": euros(amount)}
        before = self._following(rules.lump_sum_of(kind), setting, valid_until)
        number = {"lump_sum_version": before + 1}
        self._set(self.LumpSumSet, setting, valid_until=valid_until, **number, **fields)

    def set_ceiling(self, setting: Setting, *, kind: str, period: str, amount: Decimal) -> None:
        """UnknownCode, NotInCents, AmountNotPositive."""
        vocabulary.require("compensation", kind)
        required.listed("ceiling_period", period, rules.CEILING_PERIODS)
        self._set(self.CeilingSet, setting, kind=kind, period=period, amount=euros(amount))

    def set_flat_rate(
        self,
        setting: Setting,
        *,
        percent: Decimal,
        base: str = rules.DIRECT_PERSONNEL,
        valid_until: date | None = None,
    ) -> None:
        """MK 460: indirect costs are 15 % of direct personnel costs.

        PercentInvalid, UnknownCode, PeriodReversed, GapInTime.
        """
        fields = {
            "percent": rules.percent(percent),
            "base": required.listed("flat_rate_base", base, rules.FLAT_RATE_BASES),
        }
        self._following(rules.FLAT_RATE, setting, valid_until)
        self._set(self.FlatRateSet, setting, valid_until=valid_until, **fields)

    def allow_groups(self, setting: Setting, *, largest: int) -> None:
        """GroupSizeInvalid."""
        self._set(self.GroupsAllowed, setting, largest=rules.group_size(largest))

    def withdraw_rule(self, rule_id: UUID, *, occurred_on: date) -> None:
        """NotFound, AlreadyVoided, ReasonMissing, GapInTime.

        Rules that follow each other do so without this one too, from where the first one began in the operation's
        period; only the last that is left may go. A wrong rule is replaced by one from the same day on, then withdrawn.
        """
        required.reason()
        rule = standing(self.all_rules, rule_id, "rule")
        if isinstance(rule, Unbroken):
            alike = [each for each in self.about(rule.about) if not each.voided]
            others = [each for each in alike if each is not rule]
            begins = min(each.first_day for each in alike)
            require_no_gap(rule.about, others, max(begins, self.first_day))
        self.trigger_event(self.RuleWithdrawn, rule_id=rule_id, occurred_on=occurred_on)

    def _following(self, what: str, setting: Setting, valid_until: date | None) -> int:
        """How many rules about the same were set before one that leaves no gap; PeriodReversed, GapInTime."""
        require_period(setting.valid_from, valid_until)
        before = self.about(what)
        new = Ending(rule_id=setting.rule_id, first_day=setting.valid_from, last_day=valid_until)
        require_no_gap(what, [*before, new])
        return len(before)

    def _set(self, event_class: type[Fact], setting: Setting, **fields: Any) -> None:
        """IdTaken, TextMissing."""
        require_new(self.all_rules, setting.rule_id, "rule")
        fields |= {
            "rule_id": setting.rule_id,
            "valid_from": setting.valid_from,
            "source": required.text("source", setting.source),
        }
        self.trigger_event(event_class, occurred_on=setting.occurred_on, **fields)
