"""The ledger: loads what a command needs, lets the aggregate decide, appends what it decided."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from random import random
from time import sleep
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.persistence import EventStore, IntegrityError, PersistenceError
from eventsourcing.utils import Environment
from psycopg_pool import ConnectionPool

from ledger.access import Accesses
from ledger.aggregate import Aggregate, spending
from ledger.asking import Asking
from ledger.batch import Decided, current_batch
from ledger.errors import IdTaken, KeyReused, LedgerError, NotFound, StaleVersion, TooBusy
from ledger.fact import current_context, decided_on, permitted, require_visible
from ledger.held import refusal
from ledger.institution import Institutions
from ledger.material import Materials
from ledger.once import KIND, mark_of_request, reservation_key
from ledger.operation import Operations
from ledger.partner import Partners
from ledger.publication import Publications
from ledger.regional_coordinator import RegionalCoordinators
from ledger.sealed import Keys
from ledger.specialist import Specialists
from ledger.store.connection import Connection, Role, connection_pool
from ledger.store.factory import SnapshotStore, StoreFactory
from ledger.store.holds import NOTHING, Holds, ReservationTaken
from ledger.store.keys import KeyStore
from ledger.store.recorder import Recorder, SnapshotRecorder
from ledger.streams import Streams
from ledger.student.commands import Students
from ledger.student.student import Student
from ledger.survey import Surveys
from ledger.training import Trainings
from ledger.verification import Verifications
from ledger.youth_project import YouthProjects

log = logging.getLogger(__name__)
A = TypeVar("A", bound=Aggregate)
ATTEMPTS = 20
"""How often a command is decided again when others append to the same stream meanwhile."""
MOST_REFERENCES = 4096
"""How many streams a process keeps that commands only look at; more, and it begins anew."""

_read: ContextVar[dict[str, int]] = ContextVar("versions that the command has read")
_looked_at: ContextVar[dict[UUID, Aggregate]] = ContextVar("what the command has looked at")


@dataclass(frozen=True)
class Recorded:
    """What a command did."""

    id: UUID
    """The stream."""
    version: int
    """The stream's version now."""
    ticket: int
    """What a reader waits for to see it; 0 for a dry run."""
    made: UUID | None = None
    """The id of the part of the stream it made: a risk, a plan, a consultation, …"""
    replayed: bool = False
    """Whether the same request had been recorded before, and nothing was recorded now."""


