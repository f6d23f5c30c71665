"""Commands by the thousand: lines are taken as they are needed, and sent again until they are answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Literal, NotRequired, TypedDict
from uuid import uuid4

from urllib3.exceptions import HTTPError

from pumpurs_client.answers import Problem, Unreachable
from pumpurs_client.connection import AGAIN, Connection, Patience, encoded

NDJSON = "application/x-ndjson"
PART = 5_000
"""Lines to a request with mode=continue; as many are kept in memory."""

Mode = Literal["atomic", "continue"]


class Line(TypedDict):
    """One command, as a request of its own would have it."""

    command: str
    """students.record_consultation"""
    key: NotRequired[str]
    """The idempotency key: one of its own where none is given. Give one to be able to send the batch again."""
    address: NotRequired[dict[str, Any]]
    body: NotRequired[Any]
    if_match: NotRequired[int]


Result = dict[str, Any]
"""What became of a line: its number from 1, key and status, ids, version and ticket, or its problem."""


def told(
    connection: Connection, lines: Iterable[Line], *, mode: Mode, dry_run: bool
) -> Iterator[Result]:
    """A result for each line, in their order. Problem, Unreachable."""
    query = {"mode": mode, "dry_run": dry_run or None}
    keyed = ({"key": str(uuid4()), **line} for line in lines)
    sent = 0
    while part := list(islice(keyed, PART if mode == "continue" else None)):
        yield from _part(connection, part, sent, query)
        sent += len(part)


def _part(
    connection: Connection, part: list[dict[str, Any]], sent: int, query: dict[str, Any]
) -> Iterator[Result]:
    """Send lines until each is answered; those that were, not again."""
    patience = connection.patience()
    done = 0
    while done < len(part):
        failure: Exception | None = None
        try:
            for result in _once(connection, part[done:], query):
                if result.get("ended"):
                    failure = Problem(result["problem"])
                    break
                done += 1
                connection.recorded(result.get("ticket") or 0)
                yield {**result, "line": sent + done}
        except (HTTPError, Problem) as error:
            failure = error
        if done < len(part):
            _wait(patience, failure, key=part[done]["key"])


def _once(
    connection: Connection, lines: list[dict[str, Any]], query: dict[str, Any]
) -> Iterator[Result]:
    body = b"".join(encoded(line) + b"\n" for line in lines)
    headers = {"Content-Type": NDJSON, "Accept": NDJSON}
    with connection.streamed("POST", "/batches", query, headers, body) as answer:
        begun = b""
        for block in answer.stream():
            *ended, begun = (begun + block).split(b"\n")
            yield from map(json.loads, ended)


def _wait(patience: Patience, failure: Exception | None, *, key: str) -> None:
    if isinstance(failure, Problem) and failure.status not in AGAIN:
        raise failure
    if not patience.wait():
        raise failure if isinstance(failure, Problem) else Unreachable(key)
