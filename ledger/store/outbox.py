"""The queue of each webhook: who sends to it now, what is due next, and what became of an attempt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from psycopg_pool import ConnectionPool

from ledger.store.connection import Connection

WINDOW = 1_000
"""So many messages of a webhook wait at most; the rest waits in the log."""
DELIVERED_KEPT = 1_000
OUTAGE = 3
"""After so many failures in a row the address was away, rather than one message refused."""
_LOCK = 8_341_602  # with the number of a process: it lives


@dataclass(frozen=True)
class Found:
    """What a webhook is told of."""

    events: Sequence[tuple[int, UUID]]
    """Positions with their streams."""
    reached: int
    """How far they go."""
    more: bool
    """Whether there may be more behind."""


Find = Callable[[Connection, int, int], Found]
"""(connection, after, limit) -> at most so many after that position."""


class NoLongerHeld(Exception):
    """Another process sends to this webhook now: this one was taken for dead."""


@dataclass(frozen=True)
class Due:
    """A message to be sent."""

    position: int
    attempts: int
    """Before this one."""


@dataclass(frozen=True)
class Failing:
    """How a webhook stands after a failed attempt."""

    failures: int
    """In a row."""
    failing_s: float
    dead: int


def take_number(connection: Connection) -> int:
    """The number of a process that sends, for as long as this connection of its lives.

    What a process of the same number held, which has ended, is given back.
    """
    connection.execute(
        "SET tcp_keepalives_idle TO 10; SET tcp_keepalives_interval TO 5; SET tcp_keepalives_count TO 3"
    )
    number = connection.info.backend_pid
    connection.execute("SELECT pg_advisory_lock(%s, %s)", [_LOCK, number])
    connection.execute("UPDATE webhook_queues SET held_by = NULL WHERE held_by = %s", [number])
    return number


class Outbox:
    """The queues, as one process sees them. What it holds is lost when its number is: NoLongerHeld."""

    def __init__(self, pool: ConnectionPool[Connection], number: int) -> None:
        self._pool = pool
        self._number = number

    def claim(self, *, slow: bool) -> tuple[UUID, bool] | None:
        """A webhook for which there is something to do now, and whether it is slow: it is held from now on.

        `slow`: one that answered slowly or not at all will do, too.
        """
        with self._pool.connection() as connection:
            row = connection.execute(
                _CLAIM, {"number": self._number, "slow": slow, "lock": _LOCK}
            ).fetchone()
        return (row[0], row[1]) if row else None

    def fill(self, webhook_id: UUID, find: Find) -> bool:
        """Take what it is told of next from the log; whether more could be taken at once."""
        with self._held(webhook_id) as (connection, position):
            [waiting] = connection.execute(
                "SELECT count(*) FROM deliveries WHERE webhook_id = %s AND state = 'pending'",
                [webhook_id],
            ).fetchone() or (0,)
            if waiting >= WINDOW:
                return False
            found = find(connection, position, WINDOW - waiting)
            if found.reached <= position:
                return False
            connection.execute(
                "INSERT INTO deliveries (webhook_id, position, stream)"
                " SELECT %s, * FROM unnest(%s::bigint[], %s::uuid[]) ON CONFLICT DO NOTHING",
                [
                    webhook_id,
                    [each[0] for each in found.events],
                    [each[1] for each in found.events],
                ],
            )
            connection.execute(
                "UPDATE webhook_queues SET position = %s WHERE webhook_id = %s",
                [found.reached, webhook_id],
            )
        return found.more

    def next(self, webhook_id: UUID) -> Due | None:
        """The first message that is due; one of a stream waits until those before it are delivered or dead."""
        with self._held(webhook_id) as (connection, _):
            row = connection.execute(_NEXT, {"webhook_id": webhook_id}).fetchone()
        return Due(*row) if row else None

    def delivered(self, webhook_id: UUID, due: Due, status: int, *, slow: bool) -> None:
        """It was taken. After an outage, all that was tried meanwhile is due again."""
        with self._held(webhook_id) as (connection, _):
            connection.execute(
                "UPDATE deliveries SET state = 'delivered', attempts = %s, last_attempt_at = clock_timestamp(),"
                " next_attempt_at = NULL, last_status = %s, last_error = NULL"
                " WHERE webhook_id = %s AND position = %s",
                [due.attempts + 1, status, webhook_id, due.position],
            )
            connection.execute(
                "UPDATE deliveries SET next_attempt_at = clock_timestamp()"
                " WHERE webhook_id = %s AND state = 'pending' AND attempts > 0"
                " AND (SELECT failures FROM webhook_queues WHERE webhook_id = %s) >= %s",
                [webhook_id, webhook_id, OUTAGE],
            )
            connection.execute(
                "UPDATE webhook_queues SET failures = 0, failing_since = NULL, slow = %s WHERE webhook_id = %s",
                [slow, webhook_id],
            )

    @contextmanager
    def asking(self, webhook_id: UUID) -> Iterator[Connection]:
        """A connection on which to ask, while nobody else takes it."""
        with self._held(webhook_id) as (connection, _):
            yield connection

    def drop(self, webhook_id: UUID, due: Due) -> None:
        """It is not to be told of this any more."""
        with self._held(webhook_id) as (connection, _):
            connection.execute(
                "DELETE FROM deliveries WHERE webhook_id = %s AND position = %s",
                [webhook_id, due.position],
            )

    def failed(
        self, webhook_id: UUID, due: Due, status: int | None, error: str, *, again_s: float | None
    ) -> Failing:
        """It was not taken: to be tried again after so many seconds, or dead."""
        state = "dead" if again_s is None else "pending"
        with self._held(webhook_id) as (connection, _):
            connection.execute(
                "UPDATE deliveries SET state = %s, attempts = %s, last_attempt_at = clock_timestamp(),"
                " next_attempt_at = clock_timestamp() + make_interval(secs => %s::float),"
                " last_status = %s, last_error = %s WHERE webhook_id = %s AND position = %s",
                [state, due.attempts + 1, again_s, status, error, webhook_id, due.position],
            )
            row = connection.execute(
                "UPDATE webhook_queues SET failures = failures + 1, slow = true,"
                " failing_since = coalesce(failing_since, clock_timestamp()) WHERE webhook_id = %s"
                " RETURNING failures, extract(epoch FROM clock_timestamp() - failing_since)::float,"
                " (SELECT count(*) FROM deliveries WHERE webhook_id = %s AND state = 'dead')",
                [webhook_id, webhook_id],
            ).fetchone()
        return Failing(*row or (0, 0.0, 0))

    def release(self, webhook_id: UUID, *, pause_s: float) -> None:
        """Hold it no more; nobody sends to it before the pause is over."""
        with self._held(webhook_id) as (connection, _):
            said = {"webhook_id": webhook_id, "pause_s": pause_s, "window": WINDOW}
            connection.execute(_FORGET, {"webhook_id": webhook_id, "kept": DELIVERED_KEPT})
            connection.execute(_RELEASE, said)

    @contextmanager
    def _held(self, webhook_id: UUID) -> Iterator[tuple[Connection, int]]:
        """A transaction in which nobody else takes it; with how far it has read the log. NoLongerHeld."""
        with self._pool.connection() as connection, connection.transaction():
            row = connection.execute(
                "SELECT position FROM webhook_queues WHERE webhook_id = %s AND held_by = %s FOR UPDATE",
                [webhook_id, self._number],
            ).fetchone()
            if row is None:
                raise NoLongerHeld
            yield connection, row[0]


_CLAIM = """
UPDATE webhook_queues SET held_by = %(number)s, served_at = clock_timestamp()
 WHERE webhook_id = (
    SELECT webhook_id FROM webhook_queues
     WHERE NOT paused AND NOT ended AND not_before <= clock_timestamp() AND (%(slow)s OR NOT slow)
       AND (held_by IS NOT NULL OR next_attempt_at <= clock_timestamp()
            OR NOT filled AND position < (SELECT coalesce(max(position), 0) FROM log))
       AND (held_by IS NULL OR held_by NOT IN (
            SELECT objid::bigint FROM pg_locks
             WHERE locktype = 'advisory' AND classid = %(lock)s AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))
     ORDER BY served_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING webhook_id, slow
"""

_FIRST = """
SELECT position, attempts, next_attempt_at FROM deliveries AS first
 WHERE webhook_id = %(webhook_id)s AND state = 'pending'
   AND NOT EXISTS (
       SELECT FROM deliveries AS earlier
        WHERE earlier.webhook_id = first.webhook_id AND earlier.state = 'pending'
          AND earlier.stream = first.stream AND earlier.position < first.position)
"""
"""Of each stream the first that waits."""

_NEXT = f"""
SELECT position, attempts FROM ({_FIRST}) AS first WHERE next_attempt_at <= clock_timestamp()
 ORDER BY position LIMIT 1
"""

_FORGET = """
DELETE FROM deliveries WHERE webhook_id = %(webhook_id)s AND state = 'delivered' AND position <= (
    SELECT position FROM deliveries WHERE webhook_id = %(webhook_id)s AND state = 'delivered'
     ORDER BY position DESC OFFSET %(kept)s LIMIT 1)
"""

_RELEASE = f"""
UPDATE webhook_queues
   SET held_by = NULL, not_before = clock_timestamp() + make_interval(secs => %(pause_s)s::float),
       next_attempt_at = (SELECT min(next_attempt_at) FROM ({_FIRST}) AS first),
       filled = (SELECT count(*) FROM deliveries
                  WHERE webhook_id = %(webhook_id)s AND state = 'pending') >= %(window)s
 WHERE webhook_id = %(webhook_id)s
"""
