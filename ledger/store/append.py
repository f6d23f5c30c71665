"""The one way in: a call of the SQL function `append`, in one round trip."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
import psycopg
from eventsourcing import persistence
from eventsourcing.persistence import StoredEvent
from psycopg.errors import LockNotAvailable, QueryCanceled
from psycopg.types.numeric import Int8

from ledger.store.connection import Connection
from ledger.store.holds import NOTHING, Holds, refusal


class StatementTooSlow(persistence.OperationalError):
    """A statement took longer than its connection lets it."""


class LockTaken(persistence.OperationalError):
    """Somebody else kept a lock for longer than the connection lets a statement wait."""


_FEW = 4  # arrays are dumped in Python; up to so many events, single parameters are faster
_MANY = b"SELECT append(%b, %b, %b, %b, %t::jsonb)"

_TRANSLATIONS: tuple[tuple[type[psycopg.Error], type[persistence.PersistenceError]], ...] = (
    (QueryCanceled, StatementTooSlow),
    (LockNotAvailable, LockTaken),
    (psycopg.InterfaceError, persistence.InterfaceError),
    (psycopg.OperationalError, persistence.OperationalError),
    (psycopg.DataError, persistence.DataError),
    (psycopg.IntegrityError, persistence.IntegrityError),
    (psycopg.InternalError, persistence.InternalError),
    (psycopg.ProgrammingError, persistence.ProgrammingError),
    (psycopg.NotSupportedError, persistence.NotSupportedError),
    (psycopg.DatabaseError, persistence.DatabaseError),
)


def append(
    connection: Connection, events: Sequence[StoredEvent], holds: Holds | Sequence[Holds] = NOTHING
) -> int:
    """Append events and holds as one, in the connection's transaction if it is in one.

    Of several holds each is taken after the ones before it.
    Returns the ticket. Raises psycopg's errors as they are (see `translated`).
    """
    columns: list[list[Any]] = [
        [event.originator_id for event in events],
        [Int8(event.originator_version) for event in events],
        [event.topic for event in events],
        [event.state for event in events],
    ]
    if 0 < len(events) <= _FEW:
        query, parameters = _few(len(events)), [value for column in columns for value in column]
    else:
        query, parameters = _MANY, [*columns]
    held = holds.named() if isinstance(holds, Holds) else [each.named() for each in holds]
    cursor = connection.execute(query, [*parameters, _json(held)], prepare=True, binary=True)
    (ticket,) = cursor.fetchone() or (0,)
    return int(ticket)


def _json(held: dict[str, Any] | list[dict[str, Any]]) -> str | None:
    return msgspec.json.encode(held).decode() if held not in ({}, [{}]) else None


@cache
def _few(count: int) -> bytes:
    array = b"ARRAY[" + b", ".join([b"%b"] * count) + b"]"
    return (
        b"SELECT append("
        + b", ".join(
            array + cast for cast in (b"::uuid[]", b"::bigint[]", b"::text[]", b"::bytea[]")
        )
        + b", %t::jsonb)"
    )


def translated(error: psycopg.Error) -> persistence.PersistenceError:
    """The library's error for one of psycopg's, or the hold that was refused."""
    if refused := refusal(error):
        return refused
    if (error.sqlstate or "").startswith("54"):
        return persistence.DataError(
            str(error)
        )  # beyond a limit of PostgreSQL: no use trying again
    for ours, theirs in _TRANSLATIONS:
        if isinstance(error, ours):
            return theirs(str(error))
    return persistence.PersistenceError(str(error))
