"""Individual support plans: drafted, revised, agreed, evaluated, closed; the one in force and every revision."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from api.asked import KNOWN_AT, ON, TWO_TIMES
from api.moment import today
from api.resource import Resource
from ledger.errors import NotFound
from ledger.store.connection import Connection
from ledger.student.commands import Students as Commands
from projections.plan_rows import PlanCount, PlanFilter, PlanShown, PlanState
from projections.plans import Plans

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
plans.command(f"{_PLAN}/revisions", Commands.revise_plan, guarded=True)
plans.command(f"{_REVISION}/agree", Commands.agree_plan, guarded=True)
plans.command(f"{_REVISION}/void-agreement", Commands.void_agreement, reason=True, guarded=True)
plans.command(f"{_REVISION}/return", Commands.return_plan, reason=True, guarded=True)
plans.command(f"{_REVISION}/void-return", Commands.void_return, reason=True, guarded=True)
plans.command(f"{_PLAN}/evaluate", Commands.evaluate_plan, guarded=True)
plans.command(f"{_PLAN}/void-evaluation", Commands.void_evaluation, reason=True, guarded=True)
plans.command(f"{_PLAN}/close", Commands.close_plan, guarded=True)
plans.command(f"{_PLAN}/reopen", Commands.reopen_plan, reason=True, guarded=True)
plans.command(f"{_PLAN}/void", Commands.void_plan, reason=True, guarded=True)


@plans.listing("/plans", Plans, shows=PlanState, where=PlanFilter, query=TWO_TIMES)
def listed(connection: Connection, **asked: Any) -> list[PlanState]:
    """Plans in the order of their drafting, as of a day."""
    return Plans.page(connection, **asked)


@plans.listing(_PLANS, Plans, shows=PlanState, where=PlanFilter, query=TWO_TIMES)
def of_student(connection: Connection, **asked: Any) -> list[PlanState]:
    """The plans of one learner."""
    return Plans.page(connection, **asked)


@plans.question(
    "/students/<uuid:student_id>/plan-in-force",
    Plans,
    shows=PlanShown,
    query={**ON, **KNOWN_AT},
    stream="student_id",
)
def in_force(
    connection: Connection, *, student_id: UUID, on: date | None, known_at: int | None
) -> PlanShown:
    """The plan that governs a measure on a day (today, if none is named)."""
    shown = Plans.in_force(connection, student_id, on=on or today(), known_at=known_at)
    if shown is None:
        raise NotFound(what="plan in force", id=student_id)
    return shown


@plans.question(_PLAN, Plans, shows=PlanShown, query=TWO_TIMES, stream="student_id")
def one(connection: Connection, *, student_id: UUID, plan_id: UUID, **when: Any) -> PlanShown:
    """A plan with the revision in force, else the latest: planned, held, missed, claimed, paid."""
    return revision(connection, student_id=student_id, plan_id=plan_id, revision=None, **when)


@plans.question(_REVISION, Plans, shows=PlanShown, query=TWO_TIMES, stream="student_id")
def revision(
    connection: Connection, *, student_id: UUID, plan_id: UUID, revision: int | None, **when: Any
) -> PlanShown:
    """A plan with one of its revisions."""
    shown = Plans.revision(connection, student_id, plan_id, revision, **when)
    if shown is None:
        raise NotFound(what="plan", id=plan_id)
    return shown


@plans.question("/plans/count", Plans, shows=PlanCount, where=PlanFilter, query=TWO_TIMES)
def count(connection: Connection, **asked: Any) -> PlanCount:
    """Plans that came into force by a day and were not voided, and the distinct learners who have them."""
    return Plans.count(connection, **asked)
