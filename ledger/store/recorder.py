"""The library's recorder, on our tables: appends without a table lock, reads by stream and by position."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from time import perf_counter
from typing import Any, ClassVar, cast
from uuid import UUID

import psycopg
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    IntegrityError,
    Notification,
    PersistenceError,
    StoredEvent,
    Subscription,
)
from psycopg.errors import (
    DeadlockDetected,
    LockNotAvailable,
    QueryCanceled,
    SerializationFailure,
)
from psycopg_pool import ConnectionPool, PoolTimeout

from ledger.store.append import append, translated
from ledger.store.connection import Connection
from ledger.store.holds import NOTHING, Holds, StoredReservation
from ledger.store.observer import NOBODY, Observer
from ledger.store.subscription import LogSubscription

Attempt = Callable[[Sequence[StoredEvent], Holds | Sequence[Holds]], None]
_ATTEMPTS = 5  # of an append that PostgreSQL stopped to end a deadlock
_NOT_LOST = (
    PoolTimeout,
    QueryCanceled,
    LockNotAvailable,
)  # after these, a connection is as good as before
_STREAMS = """
WITH latest AS MATERIALIZED (
    SELECT id, snapshot.*
      FROM unnest(%s::uuid[]) AS id
      LEFT JOIN LATERAL (
           SELECT originator_version, topic, state FROM snapshots WHERE originator_id = id
            ORDER BY originator_version DESC LIMIT 1) AS snapshot ON true
)
SELECT id, originator_version, topic, state FROM latest WHERE originator_version IS NOT NULL
 UNION ALL
SELECT id, event.originator_version, event.topic, event.state
  FROM latest CROSS JOIN LATERAL (
       SELECT originator_version, topic, state FROM events
        WHERE originator_id = id
          AND events.originator_version > coalesce(latest.originator_version, 0)
        ORDER BY originator_version) AS event
