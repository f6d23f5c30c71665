"""What every command on a student does: load, decide, append."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.fact import Context, because, current_context, recording
from ledger.institution import Institution
from ledger.operation import OPERATION_ID, Operation
from ledger.sealed import Sealed
from ledger.store.holds import Holds
from ledger.student.student import Student
from ledger.within import Within

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded

CARE, PAYMENT = "care", "payment"


class StudentCommands:
    """The ledger, and the ways into it that the command methods share."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def change(
        self,
        student_id: UUID,
        decide: Callable[[Student], Holds | None],
        *,
        made: UUID | None = None,
    ) -> "Recorded":
        """Load a student, let verbs decide, append what they decided; a reason is sealed. MergedAway."""

        def decide_for_sealed_reason(student: Student) -> Holds | None:
            student.require_own_record()
            with self._reason_of(student_id):
                return decide(student)

        return self._ledger.change(Student, student_id, decide_for_sealed_reason, made=made)

    def _reason_of(self, student_id: UUID) -> Within[Context]:
        """Inside, what is decided carries the reason sealed for that student."""
        context = current_context()
        if isinstance(context.reason, str) and context.reason.strip():
            return because(self._ledger.keys.seal(student_id, CARE, context.reason))
        return recording(context)

    def _operation(self) -> Operation:
        return self._ledger.reference(Operation, OPERATION_ID)

    def _institution_of(self, student: Student, plan_id: UUID, day: date) -> Institution:
        """The institution whose plan it is on that day."""
        enrolment = student.enrolment(student.plan(plan_id).enrolment_on(day))
        return self._ledger.reference(Institution, enrolment.institution_id)

    def _born(self, student: Student) -> date | None:
        """The birth date, where it is known; KeyDestroyed."""
        if student.birth_date is None:
            return None
        return date.fromisoformat(self._ledger.keys.unseal(student.id, student.birth_date))

    def _seal(self, student_id: UUID, text: str | None, category: str = CARE) -> Sealed | None:
        return None if text is None else self._ledger.keys.seal(student_id, category, text)
