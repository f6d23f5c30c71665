"""The operation: its period and its dated rules, each with the document it comes from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from api.asked import ON
from api.context import reach
from api.moment import today
from api.resource import Resource
from ledger.dated import in_force
from ledger.operation import OPERATION_ID, Ceiling, LumpSum, Operation, Rate, Shares, rules
from ledger.operation import Operations as Commands
from ledger.store.connection import Connection

R = TypeVar("R", bound=rules.Rule)
E = TypeVar("E", bound=rules.Ending)

operations = Resource(
    "operations",
    "The operation's dated rules: a rule holds from its first day until the next of its kind.",
    commands="operations",
    location="/operation",
)

operations.command("/operation", Commands.open)
operations.command("/operation/correct-opening", Commands.correct_opening, reason=True)
operations.command("/operation/extensions", Commands.extend_period, makes="rule_id")
operations.command("/operation/budgets", Commands.set_budget, makes="rule_id")
operations.command(
    "/operation/non-eligible-money", Commands.set_non_eligible_money, makes="rule_id"
)
operations.command("/operation/cofinancing", Commands.set_cofinancing, makes="rule_id")
operations.command("/operation/target-groups", Commands.set_target_group, makes="rule_id")
operations.command("/operation/delivery-modes", Commands.set_delivery_mode, makes="rule_id")
operations.command("/operation/rates", Commands.set_rate, makes="rule_id")
operations.command("/operation/lump-sums", Commands.set_lump_sum, makes="rule_id")
operations.command("/operation/ceilings", Commands.set_ceiling, makes="rule_id")
operations.command("/operation/flat-rates", Commands.set_flat_rate, makes="rule_id")
operations.command("/operation/group-sizes", Commands.allow_groups, makes="rule_id")
operations.command("/operation/rules/<uuid:rule_id>/withdraw", Commands.withdraw_rule, reason=True)


@dataclass(frozen=True)
class OperationOn:
    """The operation and what holds on a day; None where no rule is set."""

    number: str
    name: str
    first_day: date
    last_day: date
    """With its extensions."""
    on: date
    budget: rules.Budget | None
    shares: Shares | None
    """Who pays, in per cent."""
    stages: tuple[str, ...]
    """The target group."""
    delivery_modes: list[str]
    rates: list[Rate]
    """Unit costs of one hour, by kind of specialist."""
    lump_sums: list[LumpSum]
    ceilings: list[Ceiling]
    flat_rate: Decimal | None
    largest_group: int


@operations.question("/operation", shows=OperationOn, query=ON)
def one(connection: Connection, *, on: date | None) -> OperationOn:
    """The operation and its rules on a day (today, if none is named), as they are known now."""
    del connection
    day = on or today()
    operation = reach().ledger.load(Operation, OPERATION_ID)
    cofinancing = in_force(operation.cofinancing, day)
    target_group = in_force(operation.target_groups, day)
    flat_rate = in_force(operation.flat_rates, day)
    return OperationOn(
        number=operation.number,
        name=operation.name,
        first_day=operation.first_day,
        last_day=operation.last_day,
        on=day,
        budget=in_force(operation.budgets, day),
        shares=cofinancing.shares if cofinancing else None,
        stages=target_group.stages if target_group else (),
        delivery_modes=_allowed(operation, day),
        rates=_each(operation.rates, lambda rate: rate.specialist_kind, day),
        lump_sums=_standing(_each(operation.lump_sums, lambda each: each.kind, day), day),
        ceilings=_each(operation.ceilings, lambda ceiling: (ceiling.kind, ceiling.period), day),
        flat_rate=flat_rate.percent if flat_rate else None,
        largest_group=operation.largest_group_on(day),
    )


def _each(settings: Sequence[R], about: Callable[[R], Hashable], day: date) -> list[R]:
    """Of the settings about the same, the one in force."""
    subjects = dict.fromkeys(about(each) for each in settings)
    found = (in_force((s for s in settings if about(s) == subject), day) for subject in subjects)
    return [each for each in found if each is not None]


def _allowed(operation: Operation, day: date) -> list[str]:
    modes = _each(operation.delivery_modes, lambda mode: mode.mode, day)
    return [each.mode for each in _standing(modes, day)]


def _standing(ending: Sequence[E], day: date) -> list[E]:
    """Those that have not ended by that day."""
    return [each for each in ending if each.last_day is None or day <= each.last_day]