class Ledger(Asking, Application[UUID]):
    """Hands out the commands of each aggregate: `ledger.students.record_consultation(…)`."""

    name = "ledger"
    snapshotting_intervals: ClassVar[dict[type[Any], int]] = {Student: 50}
    recorder: Recorder

    def __init__(self, pool: ConnectionPool[Connection], keys: Keys) -> None:
        self.pool = pool
        self.keys = keys
        self._references: dict[UUID, Aggregate] = {}
        super().__init__()
        self._streams = Streams(self.recorder, self.mapper)
        self.operations = Operations(self)
        self.partners = Partners(self)
        self.institutions = Institutions(self)
        self.regional_coordinators = RegionalCoordinators(self)
        self.specialists = Specialists(self)
        self.students = Students(self)
        self.youth_projects = YouthProjects(self)
        self.verifications = Verifications(self)
        self.publications = Publications(self)
        self.trainings = Trainings(self)
        self.materials = Materials(self)
        self.surveys = Surveys(self)
        self.accesses = Accesses(self)

    # --- what the command classes are made of -----------------------------------------------------

    def load(self, kind: type[A], id: UUID) -> A:  # noqa: A002  the library's name
        """The aggregate as it is now, to be changed; NotFound."""
        batch = current_batch()
        aggregate = batch.load(kind, id) if batch else self._stored(kind, id)
        if not isinstance(aggregate, kind):
            raise NotFound(what=kind.TOPIC, id=id)
        return aggregate

    def reference(self, kind: type[A], id: UUID) -> A:  # noqa: A002
        """An aggregate that a command only looks at, as it was when the command began; never change it.

        It is kept between commands; the version looked at goes into the `basis` of what is decided. NotFound.
        """
        looked_at = _looked_at.get({})
        if id not in looked_at:
            looked_at[id] = self._current(kind, id)
        known = looked_at[id]
        if not isinstance(known, kind):
            raise NotFound(what=kind.TOPIC, id=id)
        require_visible(known)
        _read.get({})[kind.TOPIC] = known.version
        return known

    def _current(self, kind: type[A], id: UUID) -> Aggregate:  # noqa: A002
        """The kept aggregate if nobody has appended to it, else as it is now; NotFound."""
        batch = current_batch()
        if batch and (own := batch.reference(kind, id)):
            return own
        known = self._references.get(id)
        if known is None or self.recorder.outdated({id: known.version}):
            if len(self._references) > MOST_REFERENCES:
                self._references = {}
            known = self._references[id] = self._stored(kind, id)
        if batch:
            batch.keep_reference(id, known)
        return known

    def _stored(self, kind: type[A], id: UUID) -> Aggregate:  # noqa: A002
        """The aggregate as it is recorded; NotFound."""
        aggregate = self._streams.load(id)
        if aggregate is None:
            raise NotFound(what=kind.TOPIC, id=id)
        return aggregate

    def create(
        self,
        kind: type[A],
        id: UUID,  # noqa: A002
        decide: Callable[[], A],
        holds: Holds = NOTHING,
    ) -> Recorded:
        """Append the birth of an aggregate, as `decide` made it; IdTaken."""

        def attempt() -> Recorded:
            try:
                born = decide()
                with permitted((born,)):
                    return self._append((born,), holds, None)
            except IntegrityError:
                raise IdTaken(what=kind.TOPIC, id=id) from None

        return self.once(attempt)

    def change(
        self,
        kind: type[A],
        id: UUID,  # noqa: A002
        decide: Callable[[A], Holds | None],
        *,
        made: UUID | None = None,
    ) -> Recorded:
        """Load, let `decide` call verbs, append what they decided with the holds it returns.

        It is decided again when somebody appended meanwhile, unless the context expects a version: StaleVersion.
        """
        return self.change_together(kind, (id,), lambda one: decide(*one), made=made)

    def change_together(
        self,
        kind: type[A],
        ids: Sequence[UUID],
        decide: Callable[[Sequence[A]], Holds | None],
        *,
        made: UUID | None = None,
    ) -> Recorded:
        """As `change`, of several streams in one append: all of it is recorded, or nothing.

        The first stream is the one that the context's version is of, and the one that is answered with.
        """

        def attempt() -> Recorded:
            expected = current_context().expected_version
            for others in range(ATTEMPTS):
                aggregates = [self.load(kind, id) for id in ids]  # noqa: A001  the library's name
                if expected not in (None, aggregates[0].version):
                    raise StaleVersion(expected=expected, actual=aggregates[0].version)
                with permitted(aggregates):
                    holds = decide(aggregates) or NOTHING
                try:
                    return self._append(aggregates, holds, made)
                except IntegrityError:
                    log.debug("decided again: somebody appended meanwhile")
                    sleep(random() * others * 0.001)  # noqa: S311  so that nobody always loses
            raise TooBusy()

        return self.once(attempt)

    def once(self, attempt: Callable[[], Recorded]) -> Recorded:
        """Run a command; where the same request was recorded before, tell what it did. KeyReused.

        A refusal counts only if nothing was recorded under the request's key: the command may have
        been refused for what its own first run did.
        """
        read: dict[str, int] = {}
        tokens = _read.set(read), _looked_at.set({})
        try:
            with decided_on(read):
                if current_batch() and (first := self._recorded_before()) is not None:
                    return first
                return attempt()
        except (LedgerError, ReservationTaken):
            if (first := self._recorded_before()) is not None:
                return first
            raise
        finally:
            _read.reset(tokens[0])
            _looked_at.reset(tokens[1])

    def _append(self, aggregates: Sequence[Aggregate], holds: Holds, made: UUID | None) -> Recorded:
        context, first = current_context(), aggregates[0]
        if mark := mark_of_request(first, made):
            holds = replace(holds, reserve=(*holds.reserve, mark))
        decided = ProcessingEvent[UUID]()
        decided.collect_events(*aggregates)
        holds = replace(holds, spend=(*holds.spend, *spending(aggregates, decided.events)))
        stored = [self.mapper.to_stored_event(event) for event in decided.events]
        try:
            if batch := current_batch():
                batch.add(Decided(aggregates, decided.events, stored, holds))
                return Recorded(first.id, first.version, 0, made)
            if context.dry_run:
                self.recorder.rehearse(stored, holds)
                return Recorded(first.id, first.version, 0, made)
            ticket = self.recorder.append(stored, holds)
        except PersistenceError as error:
            raise refusal(error) from error
        self._take_snapshots(decided)
        return Recorded(first.id, first.version, ticket, made)

    def _recorded_before(self) -> Recorded | None:
        """What the request's key was used for before, if it was for the same request; KeyReused."""
        once = current_context().once
        if once is None:
            return None
        first = self.reservation(KIND, reservation_key(current_context().client, once.key))
        if first is None:
            return None
        if first.details["body"] != once.body:
            raise KeyReused()
        made = first.details["made"]
        return Recorded(
            first.holder,
            int(str(first.details["version"])),
            first.ticket,
            UUID(str(made)) if made else None,
            replayed=True,
        )

    # --- how the library is set up ----------------------------------------------------------------

    def construct_factory(self, env: Environment) -> StoreFactory:
        """Our store, whatever the environment says."""
        return StoreFactory(env, self.pool)

    def construct_snapshot_store(self) -> EventStore[UUID]:
        """Snapshots that cannot be read are passed over."""
        return SnapshotStore(self.mapper, SnapshotRecorder(self.pool))

    def _take_snapshots(self, processing_event: ProcessingEvent[UUID]) -> None:
        """What is committed stays done: a snapshot that fails is only not there."""
        try:
            super()._take_snapshots(processing_event)
            for aggregate in processing_event.aggregates.values():
                if isinstance(aggregate, Student):
                    self._streams.keep(aggregate)
        except Exception:  # whatever it is, the command was recorded
            log.exception("no snapshot was taken")


@contextmanager
def opened(url: str, kek: bytes, *, max_connections: int = 8) -> Iterator[Ledger]:
    """A ledger over the database at `url`, with its own pool of connections; call it after forking."""
    with connection_pool(url, Role.WRITER, max_size=max_connections) as pool:
        yield Ledger(pool, Keys(KeyStore(pool), kek))
