"""What every command on a student does: load, decide, append."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.institution import Institution
from ledger.operation import OPERATION_ID, Operation
from ledger.sealed import Sealed
from ledger.store.holds import Holds
from ledger.student.student import Student

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded

CARE, PAYMENT = "care", "payment"


class StudentCommands:
    """The ledger, and the ways into it that the command methods share."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def _change(
        self,
        student_id: UUID,
        decide: Callable[[Student], Holds | None],
        *,
        expected_version: int | None = None,
        made: UUID | None = None,
    ) -> "Recorded":
        return self._ledger.change(
            Student, student_id, decide, expected_version=expected_version, made=made
        )

    def _operation(self) -> Operation:
        return self._ledger.reference(Operation, OPERATION_ID)

    def _institution_of(self, student: Student, plan_id: UUID) -> Institution:
        """The institution whose plan it is."""
        enrolment = student.enrolment(student.plan(plan_id).enrolment_id)
        return self._ledger.reference(Institution, enrolment.institution_id)

    def _seal(self, student_id: UUID, text: str | None, category: str = CARE) -> Sealed | None:
        return None if text is None else self._ledger.keys.seal(student_id, category, text)
