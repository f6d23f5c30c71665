"""What the projection `scopes` keeps, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID, uuid5

from ledger import scope
from ledger.scope import Scope

SPACE = UUID("5c1b6f4e-7a0d-4d0e-9a55-0f8f5f0f3b11")

STAY, WORK, NEVER, REGISTRAR = "stay", "work", "never", "registrar"
ITSELF, PARTNER, REGION, ITS_REGION = "itself", "partner", "region", "its region"


class Spot(NamedTuple):
    """Somewhere that an event can belong."""

    institution_id: UUID | None
    partner_id: UUID | None
    region: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A spot that something was recorded in; its id says nothing else than the spot."""

    place_id: UUID
    institution_id: UUID | None
    partner_id: UUID | None
    region: str | None


@dataclass(slots=True)  # not frozen: one for each event, and that takes three times as long
class Located:
    """An event belongs to a place: to each of its own."""

    place_id: UUID
    position: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An event at one of its places."""

    position: int
    topic: str
    institution_id: UUID | None
    partner_id: UUID | None
    region: str | None

    @property
    def scopes(self) -> Iterator[Scope]:
        """The scopes that it lies in by this place."""
        if self.institution_id:
            yield scope.institution(self.institution_id)
        if self.partner_id:
            yield scope.partner(self.partner_id)
        if self.region:
            yield Scope(scope.REGION, self.region)


@dataclass(frozen=True, slots=True)
class Bond:
    """What a stream belongs to, by its `kind`.

    stay: a learner to an institution. work: a specialist to one. never: what had been taken for either.
    registrar: both to the institution they were registered for, as long as there is nothing else. itself: an
    institution or a partner to the kind of scope that it is. partner, region: to these, from the first day on,
    until the next. its region: for good.
    """

    stream_id: UUID
    bond_id: UUID
    kind: str
    leads_to: str
    """The other stream's id, the region's code, or the kind of scope."""
    first_day: date
    since: int
    """Known from this position on."""
    last_day: date | None = None
    """Of a stay that is over."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A plan, a measure, a participation or a warning, and the places it was at: the last is its place now."""

    student_id: UUID
    thing_id: UUID
    places: list[UUID]


@cache
def place_id(spot: Spot) -> UUID:
    """The id of the place that is this spot."""
    return uuid5(SPACE, "/".join("" if part is None else str(part) for part in spot))
