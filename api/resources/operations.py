"""The operation: its period and its dated rules, each with the document it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.asked import ON, TWO_TIMES
from api.resource import Resource
from ledger.errors import NotFound
from ledger.operation import OPERATION_ID
from ledger.operation import Operations as Commands
from ledger.store.connection import Connection
from projections.difference_rows import Difference, DifferenceFilter
from projections.differences import Differences
from projections.operation_rows import OperationOn, RuleFilter, RuleState
from projections.operations import Operations

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


@operations.question("/operation", Operations, shows=OperationOn, query={**ON, **TWO_TIMES})
def one(connection: Connection, *, on: date, **when: Any) -> OperationOn:
    """The operation and its rules on a day; `as_of` a day, those that had been decided by then."""
    if (operation := Operations.on_day(connection, on=on, **when)) is None:
        raise NotFound(what="operation", id=OPERATION_ID)
    return operation


@operations.listing(
    "/operation/rules", Operations, shows=RuleState, where=RuleFilter, query=TWO_TIMES
)
def rules(connection: Connection, **asked: Any) -> list[RuleState]:
    """All rules that were ever set: since when each holds, since when it is known, whether it was withdrawn."""
    return Operations.page(connection, **asked)


@operations.listing(
    "/operation/differences", Differences, shows=Difference, where=DifferenceFilter, query=TWO_TIMES
)
def differences(connection: Connection, **asked: Any) -> Sequence[Difference]:
    """Measures that would have come out otherwise by the rules now known: what was recorded beside what they say."""
    return Differences.page(connection, **asked)
