"""The ledger: loads what a command needs, lets the aggregate decide, appends what it decided."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from random import random
from time import sleep
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.persistence import EventStore, IntegrityError, PersistenceError
from eventsourcing.utils import Environment
from psycopg_pool import ConnectionPool

from ledger.access import Accesses
from ledger.aggregate import Aggregate, decided
from ledger.asking import Asking
from ledger.batch import Decided, current_batch
from ledger.errors import IdTaken, KeyReused, LedgerError, StaleVersion, TooBusy
from ledger.fact import current_context, permitted, require_theirs, rests_on, stands
from ledger.held import refusal
from ledger.institution import Institutions
from ledger.loading import Loading, Looking
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
from ledger.store.holds import NOTHING, GoneOn, Holds, ReservationTaken
from ledger.store.keys import KeyStore
from ledger.store.recorder import Recorder, SnapshotRecorder
from ledger.streams import Streams
from ledger.student.commands import Students
from ledger.student.student import Student
from ledger.survey import Surveys
from ledger.training import Trainings
from ledger.verification import Verifications
from ledger.webhook import Webhooks
from ledger.youth_project import YouthProjects

log = logging.getLogger(__name__)
A = TypeVar("A", bound=Aggregate)
ATTEMPTS = 20
"""How often a command is decided again when others append to the same stream meanwhile."""


class Recorded(msgspec.Struct, frozen=True):
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


class Ledger(Loading, Asking, Application[UUID]):
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
        self.webhooks = Webhooks(self)

    # --- what the command classes are made of -----------------------------------------------------

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
                with permitted(aggregates):
                    if expected not in (None, aggregates[0].version):
                        raise StaleVersion(expected=expected, actual=aggregates[0].version)
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
        for _ in range(ATTEMPTS):
            with Looking():
                try:
                    if current_batch() and (first := self._recorded_before()) is not None:
                        return first
                    return attempt()
                except GoneOn as gone_on:
                    self.forget(gone_on.stream)
                    if gone_on.stream in {each.stream for each in rests_on()}:
                        raise  # who asks has to be asked anew, before it is decided anew
                except (LedgerError, ReservationTaken):
                    if (first := self._recorded_before()) is not None:
                        return first
                    if not self.has_seen_outdated():
                        raise
        raise TooBusy()

    def _append(self, aggregates: Sequence[Aggregate], holds: Holds, made: UUID | None) -> Recorded:
        context, first = current_context(), aggregates[0]
        require_theirs(aggregates)
        facts, spent = decided(aggregates)
        mark = mark_of_request(first, made)
        holds = holds.but(
            reserve=(*holds.reserve, mark) if mark else holds.reserve,
            spend=(*holds.spend, *spent),
        )
        stored = [self.mapper.to_stored_event(fact) for fact in facts]
        try:
            if batch := current_batch():
                batch.add(Decided(aggregates, facts, stored, holds), rests_on())
                return Recorded(first.id, first.version, 0, made)
            holds = holds.but(known=(*self.known(), *rests_on()))
            if context.dry_run:
                self.recorder.rehearse(stored, holds)
                stands()
                return Recorded(first.id, first.version, 0, made)
            ticket = self.recorder.append(stored, holds)
            stands()
        except PersistenceError as error:
            raise refusal(error) from error
        recorded = ProcessingEvent[UUID]()
        recorded.events, recorded.aggregates = facts, {each.id: each for each in aggregates}
        self._take_snapshots(recorded)
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
        """Of what has gone on past a version at which one is taken, as it is now.

        The library loads the aggregate anew for each such version. What is committed stays done: a snapshot that
        fails is only not there.
        """
        decided_now = Counter(fact.originator_id for fact in processing_event.events)
        aggregates: Iterable[Any] = processing_event.aggregates.values()
        try:
            for aggregate in aggregates:
                interval = self.snapshotting_intervals.get(type(aggregate))
                before = aggregate.version - decided_now[aggregate.id]
                if (
                    self.snapshots
                    and interval
                    and aggregate.version // interval > before // interval
                ):
                    self.snapshots.put([aggregate.Snapshot.take(aggregate)])
                if isinstance(aggregate, Student):
                    self._streams.keep(aggregate)
        except Exception:  # whatever it is, the command was recorded
            log.exception("no snapshot was taken")


@contextmanager
def opened(url: str, kek: bytes, *, max_connections: int = 8) -> Iterator[Ledger]:
    """A ledger over the database at `url`, with its own pool of connections; call it after forking."""
    with connection_pool(url, Role.WRITER, max_size=max_connections) as pool:
        yield Ledger(pool, Keys(KeyStore(pool), kek))
