"""Commands about the learner as a participant of the ESF."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.institution import Institution
from ledger.passed_on import passed_on
from ledger.sealed import Sealed
from ledger.student import participating
from ledger.student.commands.base import CARE, StudentCommands
from ledger.student.participation import Answer, written
from ledger.student.participation import age_band as band_of
from ledger.student.student import Student

if TYPE_CHECKING:
    from ledger.application import Recorded


class ParticipatingCommands(StudentCommands):
    """Entry and exit, with the data of the common indicators."""

    void_entry = passed_on(participating.void_entry)
    exit_participant = passed_on(participating.exit_participant)
    void_exit = passed_on(participating.void_exit)

    def enter_participant(
        self,
        student_id: UUID,
        *,
        participation_id: UUID,
        gender: str,
        age_band: str | None,
        education: str,
        disability: Answer,
        background: Answer,
        disadvantage: Answer,
        occurred_on: date,
    ) -> "Recorded":
        """The learner begins to take part; the age band is given only where no birth date is recorded.

        Answers on special categories of personal data are sealed, the refused ones too.
        """

        def decide(student: Student) -> None:
            stay = participating.stay_on(student, occurred_on)
            participating.enter_participant(
                student,
                self._operation(),
                self._ledger.reference(Institution, stay.institution_id),
                participation_id=participation_id,
                gender=gender,
                age_band=band_of(age_band, self._born(student), occurred_on),
                education=education,
                disability=self._answer(student_id, disability),
                background=self._answer(student_id, background),
                disadvantage=self._answer(student_id, disadvantage),
                occurred_on=occurred_on,
            )

        return self.change(student_id, decide, made=participation_id)

    def _answer(self, student_id: UUID, answer: Answer) -> Sealed:
        return self._ledger.keys.seal(student_id, CARE, written(answer))
