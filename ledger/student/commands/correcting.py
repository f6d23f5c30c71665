"""Commands that correct what came out otherwise than the rules say: by reversal and anew, in one append."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid5

from ledger.errors import NotFound
from ledger.fact import Fact
from ledger.store.holds import NOTHING, Holds
from ledger.student import correcting
from ledger.student.commands import holding
from ledger.student.commands.base import StudentCommands
from ledger.student.correcting_errors import GroupMemberTwice
from ledger.student.events import CompensationClaimed, ConsultationRecorded
from ledger.student.student import Student
from ledger.student.values import GroupMember

if TYPE_CHECKING:
    from ledger.application import Recorded

F = TypeVar("F", bound=Fact)


class CorrectingCommands(StudentCommands):
    """Half of a correction is never recorded, and nobody can take the time or the document in between."""

    def recalculate_consultation(
        self,
        student_id: UUID,
        *,
        consultation_id: UUID,
        recalculated_id: UUID,
        others: tuple[GroupMember, ...] = (),
        occurred_on: date,
    ) -> "Recorded":
        """Void a consultation and record it anew at the unit cost and shares now in force. The reason is required.

        Of a group all are recalculated together, since they share one cost: `others` are the consultations of its other
        students, and get ids made from theirs. NothingDiffers, GroupDiffers (where one is left out), GroupMemberTwice,
        MergedAway.
        """
        everybody = {student_id: (consultation_id, recalculated_id)} | {
            each.student_id: (
                each.consultation_id,
                uuid5(recalculated_id, str(each.consultation_id)),
            )
            for each in others
        }
        if len(everybody) <= len(others):
            raise GroupMemberTwice()

        def decide(students: Sequence[Student]) -> Holds:
            holds = NOTHING
            for student in students:
                student.require_own_record()
                with self._reason_of(student.id):
                    holds += self._recalculated(student, *everybody[student.id], occurred_on)
            return holds

        return self._ledger.change_together(Student, list(everybody), decide, made=recalculated_id)

    def _recalculated(
        self, student: Student, consultation_id: UUID, recalculated_id: UUID, occurred_on: date
    ) -> Holds:
        given = self._said(student.id, ConsultationRecorded, "consultation", consultation_id)
        correcting.recalculate_consultation(
            student,
            self._operation(),
            given,
            recalculated_id=recalculated_id,
            occurred_on=occurred_on,
        )
        voided = student.consultation(consultation_id)
        back = holding.back_from_consultation(student.id, consultation_id, voided)
        return back + holding.of_consultation(holding.just_recorded(student))

    def recalculate_compensation(
        self, student_id: UUID, *, compensation_id: UUID, recalculated_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Take a compensation back and claim it anew with the shares now in force. The reason is required.

        Somebody else than who corrects it approves it then, and it is paid anew. NothingDiffers, CompensationNotAt.
        """

        def decide(student: Student) -> Holds:
            claimed = self._said(student_id, CompensationClaimed, "compensation", compensation_id)
            correcting.recalculate_compensation(
                student,
                self._operation(),
                claimed,
                recalculated_id=recalculated_id,
                occurred_on=occurred_on,
            )
            refused = student.compensation(compensation_id)
            anew = student.compensation(recalculated_id)
            school = claimed.place.institution_id
            back = holding.back_from_claim(student_id, compensation_id, refused)
            return back + holding.of_claim(student_id, recalculated_id, anew, school)

        return self.change(student_id, decide, made=recalculated_id)

    def _said(self, student_id: UUID, event: type[F], what: str, measure_id: UUID) -> F:
        """The event that a measure began with; NotFound."""
        for each in self._ledger.history(student_id):
            if isinstance(each, event) and getattr(each, f"{what}_id") == measure_id:
                return each
        raise NotFound(what=what, id=measure_id)
