"""The client's name for a request: sent again, it records nothing new and is answered as the first time."""

from __future__ import annotations

import json
import re
from typing import cast
from uuid import UUID

from flask import g, request

from api import access, body
from api.errors import IdempotencyKeyInvalid, IdempotencyKeyMissing
from ledger.fact import Context, Once
from ledger.sealed import Keys

HEADER = "Idempotency-Key"


_KEY = re.compile(r"[!-~]{1,255}")
NAMELESS = Once("", "")
"""Of a context that each line of a batch puts its own key into."""


def once(keys: Keys) -> Once:
    """The request's key, with a keyed digest of all that it asks and of who asks.

    IdempotencyKeyMissing, IdempotencyKeyInvalid.
    """
    key = required(request.headers.get(HEADER))
    return named(key, request.path.encode(), request.query_string, g.get("body"), keys)


def required(key: object) -> str:
    """A client's key; IdempotencyKeyMissing, IdempotencyKeyInvalid."""
    if key is None:
        raise IdempotencyKeyMissing()
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise IdempotencyKeyInvalid()
    return key


def named(key: str, path: bytes, query: bytes, said: object, keys: Keys) -> Once:
    """The key of what is posted to an address, with a keyed digest of all that it asks and of who asks."""
    asked = (b"POST", path, query, _who_asks(), body.canonical(said))
    return Once(key, keys.body_digest(b"\n".join(asked)))


def _who_asks() -> bytes:
    """The same for the whole request, however many lines it has."""
    if "who_asks" not in g:
        said = [access.subject().actor, access.on_behalf_of(request)]
        g.who_asks = json.dumps(said).encode()
    return cast(bytes, g.who_asks)


def id_made(context: Context, keys: Keys) -> UUID:
    """The random-looking id of what the request makes: the same however often it is sent."""
    return id_made_by(context.client, context.once.key if context.once else "", keys)


def id_made_by(client: str, key: str, keys: Keys) -> UUID:
    """The id of what a client's request with that key makes, or is to make."""
    digest = keys.body_digest(f"id\n{client}\n{key}".encode())
    return UUID(bytes=bytes.fromhex(digest)[:16], version=4)
