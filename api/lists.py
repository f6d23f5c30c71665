"""Lists, in the order of the log: pages with opaque cursors, as JSON, CSV or NDJSON."""

from __future__ import annotations

import base64
import csv
import hmac
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import Response, request
from marshmallow import fields, validate

from api.answers import JSON, as_json
from api.context import reach
from api.errors import CursorInvalid, NotAcceptable

CSV, NDJSON = "text/csv", "application/x-ndjson"
LIMIT_DEFAULT, LIMIT_MAX = 100, 1_000
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


def cursor(position: int) -> str:
    """The opaque name of the place after a position, in this list as it is asked for now."""
    place = str(position).encode()
    return base64.urlsafe_b64encode(_tag(place) + place).decode().rstrip("=")


def place(text: str | None) -> int:
    """The position that a cursor names, 0 without one; CursorInvalid."""
    if text is None:
        return 0
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except ValueError:
        raise CursorInvalid() from None
    if not hmac.compare_digest(raw[:_TAG], _tag(raw[_TAG:])):
        raise CursorInvalid()
    return int(raw[_TAG:])


@dataclass(frozen=True)
class Page:
    """Which rows are asked for."""

    after: int
    limit: int

    @classmethod
    def of(cls, query: dict[str, Any]) -> Page:
        """Take what PAGING says out of a query; CursorInvalid."""
        return cls(place(query.pop("cursor", None)), query.pop("limit"))

    @property
    def asking(self) -> dict[str, int]:
        """Asked of a projection: one row more than is shown, to know whether there is a next page."""
        return {"after": self.after, "limit": self.limit + 1}


def rendered(rows: Sequence[Any], page: Page | None) -> Response:
    """Rows as the client wants them, with the cursor of the next page if there is one."""
    following = None
    if page and len(rows) > page.limit:
        rows = rows[: page.limit]
        following = cursor(rows[-1].position)
    media = media_type()
    if media == JSON:
        return Response(as_json({"items": rows, "next": following}), mimetype=JSON)
    answer = Response(_WRITERS[media](rows), mimetype=media)
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


def _csv(rows: Sequence[Any]) -> str:
    """A column for each field; of an object inside, one for each of its fields: "group.semester"."""
    flat = [dict(_cells(msgspec.json.decode(as_json(row)))) for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(flat)
    return text.getvalue()


def _cells(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _cells(value, f"{prefix}{name}.")
        elif isinstance(value, list | bool):
            yield prefix + name, msgspec.json.encode(value).decode()
        else:
            yield prefix + name, _harmless(value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    """Text that a spreadsheet would take for a formula, as text; numbers stay numbers."""
    if re.match(r"[=+\-@\t\r]", text) and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"'{text}"
    return text


def _ndjson(rows: Sequence[Any]) -> bytes:
    return b"".join(as_json(row) + b"\n" for row in rows)


_WRITERS: Mapping[str, Callable[[Sequence[Any]], str | bytes]] = {CSV: _csv, NDJSON: _ndjson}


def _tag(place: bytes) -> bytes:
    """Binds a place to the list and the filters it was given for."""
    filters = sorted(item for item in request.args.items() if item[0] not in ("cursor", "limit"))
    asked = msgspec.json.encode(("cursor", request.path, filters))
    return bytes.fromhex(reach().keys.body_digest(asked + place))[:_TAG]
