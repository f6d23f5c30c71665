"""Commands on a whole class: all of its students in one append, or nobody."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.errors import AlreadyVoided, LedgerError, NotFound, ReasonMissing
from ledger.institution import Institution
from ledger.store.holds import Holds, Reservation
from ledger.student.class_promotion import class_promotion, require_class
from ledger.student.commands.base import StudentCommands
from ledger.student.promoting import promote_with_class, void_class_promotion
from ledger.student.promoting_errors import (
    ClassAlreadyPromoted,
    MemberRefused,
    NotInClass,
    PromotedAlready,
)
from ledger.student.student import Student

if TYPE_CHECKING:
    from ledger.application import Recorded

OF_CLASS, STUDENTS = ClassAlreadyPromoted.HELD, "class_promotion_students"
"""What is reserved: the class in the school year, until it is taken back; and for ever who was promoted with it."""


class PromotingCommands(StudentCommands):
    """The promotion of a class, and taking it back."""

    def promote_class(
        self,
        institution_id: UUID,
        *,
        promotion_id: UUID,
        class_name: str,
        from_stage: str,
        to_stage: str,
        students: tuple[UUID, ...],
        occurred_on: date,
    ) -> "Recorded":
        """A class comes into its next stage on that day; `to_stage` graduated: that day is its last.

        Up to 500 students, all or nobody: a refusal names the first for whom it is refused. Who repeats the year is
        left out. A class is promoted once a school year, whoever is named.
        """
        require_class(students)

        def decide(everybody: Sequence[Student]) -> Holds:
            of = class_promotion(
                promotion_id,
                self._ledger.reference(Institution, institution_id),
                class_name=class_name,
                from_stage=from_stage,
                to_stage=to_stage,
                day=occurred_on,
            )
            if first := self._ledger.reservation(OF_CLASS, of.key):
                raise ClassAlreadyPromoted(first=first.holder)
            operation = self._operation()
            self._each(
                everybody,
                lambda one: promote_with_class(one, operation, of, occurred_on=occurred_on),
            )
            who: dict[str, object] = {"class": of.key, "students": [str(each) for each in students]}
            return Holds(
                reserve=(
                    Reservation(OF_CLASS, of.key, promotion_id),
                    Reservation(STUDENTS, str(promotion_id), institution_id, who),
                )
            )

        return self._whole(students, decide, promotion_id)

    def void_class_promotion(
        self, institution_id: UUID, *, promotion_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Take back the promotion of a class for all of its students. The reason is required."""
        promoted = self._ledger.reservation(STUDENTS, str(promotion_id))
        if promoted is None or promoted.holder != institution_id:
            raise NotFound(what="class promotion", id=promotion_id)
        named = promoted.details["students"]
        students = tuple(UUID(each) for each in named) if isinstance(named, list) else ()

        def decide(everybody: Sequence[Student]) -> Holds:
            operation = self._operation()
            self._each(
                everybody,
                lambda one: void_class_promotion(
                    one, operation, promotion_id=promotion_id, occurred_on=occurred_on
                ),
            )
            return Holds(release=((OF_CLASS, str(promoted.details["class"])),))

        return self._whole(students, decide, None)

    def _whole(
        self,
        students: Sequence[UUID],
        decide: Callable[[Sequence[Student]], Holds],
        made: UUID | None,
    ) -> "Recorded":
        try:
            return self._ledger.change_together(Student, students, decide, made=made)
        except NotFound as error:
            if (who := error.details.get("id")) in students:
                raise MemberRefused(student=who, why=error) from error
            raise

    def _each(self, students: Sequence[Student], verb: Callable[[Student], None]) -> None:
        """Each decides under the reason sealed for it; MemberRefused."""
        for student in students:
            try:
                with self._reason_of(student.id):
                    verb(student)
            except (NotInClass, PromotedAlready, ReasonMissing, AlreadyVoided):
                raise
            except LedgerError as error:
                raise MemberRefused(student=student.id, why=error) from error
