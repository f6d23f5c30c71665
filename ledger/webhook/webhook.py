"""One webhook: its address, what it is told of, its secrets, and whether it is sent to."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import required, vocabulary
from ledger.access.scope import required_scope
from ledger.aggregate import Aggregate
from ledger.errors import AlreadyEnded, NotEnded
from ledger.role import Role
from ledger.scope import Scope
from ledger.sealed import Sealed
from ledger.webhook import events
from ledger.webhook.errors import WebhookNotPaused, WebhookPaused
from ledger.webhook.target import target

BY_HAND = "by_hand"


class Webhook(Aggregate):
    """A stream for each, so that each has a key of its own, under which its secrets are sealed."""

    TOPIC = "webhook"
    RECORDED_BY = (
        Role.MACHINE,
        Role.PARTNER_COORDINATOR,
        Role.REGIONAL_COORDINATOR,
        Role.NATIONAL,
        Role.OPERATOR,
    )

    url: str
    topics: tuple[str, ...]
    scopes: tuple[Scope, ...]
    access_id: UUID | None
    description: str | None
    secret: Sealed
    former: Sealed | None
    former_until: datetime | None
    paused: str | None
    """Why, while it is."""
    ended_on: date | None

    Subscribed = events.Subscribed
    Retargeted = events.Retargeted
    SecretRotated = events.SecretRotated
    Paused = events.Paused
    Resumed = events.Resumed
    Tested = events.Tested
    DeliveryResent = events.DeliveryResent
    Ended = events.Ended
    EndVoided = events.EndVoided

    @event(Subscribed)
    def __init__(
        self,
        url: str,
        topics: tuple[str, ...],
        scopes: tuple[Scope, ...],
        access_id: UUID | None,
        description: str | None,
        secret: Sealed,
    ) -> None:
        self.url, self.topics, self.scopes = url, topics, scopes
        self.access_id, self.description, self.secret = access_id, description, secret
        self.former, self.former_until = None, None
        self.paused, self.ended_on = None, None

    def holders(self, day: date) -> Collection[Scope]:
        """Whose events it is told of: who decides on it has all of these scopes."""
        del day
        return self.scopes

    @classmethod
    def subscribe(
        cls,
        id: UUID,  # noqa: A002  the library's name
        *,
        url: str,
        topics: Sequence[str],
        scopes: Sequence[Scope],
        access_id: UUID | None,
        description: str | None,
        secret: Sealed,
        occurred_on: date,
    ) -> Self:
        """TargetInvalid, UnknownCode, ScopeInvalid, TextMissing, TextTooLong."""
        return cls._create(
            cls.Subscribed,
            id=id,
            url=target(url).url,
            topics=tuple(dict.fromkeys(topics)),
            scopes=tuple(dict.fromkeys(map(required_scope, scopes))),
            access_id=access_id,
            description=description and required.text("description", description),
            secret=secret,
            occurred_on=occurred_on,
        )

    def retarget(self, *, url: str, occurred_on: date) -> None:
        """AlreadyEnded, TargetInvalid."""
        self._require_standing()
        self.trigger_event(self.Retargeted, url=target(url).url, occurred_on=occurred_on)

    def rotate_secret(self, *, secret: Sealed, former_until: datetime, occurred_on: date) -> None:
        """AlreadyEnded. The secret before the former one is good for nothing any more."""
        self._require_standing()
        self.trigger_event(
            self.SecretRotated, secret=secret, former_until=former_until, occurred_on=occurred_on
        )

    def pause(self, *, cause: str, occurred_on: date) -> None:
        """AlreadyEnded, UnknownCode, WebhookPaused."""
        self._require_going()
        cause = vocabulary.require("webhook_pause", cause)
        self.trigger_event(self.Paused, cause=cause, occurred_on=occurred_on)

    def resume(self, *, occurred_on: date) -> None:
        """AlreadyEnded, WebhookNotPaused."""
        self._require_standing()
        if not self.paused:
            raise WebhookNotPaused()
        self.trigger_event(self.Resumed, occurred_on=occurred_on)

    def test(self, *, occurred_on: date) -> None:
        """AlreadyEnded, WebhookPaused."""
        self._require_going()
        self.trigger_event(self.Tested, occurred_on=occurred_on)

    def resend(self, *, letter: int | None, occurred_on: date) -> None:
        """AlreadyEnded, WebhookPaused."""
        self._require_going()
        self.trigger_event(self.DeliveryResent, letter=letter, occurred_on=occurred_on)

    def end(self, *, occurred_on: date) -> None:
        """AlreadyEnded."""
        self._require_standing()
        self.trigger_event(self.Ended, occurred_on=occurred_on)

    def void_end(self, *, occurred_on: date) -> None:
        """ReasonMissing, NotEnded."""
        required.reason()
        if not self.ended_on:
            raise NotEnded(what="webhook")
        self.trigger_event(self.EndVoided, occurred_on=occurred_on)

    def _require_standing(self) -> None:
        if self.ended_on:
            raise AlreadyEnded(what="webhook", last_day=self.ended_on)

    def _require_going(self) -> None:
        self._require_standing()
        if self.paused:
            raise WebhookPaused()
