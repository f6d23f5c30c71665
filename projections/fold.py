"""One batch: the next stretch of the log, folded and written in the transaction that moves the position."""

from __future__ import annotations

import logging
from typing import Any

import psycopg

from ledger.store.connection import Connection
from ledger.store.mapper import read
from projections import registry
from projections.projection import At, Projection, set_path

logger = logging.getLogger(__name__)

_EVENTS = """
SELECT topic, state, position, recorded_at, sequenced_at
  FROM sequenced_events
 WHERE position > %s AND position <= %s AND topic = ANY(%s)
 ORDER BY position"""


def advance(connection: Connection, projection: type[Projection], schema: str, limit: int) -> int:
    """Take in the log's next positions, at most `limit`; how many events it applied.

    Nothing happens at the head, or when it is stopped or retired. Where a batch fails, smaller ones are taken, so that
    the projection ends up just before the event that it cannot take in, and is marked stopped.
    Raises psycopg's OperationalError and InterfaceError when it is the database that fails.
    """
    try:
        return _take_in(connection, projection, schema, limit)
    except (psycopg.OperationalError, psycopg.InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001  whatever an event does, it stops this projection alone
        if limit > 1:
            return advance(connection, projection, schema, limit // 2)
        _stop(connection, schema, error)
        return 0


def _take_in(connection: Connection, projection: type[Projection], schema: str, limit: int) -> int:
    with connection.transaction():
        at = registry.claim(connection, schema)
        if at is None or at.failed or at.head <= at.position:
            return 0
        until = min(at.position + limit, at.head)
        set_path(connection, schema)
        events = _read(connection, projection, at.position, until)
        batch = projection(connection)
        batch.prepare([event for event, _ in events])
        for event, where in events:
            batch.handle(event, where)
        batch.write()
        batch.finish(until)
        registry.moved(connection, schema, until, at.head)
    return len(events)


def _read(
    connection: Connection, projection: type[Projection], after: int, until: int
) -> list[tuple[Any, At]]:
    with connection.cursor(binary=True) as cursor:
        cursor.execute(_EVENTS, [after, until, list(projection.handlers)], prepare=True)
        return [(read(topic, state), At(*where)) for topic, state, *where in cursor]


def _stop(connection: Connection, schema: str, error: Exception) -> None:
    with connection.transaction():
        at = registry.claim(connection, schema)
        if at is None:
            return
        event = connection.execute(
            "SELECT topic, originator_version, originator_id FROM sequenced_events WHERE position = %s",
            [at.position + 1],
        ).fetchone() or ("?", 0, "?")
        message = "{} (version {} of {}): {}".format(*event, repr(error))
        registry.stopped(connection, schema, at.position + 1, message)
    logger.error(
        "%s stopped before position %s: %s", schema, at.position + 1, message, exc_info=error
    )
