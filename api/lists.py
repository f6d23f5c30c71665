"""Lists: pages with opaque cursors, as JSON, CSV or NDJSON."""

from __future__ import annotations

import base64
import binascii
import csv
import hmac
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, get_type_hints
from urllib.parse import urlencode

import msgspec
from flask import Response, request
from marshmallow import fields, validate

from api.context import reach
from api.errors import CursorInvalid, NotAcceptable

JSON, CSV, NDJSON = "application/json", "text/csv", "application/x-ndjson"
LIMIT_DEFAULT, LIMIT_MAX = 100, 1_000
Place = tuple[Any, ...] | None
"""The key of the last row before a page; None for the first page."""
_TAG = 16  # bytes

PAGING: Mapping[str, fields.Field[Any]] = {
    "limit": fields.Integer(
        load_default=LIMIT_DEFAULT,
        validate=validate.Range(min=1, max=LIMIT_MAX),
        metadata={"description": "At most so many."},
    ),
    "cursor": fields.String(metadata={"description": "`next` of the page before."}),
}
"""What every list may be asked with."""


@dataclass(frozen=True)
class Order:
    """What a list is ordered by, so that a page begins where the last one ended."""

    row: type[Any]
    columns: tuple[str, ...]

    def key(self, row: object) -> tuple[Any, ...]:
        """Where a row stands."""
        return tuple(attrgetter(column)(row) for column in self.columns)

    def cursor(self, row: object) -> str:
        """The opaque name of the place after a row, in this list as it is asked for now."""
        place = msgspec.json.encode(self.key(row))
        return base64.urlsafe_b64encode(_tag(place) + place).decode().rstrip("=")

    def place(self, cursor: str | None) -> Place:
        """The key that a cursor names; CursorInvalid."""
        if cursor is None:
            return None
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise CursorInvalid() from None
        if not hmac.compare_digest(raw[:_TAG], _tag(raw[_TAG:])):
            raise CursorInvalid()
        hints = get_type_hints(self.row)
        place = msgspec.json.decode(raw[_TAG:])
        return tuple(
            msgspec.convert(value, hints[column])
            for value, column in zip(place, self.columns, strict=True)
        )


def page(rows: Sequence[Any], limit: int, order: Order) -> Response:
    """A page of at most `limit` rows; one row more says that there is a next page."""
    shown = rows[:limit]
    following = order.cursor(shown[-1]) if len(rows) > limit else None
    media = media_type()
    if media == JSON:
        return Response(msgspec.json.encode({"items": shown, "next": following}), mimetype=JSON)
    answer = Response(_WRITERS[media](shown, order.row), mimetype=media)
    if following:
        query = urlencode({**request.args, "cursor": following})
        answer.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return answer


def media_type() -> str:
    """What the client wants a list as; NotAcceptable."""
    offered = [JSON, CSV, NDJSON]
    if not request.accept_mimetypes:
        return JSON
    wanted = request.accept_mimetypes.best_match(offered)
    if wanted is None:
        raise NotAcceptable(offered=", ".join(offered))
    return wanted


def _csv(rows: Sequence[Any], row: type[Any]) -> str:
    columns = [each.name for each in msgspec.inspect.type_info(row).fields]  # type: ignore[attr-defined]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for each in msgspec.to_builtins(rows):
        writer.writerow([_cell(each[column]) for column in columns])
    return text.getvalue()


def _cell(value: object) -> object:
    """Lists and objects as JSON, truth in lower case; nothing is an empty cell."""
    if isinstance(value, dict | list | bool):
        return msgspec.json.encode(value).decode()
    return value


def _ndjson(rows: Sequence[Any], row: type[Any]) -> bytes:
    del row
    return msgspec.json.Encoder().encode_lines(rows)


_WRITERS: dict[str, Callable[[Sequence[Any], type[Any]], str | bytes]] = {
    CSV: _csv,
    NDJSON: _ndjson,
}


def _tag(place: bytes) -> bytes:
    """Binds a place to the list and the filters it was given for."""
    filters = sorted(item for item in request.args.items() if item[0] not in ("cursor", "limit"))
    asked = msgspec.json.encode(("cursor", request.path, filters))
    return bytes.fromhex(reach().keys.body_digest(asked + place))[:_TAG]
