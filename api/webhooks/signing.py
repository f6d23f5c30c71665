"""Signatures of messages, as Standard Webhooks has them: HMAC-SHA256 under a secret that both sides know."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256
from secrets import token_bytes
from uuid import UUID

PREFIX = "whsec_"


def new_secret() -> str:
    """32 random bytes, as they are shown to who subscribes."""
    return PREFIX + b64encode(token_bytes(32)).decode()


def message_id(webhook_id: UUID, position: int) -> str:
    """The same for each attempt at a message, so that who has it already can tell."""
    return f"msg_{webhook_id.hex}_{position}"


def signature_headers(secrets: Iterable[str], message: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a message sent at an instant (in seconds since 1970), with a signature by each secret."""
    signed = b".".join([message.encode(), str(at).encode(), body])
    signatures = (
        b64encode(hmac.digest(b64decode(secret.removeprefix(PREFIX)), signed, sha256)).decode()
        for secret in secrets
    )
    return {
        "webhook-id": message,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
