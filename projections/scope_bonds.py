"""Bonds: what each stream belongs to as the log goes on, and so at which spots its next event lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from psycopg.rows import args_row

from ledger.institution import Place
from ledger.scope import INSTITUTION
from ledger.store.connection import Connection
from ledger.student.student import LATE
from projections.projection import At, Projection
from projections.scope_rows import (
    ITS_REGION,
    ITSELF,
    NEVER,
    PARTNER,
    REGION,
    REGISTRAR,
    STAY,
    WORK,
    Bond,
    Spot,
)
from projections.table import Table

Spots = frozenset[Spot]
NOWHERE: Spots = frozenset()
_NO_DAY: dict[date, Spots] = {}

_NAMED = ("originator_id", "institution_id", "partner_id", "on_behalf_of")
"""What an event names by these fields has bonds that may matter for it."""


class Binding(Protocol):
    """An event that changes what its stream belongs to."""

    @property
    def originator_id(self) -> UUID: ...

    @property
    def occurred_on(self) -> date: ...


class Bonds(Projection):
    """The base of `Scopes`: bonds are made and loosened, and lead from any stream to its spots on a day."""

    bonds = Table(Bond, key=("stream_id", "bond_id"), by=lambda event: _bond_of(event))

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._of: dict[UUID, dict[UUID, Bond]] = {}
        self._spots: dict[UUID, dict[date, Spots]] = {}
        self._around: dict[tuple[Spot, date], Spots] = {}
        self._alike: dict[Spots, Spots] = {}  # so that most that are equal are the same

    def prepare(self, batch: Sequence[Any]) -> None:
        """Read the bonds of all streams that the batch leads to, in as many steps as they are apart."""
        super().prepare(batch)
        self.read({stream for event in batch for stream in _named(event)})

    def read(self, streams: Iterable[UUID]) -> None:
        """The bonds of these streams, and of what they lead to."""
        while missing := [stream for stream in set(streams) if stream not in self._of]:
            self._of.update({stream: {} for stream in missing})
            with self.connection.cursor(row_factory=args_row(Bond)) as cursor:
                found = cursor.execute(self.statement("bonds"), [missing]).fetchall()
            for bond in found:
                self._of[bond.stream_id][bond.bond_id] = bond
            streams = [stream for bond in found for stream in as_id(bond.leads_to)]

    # --- making and loosening ---------------------------------------------------------------------

    def bind(self, event: Binding, bond_id: UUID, kind: str, leads_to: UUID | str, at: At) -> None:
        """From this event on its stream has a bond, which begins on the event's day; that may lie ahead."""
        stream, day = event.originator_id, event.occurred_on
        self._put(Bond(stream, bond_id, kind, str(leads_to), day, at.position))

    def _put(self, bond: Bond) -> None:
        self.read([bond.stream_id])
        self._of[bond.stream_id][bond.bond_id] = bond
        self._forget(bond.stream_id)
        self.bonds.add(bond)

    def loosen(self, stream: UUID, bond_id: UUID) -> None:
        """It has it no more; LookupError."""
        self.bonds.remove((stream, bond_id))
        self._forget(stream)
        del self._of[stream][bond_id]

    def _forget(self, stream: UUID) -> None:
        """Its spots are to be found anew, and those of all that it leads to it."""
        if any(bond.kind == ITSELF for bond in self._of[stream].values()):
            self._spots.clear()
            self._around.clear()
        self._spots.pop(stream, None)

    def end(self, stream: UUID, bond_id: UUID, last_day: date | None) -> None:
        """A stay is over, or (None) goes on; LookupError."""
        self._put(replace(self._of[stream][bond_id], last_day=last_day))

    def never(self, stream: UUID, bond_id: UUID) -> None:
        """There was no such stay; LookupError."""
        self._put(replace(self._of[stream][bond_id], kind=NEVER))

    # --- looking ----------------------------------------------------------------------------------

    def spots(self, stream: UUID, day: date) -> Spots:
        """Where a stream belongs on a day, as known now; nowhere, if it is not known."""
        if (found := self._spots.get(stream, _NO_DAY).get(day)) is not None:
            return found
        if stream not in self._of:
            self.read([stream])
        found = frozenset(self._resolved(stream, day)) if self._of[stream] else NOWHERE
        found = self._alike.setdefault(found, found)
        self._spots.setdefault(stream, {})[day] = found
        return found

    def is_holder(self, stream: UUID) -> bool:
        """Whether it is the stream of an institution or a partner."""
        self.read([stream])
        return any(bond.kind == ITSELF for bond in self._of[stream].values())

    def spots_of_stay(self, stream: UUID, stay_id: UUID, day: date) -> Spots:
        """Where a stay of a stream is, over or even voided."""
        self.read([stream])
        stay = self._of[stream].get(stay_id)
        return self.spots(UUID(stay.leads_to), day) if stay else NOWHERE

    def _resolved(self, stream: UUID, day: date) -> Iterator[Spot]:
        of: dict[str, list[Bond]] = defaultdict(list)
        for bond in self._of[stream].values():
            of[bond.kind].append(bond)
        kinds = {bond.leads_to for bond in of[ITSELF]}
        partner = _in_force(of[PARTNER], day)
        spot = Spot(
            institution_id=stream if INSTITUTION in kinds else None,
            partner_id=stream if PARTNER in kinds else UUID(partner) if partner else None,
            region=of[ITS_REGION][0].leads_to if of[ITS_REGION] else _in_force(of[REGION], day),
        )
        if any(spot):
            yield spot
        for bond in [*_present(of[STAY], day), *of[WORK]] or of[REGISTRAR]:
            yield from self.spots(_id(bond.leads_to), day)


def _present(stays: list[Bond], day: date) -> list[Bond]:
    """The stays that go on or were over lately; else the last one. As `Student.holders` says."""
    late = [stay for stay in stays if (stay.last_day or date.max) >= day - LATE]
    if late or not stays:
        return late
    return [max(stays, key=lambda stay: (stay.last_day or date.max, stay.first_day))]


def _in_force(bonds: list[Bond], day: date) -> str | None:
    """What a stream is bound to on that day: of two from the same day on, to the later recorded."""
    begun = [bond for bond in bonds if bond.first_day <= day]
    return max(begun, key=lambda bond: (bond.first_day, bond.since)).leads_to if begun else None


def _bond_of(event: Any) -> tuple[UUID, UUID] | None:
    """The bond that an event makes or changes, where there are many such events."""
    if (stay_id := getattr(event, "stay_id", None)) is not None:
        return event.originator_id, stay_id
    return (event.originator_id,) * 2 if hasattr(event, "on_behalf_of") else None


def _named(event: Any) -> Iterator[UUID]:
    """The streams whose bonds may matter for an event."""
    for field in _NAMED:
        yield from as_id(getattr(event, field, None))
    if isinstance(place := getattr(event, "place", None), Place):
        yield place.institution_id


def as_id(text: UUID | str | None) -> list[UUID]:
    """The id that it is, if it is one."""
    if text is None or isinstance(text, UUID):
        return [text] if text else []
    try:
        return [_id(text)]
    except ValueError:
        return []


@lru_cache(maxsize=10_000)
def _id(text: str) -> UUID:
    """Few institutions and partners, to which all others lead."""
    return UUID(text)
