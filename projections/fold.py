"""One batch: the next stretch of the log, folded and written in the transaction that moves the position."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, cast

import msgspec
import psycopg

from ledger.events import EVENTS
from ledger.store.connection import Connection
from ledger.store.mapper import read
from projections import registry
from projections.projection import At, Projection, View, set_path

Handler = Callable[[Any, Any, At], None]
Decode = Callable[[bytes], Any]

_GOING_DOWN = {"57P01", "57P02", "57P03"}  # shut down, crashed, not up yet

logger = logging.getLogger(__name__)

_EVENTS = """
SELECT topic, state, position, recorded_at
  FROM sequenced_events
 WHERE position > %s AND position <= %s AND topic = ANY(%s)
 ORDER BY position"""


def advance(connection: Connection, projection: type[Projection], schema: str, limit: int) -> int:
    """Take in the log's next positions, at most `limit`; how many events it applied.

    Nothing happens at the head, or when it is stopped or retired. Where a batch fails, smaller ones are taken, so that
    the projection ends up just before the event that it cannot take in, and is marked stopped.
    Raises psycopg's OperationalError and InterfaceError when the connection is lost.
    """
    while True:
        try:
            return _take_in(connection, projection, schema, limit)
        except Exception as error:
            if _lost(connection, error):
                raise
            failure = error  # whatever else an event does, it stops this projection alone
        if limit == 1:
            _stop(connection, schema, failure)
            return 0
        limit //= 2


def _lost(connection: Connection, error: Exception) -> bool:
    """Whether the database went away; what it refuses while it stands is the event's doing."""
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    state = error.sqlstate or ""
    return connection.closed or connection.broken or state.startswith("08") or state in _GOING_DOWN


def _take_in(connection: Connection, projection: type[Projection], schema: str, limit: int) -> int:
    with connection.transaction():
        at = registry.claim(connection, schema)
        if at is None or at.failed or at.head <= at.position:
            return 0
        until = min(at.position + limit, at.head)
        set_path(connection, schema)
        with _no_search_for_cycles():
            events = _read(connection, projection, at.position, until)
            batch = projection(connection)
            batch.prepare([event for _, event, _ in events])
            for handler, event, where in events:
                handler(batch, event, where)
            batch.write()
        batch.finish(at.position, until)
        registry.moved(connection, schema, until, at.head)
    return len(events)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A batch makes many objects and no cycles: to look for them all the while takes a third of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(
    connection: Connection, projection: type[Projection], after: int, until: int
) -> list[tuple[Handler, Any, At]]:
    subscribed = _subscriptions(cast(Hashable, projection))
    events = []
    with connection.cursor(binary=True) as cursor:
        cursor.execute(_EVENTS, [after, until, list(subscribed)], prepare=True)
        for topic, state, position, recorded_at in cursor.fetchall():
            handler, decode = subscribed[topic]
            events.append((handler, decode(state), At(position, recorded_at)))
    return events


@cache
def _subscriptions(projection: Any) -> dict[str, tuple[Handler, Decode]]:
    """By topic: the handler, and how the stored event is read for it."""
    return {
        topic: (handler, _decoder(topic, getattr(handler, "reads", None)))
        for topic, handler in projection.handlers.items()
    }


def _decoder(topic: str, view: type[View] | None) -> Decode:
    if view is None:
        return partial(read, topic)
    current = getattr(EVENTS[topic], "CLASS_VERSION", 1)
    decode = msgspec.json.Decoder(view).decode

    def decode_view(state: bytes) -> Any:
        try:
            if (event := decode(state)).class_version == current:
                return event
        except msgspec.MsgspecError:
            pass  # an older version may lack a field of the view
        # Brought to today's version, then what is asked of it.
        return decode(msgspec.json.encode(read(topic, state)))

    return decode_view


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
