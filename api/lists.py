"""Lists, in the order of the log: pages with opaque cursors, as JSON, CSV or NDJSON."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import Response, request
from marshmallow import fields, validate

from api.answers import JSON, as_json
from api.csv_table import csv_table
from api.errors import CursorInvalid, NotAcceptable
from api.reach import reach

CSV, NDJSON = "text/csv", "application/x-ndjson"
LIMIT_DEFAULT, LIMIT_MAX = 100, 1_000
_TAG = 16  # bytes

PAGING: Mapping[str, fields.Field[Any]] = {
    "limit": fields.Integer(
        load_default=LIMIT_DEFAULT,
        validate=validate.Range(min=1, max=LIMIT_MAX),
        metadata={"description": "At most so many."},
    ),
    "cursor": fields.String(
        validate=validate.Length(max=1_000), metadata={"description": "`next` of the page before."}
    ),
}
"""What every list may be asked with."""


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a page begins, and what the first one spoke for: the later ones speak for the same."""

    after: int
    """Only rows after this position."""
    as_of: date | None = None
    on: date | None = None
    known_at: int | None = None

    @property
    def times(self) -> dict[str, date | int]:
        """What a question is asked with where the client does not say it."""
        said = {"as_of": self.as_of, "on": self.on, "known_at": self.known_at}
        return {name: time for name, time in said.items() if time is not None}


_PLACES = msgspec.json.Decoder(Place)  # made once: threads that work a class out together can crash


def cursor(place: Place) -> str:
    """The opaque name of a place in this list as it is asked for now."""
    raw = msgspec.json.encode(place)
    return base64.urlsafe_b64encode(_tag(raw) + raw).decode().rstrip("=")


def place(text: str | None) -> Place:
    """The place that a cursor names, the beginning without one; CursorInvalid."""
    if text is None:
        return Place(0)
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except ValueError:
        raise CursorInvalid() from None
    if not hmac.compare_digest(raw[:_TAG], _tag(raw[_TAG:])):
        raise CursorInvalid()
    return _PLACES.decode(raw[_TAG:])


@dataclass(frozen=True)
class Page:
    """Which rows are asked for."""

    place: Place
    limit: int

    @classmethod
    def of(cls, query: dict[str, Any]) -> Page:
        """Take what PAGING says out of a query; CursorInvalid."""
        return cls(place(query.pop("cursor", None)), query.pop("limit"))

    @property
    def asking(self) -> dict[str, int]:
        """Asked of a projection: one row more than is shown, to know whether there is a next page."""
        return {"after": self.place.after, "limit": self.limit + 1}

    def following(self, rows: Sequence[Any], asked: Mapping[str, Any]) -> str | None:
        """The cursor of the next page, if there is one."""
        if len(rows) <= self.limit:
            return None
        times = {name: asked.get(name) for name in ("as_of", "on", "known_at")}
        return cursor(Place(rows[self.limit - 1].position, **times))


def rendered(
    rows: Sequence[Any], page: Page | None, shows: type[Any], asked: Mapping[str, Any]
) -> Response:
    """Rows as the client wants them, with the cursor of the next page if there is one.

    `shows` is the type of the rows, `asked` what the question was asked with.
    """
    following = page.following(rows, asked) if page else None
    rows = rows[: page.limit] if page else rows
    media = media_type()
    if media == JSON:
        return Response(as_json({"items": rows, "next": following}), mimetype=JSON)
    text = csv_table(rows, shows, asked.get("group_by") or ()) if media == CSV else _ndjson(rows)
    answer = Response(text, mimetype=media)
    if following:
        query = urlencode({**request.args, "cursor": following})
        answer.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return answer


def media_type(offered: Sequence[str] = (JSON, CSV, NDJSON)) -> str:
    """What the client wants an answer as, the first that is offered where it does not say; NotAcceptable."""
    if not request.accept_mimetypes:
        return offered[0]
    wanted = request.accept_mimetypes.best_match(offered)
    if wanted is None:
        raise NotAcceptable(offered=", ".join(offered))
    return wanted


def _ndjson(rows: Sequence[Any]) -> bytes:
    return b"".join(as_json(row) + b"\n" for row in rows)


def _tag(place: bytes) -> bytes:
    """Binds a place to the list and the filters it was given for."""
    filters = sorted(item for item in request.args.items() if item[0] not in ("cursor", "limit"))
    asked = msgspec.json.encode(("cursor", request.path, filters))
    return bytes.fromhex(reach().keys.body_digest(asked + place))[:_TAG]
