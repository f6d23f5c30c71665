"""A small projection for the tests of the engine: hours by student, and each consultation that stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from ledger.store.connection import Connection
from ledger.student.student import Student
from projections.projection import At, Projection, on
from projections.table import Table


@dataclass(frozen=True, slots=True)
class Person:
    """The hours of one student."""

    student_id: UUID
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation that stands."""

    consultation_id: UUID
    student_id: UUID
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One change of a student's hours."""

    position: int
    hours: Decimal


class Hours(Projection):
    """Hours of consultations by student."""

    students = Table(Person, key="student_id", by=lambda event: event.originator_id)
    consultations = Table(Consultation, key=("consultation_id", "student_id"))
    lines = Table(Line)

    poison: ClassVar[set[int]] = set()
    """Positions at which its handlers fail."""

    @on(Student.ConsultationRecorded)
    def recorded(self, event: Any, at: At) -> None:
        self.consultations.add(
            Consultation(event.consultation_id, event.originator_id, event.hours)
        )
        self._change(event.originator_id, event.hours, at)

    @on(Student.ConsultationVoided)
    def voided(self, event: Any, at: At) -> None:
        key = event.consultation_id, event.originator_id
        if consultation := self.consultations.get(key):  # one that was missed never counted
            self.consultations.remove(key)
            self._change(event.originator_id, -consultation.hours, at)

    def _change(self, student_id: UUID, hours: Decimal, at: At) -> None:
        if at.position in self.poison:
            raise ValueError("poison")
        self.lines.add(Line(at.position, hours))
        if self.students.get(student_id) is None:
            self.students.add(Person(student_id, hours))
        else:
            self.students.change(student_id, hours=self.students[student_id].hours + hours)

    @classmethod
    def all(cls, connection: Connection) -> list[Person]:
        """All students, most hours first."""
        return cls.fetch(connection, Person, "all")

    @classmethod
    def total(cls, connection: Connection) -> int:
        """The hours of all students; the tests give whole ones."""
        return int(sum(each.hours for each in cls.all(connection)))
