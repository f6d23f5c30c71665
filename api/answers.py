"""Answers: what a command did, and one thing that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from flask import Response

from ledger.application import Recorded
from projections.versions import FOREVER

JSON = "application/json"
_FOREVER = f'"known_to":{FOREVER}'.encode()


def recorded_answer(
    recorded: Recorded,
    location: str,
    path: Mapping[str, Any],
    made: str | None,
    secret: Mapping[str, str],
    *,
    dry_run: bool,
) -> Response:
    """What a command did; the same for the same request, however often it is sent, but for what is shown once."""
    once = dict.fromkeys(secret) if dry_run or recorded.replayed else secret
    said = {**recorded_body(recorded, made, dry_run=dry_run), **once}
    answer = Response(msgspec.json.encode(said), 200 if dry_run else 201, mimetype=JSON)
    answer.set_etag(str(recorded.version))
    if not dry_run:
        answer.headers["Location"] = location.format_map({**path, **said})
        answer.headers["Ledger-Ticket"] = str(recorded.ticket)
    if recorded.replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


def recorded_body(recorded: Recorded, made: str | None, *, dry_run: bool) -> dict[str, Any]:
    """The ids of what a command did, its version and its ticket."""
    ids = {made: recorded.made or recorded.id} if made else {}
    ticket = None if dry_run else recorded.ticket
    return {"id": recorded.id, **ids, "version": recorded.version, "ticket": ticket}


def as_json(thing: Any) -> bytes:
    """A thing as JSON; what is known still is known to no position."""
    # Within a text the quotes would have backslashes before them.
    return msgspec.json.encode(thing).replace(_FOREVER, b'"known_to":null')


def end_line(answer: Response) -> None:
    """JSON ends with a line break, so that in a terminal what comes next begins a line of its own."""
    if answer.is_sequence and (answer.mimetype or "").endswith("json"):
        said = answer.get_data()
        if said and not said.endswith(b"\n"):
            answer.set_data(said + b"\n")


def shown(thing: Any, version: int | None) -> Response:
    """One thing as JSON; the version of its stream is its ETag."""
    answer = Response(as_json(thing), mimetype=JSON)
    if version is not None:
        answer.set_etag(str(version))
    return answer
