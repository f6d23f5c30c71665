"""The projections a database has: the schema of each, its state, and how far it has read the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from psycopg import sql
from psycopg.errors import LockNotAvailable

from ledger.store.connection import Connection
from projections.projection import Projection, set_path

if TYPE_CHECKING:
    from projections.stretch import Stretch


@dataclass(frozen=True)
class ProjectionStatus:
    """How a projection of this program stands; positions count from 1, 0 is none."""

    name: str
    version: int
    state: str
    """missing, filling (not caught up yet, nobody reads it) or live"""
    position: int
    head: int
    """The last position of the log."""
    failed_position: int | None
    error: str | None
    """Which event it cannot take in, and why; it stands just before that one."""

    @property
    def lag(self) -> int:
        """How many positions it is behind."""
        return self.head - self.position


@dataclass(frozen=True)
class Registered:
    """A schema, and how far it is."""

    schema: str
    position: int
    head: int
    failed: bool


_STATUS = """
SELECT name, version, coalesce(state, 'missing'), coalesce(position, 0),
       coalesce((SELECT max(position) FROM log), 0), failed_position, error
  FROM unnest(%s::text[], %s::integer[]) WITH ORDINALITY AS wanted (name, version, number)
  LEFT JOIN (SELECT * FROM projections WHERE state IN ('filling', 'live')) AS current
       USING (name, version)
 ORDER BY number"""

_BEHIND = """
SELECT name, version, schema, position, (SELECT max(position) FROM log)
  FROM projections JOIN unnest(%s::text[], %s::integer[]) AS wanted (name, version) USING (name, version)
 WHERE state IN ('filling', 'live') AND error IS NULL
   AND position < (SELECT max(position) FROM log)"""

_CURRENT = """
SELECT schema, position, coalesce((SELECT max(position) FROM log), 0), error IS NOT NULL
  FROM projections"""


def status(
    connection: Connection, projections: tuple[type[Projection], ...]
) -> list[ProjectionStatus]:
    """How each of these projections stands, in their order."""
    wanted = [[each.NAME for each in projections], [each.VERSION for each in projections]]
    return [ProjectionStatus(*row) for row in connection.execute(_STATUS, wanted)]


def current(
    connection: Connection, projection: type[Projection], *, locked: bool = False
) -> Registered | None:
    """What this version of the projection is read from, or will be once it has caught up."""
    query = _CURRENT + " WHERE name = %s AND version = %s AND state IN ('filling', 'live')"
    row = connection.execute(
        query + (" FOR UPDATE" if locked else ""),
        [projection.NAME, projection.VERSION],
        prepare=True,
    ).fetchone()
    return Registered(*row) if row else None


@dataclass(frozen=True)
class Behind:
    """A projection that has something of the log before it."""

    projection: type[Projection]
    schema: str
    position: int
    head: int


def behind(connection: Connection, projections: Sequence[type[Projection]]) -> list[Behind]:
    """Which of these have something of the log before them and are not stopped."""
    wanted = [[each.NAME for each in projections], [each.VERSION for each in projections]]
    rows = connection.execute(_BEHIND, wanted, prepare=True).fetchall()
    found = {(name, version): rest for name, version, *rest in rows}
    return [
        Behind(each, *found[each.NAME, each.VERSION])
        for each in projections
        if (each.NAME, each.VERSION) in found
    ]


def look(connection: Connection, schema: str, *, locked: bool = False) -> Registered | None:
    """How far a schema is; None if it is gone or retired."""
    query = _CURRENT + " WHERE schema = %s AND state <> 'retired'"
    row = connection.execute(
        query + (" FOR UPDATE" if locked else ""), [schema], prepare=True
    ).fetchone()
    return Registered(*row) if row else None


def claim(connection: Connection, schema: str) -> Registered | None:
    """The same, and nobody else writes to it until the end of the transaction."""
    return look(connection, schema, locked=True)


def claim_before(connection: Connection, schemas: Sequence[str], stretch: Stretch) -> set[str]:
    """Those of these schemas that stand before a stretch and are not stopped; nobody else writes to them, as `claim`.

    They are claimed in one order by everybody, so that two who claim several do not wait for each other.
    """
    rows = connection.execute(
        "SELECT schema FROM projections"
        " WHERE schema = ANY(%s) AND position = %s AND state <> 'retired' AND error IS NULL"
        " ORDER BY schema FOR UPDATE",
        [list(schemas), stretch.after],
        prepare=True,
    ).fetchall()
    return {schema for (schema,) in rows}


def register(connection: Connection, projection: type[Projection]) -> None:
    """Make the schema of this version of a projection, unless there is one; safe when two do it at once."""
    if current(connection, projection):
        return
    with connection.transaction():
        connection.execute("LOCK TABLE projections IN SHARE ROW EXCLUSIVE MODE")
        if current(connection, projection) is None:
            empty = connection.execute("SELECT NOT EXISTS (SELECT FROM log)").fetchone() == (True,)
            create(connection, projection, "live" if empty else "filling")


def create(connection: Connection, projection: type[Projection], state: str) -> str:
    """Make a further schema with the projection's empty tables, without `indexes` if it is building; its name."""
    with connection.transaction():
        schema = _free_name(connection, projection)
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        connection.execute(
            "INSERT INTO projections (schema, name, version, state) VALUES (%s, %s, %s, %s)",
            [schema, projection.NAME, projection.VERSION, state],
        )
        set_path(connection, schema)
        for definition in projection.definitions():
            connection.execute(definition)
        set_path(connection, "public")
        if state != "building":
            index(connection, projection, schema)
    return schema


