"""One learner's part of the diary, with what its later facts must know of the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from api.demo.diary import Clerk, Diary, id_of, workday
from api.demo.learners import Learner, Term
from api.demo.staff import Timetable
from ledger.student.values import PlanContent


def digest(*names: object) -> str:
    """The SHA-256 of a document that nobody ever wrote."""
    return sha256("/".join(map(str, names)).encode()).hexdigest()


@dataclass
class Story:
    """Tells facts of one learner, recorded by the school's coordinator where nobody else is named."""

    diary: Diary
    timetable: Timetable
    random: Random
    learner: Learner
    risks: dict[UUID, str] = field(default_factory=dict)
    """Their factors, by their ids."""
    other_support: UUID | None = None
    """From another project, where it is declared: advisory consultations and catering are then warned of."""

    @property
    def enrolment_id(self) -> UUID:
        """The stay at the school that the plans are for."""
        return self.id("enrolment")

    def id(self, *names: object) -> UUID:
        """An id of something of this learner's."""
        return id_of(self.learner.id, *names)

    def chance(self, percent: float) -> bool:
        """Whether something happens that does so in so many cases of a hundred."""
        return self.random.random() * 100 < percent

    def days(self, fewest: int, most: int) -> timedelta:
        """So many days, or some more."""
        return timedelta(days=self.random.randint(fewest, most))

    def tell(
        self,
        known: date,
        verb: str,
        *,
        clerk: Clerk | None = None,
        reason: str | None = None,
        **arguments: Any,
    ) -> date:
        """Note a command; the weekday on which it becomes known."""
        known = workday(known)
        self.diary.note(
            known,
            f"students.{verb}",
            clerk or self.learner.school.coordinator,
            reason=reason,
            student_id=self.learner.id,
            **arguments,
        )
        return known


@dataclass
class Plan:
    """A plan of the story in one semester, as far as it has come."""

    term: Term
    plan_id: UUID
    content: PlanContent
    in_force: date
    """The day from which measures may be given."""
    known: date
    """The last day on which something of it became known so far."""
