"""Class promotions: which classes came into their next stage, or graduated, when and with how many students."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from ledger.store.connection import Connection
from ledger.student import events
from projections.projection import At, Projection, on
from projections.versions import FOREVER, Versions, moment


@dataclass(frozen=True, slots=True)
class Member:
    """A student promoted with a class."""

    student_id: UUID
    promotion_id: UUID
    position: int
    institution_id: UUID
    class_name: str
    school_year: str
    from_stage: str
    to_stage: str
    promoted_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class PromotedClass:
    """The promotion of a class."""

    promotion_id: UUID
    position: int
    """Of the first of its students; lists are in this order."""
    institution_id: UUID
    class_name: str
    school_year: str
    """The one that ended."""
    from_stage: str
    to_stage: str
    """The next stage, or graduated."""
    promoted_on: date
    students: int


@dataclass(frozen=True, slots=True)
class ClassFilter:
    """Which promotions: None stands for any."""

    institution_id: UUID | None = None
    school_year: str | None = None


ANY_CLASS = ClassFilter()


class ClassPromotions(Projection):
    """Promotions of whole classes; one that was voided never was, on any day."""

    members = Versions(Member, key=("student_id", "promotion_id"))

    @on(events.PromotedWithClass)
    def promoted(self, event: events.PromotedWithClass, at: At) -> None:
        self.members.learn(
            Member(
                student_id=event.originator_id,
                promotion_id=event.promotion_id,
                position=at.position,
                institution_id=event.institution_id,
                class_name=event.class_name,
                school_year=event.school_year,
                from_stage=event.from_stage,
                to_stage=event.to_stage,
                promoted_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.ClassPromotionVoided)
    def voided(self, event: events.ClassPromotionVoided, at: At) -> None:
        self.members.withdraw(event.originator_id, event.promotion_id, at=at)

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: ClassFilter = ANY_CLASS,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[PromotedClass]:
        """Promotions in the order in which they were recorded, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, PromotedClass, "page", asked)
