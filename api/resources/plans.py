"""Individual support plans: drafted, revised, agreed, evaluated, closed; the one in force and every revision."""

from __future__ import annotations

from api.resource import Resource
from ledger.student.commands import Students as Commands

plans = Resource(
    "plans",
    "Individual support plans (IAP), one open plan for a student and semester.",
    commands="students",
    location="/students/{student_id}/plans/{plan_id}",
)

_PLANS = "/students/<uuid:student_id>/plans"
_PLAN = f"{_PLANS}/<uuid:plan_id>"
_REVISION = f"{_PLAN}/revisions/<int:revision>"

plans.command(_PLANS, Commands.draft_plan, makes="plan_id")
plans.command(f"{_PLANS}/<uuid:copied_from>/copy", Commands.copy_plan, makes="plan_id")
plans.command(f"{_PLAN}/revisions", Commands.revise_plan)
plans.command(f"{_REVISION}/agree", Commands.agree_plan)
plans.command(f"{_REVISION}/void-agreement", Commands.void_agreement, reason=True)
plans.command(f"{_REVISION}/return", Commands.return_plan, reason=True)
plans.command(f"{_PLAN}/evaluate", Commands.evaluate_plan)
plans.command(f"{_PLAN}/void-evaluation", Commands.void_evaluation, reason=True)
plans.command(f"{_PLAN}/close", Commands.close_plan)
plans.command(f"{_PLAN}/reopen", Commands.reopen_plan, reason=True)
plans.command(f"{_PLAN}/void", Commands.void_plan, reason=True)
