"""A projection built anew, in a schema beside the live one: to take its place, or to be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import IsolationLevel, sql

from ledger.store.connection import Connection
from projections import registry
from projections.fold import advance
from projections.projection import Projection, ProjectionNotReady

Progress = Callable[[int, int], None]

_SHOWN = 100  # differences of one table


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
    connection: Connection, projection: type[Projection], batch: int, progress: Progress
) -> None:
    """Fill a schema beside the live one, and flip to it while the engines are held at its row."""
    with _aside(connection, projection) as schema:
        _fill(connection, projection, schema, batch, progress)
        _tidy(connection, schema)
        with connection.transaction():
            old = registry.current(connection, projection, locked=True)
            _fill(connection, projection, schema, batch, progress)
            registry.replace(connection, old.schema if old else None, schema)


def verify(
    connection: Connection, projection: type[Projection], batch: int, progress: Progress
) -> list[Difference]:
    """Fill a schema beside the live one up to the same position, and compare all rows of all tables.

    The last stretch and the comparison are one snapshot of the database: nobody is held up.
    """
    with _aside(connection, projection) as schema:
        live = registry.current(connection, projection)
        if live is None:
            raise ProjectionNotReady(name=projection.NAME)
        _fill(connection, projection, schema, batch, progress, until=live.position)
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        try:
            with connection.transaction():
                live = registry.current(connection, projection)
                if live is None:
                    raise ProjectionNotReady(name=projection.NAME)
                _fill(connection, projection, schema, batch, progress, until=live.position)
                return _differences(connection, live.schema, schema)
        finally:
            connection.isolation_level = None


@contextmanager
def _aside(connection: Connection, projection: type[Projection]) -> Iterator[str]:
    """A new, empty schema; dropped at the end unless it has become the live one."""
    lock = f"projection {projection.NAME}"
    query = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
    if connection.execute(query, [lock]).fetchone() != (True,):
        raise RebuildUnderWay(projection.NAME)
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
    projection: type[Projection],
    schema: str,
    batch: int,
    progress: Progress,
    until: int | None = None,
) -> None:
    """Take in the log up to a position, or to its head; ProjectionStopped."""
    while at := registry.look(connection, schema):
        end = at.head if until is None else until
        if at.failed:
            [error] = connection.execute(
                "SELECT error FROM projections WHERE schema = %s", [schema]
            ).fetchone() or ("",)
            raise ProjectionStopped(f"{projection.NAME} at position {at.position + 1}: {error}")
        progress(at.position, end)
        if at.position >= end:
            return
        advance(connection, projection, schema, min(batch, end - at.position))


def _tidy(connection: Connection, schema: str) -> None:
    """Let PostgreSQL know what has come to be in the tables, before it plans the first question."""
    for table in _tables(connection, schema):
        name = sql.Identifier(schema, table)
        connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(name))


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
