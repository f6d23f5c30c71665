"""Streams as aggregates: of those seen lately only the new events are read, of the others the snapshot and its tail."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from eventsourcing.persistence import Mapper, MapperDeserialisationError, StoredEvent

from ledger.aggregate import Aggregate, Snapshot
from ledger.store.mapper import decoder
from ledger.store.recorder import Recorder

KEPT_BYTES = 64 * 1024 * 1024
"""How much of what was seen lately a process keeps."""
TAIL = 16
"""What was seen is written down anew when the events since are more than one in so many."""

_encode = msgspec.json.Encoder().encode


class Seen(NamedTuple):
    """A stream at a version, as bytes: whoever loads it gets an aggregate of their own, to change and throw away."""

    kind: type[Snapshot]
    version: int
    state: bytes


class Streams:
    """Loads aggregates in one round trip each, and keeps the state of those that were changed lately."""

    def __init__(self, recorder: Recorder, mapper: Mapper[UUID]) -> None:
        self._recorder = recorder
        self._mapper = mapper
        self._seen: OrderedDict[UUID, Seen] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def load(self, id: UUID) -> Aggregate | None:  # noqa: A002  the library's name
        """The aggregate as it is recorded now, if there is one."""
        with self._lock:
            if seen := self._seen.get(id):
                self._seen.move_to_end(id)
        if seen:
            # The event of that version is asked for, too: in a database that was restored it may be gone.
            last, *tail = self._recorder.select_events(id, gt=seen.version - 1) or (None,)
            if last is not None and last.originator_version == seen.version:
                known = _decoder(seen.kind)(seen.state).mutate(None)
                return _replayed(known, map(self._mapper.to_domain_event, tail))
            self._forget(id)
        return self._whole(id)

    def keep(self, aggregate: Aggregate) -> None:
        """Remember an aggregate just as it was recorded."""
        with self._lock:
            seen = self._seen.get(aggregate.id)
        if seen and (aggregate.version - seen.version) * TAIL < aggregate.version:
            return
        state = _encode(aggregate.Snapshot.take(aggregate))
        with self._lock:
            self._drop(aggregate.id)
            self._seen[aggregate.id] = Seen(aggregate.Snapshot, aggregate.version, state)
            self._bytes += len(state)
            while self._bytes > KEPT_BYTES:
                self._drop(next(iter(self._seen)))

    def _forget(self, id: UUID) -> None:  # noqa: A002
        with self._lock:
            self._drop(id)

    def _drop(self, id: UUID) -> None:  # noqa: A002
        if seen := self._seen.pop(id, None):
            self._bytes -= len(seen.state)

    def _whole(self, id: UUID) -> Aggregate | None:  # noqa: A002
        """From the last snapshot, if there is one that can be read, else from the beginning."""
        stored = self._recorder.streams([id]).get(id, ())
        try:
            return _replayed(None, self._read(stored))
        except MapperDeserialisationError:  # where it was not the snapshot, it is raised again
            return _replayed(None, self._read(self._recorder.select_events(id)))

    def _read(self, stored: Sequence[StoredEvent]) -> list[Any]:
        return [self._mapper.to_domain_event(each) for each in stored]


@cache
def _decoder(kind: type[Snapshot]) -> Callable[[bytes], Snapshot]:
    read: Callable[[bytes], Snapshot] = decoder(kind)
    return read


def _replayed(aggregate: Aggregate | None, events: Iterable[Any]) -> Aggregate | None:
    """What the library's projector does, without asking each event which protocol it follows."""
    for event in events:
        aggregate = event.mutate(aggregate)
    return aggregate
