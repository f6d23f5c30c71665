"""The promotion of a whole class at the turn of the school year: what it says, and when it may."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ledger import required
from ledger.fact import Value
from ledger.institution import Institution
from ledger.operation.rules import STAGES
from ledger.student.learning import require_stage
from ledger.student.promoting_errors import ClassSizeInvalid, NotTheNextStage, NotTurnOfYear

GRADUATED = "graduated"
"""Instead of a next stage: the class leaves."""
MOST = 500
LAST_GRADES = ("grade-9", "grade-12")
"""After which general education may be finished; a course may be the last of its programme, whichever it is."""


class ClassPromotion(Value, frozen=True):
    """A class of an institution comes into its next grade or course, or graduates."""

    promotion_id: UUID
    institution_id: UUID
    class_name: str
    school_year: str
    """The one that ends: "2020/21"."""
    from_stage: str
    to_stage: str

    @property
    def key(self) -> str:
        """The same class of the same year, however its name is spelled."""
        name = "".join(self.class_name.split()).casefold()
        return f"{self.institution_id}|{name}|{self.school_year}"


def class_promotion(
    promotion_id: UUID,
    institution: Institution,
    *,
    class_name: str,
    from_stage: str,
    to_stage: str,
    day: date,
) -> ClassPromotion:
    """UnknownCode, StageMisplaced, NotTheNextStage, NotTurnOfYear, TextMissing, TextTooLong."""
    require_stage(from_stage, institution.kind)
    if to_stage == GRADUATED:
        if from_stage.startswith("grade") and from_stage not in LAST_GRADES:
            raise NotTheNextStage(from_stage=from_stage, to_stage=to_stage)
    else:
        require_stage(to_stage, institution.kind)
        if STAGES.index(to_stage) != STAGES.index(from_stage) + 1:
            raise NotTheNextStage(from_stage=from_stage, to_stage=to_stage)
    return ClassPromotion(
        promotion_id=promotion_id,
        institution_id=institution.id,
        class_name=required.text("class_name", re.sub(r"\s+", " ", class_name)),
        school_year=ending_year(day),
        from_stage=from_stage,
        to_stage=to_stage,
    )


def require_class(students: Sequence[UUID]) -> None:
    """Neither empty nor too many, and nobody twice; ClassSizeInvalid."""
    if not 1 <= len(students) <= MOST or len(set(students)) < len(students):
        raise ClassSizeInvalid(most=MOST, count=len(students))


def ending_year(day: date) -> str:
    """House rule: from May to September a class is promoted out of the year that ends in between."""
    if not 5 <= day.month <= 9:
        raise NotTurnOfYear(day=day)
    return f"{day.year - 1}/{day.year % 100:02}"
