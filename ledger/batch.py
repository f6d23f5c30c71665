"""Several commands in one append: each is decided after the ones before it, as if they had been recorded."""

from __future__ import annotations

import logging
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from eventsourcing.domain import OriginatorVersionError
from eventsourcing.persistence import (
    IntegrityError,
    MapperDeserialisationError,
    StoredEvent,
)

from ledger.aggregate import Aggregate
from ledger.errors import LedgerError, NotFound
from ledger.money import ZERO
from ledger.once import KIND
from ledger.store.holds import Holds, Known, Reservation, ReservationTaken, StoredReservation
from ledger.store.recorder import Attempt, SnapshotRecorder
from ledger.store.steps import steps
from ledger.within import Within

if TYPE_CHECKING:
    from ledger.application import Ledger

log = logging.getLogger(__name__)
R = TypeVar("R")

MOST_STREAMS = 1024
"""How many aggregates a batch keeps as it leaves them; others are loaded anew, and what it decided is applied."""

_sums = partial(defaultdict[tuple[UUID, str | None], Decimal], Decimal)
_batch: ContextVar[Batch | None] = ContextVar("the batch a command is told in", default=None)


def current_batch() -> Batch | None:
    """The batch that a command is told in, if it is told in one."""
    return _batch.get()


@dataclass
class Decided:
    """What one command decided."""

    aggregates: Sequence[Aggregate]
    events: list[Any]
    stored: list[StoredEvent]
    holds: Holds

    @property
    def begins(self) -> bool:
        """Whether a stream begins with it."""
        return bool(self.events) and self.events[0].originator_version == 1


