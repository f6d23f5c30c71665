"""Commands about learners who move between institutions, or away and back."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.institution import Institution
from ledger.passed_on import passed_on
from ledger.student import moving
from ledger.student.commands.base import StudentCommands

if TYPE_CHECKING:
    from ledger.application import Recorded


class MovingCommands(StudentCommands):
    """Transfers, and plans that go along."""

    void_transfer = passed_on(moving.void_transfer)
    void_plan_move = passed_on(moving.void_plan_move)

    def transfer(
        self,
        student_id: UUID,
        *,
        enrolment_id: UUID,
        new_enrolment_id: UUID,
        institution_id: UUID,
        stage: str,
        occurred_on: date,
    ) -> "Recorded":
        """The learner goes to another institution: there from that day on, here until the day before.

        Open plans go along where they may, with what is in force; else they are closed.
        """
        return self.change(
            student_id,
            lambda student: moving.transfer(
                student,
                moving.Destination(
                    self._operation(), self._ledger.reference(Institution, institution_id), stage
                ),
                enrolment_id=enrolment_id,
                new_enrolment_id=new_enrolment_id,
                occurred_on=occurred_on,
            ),
            made=new_enrolment_id,
        )

    def move_plan(
        self, student_id: UUID, *, plan_id: UUID, enrolment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """A learner has left and come back: an open plan goes on in the new enrolment from that day on."""
        return self.change(
            student_id,
            lambda student: moving.move_plan(
                student,
                self._operation(),
                self._ledger.reference(Institution, student.enrolment(enrolment_id).institution_id),
                plan_id=plan_id,
                enrolment_id=enrolment_id,
                occurred_on=occurred_on,
            ),
        )
