"""Who sends a request, and the permit for what it asks, decided before anything of it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import cast
from uuid import UUID

from flask import Request, Response, current_app, g, request

from api import api_keys
from api.access.errors import NoAccess, Unauthenticated
from api.access.permit import Permit, Subject
from api.access.permit import permit as decided
from api.api_keys import KeyRefused
from api.errors import HeaderInvalid
from api.moment import now, today
from api.reach import Reach, reach
from ledger import vocabulary
from ledger.access import Access, Grant, access_id
from ledger.errors import LedgerError, NotFound, TooBusy
from ledger.role import Role
from ledger.scope import NATIONAL
from ledger.store.holds import GoneOn, Known

PUBLIC = ("api-docs", "documentation", "health")
"""Whose pages are served to anybody: descriptions, and whether the ledger works."""

Identify = Callable[[Request, Reach], Subject]
"""Says who sends a request."""

AT_THE_SHELL = UUID(int=0)
"""The access of whoever runs commands on the database itself, which nobody granted."""
ATTEMPTS = 5
"""How often a command is told anew when the access of who tells it goes on meanwhile."""
BEARER = "bearer "
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def admit() -> None:
    """Before a request is handled: Unauthenticated, NoAccess, NotPermitted."""
    if request.endpoint is None or request.blueprint in PUBLIC:
        return
    operation = getattr(current_app.view_functions[request.endpoint], "operation", "")
    try:
        g.permit = permit(operation)
    except LedgerError:
        if not subject().last_seen:
            raise
        _look_again()
        g.permit = permit(operation)


def admit_again() -> None:
    """In a request that takes long: ask anew who sends it and what they may, as things stand by now.

    A token that was in force when the request came may run out meanwhile. What `admit` raises, and KeyRefused.
    """
    _look_again()
    admit()


def surely(answered: Callable[[], Response]) -> Response:
    """The answer to a command, of whoever may tell it as things stand now.

    It is admitted by the access as this process saw it last, and whether that has gone on is looked at by the append,
    in its one round trip; here, where nothing was appended. If it has, who asks is asked anew, and all of it done anew.
    TooBusy where it never stops going on.
    """
    for _ in range(ATTEMPTS):
        try:
            answer = answered()
        except (LedgerError, GoneOn):
            if not _has_gone_on():
                raise
        else:
            if not _has_gone_on():
                return answer
        admit_again()
    raise TooBusy()


def _has_gone_on() -> bool:
    if permit().stood:
        return False
    rested_on = {each.stream: each.version for each in permit().rests_on()}
    return bool(rested_on and reach().ledger.recorder.outdated(rested_on))


def _look_again() -> None:
    g.pop("subject", None)
    g.looks = True


def permit(operation: str | None = None) -> Permit:
    """What who sends this request may do of one operation, else of the one it asks for.

    Unauthenticated, NoAccess, NotPermitted.
    """
    if operation is None:
        return cast(Permit, g.permit)
    return decided(reach().ledger, subject(), operation, on_behalf_of(request), today())


def subject() -> Subject:
    """Who sends this request; looked up once, unless it is admitted again. Unauthenticated, NoAccess."""
    if "subject" not in g:
        g.subject = current_app.extensions["identify"](request, reach())
    return cast(Subject, g.subject)


def on_behalf_of(request: Request) -> str | None:
    """For which institution, partner or region; HeaderInvalid."""
    value = request.headers.get("On-Behalf-Of", "").strip()
    if value and not _ID.fullmatch(value) and value not in vocabulary.terms("region"):
        form = "the id of an institution or a partner, or the code of a region"
        raise HeaderInvalid(name="On-Behalf-Of", form=form)
    return value or None


def identified(request: Request, reach: Reach) -> Subject:
    """Whom the token or key of a request speaks of; Unauthenticated, NoAccess, TokenRefused, KeyRefused."""
    credential = request.headers.get("Authorization", "")
    if not credential[: len(BEARER)].lower() == BEARER:
        raise Unauthenticated(seen=_seen(request))
    text = credential[len(BEARER) :].strip()
    if "looks" not in g and _appends(request):
        with suppress(KeyRefused):  # it may be newer than what was seen
            return _spoken_of(text, reach, last_seen=True)
    return _spoken_of(text, reach, last_seen=False)


def _seen(request: Request) -> str:
    """What arrived instead, nothing of which is repeated."""
    if request.headers.get("Authorization", "").strip():
        return "; yours does not begin with the word Bearer and a space"
    if "X-API-Key" in request.headers:
        return "; X-API-Key is not read"
    return ""


def _appends(request: Request) -> bool:
    """Whether it tells a command, the append of which looks whether what it rests on has gone on."""
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "appends")


def _spoken_of(text: str, reach: Reach, *, last_seen: bool) -> Subject:
    if text.startswith(api_keys.PREFIX):
        access = api_keys.verify(reach.ledger, text, now(), last_seen=last_seen)
        client = access.actor
    else:
        claims = reach.tokens.verify(text, _came())
        stream = access_id(reach.keys, claims.issuer, claims.subject)
        access, client = _opened(reach, stream, last_seen=last_seen), claims.client
    return Subject(
        access.id,
        access.actor,
        client,
        tuple(access.granted(today())),
        access=Known(access.id, access.version),
        last_seen=last_seen,
    )


def _came() -> datetime:
    """When this request came."""
    if "came" not in g:
        g.came = now()
    return cast(datetime, g.came)


def at_the_shell(_request: Request, _reach: Reach) -> Subject:
    """Whoever may run commands on the database itself may do everything; what they record says that it was they."""
    everything = [
        Grant(role=role, scope=NATIONAL, valid_from=date.min, valid_until=None) for role in Role
    ]
    return Subject(AT_THE_SHELL, "shell", "shell", tuple(everything), Role.OPERATOR)


def _opened(reach: Reach, stream: UUID, *, last_seen: bool) -> Access:
    look = reach.ledger.last_seen if last_seen else reach.ledger.reference
    try:
        return look(Access, stream)
    except NotFound:
        raise NoAccess() from None
