"""The log as its readers see it: every sequenced event with its position and leaf hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from psycopg.rows import class_row

from ledger.store.connection import Connection


@dataclass(frozen=True)
class Entry:
    """One event in its place; `state` is the recorded JSON, sealed values still sealed."""

    position: int
    topic: str
    stream: UUID
    version: int
    recorded_at: datetime
    sequenced_at: datetime
    leaf_hash: str
    state: bytes

    @property
    def content(self) -> dict[str, Any]:
        """What the event says: its JSON, read."""
        content: dict[str, Any] = msgspec.json.decode(self.state)
        return content


_ENTRIES = """
SELECT position, topic, originator_id AS stream, originator_version AS version,
       recorded_at, sequenced_at, encode(leaf_hash, 'hex') AS leaf_hash, state
  FROM sequenced_events
"""


def entries(
    connection: Connection,
    *,
    after: int = 0,
    until: int | None = None,
    topics: Sequence[str] = (),
    stream: UUID | None = None,
    limit: int,
) -> list[Entry]:
    """The first entries after a position, in order; up to another, of some topics or of one stream only, if named."""
    with connection.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(
            _ENTRIES
            + "WHERE position > %(after)s"
            + (" AND position <= %(until)s" if until is not None else "")
            + (" AND topic = ANY(%(topics)s)" if topics else "")
            + (" AND originator_id = %(stream)s" if stream else "")
            + " ORDER BY position LIMIT %(limit)s",
            {
                "after": after,
                "until": until,
                "topics": list(topics),
                "stream": stream,
                "limit": limit,
            },
        ).fetchall()


def positions_of(
    connection: Connection,
    streams: Sequence[UUID],
    topics: Sequence[str],
    *,
    after: int,
    until: int,
    limit: int,
) -> list[int]:
    """The positions, in order, of what happened of some topics in some streams."""
    query = (
        "SELECT position FROM sequenced_events"
        " WHERE originator_id = ANY(%s) AND topic = ANY(%s) AND position > %s AND position <= %s"
        " ORDER BY position LIMIT %s"
    )
    asked = [list(streams), list(topics), after, until, limit]
    return [position for (position,) in connection.execute(query, asked).fetchall()]


def entries_at(connection: Connection, positions: Sequence[int]) -> list[Entry]:
    """The entries at some positions, in order."""
    with connection.cursor(row_factory=class_row(Entry)) as cursor:
        query = _ENTRIES + "WHERE position = ANY(%s) ORDER BY position"
        return cursor.execute(query, [list(positions)]).fetchall()


def entry(connection: Connection, position: int) -> Entry | None:
    """The entry at a position, if there is one."""
    with connection.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(_ENTRIES + "WHERE position = %s", [position]).fetchone()


def states(connection: Connection, positions: Sequence[int]) -> list[tuple[UUID, bytes]]:
    """The stream and the recorded JSON of the entries at some positions."""
    query = "SELECT originator_id, state FROM sequenced_events WHERE position = ANY(%s)"
    return connection.execute(query, [list(positions)]).fetchall()


def version(connection: Connection, stream: UUID, position: int) -> int:
    """The version of a stream as a position of the log knows it; 0 when it knows nothing of it."""
    row = connection.execute(
        "SELECT originator_version FROM sequenced_events"
        " WHERE originator_id = %s AND position <= %s ORDER BY originator_version DESC LIMIT 1",
        [stream, position],
    ).fetchone()
    return int(row[0]) if row else 0


def end(connection: Connection) -> int:
    """The last position, 0 while the log is empty."""
    [last] = connection.execute("SELECT coalesce(max(position), 0) FROM log").fetchone() or (0,)
    return int(last)
