"""The guard against double funding: support from elsewhere, and decisions on warnings."""

from __future__ import annotations

from api.resource import Resource
from ledger.student.commands import Students as Commands

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