@dataclass
class Batch:
    """What was decided and is not appended yet, and every stream as that leaves it."""

    ledger: Ledger
    decided: list[Decided] = field(default_factory=list)
    _streams: OrderedDict[UUID, Aggregate] = field(default_factory=OrderedDict)
    _references: OrderedDict[UUID, Aggregate] = field(default_factory=OrderedDict)
    _looked_at: dict[UUID, int] = field(default_factory=dict)
    """The versions of what was looked at to decide what is not appended yet: nothing else has to be as it was."""
    _facts: dict[UUID, list[Any]] = field(default_factory=dict)
    _reserved: dict[tuple[str, str], Reservation | None] = field(default_factory=dict)
    """What the batch has reserved, and None for what it has released."""
    _spent: defaultdict[tuple[UUID, str | None], Decimal] = field(default_factory=_sums)
    """What each partner spends in a semester, and (None) in all of them."""
    _known: dict[tuple[str, str], StoredReservation | None] = field(default_factory=dict)
    """What was looked up before any command was told."""
    _sure: set[UUID] = field(default_factory=set)
    """The streams of which it was asked since the last `look_up` whether anybody has gone on with them."""
    _touched: dict[UUID, int] = field(default_factory=dict)
    """The versions of what the command under way has loaded."""

    def look_up(self, streams: Iterable[UUID], keys: Sequence[str]) -> None:
        """Read what commands will ask for: each of their streams, and what their keys were used for.

        What was read before is read again only where somebody has appended to it.
        """
        recorder = self.ledger.recorder
        wanted = [id_ for id_ in dict.fromkeys(streams) if id_ not in self._facts]
        known = {id_: self._streams[id_].version for id_ in wanted if id_ in self._streams}
        known |= {id_: each.version for id_, each in self._references.items()}
        for outdated in recorder.outdated(known) if known else ():
            self._streams.pop(outdated, None)
            self._references.pop(outdated, None)
        self._sure = set(wanted)
        missing = [id_ for id_ in wanted if id_ not in self._streams]
        found = recorder.streams(missing) if missing else {}
        for id_, stored in found.items():
            self._keep(id_, self._read(stored))
        reserved = recorder.reservations(KIND, keys) if keys else {}
        self._known = {(KIND, key): reserved.get(key) for key in keys}

    def tell(self, command: Callable[[], R]) -> R:
        """Have a command decided as part of the batch; refused, it leaves the batch as it was."""
        self._touched = {}
        try:
            with Within(_batch, self):
                return command()
        except BaseException as error:
            self._forget(all_of_it=not isinstance(error, LedgerError))
            raise

    # --- what the ledger asks while a command is told ---------------------------------------------

    def load(self, kind: type[Aggregate], id_: UUID) -> Aggregate:
        """The aggregate as the batch leaves it, to be changed; NotFound."""
        aggregate = self._streams.get(id_)
        if aggregate is None or self._has_gone_on(id_, aggregate):
            aggregate = self._loaded(kind, id_)
            self._keep(id_, aggregate)
        self._sure.add(id_)
        self._touched.setdefault(id_, aggregate.version)
        return aggregate

    def reference(self, kind: type[Aggregate], id_: UUID) -> Aggregate | None:
        """What commands only look at, if the batch has changed it or looked at it before."""
        if id_ in self._facts:
            return self.load(kind, id_)
        if known := self._references.get(id_):
            self._looked_at.setdefault(id_, known.version)
        return known

    def keep_reference(self, id_: UUID, aggregate: Aggregate) -> None:
        """What a command has looked at stays the same for those after it."""
        self._references[id_] = aggregate
        self._looked_at.setdefault(id_, aggregate.version)
        if len(self._references) > MOST_STREAMS:
            self._references.popitem(last=False)

    def facts_of(self, id_: UUID) -> Sequence[Any]:
        """What the batch has decided about a stream."""
        return self._facts.get(id_, ())

    def reservation(self, kind: str, key: str) -> StoredReservation | None:
        """Who has reserved this once the batch is appended, if anybody; the batch's own have no ticket yet."""
        if (kind, key) in self._reserved:
            if (own := self._reserved[kind, key]) is None:
                return None
            return StoredReservation(own.kind, own.key, own.holder, own.details, ticket=0)
        if (kind, key) in self._known:
            return self._known[kind, key]
        return self.ledger.recorder.reservation(kind, key)

    def spent(self, partner: UUID, semester: str | None) -> Decimal:
        """What the batch has decided that the partner spends."""
        return self._spent.get((partner, semester), ZERO)

    def add(self, decided: Decided, resting_on: Iterable[Known]) -> None:
        """Take in what a command decided; ReservationTaken where the batch has reserved the same before.

        `resting_on`: what has to be as it was for whoever tells it to be permitted to.
        """
        for each in resting_on:
            if each.stream not in self._facts:  # of those it is seen to by their versions
                self._looked_at.setdefault(each.stream, each.version)
        for wanted in decided.holds.reserve:
            self._require_free(wanted, decided.holds.release)
        self._take_in(decided)
        for aggregate in decided.aggregates:
            self._keep(aggregate.id, aggregate)

    # --- what whoever appends the batch asks ------------------------------------------------------

    def stored(self, since: int = 0) -> list[StoredEvent]:
        """All that was decided, in its order, or all but the first so many."""
        return [event for each in self.decided[since:] for event in each.stored]

    def holds(self, since: int = 0) -> Sequence[Holds]:
        """All that was decided holds, in as few steps as come out the same; and that what it looked at is as it was."""
        first, *others = steps((each.holds, each.begins) for each in self.decided[since:])
        known = tuple(Known(id_, version) for id_, version in self._looked_at.items())
        return [first.but(known=known), *others]

    def append(self) -> int:
        """Record all that was decided, by one append; the ticket, 0 where nothing was decided."""
        if not self.decided:
            self._looked_at = {}
            return 0
        ticket = self.ledger.recorder.append(self.stored(), self.holds())
        due = self._due()
        self._begin_anew()
        self._keep_snapshots(due)
        return ticket

    def rehearse(self) -> None:
        """Check all that was decided to the last constraint, and record nothing."""
        self.ledger.recorder.rehearse(self.stored(), self.holds())

    def try_on(self, attempt: Attempt, since: int) -> None:
        """Check all but the first so many, of which an attempt of the same rehearsal has seen to already."""
        attempt(self.stored(since), self.holds(since))
        self._looked_at = {}  # what goes on from here is the rehearsal's own doing

    def rewind(self, count: int) -> Sequence[Decided]:
        """Forget all but the first so many that were decided; what is forgotten."""
        kept, undone = self.decided[:count], self.decided[count:]
        self._begin_anew()
        for each in kept:
            self._take_in(each)
        for each in undone:
            for aggregate in each.aggregates:
                self._streams.pop(aggregate.id, None)
        return undone

    # ----------------------------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        self.decided, self._facts, self._reserved, self._looked_at = [], {}, {}, {}
        self._spent = _sums()

    def _take_in(self, decided: Decided) -> None:
        self.decided.append(decided)
        for spend in decided.holds.spend:
            for semester in (spend.semester, None):
                self._spent[spend.partner, semester] += spend.amount
        for event in decided.events:
            self._facts.setdefault(event.originator_id, []).append(event)
        for name in decided.holds.release:
            self._reserved[name] = None
        for each in decided.holds.reserve:
            self._reserved[each.kind, each.key] = each

    def _keep(self, id_: UUID, aggregate: Aggregate) -> None:
        self._streams[id_] = aggregate
        self._streams.move_to_end(id_)
        if len(self._streams) > MOST_STREAMS:
            self._streams.popitem(last=False)

    def _forget(self, *, all_of_it: bool) -> None:
        """Keep nothing that a refused command has changed before it was refused."""
        for id_, version in self._touched.items():
            kept = self._streams.get(id_)  # unless others have taken its place
            if kept is not None and (all_of_it or kept.version != version):
                del self._streams[id_]

    def _has_gone_on(self, id_: UUID, aggregate: Aggregate) -> bool:
        """Whether somebody has appended to what an append of before has left here."""
        if id_ in self._sure or id_ in self._facts:
            return False
        return bool(self.ledger.recorder.outdated({id_: aggregate.version}))

    def _loaded(self, kind: type[Aggregate], id_: UUID) -> Aggregate:
        """As the store has it, and then as the batch leaves it; IntegrityError where others went on with it."""
        stored = self.ledger.recorder.streams([id_]).get(id_)
        aggregate = self._read(stored) if stored else None
        try:
            for event in self._facts.get(id_, ()):
                aggregate = event.mutate(aggregate)
        except (OriginatorVersionError, AssertionError) as error:
            raise IntegrityError(f"somebody appended to {id_} meanwhile") from error
        if aggregate is None:
            raise NotFound(what=kind.TOPIC, id=id_)
        return aggregate

    def _read(self, stored: Sequence[StoredEvent]) -> Aggregate:
        aggregate: Any = None
        try:
            for each in stored:
                event: Any = self.ledger.mapper.to_domain_event(each)
                aggregate = event.mutate(aggregate)
        except MapperDeserialisationError:
            # A snapshot of another version of the program, perhaps.
            return self.ledger.repository.get(cast(UUID, stored[0].originator_id))
        return cast(Aggregate, aggregate)

    def _keep_snapshots(self, due: Sequence[Aggregate]) -> None:
        """What is committed stays done: a snapshot that fails is only not there."""
        try:
            taken = [self.ledger.mapper.to_stored_event(each.Snapshot.take(each)) for each in due]
            SnapshotRecorder(self.ledger.pool).insert_events(taken)
        except Exception:
            log.exception("no snapshot was taken")

    def _due(self) -> list[Aggregate]:
        """What has gone on past a version at which a snapshot is taken."""
        due = []
        for id_, facts in self._facts.items():
            every = self.ledger.snapshotting_intervals.get(type(self._streams.get(id_)))
            first, last = facts[0].originator_version, facts[-1].originator_version
            if every and last // every > (first - 1) // every:
                due.append(self._streams[id_])
        return due

    def _require_free(self, wanted: Reservation, released: Sequence[tuple[str, str]]) -> None:
        name = (wanted.kind, wanted.key)
        if (first := self._reserved.get(name)) and name not in released:
            raise ReservationTaken(*name, first.holder, first.details, ticket=0)
