"""The log: every event as it was recorded, by position."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from marshmallow import fields, validate

from api.fields import Id, Value
from api.resource import Resource
from ledger.errors import NotFound
from ledger.store.connection import Connection
from ledger.store.log import Entry, entries, entry

log = Resource("log", "The log: every event in its one order, as it was recorded.")


@dataclass(frozen=True)
class Event:
    """One event in its place; `data` is the recorded JSON to the byte, personal values sealed."""

    position: int
    type: str
    stream: UUID
    version: int
    recorded_at: datetime
    sequenced_at: datetime
    leaf_hash: str
    """SHA-256 of its leaf in the log's Merkle tree, in hexadecimal."""
    data: msgspec.Raw


@log.listing(
    "/log",
    shows=Event,
    query={
        "type": Value(metadata={"description": "Of this type only."}),
        "stream": Id(metadata={"description": "Of this stream only."}),
        "from": fields.Integer(
            validate=validate.Range(min=1), metadata={"description": "From this position on."}
        ),
    },
)
def listed(connection: Connection, *, after: int, limit: int, **query: Any) -> list[Event]:
    """Events by position."""
    topics = [query["type"]] if query["type"] else []
    start = max(after, (query["from"] or 1) - 1)
    found = entries(connection, after=start, topics=topics, stream=query["stream"], limit=limit)
    return [_event(each) for each in found]


@log.question("/log/<int:position>", shows=Event)
def one(connection: Connection, *, position: int) -> Event:
    """One event."""
    found = entry(connection, position)
    if found is None:
        raise NotFound(what="event", id=position)
    return _event(found)


def _event(found: Entry) -> Event:
    return Event(
        found.position,
        found.topic,
        found.stream,
        found.version,
        found.recorded_at,
        found.sequenced_at,
        found.leaf_hash,
        msgspec.Raw(found.state),
    )
