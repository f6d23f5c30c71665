"""The operation: its period and its dated rules, each with the document it comes from."""

from __future__ import annotations

from api.resource import Resource
from ledger.operation import Operations as Commands

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
operations.command("/operation/cofinancing", Commands.set_cofinancing, makes="rule_id")
operations.command("/operation/target-groups", Commands.set_target_group, makes="rule_id")
operations.command("/operation/delivery-modes", Commands.set_delivery_mode, makes="rule_id")
operations.command("/operation/rates", Commands.set_rate, makes="rule_id")
operations.command("/operation/ceilings", Commands.set_ceiling, makes="rule_id")
operations.command("/operation/flat-rates", Commands.set_flat_rate, makes="rule_id")
operations.command("/operation/group-sizes", Commands.allow_groups, makes="rule_id")
operations.command("/operation/rules/<uuid:rule_id>/withdraw", Commands.withdraw_rule, reason=True)
