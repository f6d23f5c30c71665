"""Webhooks: who is told of what, and whether now; what became of each message is no history, and not here."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from ledger.scope import Scope
from ledger.store.connection import Connection
from ledger.webhook import events
from projections.projection import At, Projection, on
from projections.table import Table


@dataclass(frozen=True, slots=True)
class Subscription:
    """A webhook as it is now."""

    webhook_id: UUID
    position: int
    """Of its subscription: it is told of what came after."""
    url: str
    topics: list[str]
    """None stands for all."""
    scopes: list[str]
    """Whose events it is told of: `partner/<id>`, `region/<code>`, `nation`."""
    access_id: UUID | None
    description: str | None
    paused: str | None
    """Why, while it is."""
    ended: bool


@dataclass(frozen=True, slots=True)
class WebhookFilter:
    """Which webhooks: None stands for any."""

    ended: bool | None = None
    institution_id: UUID | None = None
    """Told of this institution alone."""
    partner_id: UUID | None = None
    """Told of this partner alone."""
    region: str | None = None
    """Told of this region alone."""


ANY_WEBHOOK = WebhookFilter()


class Webhooks(Projection):
    """Each webhook as what was said of it last leaves it."""

    subscriptions = Table(Subscription, key="webhook_id", by=lambda event: event.originator_id)

    @on(events.Subscribed)
    def subscribed(self, event: events.Subscribed, at: At) -> None:
        self.subscriptions.add(
            Subscription(
                webhook_id=event.originator_id,
                position=at.position,
                url=event.url,
                topics=list(event.topics),
                scopes=[spelled(scope) for scope in event.scopes],
                access_id=event.access_id,
                description=event.description,
                paused=None,
                ended=False,
            )
        )

    @on(events.Retargeted)
    def retargeted(self, event: events.Retargeted, _at: At) -> None:
        self.subscriptions.change(event.originator_id, url=event.url)

    @on(events.Paused)
    def paused(self, event: events.Paused, _at: At) -> None:
        self.subscriptions.change(event.originator_id, paused=event.cause)

    @on(events.Resumed)
    def resumed(self, event: events.Resumed, _at: At) -> None:
        self.subscriptions.change(event.originator_id, paused=None)

    @on(events.Ended)
    def ended(self, event: events.Ended, _at: At) -> None:
        self.subscriptions.change(event.originator_id, ended=True)

    @on(events.EndVoided)
    def end_voided(self, event: events.EndVoided, _at: At) -> None:
        self.subscriptions.change(event.originator_id, ended=False)

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: WebhookFilter = ANY_WEBHOOK,
        *,
        after: int = 0,
        limit: int = 1000,
    ) -> list[Subscription]:
        """Webhooks in the order in which they were subscribed, after a position."""
        asked = {**asdict(where), "after": after, "limit": limit}
        return cls.fetch(connection, Subscription, "page", asked)

    @classmethod
    def one(cls, connection: Connection, webhook_id: UUID) -> Subscription | None:
        """A webhook, if there is such a one."""
        found = cls.fetch(connection, Subscription, "one", {"webhook_id": webhook_id})
        return found[0] if found else None


def spelled(scope: Scope) -> str:
    """A scope in one word."""
    return f"{scope.kind}/{scope.id}" if scope.id else scope.kind
