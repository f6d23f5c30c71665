"""The plainest application: Flask and the eventsourcing library as it comes, on PostgreSQL; nothing is checked."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from flask import Flask, request

UNIT_COST = Decimal("12.35")


class Student(Aggregate):
    """A learner and the consultations given to them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.consultations: dict[UUID, dict[str, Any]] = {}
        self.spent = Decimal(0)

    @event("ConsultationRecorded")
    def record_consultation(
        self,
        consultation_id: UUID,
        plan_id: UUID,
        specialist_id: UUID,
        consultation: dict[str, Any],
        starts: datetime,
        ends: datetime,
        hours: Decimal,
        delivery: str,
        attendance: dict[str, Any],
        amount: Decimal,
    ) -> None:
        """A consultation was given."""
        self.consultations[consultation_id] = {
            "plan_id": plan_id,
            "specialist_id": specialist_id,
            "consultation": consultation,
            "starts": starts,
            "ends": ends,
            "hours": hours,
            "delivery": delivery,
            "attendance": attendance,
            "amount": amount,
        }
        self.spent += amount


class Students(Application[UUID]):
    """What can be done with students."""

    def register(self, *names: str) -> list[UUID]:
        """New students."""
        students = [Student(name) for name in names]
        self.save(*students)
        return [student.id for student in students]

    def record_consultations(self, student_id: UUID, bodies: list[dict[str, Any]]) -> UUID:
        """Load, tell, save; the id of the last."""
        student: Student = self.repository.get(student_id)
        made = self.tell(student, bodies)
        self.save(student)
        return made

    def tell(self, student: Student, bodies: list[dict[str, Any]]) -> UUID:
        """Let a student decide; the id of the last."""
        made = uuid4()
        for body in bodies:
            made, hours = uuid4(), Decimal(body["consultation"]["hours"])
            student.record_consultation(
                consultation_id=made,
                plan_id=UUID(body["plan_id"]),
                specialist_id=UUID(body["specialist_id"]),
                consultation=body["consultation"],
                starts=datetime.fromisoformat(body["starts"]),
                ends=datetime.fromisoformat(body["ends"]),
                hours=hours,
                delivery=body["delivery"],
                attendance=body["attendance"],
                amount=hours * UNIT_COST,
            )
        return made


def create_app() -> Flask:
    """The application; the environment tells the library where PostgreSQL is."""
    app, students = Flask("plain"), Students()

    @app.post("/api/v1/students/<uuid:student_id>/consultations")
    def record(student_id: UUID) -> tuple[dict[str, str], int]:
        made = students.record_consultations(student_id, [request.get_json()])
        return {"consultation_id": str(made)}, 201

    return app
