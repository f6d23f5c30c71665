"""Facts about a learner whose whole class is promoted."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.fact import Fact
from ledger.student.membership import Membership
from ledger.text import Stage, Written

if TYPE_CHECKING:
    from ledger.student.student import Student


class PromotedWithClass(Fact):
    """The promotion or the leaving recorded with it is part of one of the whole class."""

    TOPIC = "student.promoted_with_class"
    promotion_id: UUID
    enrolment_id: UUID
    institution_id: UUID
    class_name: str
    school_year: Annotated[str, Written("school year", "2020/21")]
    """The one that ends."""
    from_stage: Stage
    to_stage: Annotated[str, Written("stage, or `graduated`", "grade-8")]
    outcome_id: UUID | None

    def apply(self, student: "Student") -> None:
        student.class_promotions[self.promotion_id] = Membership(
            first_day=self.occurred_on,
            enrolment_id=self.enrolment_id,
            to_stage=self.to_stage,
            outcome_id=self.outcome_id,
        )


class ClassPromotionVoided(Fact):
    """The promotion of the whole class had been recorded wrongly."""

    TOPIC = "student.class_promotion_voided"
    promotion_id: UUID

    def apply(self, student: "Student") -> None:
        student.class_promotions[self.promotion_id].voided = True
