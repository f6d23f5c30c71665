"""A projection built anew, in a schema beside the live one: to take its place, or to be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import IsolationLevel, sql
from psycopg.errors import LockNotAvailable

from ledger.store.connection import Connection
from projections import registry
from projections.fold import Standing, advance_all
from projections.projection import Projection, ProjectionNotReady
from projections.registry import Registered

Projections = Sequence[type[Projection]]
Progress = Callable[[str, int, int], None]
"""Is told the projection, the position it has reached, and the one it has to reach."""

_SHOWN = 100  # differences of one table
CLEARING_S = 5.0
"""For how long engines may hold the lock of who builds, to clear away what nobody builds any more."""


class ProjectionStopped(Exception):
    """A projection cannot take in an event; the message says which and why."""


class RebuildUnderWay(Exception):
    """Somebody else is building this projection anew at this moment."""


@dataclass(frozen=True)
class Difference:
    """A row that only one of the two has."""

    table: str
    only_in: str
    """live or rebuilt"""
    row: dict[str, Any]


def rebuild(
    connection: Connection, projections: Projections, batch: int, progress: Progress
) -> None:
    """Fill a schema beside each live one, and flip to it while the engines are held at its row.

    The log is read once for all of them.
    """
    with ExitStack() as stack:
        aside = _all_aside(stack, connection, projections)
        _fill(connection, aside, batch, progress)
        for projection, schema in aside:
            _tidy(connection, projection, schema)
            # What was recorded meanwhile: only what is left after that is taken in while the engines wait.
            _fill(connection, [(projection, schema)], batch, progress)
            with connection.transaction():
                old = registry.current(connection, projection, locked=True)
                _fill(connection, [(projection, schema)], batch, progress)
                registry.replace(connection, old.schema if old else None, schema)


def verify(
    connection: Connection, projections: Projections, batch: int, progress: Progress
) -> dict[str, list[Difference]]:
    """Fill a schema beside each live one up to the same position, and compare all rows of all tables; by name.

    The last stretch and the comparison are one snapshot of the database: nobody is held up.
    """
    with ExitStack() as stack:
        aside = _all_aside(stack, connection, projections)
        least = min(_live(connection, each).position for each in projections)
        _fill(connection, aside, batch, progress, until=least)
        return {
            projection.NAME: _compared(connection, projection, schema, batch, progress)
            for projection, schema in aside
        }


def _compared(
    connection: Connection,
    projection: type[Projection],
    schema: str,
    batch: int,
    progress: Progress,
) -> list[Difference]:
    aside = [(projection, schema)]
    _fill(connection, aside, batch, progress, until=_live(connection, projection).position)
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        with connection.transaction():
            live = _live(connection, projection)
            _fill(connection, aside, batch, progress, until=live.position)
            return _differences(connection, live.schema, schema)
    finally:
        connection.isolation_level = None


def _live(connection: Connection, projection: type[Projection]) -> Registered:
    if (live := registry.current(connection, projection)) is None:
        raise ProjectionNotReady(name=projection.NAME)
    return live


def _all_aside(stack: ExitStack, connection: Connection, projections: Projections) -> Standing:
    return [(each, stack.enter_context(_aside(connection, each))) for each in projections]


@contextmanager
def _aside(connection: Connection, projection: type[Projection]) -> Iterator[str]:
    """A new, empty schema; dropped at the end unless it has become the live one. RebuildUnderWay."""
    lock = registry.building(projection.NAME)
    try:
        with connection.transaction():  # the limit ends with it, the lock does not
            limit = f"{CLEARING_S * 1000:.0f}ms"
            connection.execute("SELECT set_config('lock_timeout', %s, true)", [limit])
            connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [lock])
    except LockNotAvailable:
        raise RebuildUnderWay(projection.NAME) from None
    try:
        _drop_left_behind(connection, projection)
        yield registry.create(connection, projection, "building")
    finally:
        if not connection.closed:
            _drop_left_behind(connection, projection)
            connection.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [lock])


def _drop_left_behind(connection: Connection, projection: type[Projection]) -> None:
    query = "SELECT schema FROM projections WHERE name = %s AND state = 'building'"
    for (schema,) in connection.execute(query, [projection.NAME]).fetchall():
        registry.drop(connection, schema)


def _fill(
    connection: Connection,
    standing: Standing,
    batch: int,
    progress: Progress,
    until: int | None = None,
) -> None:
    """Take in the log up to a position, or to its head, the furthest behind first; ProjectionStopped."""
    while True:
        behind: defaultdict[int, list[tuple[type[Projection], str]]] = defaultdict(list)
        head = end = 0
        for projection, schema in standing:
            if (at := registry.look(connection, schema)) is None:
                continue
            if at.failed:
                raise _stopped(connection, projection, schema, at)
            head, end = at.head, at.head if until is None else until
            progress(projection.NAME, at.position, end)
            if at.position < end:
                behind[at.position].append((projection, schema))
        if not behind:
            return
        position = min(behind)
        advance_all(connection, behind[position], position, min(batch, end - position), head)


def _stopped(
    connection: Connection, projection: type[Projection], schema: str, at: Registered
) -> ProjectionStopped:
    [error] = connection.execute(
        "SELECT error FROM projections WHERE schema = %s", [schema]
    ).fetchone() or ("",)
    return ProjectionStopped(f"{projection.NAME} at position {at.position + 1}: {error}")


def _tidy(connection: Connection, projection: type[Projection], schema: str) -> None:
    """Let PostgreSQL know what has come to be in the tables, before it plans the first question."""
    for table in _tables(connection, schema):
        name = sql.Identifier(schema, table)
        connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(name))
    registry.index(connection, projection, schema)


def _tables(connection: Connection, schema: str) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
    return [row[0] for row in connection.execute(query, [schema]).fetchall()]


def _differences(connection: Connection, live: str, rebuilt: str) -> list[Difference]:
    return [
        Difference(table, only_in, row)
        for table in _tables(connection, live)
        for only_in, this, other in (("live", live, rebuilt), ("rebuilt", rebuilt, live))
        for (row,) in connection.execute(
            sql.SQL(
                "SELECT to_jsonb(alone) FROM (TABLE {this} EXCEPT ALL TABLE {other}) AS alone LIMIT {shown}"
            ).format(
                this=sql.Identifier(this, table), other=sql.Identifier(other, table), shown=_SHOWN
            )
        )
    ]
