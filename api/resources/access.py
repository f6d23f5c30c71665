"""Access: who may do what and where, and who could on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api import api_keys
from api.asked import KNOWN_AT, ON
from api.commands import OnceShown
from api.reach import reach
from api.resource import Resource
from ledger.access import Access
from ledger.access import Accesses as Commands
from ledger.errors import NotFound
from ledger.store.connection import Connection
from ledger.store.key_uses import last_used
from projections.access_rows import AccessFilter, AccessState, Grant, GrantFilter, GrantState, Key
from projections.accesses import Accesses

access = Resource(
    "access",
    "Who may do what and where, since when and until when; and the keys that machines sign in with.",
    commands="accesses",
    location="/access/{id}",
)

_ACCESS = "/access/<uuid:access_id>"
_GRANT = f"{_ACCESS}/grants/<uuid:grant_id>"


def _drawn(key_id: UUID) -> tuple[str, str]:
    key = api_keys.drawn(key_id)
    return str(key), key.digest


_KEY = OnceShown(
    "key",
    "digest",
    _drawn,
    "The key, for the header Authorization. It is shown this once and kept nowhere: null when the same request is"
    " answered again, and for a dry run.",
)

access.command("/access", Commands.open)
access.command(f"{_ACCESS}/grants", Commands.grant, makes="grant_id", guarded=True)
access.command(f"{_GRANT}/narrow", Commands.narrow, reason=True, guarded=True)
access.command(f"{_GRANT}/revoke", Commands.revoke, reason=True, guarded=True)
access.command(f"{_ACCESS}/keys", Commands.issue_key, makes="key_id", guarded=True, once_shown=_KEY)
access.command(
    f"{_ACCESS}/keys/<uuid:key_id>/revoke", Commands.revoke_key, reason=True, guarded=True
)
access.command(f"{_ACCESS}/close", Commands.close, reason=True, guarded=True)
access.command(f"{_ACCESS}/reopen", Commands.reopen, reason=True, guarded=True)


@dataclass(frozen=True)
class KeyShown:
    """What a machine signs in with."""

    key_id: UUID
    first_day: date
    last_day: date
    revoked_on: date | None
    last_used_at: datetime | None
    """To the minute."""


@dataclass(frozen=True)
class AccessNamed:
    """Somebody's access, opened, with all that was ever granted and issued."""

    access: AccessState
    name: str | None
    grants: list[Grant]
    keys: list[KeyShown]


@access.listing(
    "/access", Accesses, shows=AccessState, where=AccessFilter, query={**ON, **KNOWN_AT}
)
def listed(connection: Connection, **asked: Any) -> list[AccessState]:
    """Who may sign in, and as what on a day; who they are stays sealed."""
    return Accesses.page(connection, **asked)


@access.listing(
    "/access/grants", Accesses, shows=GrantState, where=GrantFilter, query={**ON, **KNOWN_AT}
)
def granted(connection: Connection, **asked: Any) -> list[GrantState]:
    """Who could do what on a day, and where.

    From when it was recorded until it was narrowed, revoked or closed, whatever day was said; `ended`: on this day.
    """
    return Accesses.granted_on(connection, **asked)


@access.question(_ACCESS, Accesses, shows=AccessNamed, query={**ON, **KNOWN_AT}, stream="access_id")
def one(connection: Connection, *, access_id: UUID, **when: Any) -> AccessNamed:
    """Somebody's access; with all that was ever granted and issued, and when each key was used last.

    The name, as known now, is told to who asks for one of them; what the issuer calls them never is.
    """
    if (found := Accesses.get(connection, access_id, **when)) is None:
        raise NotFound(what="access", id=access_id)
    used = last_used(connection, [key.key_id for key in found.keys])
    name = reach().ledger.load(Access, access_id).name
    return AccessNamed(
        found.access,
        reach().keys.unseal(access_id, name) if name else None,
        found.grants,
        [_shown(key, used.get(key.key_id)) for key in found.keys],
    )


def _shown(key: Key, last_used_at: datetime | None) -> KeyShown:
    return KeyShown(key.key_id, key.first_day, key.last_day, key.revoked_on, last_used_at)
