"""Students: who they are, where they learn, who represents them, what became of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.errors import NotFound
from ledger.store.connection import Connection
from ledger.student.commands import Students as Commands
from projections.student_rows import StudentFilter, StudentShown, StudentState
from projections.students import Students
from projections.timeline import Entry, Timeline

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
students.command(f"{_ENROLMENT}/void-promotion", Commands.void_promotion, reason=True)
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


@students.listing("/students", Students, shows=StudentState, where=StudentFilter, query=TWO_TIMES)
def listed(connection: Connection, **asked: Any) -> list[StudentState]:
    """Learners in the order of their registration, as of a day."""
    return Students.page(connection, **asked)


@students.question(_STUDENT, Students, shows=StudentShown, query=TWO_TIMES, stream="student_id")
def one(connection: Connection, *, student_id: UUID, **when: Any) -> StudentShown:
    """A learner on a day: where enrolled and under which risks; name and code stay sealed."""
    if (student := Students.get(connection, student_id, **when)) is None:
        raise NotFound(what="student", id=student_id)
    return student


@students.listing(f"{_STUDENT}/timeline", Students, Timeline, shows=Entry, query=TWO_TIMES)
def timeline(connection: Connection, *, student_id: UUID, **asked: Any) -> list[Entry]:
    """Everything recorded about a learner, in its order, corrections included."""
    one(connection, student_id=student_id)
    return Timeline.page(connection, student_id, **asked)
