"""Webhooks: whoever subscribes is told of events at an address of theirs, signed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api.access.requests import AT_THE_SHELL, permit
from api.commands import OnceShown
from api.reach import reach
from api.resource import Resource
from api.webhooks.signing import new_secret
from ledger.access.scope import required_scope
from ledger.application import Recorded
from ledger.errors import NotFound
from ledger.events import EVENTS
from ledger.required import listed as required_code
from ledger.scope import Scope
from ledger.store import deliveries
from ledger.store.connection import Connection
from ledger.store.deliveries import Delivery, DeliveryFilter, Standing
from ledger.webhook import Webhooks as Commands
from projections.webhooks import Subscription, WebhookFilter, Webhooks

webhooks = Resource(
    "webhooks",
    "Who is told of which events, at which address; what became of each message.",
    commands="webhooks",
    location="/webhooks/{webhook_id}",
)

_WEBHOOK = "/webhooks/<uuid:webhook_id>"


_SECRET = OnceShown(
    name="secret",
    parameter="secret",
    draw=lambda _: (drawn := new_secret(), drawn),
    words="What messages are signed with, shown here only: not for a dry run, and not again.",
)


def subscribe(
    self: Commands,
    *,
    webhook_id: UUID,
    url: str,
    topics: tuple[str, ...] = (),
    scopes: tuple[Scope, ...] = (),
    description: str | None = None,
    secret: str,
    occurred_on: date,
) -> Recorded:
    """Tell an address of what is recorded from now on; without `topics`, of all of it.

    `scopes` are yours where they are left out, and lie in yours else. The secret that messages are signed with is
    drawn here, and shown in this answer only.
    NotFound, TargetInvalid, TargetNotAllowed, UnknownCode, ScopeInvalid, TextMissing, TextTooLong.
    """
    reach().targets.require(url)
    permitted = permit()
    for scope in scopes:
        if not permitted.covers(required_scope(scope)):
            raise NotFound(what=scope.kind, id=scope.id)
    by = permitted.subject.access_id
    return self.subscribe(
        webhook_id=webhook_id,
        url=url,
        topics=tuple(required_code("event", each, EVENTS) for each in topics),
        scopes=scopes or permitted.scopes,
        access_id=None if by == AT_THE_SHELL else by,
        description=description,
        secret=secret,
        occurred_on=occurred_on,
    )


def retarget(self: Commands, *, webhook_id: UUID, url: str, occurred_on: date) -> Recorded:
    """Send to another address, what waits as well; AlreadyEnded, TargetInvalid, TargetNotAllowed."""
    allow = reach().targets.require
    return self.retarget(webhook_id=webhook_id, url=url, occurred_on=occurred_on, allow=allow)


webhooks.command("/webhooks", subscribe, makes="webhook_id", once_shown=_SECRET)
webhooks.command(f"{_WEBHOOK}/retarget", retarget)
webhooks.command(f"{_WEBHOOK}/rotate-secret", Commands.rotate_secret, once_shown=_SECRET)
webhooks.command(f"{_WEBHOOK}/pause", Commands.pause)
webhooks.command(f"{_WEBHOOK}/resume", Commands.resume)
webhooks.command(f"{_WEBHOOK}/test", Commands.test)
webhooks.command(f"{_WEBHOOK}/deliveries/resend", Commands.resend)
webhooks.command(f"{_WEBHOOK}/end", Commands.end)
webhooks.command(f"{_WEBHOOK}/void-end", Commands.void_end, reason=True)


@dataclass(frozen=True)
class WebhookShown:
    """A webhook, and how far it has got."""

    webhook_id: UUID
    position: int
    """Of its subscription: it is told of what came after."""
    url: str
    topics: list[str]
    """None stands for all."""
    scopes: list[str]
    access_id: UUID | None
    description: str | None
    paused: str | None
    """Why, while it is."""
    ended: bool
    told_up_to: int
    """What it is told of up to this position is among its deliveries."""
    failures: int
    """Attempts that failed since the last one that did not."""
    failing_since: datetime | None
    pending: int
    dead: int


@webhooks.listing("/webhooks", Webhooks, shows=Subscription, where=WebhookFilter)
def listed(connection: Connection, **asked: Any) -> list[Subscription]:
    """Webhooks in the order in which they were subscribed; `ended=false`: those that have not ended."""
    return Webhooks.page(connection, **asked)


@webhooks.question(_WEBHOOK, Webhooks, shows=WebhookShown, stream="webhook_id")
def one(connection: Connection, *, webhook_id: UUID) -> WebhookShown:
    """A webhook and how far it has got: its address, what it is told of, what waits and what is dead."""
    found = Webhooks.one(connection, webhook_id)
    if found is None:
        raise NotFound(what="webhook", id=webhook_id)
    standing = deliveries.standing(connection, webhook_id)
    got = asdict(standing or Standing(found.position, 0, None, 0, 0))
    return WebhookShown(**asdict(found), told_up_to=got.pop("position"), **got)


@webhooks.listing(f"{_WEBHOOK}/deliveries", Webhooks, shows=Delivery, where=DeliveryFilter)
def delivered(connection: Connection, *, where: DeliveryFilter, **asked: Any) -> list[Delivery]:
    """Messages to a webhook, by the position of their event; `state=dead`: those that were given up.

    Of those delivered, the last thousand are kept.
    """
    if Webhooks.one(connection, where.webhook_id) is None:
        raise NotFound(what="webhook", id=where.webhook_id)
    return deliveries.page(connection, where, **asked)
