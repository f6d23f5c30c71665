"""API keys of machines: pk_<id>_<secret>, of which the ledger keeps the SHA-256 of the secret alone."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex
from typing import NamedTuple
from uuid import UUID

from ledger.access import Access
from ledger.application import Ledger
from ledger.calendar import riga_day
from ledger.errors import LedgerError

PREFIX = "pk_"
_FORM = re.compile(r"pk_([0-9a-f]{32})_([0-9a-f]{64})", re.ASCII)
_NONE = sha256(b"").hexdigest()


class KeyRefused(LedgerError):
    """The API key is not accepted: it is unknown, incomplete, expired or revoked, or the access was closed."""

    en = "The API key is not accepted."
    lv = "API atslēga nav derīga."


class ApiKey(NamedTuple):
    """What a machine sends."""

    id: UUID
    secret: str

    def __str__(self) -> str:
        return f"{PREFIX}{self.id.hex}_{self.secret}"

    @property
    def digest(self) -> str:
        """SHA-256 of the secret as it is written: all that is kept of it."""
        return sha256(self.secret.encode()).hexdigest()


def drawn(key_id: UUID) -> ApiKey:
    """A new key of that id, its secret 32 random bytes."""
    return ApiKey(key_id, token_hex(32))


def parse(text: str) -> ApiKey:
    """The key that a text is; KeyRefused."""
    if not (match := _FORM.fullmatch(text)):
        raise KeyRefused()
    return ApiKey(UUID(match[1]), match[2])


def verify(ledger: Ledger, text: str, at: datetime, *, last_seen: bool = False) -> Access:
    """Whose key it is, as things stand now, or stood when last seen; KeyRefused, the same whatever is wrong.

    What is secret is compared in constant time, and for a key that nobody has, too.
    """
    key = parse(text)
    access = ledger.accesses.holder_of(key.id, last_seen=last_seen)
    held = access and access.key(key.id, riga_day(at))
    fits = compare_digest(held.digest if held else _NONE, key.digest)
    if access is None or held is None or not fits:
        raise KeyRefused()
    ledger.accesses.uses.note(key.id, at)
    return access
