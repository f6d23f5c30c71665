"""A webhook's turn: what it is told of is taken from the log and sent, one message after the other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from threading import Event
from time import monotonic
from uuid import UUID, uuid4

from api.cloud_events import EVENT, as_bytes, cloud_event
from api.moment import now
from api.webhooks.pace import Pace
from api.webhooks.sending import Outcome, Post
from api.webhooks.signing import message_id, signature_headers
from api.webhooks.told import find, is_theirs, scopes_today
from ledger.application import Ledger
from ledger.calendar import riga_day
from ledger.errors import LedgerError, NotFound
from ledger.fact import Context, recording
from ledger.role import Role
from ledger.scope import Scope
from ledger.store import log
from ledger.store.outbox import Due, NoLongerHeld, Outbox
from ledger.webhook import Webhook
from projections.projection import ProjectionNotReady

logger = logging.getLogger(__name__)

NAME = "pumpurs webhooks"
GONE = 410
BROKEN_S = 60.0
"""Until one gets its next turn that could not even be tried."""


class Sender:
    """Serves webhooks, one at a time for each thread that calls it."""

    def __init__(
        self,
        ledger: Ledger,
        outbox: Outbox,
        post: Post,
        pace: Pace,
        source: str,
        stop: Event,
    ) -> None:
        """`source`: what the ledger calls itself in messages. `stop`: no further message is begun."""
        self._ledger = ledger
        self._outbox = outbox
        self._post = post
        self._pace = pace
        self._source = source
        self._stop = stop

    def serve(self, webhook_id: UUID) -> None:
        """Give a webhook that is held its turn, then hold it no more."""
        pause_s = BROKEN_S
        try:
            pause_s = self._turn(self._ledger.load(Webhook, webhook_id))
        except ProjectionNotReady:
            pause_s = self._pace.gather
        except NoLongerHeld:
            logger.warning("another process sends to a webhook now", extra=named(webhook_id))
            return
        except Exception:  # one that cannot be served is not to end the others
            logger.exception("a webhook could not be served", extra=named(webhook_id))
        self._outbox.release(webhook_id, pause_s=pause_s)

    def _turn(self, webhook: Webhook) -> float:
        """Send what is due until the turn is over; for how long to leave the address in peace then."""
        if webhook.paused or webhook.ended_on:
            return self._pace.gather  # the queue will hear of it
        scopes = scopes_today(self._ledger, webhook, riga_day(now()))
        if not scopes:
            return self._stop_it(webhook, "access_ended")
        looked_for = find(webhook.topics, scopes)
        over, more = monotonic() + self._pace.turn, True
        while monotonic() < over and not self._stop.is_set():
            if due := self._outbox.next(webhook.id):
                if not (theirs := self._is_theirs(webhook, scopes, due)):
                    if theirs is None:
                        return self._pace.gather
                    self._outbox.drop(webhook.id, due)
                elif (pause_s := self._send(webhook, due)) is not None:
                    return pause_s
            elif more:
                more = self._outbox.fill(webhook.id, looked_for)
            else:
                return self._pace.gather
        return 0.0

    def _is_theirs(self, webhook: Webhook, scopes: Sequence[Scope], due: Due) -> bool | None:
        """Whether they may still be told, who may have lost a scope while the message waited."""
        with self._outbox.asking(webhook.id) as connection:
            return is_theirs(connection, webhook, scopes, due.position)

    def _send(self, webhook: Webhook, due: Due) -> float | None:
        """Try one message; where it was not taken, for how long to leave the address in peace."""
        at, message = now(), message_id(webhook.id, due.position)
        said = self._body(due.position)
        signed = signature_headers(self._secrets(webhook, at), message, int(at.timestamp()), said)
        outcome = self._post.send(webhook.url, {"Content-Type": EVENT, **signed}, said)
        if outcome.error is None and outcome.status:
            slow = outcome.took_s > self._pace.long
            self._outbox.delivered(webhook.id, due, outcome.status, slow=slow)
            return None
        return self._failed(webhook, due, outcome)

    def _body(self, position: int) -> bytes:
        with self._ledger.pool.connection() as connection:
            entry = log.entry(connection, position)
        if entry is None:
            raise NotFound(what="event", id=position)
        return as_bytes(cloud_event(entry, self._source))

    def _failed(self, webhook: Webhook, due: Due, outcome: Outcome) -> float:
        said = {"position": due.position, "attempt": due.attempts + 1, "code": outcome.error}
        logger.info("an attempt at a webhook failed", extra={**named(webhook.id), **said})
        failing = self._outbox.failed(
            webhook.id,
            due,
            outcome.status,
            outcome.error or "status",
            again_s=self._pace.again_s(due.attempts + 1),
        )
        if outcome.status == GONE:
            return self._stop_it(webhook, "target_gone")
        if failing.failing_s > self._pace.failing_max:
            return self._stop_it(webhook, "failing")
        if failing.dead >= self._pace.dead_max:
            return self._stop_it(webhook, "too_many_dead")
        return self._pace.rest_s(failing.failures, outcome.asked_s)

    def _stop_it(self, webhook: Webhook, cause: str) -> float:
        """Pause it, as the log will say."""
        logger.warning("a webhook is paused", extra={**named(webhook.id), "code": cause})
        at, request = now(), uuid4()
        context = Context(
            at=at,
            actor=NAME,
            role=Role.MACHINE,
            client=NAME,
            request_id=request,
            correlation_id=request,
        )
        try:
            with recording(context):
                self._ledger.webhooks.stop(
                    webhook_id=webhook.id, cause=cause, occurred_on=riga_day(at)
                )
        except LedgerError as error:
            said = {**named(webhook.id), "code": error.code}
            logger.info("a webhook was not paused", extra=said)
        return self._pace.rest_s(1, None)

    def _secrets(self, webhook: Webhook, at: datetime) -> list[str]:
        """What it is signed with: the secret, and for a while the former one."""
        still = webhook.former and webhook.former_until and at < webhook.former_until
        sealed = [webhook.secret, *([webhook.former] if webhook.former and still else [])]
        return [self._ledger.keys.unseal(webhook.id, each) for each in sealed]


def named(webhook_id: UUID) -> dict[str, str]:
    """What a line of the log says of a webhook."""
    return {"webhook_id": str(webhook_id)}
