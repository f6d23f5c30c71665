"""What the projection `students` keeps of a learner, row by row, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Student:
    """A learner, under a random id; the personal values stay sealed in the events."""

    student_id: UUID
    position: int
    registered_on: date


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A stay at an institution; `last_day` is None while it goes on."""

    student_id: UUID
    enrolment_id: UUID
    institution_id: UUID
    programme_kind: str
    first_day: date
    known_from: int
    known_to: int = FOREVER
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """The grade or course of an enrolment from a day on."""

    student_id: UUID
    enrolment_id: UUID
    stage: str
    first_day: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk that the learner is under from a day on, until it is resolved."""

    student_id: UUID
    risk_id: UUID
    factor: str
    risk_group: str
    identified_on: date
    known_from: int
    known_to: int = FOREVER
    resolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Representative:
    """A person who represents the learner in law from a day on, and before another."""

    student_id: UUID
    representative_id: UUID
    relation: str
    named_on: date
    known_from: int
    known_to: int = FOREVER
    removed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An individual support plan that the learner has, agreed or not."""

    student_id: UUID
    plan_id: UUID
    drafted_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class StudentState:
    """A learner on a day; the enrolment's fields are None for one who learns nowhere that day."""

    student_id: UUID
    position: int
    """Of the registration; lists are in this order."""
    registered_on: date
    """The first of all records of the learner."""
    enrolment_id: UUID | None
    """Their own record's; where that has none that day, one of a record that was merged into it."""
    institution_id: UUID | None
    programme_kind: str | None
    stage: str | None
    first_day: date | None
    open_risks: int
    representatives: int
    plans: int
    """Those of records merged into this one as well; risks and representatives are this record's own."""
    merged_into: UUID | None
    """The record that is kept of the two; this one ended."""


@dataclass(frozen=True, slots=True)
class EnrolmentState:
    """One enrolment as of a day; `last_day` is None if the learner had not left by then."""

    student_id: UUID
    """The record that it stands in: the learner's, or one that was merged into it."""
    enrolment_id: UUID
    institution_id: UUID
    programme_kind: str
    stage: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class OpenRisk:
    """A risk the learner is under on a day."""

    risk_id: UUID
    factor: str
    risk_group: str
    identified_on: date


@dataclass(frozen=True, slots=True)
class StudentShown:
    """A learner on a day with enrolments by day, the past ones too, and open risks by day."""

    student: StudentState
    enrolments: list[EnrolmentState]
    risks: list[OpenRisk]
    duplicates: list[UUID]
    """Records of the same child that were merged into this one."""


@dataclass(frozen=True, slots=True)
class StudentFilter:
    """Which learners: None stands for any."""

    institution_id: UUID | None = None
    """Enrolled there on the day."""
    stage: str | None = None
    """In that grade or course on the day."""
    risk_group: str | None = None
    """With an open risk of that group on the day."""
    institution_ids: Sequence[UUID] | None = field(default=None, metadata={"narrowing": True})
    """Enrolled at one of these on the day: what of the answer is for who asks."""


ANY_STUDENT = StudentFilter()
