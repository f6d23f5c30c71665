"""Students: who they are, where they learn, who represents them, what became of them."""

from __future__ import annotations

from api.resource import Resource
from ledger.student.commands import Students as Commands

students = Resource(
    "students",
    "Learners, under random ids; their personal values are sealed.",
    commands="students",
    location="/students/{student_id}",
)

_STUDENT = "/students/<uuid:student_id>"
_ENROLMENT = f"{_STUDENT}/enrolments/<uuid:enrolment_id>"

students.command("/students", Commands.register, makes="student_id")
students.command(f"{_STUDENT}/personal-data", Commands.correct_personal_data, reason=True)
students.command(f"{_STUDENT}/enrolments", Commands.enrol, makes="enrolment_id")
students.command(f"{_ENROLMENT}/promote", Commands.promote)
students.command(f"{_ENROLMENT}/void", Commands.void_enrolment, reason=True)
students.command(f"{_ENROLMENT}/leave", Commands.leave)
students.command(f"{_ENROLMENT}/void-leaving", Commands.void_leaving, reason=True)
students.command(
    f"{_STUDENT}/representatives", Commands.name_representative, makes="representative_id"
)
students.command(
    f"{_STUDENT}/representatives/<uuid:representative_id>/remove",
    Commands.remove_representative,
    reason=True,
)
students.command(f"{_STUDENT}/outcomes", Commands.record_outcome, makes="outcome_id")
students.command(f"{_STUDENT}/outcomes/<uuid:outcome_id>/void", Commands.void_outcome, reason=True)
