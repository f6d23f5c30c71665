"""The log as it goes on: events one after the other, for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from pumpurs_client import shapes
from pumpurs_client.connection import Connection

_REST_S = 1.0
"""Between two empty answers that did not wait: another process of the ledger gave them."""


def followed(
    connection: Connection, *, after: int, types: Sequence[str], wait_s: int
) -> Iterator[shapes.CloudEvent]:
    """Every event after a position, each once, in order. Problem, Unreachable."""
    while True:
        asked = time.monotonic()
        query = {"after": after, "types": types or None, "wait": wait_s, "limit": 1000}
        answer = connection.ask("/events", query, None)
        yield from answer.data
        after = answer.position if answer.position is not None else after
        if not answer.data and wait_s and time.monotonic() - asked < _REST_S:
            time.sleep(_REST_S)
        elif not answer.data and not wait_s:
            return
