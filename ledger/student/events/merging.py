"""Facts about two records of one child: the one that ends, and the one that is kept."""

from typing import TYPE_CHECKING
from uuid import UUID

from ledger.dated import Since
from ledger.fact import Fact
from ledger.sealed import Sealed
from ledger.student.merge import Merge

if TYPE_CHECKING:
    from ledger.student.student import Student


class MergedInto(Fact):
    """The record is a second one of the same child, and ends; what it says stays as it was said."""

    TOPIC = "student.merged_into"
    kept_id: UUID
    plans_closed: tuple[UUID, ...]

    def apply(self, student: "Student") -> None:
        student.merge = Merge(self.kept_id, self.plans_closed)


class MergeVoided(Fact):
    """The record had been merged wrongly: it goes on."""

    TOPIC = "student.merge_voided"
    kept_id: UUID

    def apply(self, student: "Student") -> None:
        student.merge = None


class DuplicateAbsorbed(Fact):
    """Another record of the same child ended in favour of this one; a personal code that it alone had came along."""

    TOPIC = "student.duplicate_absorbed"
    duplicate_id: UUID
    personal_code: Sealed | None

    def apply(self, student: "Student") -> None:
        student.duplicates[self.duplicate_id] = Since(first_day=self.occurred_on)
        if self.personal_code is not None:
            student.personal_code = self.personal_code


class AbsorptionVoided(Fact):
    """The other record is of another child; a personal code that came along, and is still there, goes back."""

    TOPIC = "student.absorption_voided"
    duplicate_id: UUID
    code_returned: bool

    def apply(self, student: "Student") -> None:
        student.duplicates[self.duplicate_id].voided = True
        if self.code_returned:
            student.personal_code = None
