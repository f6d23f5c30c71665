"""What the projection `institutions` keeps of an institution, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Institution:
    """A school, under the name it was registered with."""

    institution_id: UUID
    position: int
    name: str
    kind: str
    registered_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Name:
    """Another name from a day on."""

    institution_id: UUID
    renaming_id: UUID
    name: str
    first_day: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Membership:
    """The institution takes part in the operation; `last_day` is None while it does."""

    institution_id: UUID
    membership_id: UUID
    first_day: date
    known_from: int
    known_to: int = FOREVER
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """The institution lies in a municipality from a day on, until the next placement."""

    institution_id: UUID
    placement_id: UUID
    municipality: str
    region: str
    first_day: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Attachment:
    """The institution belongs to a partner from a day on, until the next attachment."""

    institution_id: UUID
    attachment_id: UUID
    partner_id: UUID
    first_day: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Coordination:
    """A person coordinates the operation there; who it is stays sealed. `last_day` is None while it goes on."""

    institution_id: UUID
    appointment_id: UUID
    first_day: date
    known_from: int
    known_to: int = FOREVER
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class InstitutionState:
    """An institution on a day."""

    institution_id: UUID
    position: int
    """Of the registration; lists are in this order."""
    name: str
    kind: str
    municipality: str | None
    """ISO 3166-2 code of the municipality it lies in that day."""
    region: str | None
    partner_id: UUID | None
    member: bool
    """Whether it takes part in the operation that day."""
    joined_on: date | None
    """The first day on which it ever took part, if it did by then."""


@dataclass(frozen=True, slots=True)
class InstitutionShown:
    """An institution on a day, and what is recorded of it up to that day, in the order of the days."""

    institution: InstitutionState
    names: list[Name]
    """Without the one it was registered with."""
    memberships: list[Membership]
    placements: list[Placement]
    attachments: list[Attachment]
    coordinations: list[Coordination]


@dataclass(frozen=True, slots=True)
class InstitutionFilter:
    """Which institutions, by what holds on the day: None stands for any."""

    institution_id: UUID | None = None
    kind: str | None = None
    municipality: str | None = None
    region: str | None = None
    partner_id: UUID | None = None
    member: bool | None = None


@dataclass(frozen=True, slots=True)
class InstitutionCount:
    """How many take part on a day, and how many ever did by then."""

    active: int
    joined: int


@dataclass(frozen=True, slots=True)
class InstitutionGroupCount:
    """The same, of those that have something in common that day; null where it is not recorded."""

    group: dict[str, str | None]
    active: int
    joined: int


@dataclass(frozen=True, slots=True)
class InstitutionSpan:
    """What there was between two days; of those that have something in common on the last of them."""

    group: dict[str, str | None]
    joined: int
    """Ever, by the last day."""
    participating: int
    """On at least one of the days."""
    added: int
    """Whose first day ever is one of the days."""
    municipalities_joined: int
    """In which these lie."""
    municipalities_participating: int


GROUPS = ("municipality", "region", "kind", "partner_id")
"""What institutions can be counted by."""
ANY_INSTITUTION = InstitutionFilter()
