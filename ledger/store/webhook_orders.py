"""What the log says about webhooks, brought to their queues: each event once, whichever process reads it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from psycopg.rows import class_row

from ledger.store.connection import Connection
from ledger.store.log import Entry

RANGE = 50_000
"""So many positions of the log are looked through at once."""


def read(connection: Connection, topics: Sequence[str]) -> tuple[list[Entry], int] | None:
    """The events of these topics that come next, and how far that goes; None when another process reads them.

    In the caller's transaction, which brings them to the queues and ends with `done`.
    """
    row = connection.execute(
        "SELECT position, (SELECT coalesce(max(position), 0) FROM log) FROM webhook_orders"
        " FOR UPDATE SKIP LOCKED"
    ).fetchone()
    if row is None:
        return None
    after, end = row
    until = min(end, after + RANGE)
    with connection.cursor(row_factory=class_row(Entry)) as cursor:
        found = cursor.execute(
            "SELECT position, topic, originator_id AS stream, originator_version AS version, recorded_at,"
            " sequenced_at, '' AS leaf_hash, state FROM sequenced_events"
            " WHERE position > %s AND position <= %s AND topic = ANY(%s) ORDER BY position",
            [after, until, list(topics)],
        ).fetchall()
    return found, until


def done(connection: Connection, until: int) -> None:
    """All up to this position has been brought to the queues."""
    connection.execute("UPDATE webhook_orders SET position = %s", [until])


def opened(connection: Connection, webhook_id: UUID, position: int) -> None:
    """It is told of what comes after this position."""
    connection.execute(
        "INSERT INTO webhook_queues (webhook_id, position) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [webhook_id, position],
    )


def paused(connection: Connection, webhook_id: UUID, *, paused: bool) -> None:
    """It is paused; or it goes on, with all that waits due at once."""
    connection.execute(
        "UPDATE webhook_queues SET paused = %s WHERE webhook_id = %s", [paused, webhook_id]
    )
    if not paused:
        _due(connection, webhook_id)


def ended(connection: Connection, webhook_id: UUID, *, ended: bool) -> None:
    """It has ended; or it goes on."""
    connection.execute(
        "UPDATE webhook_queues SET ended = %s WHERE webhook_id = %s", [ended, webhook_id]
    )


def added(connection: Connection, webhook_id: UUID, position: int) -> None:
    """It is told of the event at this position, whatever it is told of else."""
    connection.execute(
        "INSERT INTO deliveries (webhook_id, position, stream) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [webhook_id, position, webhook_id],
    )
    _wake(connection, webhook_id)


def revived(connection: Connection, webhook_id: UUID, letter: int | None) -> None:
    """The dead letter of this position, or all, are sent once more, with all their attempts before them."""
    connection.execute(
        "UPDATE deliveries SET state = 'pending', attempts = 0, next_attempt_at = clock_timestamp()"
        " WHERE webhook_id = %s AND state = 'dead' AND position = coalesce(%s, position)",
        [webhook_id, letter],
    )
    _wake(connection, webhook_id)


def _due(connection: Connection, webhook_id: UUID) -> None:
    connection.execute(
        "UPDATE deliveries SET next_attempt_at = clock_timestamp() WHERE webhook_id = %s AND state = 'pending'",
        [webhook_id],
    )
    connection.execute(
        "UPDATE webhook_queues SET failures = 0, failing_since = NULL, slow = false WHERE webhook_id = %s",
        [webhook_id],
    )
    _wake(connection, webhook_id)


def _wake(connection: Connection, webhook_id: UUID) -> None:
    connection.execute(
        "UPDATE webhook_queues SET not_before = clock_timestamp(), next_attempt_at = clock_timestamp()"
        " WHERE webhook_id = %s",
        [webhook_id],
    )
