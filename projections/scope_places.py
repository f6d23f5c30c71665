"""Places: at which of them each event lies, and each plan, measure and the like of a learner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from ledger.access import Access
from ledger.calendar import riga_day
from ledger.events import EVENTS
from ledger.institution import Place as Where
from ledger.material import Material
from ledger.operation import Operation
from ledger.publication import Publication
from ledger.store.connection import Connection
from ledger.survey import Survey
from ledger.training import Training
from ledger.webhook import Webhook
from projections.projection import At, View, on
from projections.scope_bonds import NOWHERE, Bonds, Spots
from projections.scope_rows import Located, Place, Spot, Thing, place_id
from projections.scope_views import OfConsultation
from projections.table import Table

NATIONAL = (Operation, Publication, Training, Material, Survey, Access, Webhook)
"""What belongs to nothing less than the nation."""

_NATIONAL_TOPICS = {aggregate.TOPIC for aggregate in NATIONAL}
LOCAL: tuple[type[Any], ...] = tuple(
    event for topic, event in EVENTS.items() if topic.partition(".")[0] not in _NATIONAL_TOPICS
)
"""All other events: `Scopes` has to say where each of them belongs."""


class Places(Bonds):
    """The base of `Scopes`: an event lies where its stream belongs, and where what it is about does.

    One that changes where that is lies at both: where it was just before, and where it is from then on.
    """

    places = Table(Place, key="place_id", by=lambda _event: None)
    located = Table(Located)
    things = Table(Thing, key=("student_id", "thing_id"), by=lambda event: _thing_of(event))

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._lie: list[tuple[int, Spots]] = []

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also read the places of the things that the batch is about, and whose these are."""
        super().prepare(batch)
        keys = {key for event in batch if (key := _thing_of(event))}
        things = [thing for key in keys if (thing := self.things.get(key))]
        named = {_of_event(each) for each in batch if hasattr(each, "place")}
        known = (place_id(spot) for spot in named)
        self.places.load({*known, *(thing.places[-1] for thing in things)})
        spots = [*named, *(self._spot(thing) for thing in things)]
        self.read({spot.institution_id for spot in spots if spot.institution_id})

    def write(self) -> None:
        """Put each event at its places, of which some may be new."""
        together = {spots for _, spots in self._lie}
        here = NOWHERE.union(*together)
        self.places.load(map(place_id, here))
        known = {spot: self.place(spot) for spot in here}
        places = {spots: [known[spot] for spot in spots] for spots in together}
        for position, spots in self._lie:
            for place in places[spots]:
                self.located.add(Located(place, position))
        super().write()

    @on(*LOCAL, reads=View)
    def happened(self, event: View, at: At) -> None:
        """Unless a handler of its own says more, an event lies where its stream belongs."""
        self.lies(at, self.spots(event.originator_id, day(at)))

    def lies(self, at: At, *where: Spots) -> None:
        """The event of that position lies at all of these."""
        first, *others = where
        for spots in others:
            if spots is not first and not spots <= first:
                first = first | spots
        self._lie.append((at.position, first))

    @contextmanager
    def changing(self, stream: UUID, at: At, *also: Spots) -> Iterator[None]:
        """What happens inside changes where a stream belongs: the event lies at both."""
        before = self.spots(stream, day(at))
        yield
        self.lies(at, before, self.spots(stream, day(at)), *also)

    # --- things -----------------------------------------------------------------------------------

    def put(self, student: UUID, thing_id: UUID, where: Where) -> None:
        """From now on a thing is there."""
        known = self.things.get((student, thing_id))
        before = known.places if known else []
        self.things.add(Thing(student, thing_id, [*before, self.place(spot_of(where))]))

    def put_back(self, student: UUID, thing_id: UUID) -> None:
        """It is where it was before it was put there last; LookupError."""
        *before, _ = self.things[student, thing_id].places
        self.things.change((student, thing_id), places=before)

    def put_with(self, student: UUID, thing_id: UUID, other_id: UUID) -> bool:
        """It is where another one is, if that one is kept; whether it is."""
        if other := self.things.get((student, other_id)):
            self.things.add(Thing(student, thing_id, other.places))
        return other is not None

    def spots_of(self, student: UUID, thing_id: UUID, day: date) -> Spots:
        """Where a thing was put, and where that institution belongs now; nowhere, if it is not known."""
        if (thing := self.things.get((student, thing_id))) is None:
            return NOWHERE
        return self.spots_at(self._spot(thing), day)

    def spots_at(self, spot: Spot, day: date) -> Spots:
        """That one, and where its institution belongs now."""
        if (found := self._around.get((spot, day))) is None:
            institution = spot.institution_id
            around = self.spots(institution, day) if institution else NOWHERE
            found = NOWHERE.union([spot], around)
            found = self._around[spot, day] = self._alike.setdefault(found, found)
        return found

    def place(self, spot: Spot) -> UUID:
        """The id of the place that is this spot."""
        id_ = place_id(spot)
        if self.places.get(id_) is None:
            self.places.add_new(Place(id_, *spot))
        return id_

    def _spot(self, thing: Thing) -> Spot:
        place = self.places[thing.places[-1]]
        return Spot(place.institution_id, place.partner_id, place.region)


def day(at: At) -> date:
    """The day on which an event was recorded, in Riga."""
    return riga_day(at.recorded_at)


def spot_of(where: Where) -> Spot:
    """The spot that an event names."""
    return Spot(where.institution_id, where.partner_id, where.region)


@lru_cache(maxsize=10_000)
def spot_written(where: bytes) -> Spot:
    """The same, from JSON; many say the same."""
    return spot_of(msgspec.json.decode(where, type=Where))


def _of_event(event: Any) -> Spot:
    place = event.place
    return spot_of(place) if isinstance(place, Where) else spot_written(bytes(place))


def _thing_of(event: Any) -> tuple[UUID, UUID] | None:
    thing_id = getattr(event, "thing_id", None)
    if thing_id is None or isinstance(event, OfConsultation):
        return None
    return event.originator_id, thing_id
