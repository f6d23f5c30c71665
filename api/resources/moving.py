"""Movement of learners: transfers, plans that go along or wait for who comes back, records that are merged."""

from __future__ import annotations

from api.resource import Resource
from ledger.student.commands import Students as Commands

moving = Resource(
    "movement",
    "Learners who move to another institution, or away and back; two records of one child.",
    commands="students",
    location="/students/{student_id}",
)

_STUDENT = "/students/<uuid:student_id>"
_ENROLMENT = f"{_STUDENT}/enrolments/<uuid:enrolment_id>"
_PLAN = f"{_STUDENT}/plans/<uuid:plan_id>"

moving.command(f"{_ENROLMENT}/transfer", Commands.transfer, makes="new_enrolment_id")
moving.command(f"{_ENROLMENT}/void-transfer", Commands.void_transfer, reason=True)
moving.command(f"{_PLAN}/move", Commands.move_plan, guarded=True)
moving.command(f"{_PLAN}/void-move", Commands.void_plan_move, reason=True, guarded=True)

moving.command(f"{_STUDENT}/duplicates", Commands.merge, reason=True, guarded=True)
moving.command(
    f"{_STUDENT}/duplicates/<uuid:duplicate_id>/void",
    Commands.void_merge,
    reason=True,
    guarded=True,
)
