"""What of the operation's rules holds on a day; every look-up takes the day of the measure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TypeVar
from uuid import UUID

from ledger import required, vocabulary
from ledger.dated import in_force
from ledger.operation import errors, rules
from ledger.operation.rules import Ceiling, Ending, LumpSum, Rate, Rule, Shares, Unbroken

E = TypeVar("E", bound=Ending)


class InForce:
    """What is looked up; rules that were withdrawn stay, marked."""

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

    @property
    def all_rules(self) -> dict[UUID, Rule]:
        """All rules by their ids, those that were withdrawn too."""
        dated = (self.cofinancing, self.target_groups, self.delivery_modes, self.rates)
        amounts = (self.budgets, self.lump_sums, self.ceilings, self.flat_rates)
        others = (self.extensions, self.non_eligible_money, self.group_sizes)
        return {rule.rule_id: rule for rule in chain[Rule](*dated, *amounts, *others)}

    def about(self, what: str) -> list[Unbroken]:
        """The rules about the same that follow each other, in the order of recording."""
        unbroken = (rule for rule in self.all_rules.values() if isinstance(rule, Unbroken))
        return [rule for rule in unbroken if rule.about == what]

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
        if not _holding((each for each in self.delivery_modes if each.mode == mode), day):
            raise errors.DeliveryNotAllowed(mode=mode, day=day)

    def rate_on(self, specialist_kind: str, day: date) -> Rate:
        """The unit cost of an hour of this kind of specialist; UnknownCode, RateNotSet."""
        vocabulary.require("specialist", specialist_kind)
        rates = (each for each in self.rates if each.specialist_kind == specialist_kind)
        if rule := _holding(rates, day):
            return rule
        raise errors.RateNotSet(specialist_kind=specialist_kind, day=day)

    def lump_sum_on(self, kind: str, day: date) -> LumpSum:
        """What one of this kind is paid; UnknownCode, LumpSumNotSet."""
        vocabulary.require("lump_sum", kind)
        if rule := _holding((each for each in self.lump_sums if each.kind == kind), day):
            return rule
        raise errors.LumpSumNotSet(kind=kind, day=day)

    def ceilings_on(self, kind: str, day: date) -> tuple[Ceiling, ...]:
        """What this kind of compensation may come to, at most one for each period; UnknownCode."""
        vocabulary.require("compensation", kind)
        found = (
            in_force((c for c in self.ceilings if (c.kind, c.period) == (kind, period)), day)
            for period in rules.CEILING_PERIODS
        )
        return tuple(ceiling for ceiling in found if ceiling is not None)

    def flat_rate_on(self, day: date) -> Decimal:
        """Indirect costs in per cent of direct personnel costs; FlatRateNotSet."""
        if rule := _holding(self.flat_rates, day):
            return rule.percent
        raise errors.FlatRateNotSet(day=day)

    def largest_group_on(self, day: date) -> int:
        """How many students one consultation may be given to; 1 where groups are not allowed."""
        rule = in_force(self.group_sizes, day)
        return rule.largest if rule else 1


def _holding(rules_of_a_kind: Iterable[E], day: date) -> E | None:
    """The one in force, unless it had ended by then."""
    rule = in_force(rules_of_a_kind, day)
    ended = rule is not None and rule.last_day is not None and rule.last_day < day
    return None if ended else rule
