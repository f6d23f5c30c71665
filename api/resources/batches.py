"""Batches: any commands by the thousand, sent and answered line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from typing import Any
from uuid import UUID

from flask import Response, request, stream_with_context
from marshmallow import INCLUDE, Schema, fields, validate
from msgspec import Struct

from api import access
from api.batches import incoming
from api.batches.line import Reader
from api.batches.running import Mode, answers
from api.problems import Problem
from api.reach import reach
from api.resource import Read, Resource
from api.schemas import DRY_RUN_FLAG, Strict, row_schema

WORDS = """Any commands, told in their order as if each had been a request of its own, and answered by a line each.

With mode=atomic all of up to 10 000 lines are recorded at once, or none; with mode=continue any number, and a line
that is refused is only that line's problem. The answer begins when all has been received, and goes on as lines are
recorded. A batch that ended before its end is sent again as it was: what was recorded is only answered again.
"""


class BatchLine(Struct):
    """A line that is sent."""

    key: str
    """What the header Idempotency-Key says of a request of its own."""
    command: str
    """Its operationId: students.record_consultation."""
    address: dict[str, Any]
    """What varies in the address of a request of its own: {"student_id": …}."""
    body: dict[str, Any]
    if_match: int | None
    """The version that was read, for commands that ask for If-Match."""


class BatchResult(Struct):
    """A line that is answered; the id of what was made stands beside `id`, under its own name."""

    line: int
    key: str | None
    status: int
    """As a request of its own would be answered."""
    id: UUID | None
    version: int | None
    ticket: int | None
    replayed: bool | None
    problem: Problem | None
    ended: bool | None
    """True in the last line of a batch that ended before its end: send all of it again."""
    retry_after_s: int | None
    """How many seconds to wait before that, in the last line of one that ended with 429 or 503."""


def _sparse(row: type[Struct], *always: str) -> Schema:
    """A line for documentation, of which only some fields are always there."""
    schema = row_schema(row)
    for name, each in schema.fields.items():
        each.required = name in always
    schema.unknown = INCLUDE  # ids under names of their own
    return schema


QUERY = Strict.from_dict(
    {
        "dry_run": DRY_RUN_FLAG,
        "mode": fields.String(
            load_default="continue",
            validate=validate.OneOf(["atomic", "continue"]),
            metadata={"description": "atomic: all lines or none; continue: each by itself."},
        ),
    },
    name="BatchQuery",
)()
_SENT = {
    "requestBody": {
        "required": True,
        "description": "One command to a line.",
        "content": {incoming.NDJSON: {"schema": _sparse(BatchLine, "key", "command")}},
    }
}


def batches(resources: Iterable[Resource]) -> Resource:
    """The endpoint for batches of the commands of all these; what is shown once is shown to who asks for it alone."""
    commands = {
        each.name: each
        for resource in resources
        for each in resource.commands
        if each.once_shown is None
    }
    made = Resource("batches", "Commands by the thousand: one to a line, a line for each answer.")

    def tell(query: dict[str, Any]) -> Response:
        return _answered(Reader(commands, query["dry_run"]), query["mode"])

    made.serve(
        "POST",
        "/batches",
        "batches.tell",
        tell,
        (Read(QUERY, "query"),),
        made.response(
            200, _sparse(BatchResult, "line", "key", "status"), content_type=incoming.NDJSON
        ),
        made.doc(**_SENT),
        summary="Record many commands",
        words=WORDS,
        headers=("X-Request-Id", "Traceparent", "On-Behalf-Of"),
        refusals=(400, 401, 403, 404, 408, 413, 415, 422, 429, 503, 504),
    )
    return made


def _answered(reader: Reader, mode: Mode) -> Response:
    """Receive all lines, then answer as they are recorded; what ends the batch at once is answered as ever."""
    spool = incoming.received(request, reach().room)
    lines = incoming.lines(request, spool)
    told = answers(lines, reader, mode, access.subject().actor)
    try:
        first = next(told, b"")
    except BaseException:
        spool.close()
        raise

    def rest() -> Iterator[bytes]:
        with closing(spool):
            yield from chain((first,), told)

    answer = Response(stream_with_context(rest()), mimetype=incoming.NDJSON)
    answer.call_on_close(spool.close)  # where nobody takes any of it
    return answer
