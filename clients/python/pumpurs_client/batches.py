"""Commands by the thousand: lines are taken as they are needed, and sent again until they are answered."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import Any, Literal, NamedTuple, NotRequired, TypedDict
from uuid import uuid4

from urllib3.exceptions import HTTPError

from pumpurs_client.answers import Problem, Unreachable
from pumpurs_client.connection import AGAIN, Connection, Patience, encoded

NDJSON = "application/x-ndjson"
PART = 5_000
"""Lines to a request with mode=continue; as many are kept in memory."""
TOGETHER = 10_000
"""Lines that the ledger rehearses together."""
BYTES = 32 * 1024**2
"""Of their bytes, how many; no more are sent in one request with mode=continue, either."""

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


class Sent(NamedTuple):
    """A line on its way."""

    key: str
    written: bytes


Result = dict[str, Any]
"""What became of a line: its number from 1, key and status, ids, version and ticket, or its problem."""


def told(
    connection: Connection, lines: Iterable[Line], *, mode: Mode, dry_run: bool
) -> Generator[Result]:
    """A result for each line, in their order. Problem, Unreachable."""
    query = {"mode": mode, "dry_run": dry_run or None}
    written = map(_written, lines)
    if mode == "atomic":
        yield from _together(connection, list(written), 0, query)
        return
    size, became = (TOGETHER, _together) if dry_run else (PART, _part)
    sent = 0
    for part in _parts(written, size):
        yield from became(connection, part, sent, query)
        sent += len(part)


def _written(line: Line) -> Sent:
    """As it is sent each time, under one key."""
    key = line.get("key", str(uuid4()))
    return Sent(key, encoded({"key": key, **line}) + b"\n")


def _parts(lines: Iterable[Sent], most: int) -> Iterator[list[Sent]]:
    """So many at a time as the ledger takes together."""
    part: list[Sent] = []
    size = 0
    for line in lines:
        if part and size + len(line.written) > BYTES:
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line.written)
        if len(part) == most:
            yield part
            part, size = [], 0
    if part:
        yield part


def _together(
    connection: Connection, lines: list[Sent], sent: int, query: dict[str, Any]
) -> list[Result]:
    """What became of lines that stand on each other: they are sent again whole until all are answered.

    Some of them alone would be recorded without the others, or rehearsed without what the others made.
    """
    patience: Patience | None = None
    results: list[Result] = []
    while len(results) < len(lines):
        failure: Exception | None = None
        try:
            results = list(_once(connection, lines, query))
        except (HTTPError, Problem) as error:
            failure = error
        if len(results) < len(lines):
            # Since the first failure: all are answered at the end, however long that takes.
            patience = patience or connection.patience()
            _wait(connection.url, patience, failure, key=lines[0].key)
    for result in results:
        connection.recorded(result.get("ticket") or 0)
    return [{**result, "line": sent + result["line"]} for result in results]


def _part(
    connection: Connection, part: list[Sent], sent: int, query: dict[str, Any]
) -> Iterator[Result]:
    """Send lines until each is answered; those that were, not again."""
    patience = connection.patience()
    done = 0
    while done < len(part):
        before, failure = done, None
        try:
            with closing(_once(connection, part[done:], query)) as results:
                for result in results:
                    done += 1
                    connection.recorded(result.get("ticket") or 0)
                    yield {**result, "line": sent + done}
        except (HTTPError, Problem) as error:
            failure = error
        if done > before:
            patience = connection.patience()  # it goes on
        if done < len(part):
            _wait(connection.url, patience, failure, key=part[done].key)


def _once(connection: Connection, lines: list[Sent], query: dict[str, Any]) -> Generator[Result]:
    """What became of lines, as far as they are answered; Problem where the batch ends before its end."""
    body = b"".join(line.written for line in lines)
    headers = {"Content-Type": NDJSON, "Accept": NDJSON}
    with connection.streamed("POST", "/batches", query, headers, body) as answer:
        begun = b""
        for block in answer.stream():
            *ended, begun = (begun + block).split(b"\n")
            for result in map(json.loads, ended):
                if result.get("ended"):
                    raise Problem(result["problem"], retry_after_s=result.get("retry_after_s"))
                yield result


def _wait(url: str, patience: Patience, failure: Exception | None, *, key: str) -> None:
    refused = failure if isinstance(failure, Problem) else None
    if refused and refused.status not in AGAIN:
        raise refused
    if not patience.wait(refused.retry_after_s if refused else None):
        raise refused or Unreachable(key, url, failure)
