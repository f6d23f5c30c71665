"""Commands on webhooks: subscribe, retarget, rotate the secret, pause, resume, try, resend, end."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.fact import current_context
from ledger.scope import Scope
from ledger.sealed import Sealed
from ledger.store import deliveries
from ledger.webhook.errors import NoDeadLetter, OverlapInvalid
from ledger.webhook.target import target
from ledger.webhook.webhook import BY_HAND, Webhook

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded

OVERLAP_H = 24
OVERLAP_MAX_H = 7 * 24


class Webhooks:
    """`ledger.webhooks`. All but `subscribe` may raise NotFound.

    Whether an address may be told at all, and whether who subscribes may see so much, is for who calls.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def subscribe(
        self,
        *,
        webhook_id: UUID,
        url: str,
        topics: tuple[str, ...] = (),
        scopes: tuple[Scope, ...],
        access_id: UUID | None = None,
        description: str | None = None,
        secret: str,
        occurred_on: date,
    ) -> "Recorded":
        """Told of what is recorded from now on; the secret is sealed under a key of the webhook's own.

        TargetInvalid, UnknownCode, ScopeInvalid, TextMissing, TextTooLong, IdTaken.
        """

        def decide() -> Webhook:
            return Webhook.subscribe(
                webhook_id,
                url=url,
                topics=topics,
                scopes=scopes,
                access_id=access_id,
                description=description,
                secret=self._sealed(webhook_id, secret),
                occurred_on=occurred_on,
            )

        return self._ledger.create(Webhook, webhook_id, decide)

    def retarget(
        self,
        *,
        webhook_id: UUID,
        url: str,
        occurred_on: date,
        allow: Callable[[str], object] = target,
    ) -> "Recorded":
        """What has not been delivered yet goes there, too; AlreadyEnded, TargetInvalid, and what `allow` raises.

        That is asked only for who may know of the webhook.
        """

        def decide(one: Webhook) -> None:
            allow(url)
            one.retarget(url=url, occurred_on=occurred_on)

        return self._change(webhook_id, decide)

    def rotate_secret(
        self, *, webhook_id: UUID, secret: str, overlap_hours: int = OVERLAP_H, occurred_on: date
    ) -> "Recorded":
        """For so many hours messages bear the signature of the former secret as well; AlreadyEnded, OverlapInvalid."""
        if not 0 <= overlap_hours <= OVERLAP_MAX_H:
            raise OverlapInvalid(value=overlap_hours, longest=OVERLAP_MAX_H)
        until = current_context().at + timedelta(hours=overlap_hours)

        def decide(one: Webhook) -> None:
            sealed = self._sealed(webhook_id, secret)
            one.rotate_secret(secret=sealed, former_until=until, occurred_on=occurred_on)

        return self._change(webhook_id, decide)

    def pause(self, *, webhook_id: UUID, occurred_on: date) -> "Recorded":
        """Nothing is sent until it is resumed; AlreadyEnded, WebhookPaused."""
        return self.stop(webhook_id=webhook_id, cause=BY_HAND, occurred_on=occurred_on)

    def stop(self, *, webhook_id: UUID, cause: str, occurred_on: date) -> "Recorded":
        """Pause it for a cause of `webhook_pause`; AlreadyEnded, WebhookPaused, UnknownCode."""
        return self._change(webhook_id, lambda one: one.pause(cause=cause, occurred_on=occurred_on))

    def resume(self, *, webhook_id: UUID, occurred_on: date) -> "Recorded":
        """It goes on from where it was paused; AlreadyEnded, WebhookNotPaused."""
        return self._change(webhook_id, lambda one: one.resume(occurred_on=occurred_on))

    def test(self, *, webhook_id: UUID, occurred_on: date) -> "Recorded":
        """A message of the type webhook.tested is sent, whatever it is told of; AlreadyEnded, WebhookPaused."""
        return self._change(webhook_id, lambda one: one.test(occurred_on=occurred_on))

    def resend(
        self, *, webhook_id: UUID, position: int | None = None, occurred_on: date
    ) -> "Recorded":
        """Send the dead letter of this position once more, or all there are.

        AlreadyEnded, WebhookPaused, NoDeadLetter.
        """

        def decide(one: Webhook) -> None:
            one.resend(letter=position, occurred_on=occurred_on)
            with self._ledger.pool.connection() as connection:
                if not deliveries.any_dead(connection, webhook_id, position):
                    raise NoDeadLetter(what="it" if position is None else position)

        return self._change(webhook_id, decide)

    def end(self, *, webhook_id: UUID, occurred_on: date) -> "Recorded":
        """Nothing more is sent, of what is waiting either; AlreadyEnded."""
        return self._change(webhook_id, lambda one: one.end(occurred_on=occurred_on))

    def void_end(self, *, webhook_id: UUID, occurred_on: date) -> "Recorded":
        """It goes on from where it was; NotEnded, ReasonMissing."""
        return self._change(webhook_id, lambda one: one.void_end(occurred_on=occurred_on))

    def _sealed(self, webhook_id: UUID, secret: str) -> Sealed:
        return self._ledger.keys.seal(webhook_id, "signing", secret)

    def _change(self, webhook_id: UUID, decide: Callable[[Webhook], None]) -> "Recorded":
        return self._ledger.change(Webhook, webhook_id, decide)
