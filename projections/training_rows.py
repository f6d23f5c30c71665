"""What the projection `trainings` keeps of a training, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Training:
    """A training as it was planned."""

    training_id: UUID
    position: int
    kind: str
    title: str
    provider: str
    contract: str | None
    modules: int
    hours: Decimal | None
    institutions: list[UUID]
    municipality: str | None
    region: str | None
    first_day: date
    last_day: date
    delivery: str
    venue: str | None
    planned_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Move:
    """The days, place and delivery that hold from a day on, until the next move."""

    training_id: UUID
    move_id: UUID
    first_day: date
    last_day: date
    delivery: str
    venue: str | None
    municipality: str | None
    region: str | None
    reason: str | None
    moved_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Module:
    """A module that was held."""

    training_id: UUID
    module_id: UUID
    number: int
    hours: Decimal
    delivery: str
    participants: int
    staff: dict[str, Any]
    """How many of each kind."""
    held_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Certification:
    """Certificates that were given."""

    training_id: UUID
    certification_id: UUID
    certificates: int
    numbers: str
    certified_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Ending:
    """How the training ended; there is at most one."""

    training_id: UUID
    state: str
    """completed or cancelled"""
    reason: str | None
    ended_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost that was paid, with the document that proves it."""

    training_id: UUID
    cost_id: UUID
    kind: str
    amount: Decimal
    number: str
    issued_on: date
    issuer: str
    sha256: str
    total: Decimal
    paid_on: date
    known_from: int
    known_to: int = FOREVER
    reversed_on: date | None = None


# --- answers ----------------------------------------------------------------------------------------

GROUPS = ("kind", "state", "school_year", "region", "municipality")
"""What counts can be grouped by: the school year of each fact's own day, all else of the training."""


@dataclass(frozen=True, slots=True)
class TrainingState:
    """A training as of a day."""

    training_id: UUID
    position: int
    """Of its planning; lists are in this order."""
    kind: str
    title: str
    provider: str
    contract: str | None
    institutions: list[UUID]
    """Those it is for; none, where it is for a municipality, a region or the nation."""
    municipality: str | None
    """ISO 3166-2 code, where all whom it is for lie in one on its first day."""
    region: str | None
    first_day: date
    last_day: date
    delivery: str
    venue: str | None
    modules: int
    """As planned."""
    hours: Decimal | None
    """Academic hours, as planned."""
    planned_on: date
    state: str
    """planned, under_way (a module was held), completed or cancelled"""
    ended_on: date | None
    modules_held: int
    hours_held: Decimal
    participants: int
    """At the best attended module: nobody is named, so nobody is counted twice."""
    certificates: int
    cost: Decimal
    """Paid and not reversed."""


@dataclass(frozen=True, slots=True)
class TrainingShown:
    """A training as of a day, with all that is recorded of it up to then, in the order of the days."""

    training: TrainingState
    ending: Ending | None
    moves: list[Move]
    modules: list[Module]
    certifications: list[Certification]
    costs: list[Cost]


@dataclass(frozen=True, slots=True)
class TrainingFilter:
    """Which trainings: None stands for any."""

    training_id: UUID | None = None
    kind: str | None = None
    state: str | None = None
    region: str | None = None
    municipality: str | None = None
    institution_id: UUID | None = None
    """One of those it is for."""


@dataclass(frozen=True, slots=True)
class TrainingCount:
    """What happened in a span of days; nothing that happened on other days is in it."""

    group: dict[str, Any]
    planned: int
    """Trainings whose first day, as planned or moved, lies in the span; cancelled ones too."""
    modules: int
    """Modules held."""
    hours: Decimal
    """Academic hours held."""
    completed: int
    cancelled: int
    participants: int
    """Of each training those of its best attended module in the span, added up."""
    attendances: int
    """Participants of each module, added up."""
    certificates: int
    cost: Decimal
    """Paid less reversed, in euros."""


ANY_TRAINING = TrainingFilter()
