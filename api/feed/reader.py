"""Who follows the log, and what they may see of it now."""

from __future__ import annotations

from typing import NamedTuple

from flask import g

from api.access import permit
from ledger.scope import Scope

OPERATION = "events.feed"


class Reader(NamedTuple):
    """Somebody who follows, by the program that they do it with."""

    client: str
    scopes: tuple[Scope, ...]


def reader() -> Reader:
    """As things stand at this moment, and not only when the request came.

    Unauthenticated, NoAccess, NotPermitted, TokenRefused, KeyRefused.
    """
    g.pop("subject", None)
    allowed = permit(OPERATION)
    return Reader(allowed.subject.client, allowed.scopes)
