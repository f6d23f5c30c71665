"""Events: the log as it goes on, for whom it concerns."""

from __future__ import annotations

import select
import socket
from collections.abc import Sequence
from time import monotonic
from typing import Any, cast
from urllib.parse import urlencode

from flask import Response, current_app, g, request
from marshmallow import fields, validate
from webargs.fields import DelimitedList

from api import openapi
from api.asked import Query
from api.cloud_events import BATCH, CloudEvent, as_bytes, cloud_event
from api.codes import require_known
from api.feed import WAIT_MAX_S, Feed, Page, Wanted
from api.feed.page import page
from api.feed.reader import Reader, reader
from api.fields import Value
from api.lists import LIMIT_DEFAULT, LIMIT_MAX
from api.reach import reach
from api.resource import Read, Resource
from api.schemas import Strict, row_schema

events = Resource("events", "What is recorded, told to whom it concerns in the order of the log.")

AGAIN_S = 1
"""When to ask again where nobody may wait."""

FOLLOWED: Query = {
    "after": fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=2**53),
        metadata={
            "description": "Only after this position: the `Ledger-Position` of the last answer."
        },
    ),
    "types": DelimitedList(
        Value(),
        load_default=list,
        validate=validate.Length(min=1, max=LIMIT_MAX),
        metadata={
            "description": "Of these types only; one or more, with commas, without `lv.pumpurs.`."
        },
    ),
    "wait": fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=WAIT_MAX_S),
        metadata={
            "description": "Where there is nothing yet, the answer waits for it so many seconds at most."
        },
    ),
    "limit": fields.Integer(
        load_default=LIMIT_DEFAULT,
        validate=validate.Range(min=1, max=LIMIT_MAX),
        metadata={"description": "At most so many."},
    ),
}


WORDS = """Each event that concerns who asks comes once, in order, if they go on from `Ledger-Position`.

That is the position up to which they are served, though the answer may be empty: what lies before it
concerns others. `Link` has the address to go on with. Sealed values are left out."""


def _follow(query: dict[str, Any]) -> Response:
    return _answered(**query)


def _answered(*, after: int, types: Sequence[str], wait: int, limit: int) -> Response:
    deadline = monotonic() + wait
    require_known(None, {"types": list(types)})
    who, topics = reader(), frozenset(types)
    found = _look(who, topics, after, limit)
    allowed_s = min(wait, _feed().wait_max_s)
    if allowed_s and not found.entries and found.ends:
        who, found = _wait(who, topics, found.position, limit, deadline - wait + allowed_s)
    answer = Response(
        as_bytes([cloud_event(entry, _feed().source) for entry in found.entries]), mimetype=BATCH
    )
    g.position = found.position
    query = urlencode({**request.args, "after": found.position})
    answer.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    if allowed_s < wait and not found.entries:
        answer.headers["Retry-After"] = str(AGAIN_S)
    return answer


def _wait(
    who: Reader, topics: frozenset[str], after: int, limit: int, deadline: float
) -> tuple[Reader, Page]:
    """The next page for somebody, as what they may see when it comes."""
    wanted = Wanted(who.scopes, topics)
    with _feed().waiting(who.client, wanted) as waiter:
        found = _feed().wait(waiter, lambda: _look(who, topics, after, limit), deadline, _gone)
    now = reader()
    return now, found if now == who else _look(now, topics, after, limit)


def _look(who: Reader, topics: frozenset[str], after: int, limit: int) -> Page:
    with reach().readers.connection() as connection:
        return page(connection, Wanted(who.scopes, topics), after=after, limit=limit)


def _feed() -> Feed:
    return cast(Feed, current_app.extensions["feed"])


def _gone() -> bool:
    """Whether who asked has closed the connection."""
    client = request.environ.get("gunicorn.socket")
    if client is None:
        return False
    said = select.poll()
    said.register(client, select.POLLIN)
    try:
        # Asked first: a socket that has a timeout waits for it, whatever recv is told.
        return bool(said.poll(0)) and client.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


events.serve(
    "GET",
    "/events",
    "events.feed",
    _follow,
    (Read(Strict.from_dict(dict(FOLLOWED), name="EventsFeedQuery")(), "query"),),
    events.response(
        200,
        {"type": "array", "items": row_schema(CloudEvent)},
        content_type=BATCH,
        headers=openapi.answered("Ledger-Position", "Link", "Retry-After"),
    ),
    summary="Follow the log",
    words=WORDS,
    headers=("X-Request-Id",),
    refusals=(400, 401, 403, 404, 422, 429, 503, 504),
)
