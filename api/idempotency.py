"""The client's name for a request: sent again, it records nothing new and is answered as the first time."""

from __future__ import annotations

import json
import re
from uuid import UUID

from flask import Request

from api import body
from api.access import Client
from api.errors import IdempotencyKeyInvalid, IdempotencyKeyMissing
from ledger.fact import Context, Once
from ledger.sealed import Keys

HEADER = "Idempotency-Key"


def once(request: Request, who: Client, keys: Keys) -> Once:
    """The request's key, with a keyed digest of all that it asks and of who asks.

    IdempotencyKeyMissing, IdempotencyKeyInvalid.
    """
    key = request.headers.get(HEADER)
    if key is None:
        raise IdempotencyKeyMissing()
    if not re.fullmatch(r"[!-~]{1,255}", key):
        raise IdempotencyKeyInvalid()
    asked = (
        request.method.encode(),
        request.path.encode(),
        request.query_string,
        json.dumps([who.actor, who.role, who.on_behalf_of]).encode(),
        body.canonical(),
    )
    return Once(key, keys.body_digest(b"\n".join(asked)))


def id_made(context: Context, keys: Keys) -> UUID:
    """The random-looking id of what the request makes: the same however often it is sent."""
    key = context.once.key if context.once else ""
    digest = keys.body_digest(f"id\n{context.client}\n{key}".encode())
    return UUID(bytes=bytes.fromhex(digest)[:16], version=4)
