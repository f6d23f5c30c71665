"""What a webhook is told of: the events of its topics, in those of its scopes that who subscribed may still see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from api.access.permissions import permissions
from ledger.access import Access
from ledger.access.around import around
from ledger.application import Ledger
from ledger.errors import NotFound
from ledger.scope import NATIONAL, Scope
from ledger.store import log
from ledger.store.connection import Connection
from ledger.store.outbox import Find, Found
from ledger.webhook import Webhook
from projections.scopes import Scopes

RANGE = 50_000
"""So many positions of the log are looked through at once."""


def scopes_today(ledger: Ledger, webhook: Webhook, day: date) -> tuple[Scope, ...]:
    """Those of its scopes that lie in what who subscribed is granted on that day."""
    if webhook.access_id is None:
        return webhook.scopes
    try:
        access = ledger.load(Access, webhook.access_id)
    except NotFound:
        return ()
    subscribing = permissions()["webhooks.subscribe"]
    granted = [
        grant.scope
        for grant in access.granted(day)
        if subscribing.allows(grant.role, grant.scope.kind)
    ]
    return tuple(
        scope
        for scope in webhook.scopes
        if any(each in around(ledger, scope, day) for each in granted)
    )


def find(topics: Sequence[str], scopes: Sequence[Scope]) -> Find:
    """What it is told of next. Of less than the nation, only as far as the read model of scopes has come."""
    return (
        partial(_in_nation, topics) if NATIONAL in scopes else partial(_in_scopes, topics, scopes)
    )


def is_theirs(
    connection: Connection, webhook: Webhook, scopes: Sequence[Scope], position: int
) -> bool | None:
    """Whether an event lies in these scopes, or is a trial of its own; None before that is known."""
    if NATIONAL in scopes:
        return True
    known_up_to = Scopes.position(connection)
    if Scopes.within(connection, scopes, after=position - 1, until=position, limit=1):
        return True
    told = log.entry(connection, position)
    if told is not None and told.stream == webhook.id:
        return True
    return False if position <= known_up_to else None


def _in_nation(topics: Sequence[str], connection: Connection, after: int, limit: int) -> Found:
    end = log.end(connection)
    until = min(end, after + RANGE)
    rows = connection.execute(
        f"{_STREAMS} AND position > %(after)s AND position <= %(until)s ORDER BY position LIMIT %(limit)s",
        {"topics": list(topics), "after": after, "until": until, "limit": limit},
    ).fetchall()
    reached = rows[-1][0] if len(rows) == limit else until
    return Found(rows, reached, more=reached < end)


def _in_scopes(
    topics: Sequence[str], scopes: Sequence[Scope], connection: Connection, after: int, limit: int
) -> Found:
    end = Scopes.position(connection)
    until = min(end, after + RANGE)
    within = Scopes.within(connection, scopes, after=after, until=until, limit=limit)
    rows = connection.execute(
        f"{_STREAMS} AND position = ANY(%(within)s) ORDER BY position",
        {"topics": list(topics), "within": within},
    ).fetchall()
    reached = within[-1] if len(within) == limit else until
    return Found(rows, reached, more=reached < end)


_STREAMS = """
SELECT position, originator_id FROM sequenced_events
 WHERE (cardinality(%(topics)s::text[]) = 0 OR topic = ANY(%(topics)s))
"""