"""


class _StreamRecorder(AggregateRecorder):
    """Reads streams from one table."""

    table: ClassVar[str]

    def __init__(self, pool: ConnectionPool[Connection]) -> None:
        self.pool = pool

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one stream, with gt < version ≤ lte."""
        query = (
            f"SELECT originator_version, topic, state FROM {self.table} WHERE originator_id = %s"
        )
        parameters: list[object] = [originator_id]
        for condition, value in (
            (" AND originator_version > %s", gt),
            (" AND originator_version <= %s", lte),
        ):
            if value is not None:
                query += condition
                parameters.append(value)
        query += f" ORDER BY originator_version {'DESC' if desc else 'ASC'}"
        if limit is not None:
            query += " LIMIT %s"
            parameters.append(limit)
        return [StoredEvent(originator_id, *row) for row in self._rows(query, parameters)]

    def _rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Read, once more when the connection turns out to be lost."""
        try:
            try:
                return self._fetched(query, parameters)
            except _NOT_LOST:
                raise
            except psycopg.OperationalError:
                self.pool.check()
                return self._fetched(query, parameters)
        except psycopg.Error as error:
            raise self._failure(error) from error

    def _failure(self, error: psycopg.Error) -> PersistenceError:
        if isinstance(error, psycopg.OperationalError) and not isinstance(error, _NOT_LOST):
            self.pool.check()  # where one connection is lost, others may be: drop them now
        return translated(error)

    def _fetched(self, query: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        with self.pool.connection() as connection:
            return connection.execute(
                query.encode(), parameters, prepare=True, binary=True
            ).fetchall()


class SnapshotRecorder(_StreamRecorder):
    """Keeps snapshots; of two for the same version the first stays."""

    table = "snapshots"

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> None:
        """Write snapshots."""
        try:
            with self.pool.connection() as connection, connection.transaction():
                for event in stored_events:
                    connection.execute(
                        "INSERT INTO snapshots (originator_id, originator_version, topic, state)"
                        " VALUES (%b, %b, %b, %b) ON CONFLICT DO NOTHING",
                        (event.originator_id, event.originator_version, event.topic, event.state),
                    )
        except psycopg.Error as error:
            raise self._failure(error) from error


class Recorder(_StreamRecorder, ApplicationRecorder):
    """Appends events with their holds, and reads them by stream or by position in the log."""

    table = "events"
    observer: Observer = NOBODY

    def append(
        self, stored_events: Sequence[StoredEvent], holds: Holds | Sequence[Holds] = NOTHING
    ) -> int:
        """Record events and holds, all or none, in one round trip; the ticket of the append.

        Of several holds each is taken after the ones before it.
        Raises IntegrityError when a version of a stream is there already, ReservationTaken,
        PortionExceeded, BookingOverlaps, SharedDiffers, CoverOverlaps, LimitExceeded, and
        OperationalError when PostgreSQL is away; whether the append was committed is then unknown.
        """
        began = perf_counter()
        try:
            ticket = self._append_at_last(stored_events, holds)
        except psycopg.Error as error:
            failure = self._failure(error)
            if isinstance(failure, IntegrityError):
                self.observer.conflicted()
            raise failure from error
        self.observer.appended(perf_counter() - began)
        return ticket

    def _append_at_last(
        self, stored_events: Sequence[StoredEvent], holds: Holds | Sequence[Holds]
    ) -> int:
        for _ in range(_ATTEMPTS - 1):
            with suppress(DeadlockDetected, SerializationFailure):
                return self._append(stored_events, holds)
        return self._append(stored_events, holds)

    def rehearse(
        self, stored_events: Sequence[StoredEvent], holds: Holds | Sequence[Holds] = NOTHING
    ) -> None:
        """Check an append to the last constraint and record nothing; raises what `append` would."""
        with self.rehearsal() as attempt:
            attempt(stored_events, holds)

    @contextmanager
    def rehearsal(self) -> Iterator[Attempt]:
        """Rehearse one append after the other, each seeing the ones before it that were not refused."""
        try:
            with self.pool.connection() as connection, connection.transaction(force_rollback=True):

                def attempt(events: Sequence[StoredEvent], holds: Holds | Sequence[Holds]) -> None:
                    try:
                        with connection.transaction():
                            append(connection, events, holds)
                    except psycopg.Error as error:
                        raise translated(error) from error

                yield attempt
        except psycopg.Error as error:
            raise self._failure(error) from error

    def _append(self, stored_events: Sequence[StoredEvent], holds: Holds | Sequence[Holds]) -> int:
        with self.pool.connection() as connection:
            return append(connection, stored_events, holds)

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, holds: Holds = NOTHING, **_: Any
    ) -> Sequence[int] | None:
        """The library's way to `append`. Positions are given later, so none are returned."""
        if stored_events:
            self.append(stored_events, holds)
        return None

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events in the order of the log; the ids are positions."""
        first = (start or 0) + (not inclusive_of_start)
        rows = self._rows(
            "SELECT originator_id, originator_version, topic, state, position FROM sequenced_events"
            " WHERE position >= %s AND position <= coalesce(%s, 9223372036854775807)"
            " AND (%s OR topic = ANY(%s)) ORDER BY position LIMIT %s",
            (first, stop, not topics, list(topics), limit),
        )
        return [Notification(*row) for row in rows]

    def max_notification_id(self) -> int | None:
        """The last position, None while the log is empty."""
        [(last,)] = self._rows("SELECT max(position) FROM log")
        return cast("int | None", last)

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the log from after a position."""
        return LogSubscription(self, self.pool, gt=gt, topics=topics)

    def outdated(self, versions: Mapping[UUID, int]) -> set[UUID]:
        """Which of these streams have gone on since these versions of them."""
        rows = self._rows(
            "SELECT originator_id FROM events JOIN unnest(%s::uuid[], %s::bigint[]) AS known (id, version)"
            " ON originator_id = id AND originator_version = version + 1",
            (list(versions), list(versions.values())),
        )
        return {row[0] for row in rows}

    def reservation(self, kind: str, key: str) -> StoredReservation | None:
        """Who has reserved this, if anybody."""
        return self.reservations(kind, [key]).get(key)

    def reservations(self, kind: str, keys: Iterable[str]) -> dict[str, StoredReservation]:
        """Who has reserved which of these keys."""
        rows = self._rows(
            "SELECT kind, key, holder, details, ticket FROM reservations WHERE kind = %s AND key = ANY(%s)",
            (kind, list(keys)),
        )
        return {row[1]: StoredReservation(*row[:-1], ticket=row[-1]) for row in rows}

    def streams(self, ids: Iterable[UUID]) -> dict[UUID, list[StoredEvent]]:
        """Each of these streams that there is: its latest snapshot, if it has one, and what came after."""
        streams: dict[UUID, list[StoredEvent]] = {}
        for row in self._rows(_STREAMS, (list(ids),)):
            streams.setdefault(row[0], []).append(StoredEvent(*row))
        return streams

    def spent(self, partner: UUID, semester: str | None = None) -> Decimal:
        """What a partner has spent on students in a semester, or (None) in all of them."""
        [(spent,)] = self._rows(
            "SELECT coalesce(sum(spent), 0.00) FROM budgets WHERE partner = %s AND semester = coalesce(%s, semester)",
            (partner, semester),
        )
        return Decimal(spent)
