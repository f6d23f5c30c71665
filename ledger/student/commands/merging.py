"""Commands about two records of one child, on both streams in one append."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from ledger.store.holds import NOTHING, Booking, CodeOf, Holds
from ledger.student import merging
from ledger.student.commands import holding
from ledger.student.commands.base import StudentCommands
from ledger.student.events import CompensationClaimed, ConsultationRecorded
from ledger.student.student import Student

if TYPE_CHECKING:
    from ledger.application import Recorded


class MergingCommands(StudentCommands):
    """Merging, and taking it back.

    What the duplicate holds, the kept record holds as well from then on: the child is in no second place at a time
    under the other id, and no document or day is paid for twice (AlreadyBooked, DocumentAlreadyClaimed, DaysCovered).
    """

    def merge(self, student_id: UUID, *, duplicate_id: UUID, occurred_on: date) -> "Recorded":
        """The record `duplicate_id` is a second one of the same child, and ends. The reason is required."""

        def decide(students: Sequence[Student]) -> Holds:
            kept, duplicate = students
            merging.require_mergeable(kept, duplicate, (self._born(kept), self._born(duplicate)))
            code = self._code(duplicate)
            with self._reason_of(duplicate_id):
                merging.end(duplicate, kept, occurred_on=occurred_on)
            with self._reason_of(student_id):
                sealed = self._seal(student_id, code)
                merging.absorb(kept, duplicate, personal_code=sealed, occurred_on=occurred_on)
            codes = () if code is None else (self._has(duplicate, None), self._has(kept, code))
            return self._held(kept, duplicate) + Holds(codes=codes)

        return self._ledger.change_together(Student, (student_id, duplicate_id), decide)

    def void_merge(self, student_id: UUID, *, duplicate_id: UUID, occurred_on: date) -> "Recorded":
        """The two records are of two children: both go on. The reason is required."""

        def decide(students: Sequence[Student]) -> Holds:
            kept, duplicate = students
            merging.require_merged(kept, duplicate, occurred_on=occurred_on)
            with self._reason_of(duplicate_id):
                merging.resume(duplicate, occurred_on=occurred_on)
            code = self._code(duplicate)
            returned = code is not None and code == self._code(kept)
            with self._reason_of(student_id):
                merging.separate(kept, duplicate, code_returned=returned, occurred_on=occurred_on)
            holds = _given_back(self._held(kept, duplicate))
            if code is None:
                return holds
            freed = (self._has(kept, None),) if returned else ()
            return holds + Holds(codes=(*freed, self._has(duplicate, code)))

        return self._ledger.change_together(Student, (student_id, duplicate_id), decide)

    def _code(self, student: Student) -> str | None:
        sealed = student.personal_code
        return None if sealed is None else self._ledger.keys.unseal(student.id, sealed)

    def _has(self, student: Student, code: str | None) -> CodeOf:
        return self._ledger.keys.code_of(student.id, code)

    def _held(self, kept: Student, duplicate: Student) -> Holds:
        """What the duplicate's standing measures hold, held for the kept record."""
        holds = NOTHING
        for fact in self._ledger.history(duplicate.id):
            match fact:
                case ConsultationRecorded(consultation_id=measure):
                    if not duplicate.consultation(measure).voided:
                        holds += Holds(book=(_booked(kept, fact),))
                case CompensationClaimed(compensation_id=measure):
                    if (claim := duplicate.compensation(measure)).standing:
                        institution_id = fact.place.institution_id
                        whole = holding.of_claim(kept.id, measure, claim, institution_id)
                        holds += Holds(reserve=whole.reserve, cover=whole.cover)
        return holds


def _booked(kept: Student, given: ConsultationRecorded) -> Booking:
    measure = given.consultation_id
    alone = uuid5(
        holding.TIMES, f"student {kept.id} of {given.originator_id} consultation {measure}"
    )
    return Booking("student", kept.id, given.starts, given.ends, alone, measure, alone)


def _given_back(holds: Holds) -> Holds:
    return Holds(
        unbook=tuple(each.held_by for each in holds.book),
        release=tuple((each.kind, each.key) for each in holds.reserve),
        uncover=tuple((each.student, each.measure) for each in holds.cover),
    )
