"""The guard against double funding: support from elsewhere, and decisions on warnings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.store.connection import Connection
from ledger.student.commands import Students as Commands
from projections.warnings import Support, Warnings, WarningState

warnings = Resource(
    "warnings",
    "Measures that may be funded twice: the rules raise a warning with the measure, somebody else decides.",
    commands="students",
    location="/students/{student_id}",
)

_SUPPORTS = "/students/<uuid:student_id>/other-support"
_WARNING = "/students/<uuid:student_id>/warnings/<uuid:warning_id>"

warnings.command(_SUPPORTS, Commands.declare_other_support, makes="support_id")
warnings.command(
    f"{_SUPPORTS}/<uuid:support_id>/withdraw", Commands.withdraw_other_support, reason=True
)
warnings.command(f"{_WARNING}/decide", Commands.decide_warning, reason=True, guarded=True)
warnings.command(f"{_WARNING}/void-decision", Commands.void_decision, reason=True, guarded=True)


@warnings.listing(
    "/students/<uuid:student_id>/warnings", Warnings, shows=WarningState, query=TWO_TIMES
)
def of_student(connection: Connection, *, student_id: UUID, **asked: Any) -> list[WarningState]:
    """The warnings about a learner: open, decided or lapsed."""
    return Warnings.of_student(connection, student_id, **asked)


@warnings.listing(_SUPPORTS, Warnings, shows=Support, query=TWO_TIMES)
def support_of(connection: Connection, *, student_id: UUID, **asked: Any) -> list[Support]:
    """What other funded projects give a learner, as it was declared by a day."""
    return Warnings.support_of(connection, student_id, **asked)