def index(connection: Connection, projection: type[Projection], schema: str) -> None:
    """Make the indexes that only questions need."""
    with connection.transaction():
        set_path(connection, schema)
        for definition in projection.definitions("indexes"):
            connection.execute(definition)
        set_path(connection, "public")


def _free_name(connection: Connection, projection: type[Projection]) -> str:
    name = first = f"{projection.NAME}_v{projection.VERSION}"
    number = 1
    while connection.execute("SELECT to_regnamespace(quote_ident(%s))", [name]).fetchone() != (
        None,
    ):
        number += 1
        name = f"{first}_{number}"
    return name


def moved(connection: Connection, schemas: Sequence[str], position: int, head: int) -> None:
    """Schemas have taken in the log up to a position; one that was filling is live when that is the head."""
    connection.execute(
        "UPDATE projections SET position = %(position)s,"
        " state = CASE WHEN state = 'filling' AND %(position)s >= %(head)s THEN 'live' ELSE state END,"
        " since = CASE WHEN state = 'filling' AND %(position)s >= %(head)s"
        " THEN clock_timestamp() ELSE since END"
        " WHERE schema = ANY(%(schemas)s)",
        {"position": position, "head": head, "schemas": list(schemas)},
        prepare=True,
    )


def stopped(connection: Connection, schema: str, position: int, error: str) -> None:
    """A schema could not take in the event of a position."""
    connection.execute(
        "UPDATE projections SET failed_position = %s, error = %s WHERE schema = %s",
        [position, error, schema],
    )


def let_try_again(connection: Connection, projection: type[Projection]) -> None:
    """Forget that the projection was stopped: the program or its surroundings may have been mended."""
    connection.execute(
        "UPDATE projections SET failed_position = NULL, error = NULL"
        " WHERE name = %s AND version = %s AND state IN ('filling', 'live') AND error IS NOT NULL",
        [projection.NAME, projection.VERSION],
    )


def replace(connection: Connection, old: str | None, new: str) -> None:
    """In a transaction that has claimed both: readers find the new schema from its commit on."""
    change = "UPDATE projections SET state = %s, since = clock_timestamp() WHERE schema = %s"
    if old:
        connection.execute(change, ["retired", old])
    connection.execute(change, ["live", new])


def drop(connection: Connection, schema: str) -> None:
    """Take a schema away, with everything in it."""
    with connection.transaction():
        connection.execute(
            sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema))
        )
        connection.execute("DELETE FROM projections WHERE schema = %s", [schema])


def drop_unused(
    connection: Connection, after: timedelta, used: Sequence[type[Projection]]
) -> list[str]:
    """Drop what was retired, or superseded by a newer version, so long ago; the schemas dropped.

    Versions that this program uses stay: it may be the older one, come back. So does, until the
    next time, a schema that somebody is still reading. What was being built goes once nobody builds it any more.
    """
    dropped = _drop_abandoned(connection)
    unused = connection.execute(
        "SELECT schema FROM projections AS old"
        " WHERE state = 'retired' AND since < clock_timestamp() - %(after)s"
        " OR (name, version) NOT IN (SELECT * FROM unnest(%(names)s::text[], %(versions)s::integer[]))"
        " AND EXISTS (SELECT FROM projections AS new WHERE new.name = old.name AND new.version > old.version"
        " AND new.state = 'live' AND new.since < clock_timestamp() - %(after)s)",
        {
            "after": after,
            "names": [projection.NAME for projection in used],
            "versions": [projection.VERSION for projection in used],
        },
    ).fetchall()
    return dropped + [schema for (schema,) in unused if _dropped(connection, schema)]


def building(name: str) -> str:
    """The advisory lock of who builds a projection anew, for as long as it takes."""
    return f"projection {name}"


def _drop_abandoned(connection: Connection) -> list[str]:
    query = "SELECT schema, name FROM projections WHERE state = 'building'"
    dropped = []
    for schema, name in connection.execute(query).fetchall():
        with connection.transaction():  # the lock ends with it
            lock = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
            if connection.execute(lock, [building(name)]).fetchone() != (True,):
                continue
            still = query + " AND schema = %s"  # it may have become the live one just now
            if connection.execute(still, [schema]).fetchone() and _dropped(connection, schema):
                dropped.append(schema)
    return dropped


def _dropped(connection: Connection, schema: str) -> bool:
    """Whether nobody was reading it, so that it is gone now."""
    try:
        with connection.transaction():
            connection.execute("SET LOCAL lock_timeout TO '100ms'")
            drop(connection, schema)
    except LockNotAvailable:
        return False
    return True
