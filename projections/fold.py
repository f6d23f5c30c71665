"""One batch: the next stretch of the log, folded and written in the transaction that moves the position."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import psycopg

from ledger.cycles import no_search_for_cycles
from ledger.store.connection import Connection
from projections import registry
from projections.projection import Projection, set_path
from projections.stretch import Stretch

_GOING_DOWN = {"57P01", "57P02", "57P03"}  # shut down, crashed, not up yet

logger = logging.getLogger(__name__)

_TOGETHER = 200  # positions, of which one transaction takes in all projections

Standing = Sequence[tuple[type[Projection], str]]
"""Projections and their schemas."""


def advance_all(
    connection: Connection,
    standing: Standing,
    after: int,
    limit: int,
    head: int,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Take in the log's next positions, at most `limit`, with all who stand at one; how many events they applied.

    `head`: the end of the log as it was looked up before. Raises as `advance`.
    """
    until = min(after + limit, head)
    stretch = Stretch(connection, [projection for projection, _ in standing], after, until)
    # Who has nothing to do in it only moves on; and where little has happened, a transaction for each would
    # be most of the work.
    small = until - after <= _TOGETHER
    alone = [] if small else [each for each in standing if stretch.concerns(each[0])]
    together = [each for each in standing if each not in alone]
    applied = advance_together(connection, together, stretch, head) if together else 0
    if applied is None:
        alone, applied = list(standing), 0
    for projection, schema in alone:
        if stop():
            break
        applied += advance(connection, projection, schema, until - after, stretch)
    return applied


def advance(
    connection: Connection,
    projection: type[Projection],
    schema: str,
    limit: int,
    stretch: Stretch | None = None,
) -> int:
    """Take in the log's next positions, at most `limit`, or the stretch that was read already; how many events.

    Nothing happens at the head, or when it is stopped or retired. Where a batch fails, smaller ones are taken, so that
    the projection ends up just before the event that it cannot take in, and is marked stopped.
    Raises psycopg's OperationalError and InterfaceError when the connection is lost.
    """
    while True:
        try:
            return _take_in(connection, projection, schema, limit, stretch)
        except Exception as error:
            if _lost(connection, error):
                raise
            failure = error  # whatever else an event does, it stops this projection alone
        if limit == 1:
            _stop(connection, schema, failure)
            return 0
        limit, stretch = limit // 2, None


def advance_together(
    connection: Connection, standing: Standing, stretch: Stretch, head: int
) -> int | None:
    """Take in a stretch with all of these that stand before it, in one transaction; how many events they applied.

    `head`: the end of the log when the stretch was chosen. None: one of them cannot, and nothing has happened.
    Raises as `advance`.
    """
    applied = 0
    try:
        with connection.transaction():
            claimed = registry.claim_before(connection, [name for _, name in standing], stretch)
            for projection, schema in standing:
                if schema in claimed and stretch.concerns(projection):
                    set_path(connection, schema)
                    applied += _fold(connection, projection, stretch)
            registry.moved(connection, sorted(claimed), stretch.until, head)
    except Exception as error:
        if _lost(connection, error):
            raise
        return None
    return applied


def _lost(connection: Connection, error: Exception) -> bool:
    """Whether the database went away; what it refuses while it stands is the event's doing."""
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    state = error.sqlstate or ""
    return connection.closed or connection.broken or state.startswith("08") or state in _GOING_DOWN


def _take_in(
    connection: Connection,
    projection: type[Projection],
    schema: str,
    limit: int,
    stretch: Stretch | None,
) -> int:
    with connection.transaction():
        at = registry.claim(connection, schema)
        if at is None or at.failed or at.head <= at.position:
            return 0
        if stretch is None or stretch.after != at.position:
            until = min(at.position + limit, at.head)
            stretch = Stretch(connection, [projection], at.position, until)
        set_path(connection, schema)
        applied = _fold(connection, projection, stretch)
        registry.moved(connection, [schema], stretch.until, at.head)
    return applied


def _fold(connection: Connection, projection: type[Projection], stretch: Stretch) -> int:
    with no_search_for_cycles():
        events = stretch.events(projection)
        batch = projection(connection)
        batch.prepare([event for _, event, _ in events])
        for handler, event, where in events:
            handler(batch, event, where)
        batch.write()
    batch.finish(stretch.after, stretch.until)
    return len(events)


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
    where = {"projection": schema, "position": at.position + 1}
    logger.error("a projection has stopped before an event", exc_info=error, extra=where)
