"""The process that sends: it gives turns to the webhooks for which there is something to do, many at a time."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool

from api.cloud_events import SOURCE
from api.webhooks.orders import follow
from api.webhooks.pace import Pace
from api.webhooks.sender import Sender, named
from api.webhooks.sending import Post
from ledger.application import Ledger, opened
from ledger.store.connection import LOG_CHANNEL, Connection, Role, connect, connection_pool
from ledger.store.outbox import Outbox, take_number

logger = logging.getLogger(__name__)

PLACES = 32
"""So many webhooks have their turn at once."""
PLACES_OF_SLOW = 16
"""Of these, so many whose address answers slowly or not at all."""
LOOK_EVERY_S = 0.5
BUSY_LOOK_S = 0.02
RECONNECT_S = 0.5


class Turns:
    """Gives turns, each in a thread of its own, as long as there are places."""

    def __init__(self, outbox: Outbox, sender: Sender, threads: ThreadPoolExecutor) -> None:
        self._outbox = outbox
        self._sender = sender
        self._threads = threads
        self._slow: dict[Future[None], bool] = {}
        """The turns that are under way, and whether they are those of slow ones."""

    def give(self) -> bool:
        """A turn to each webhook that there is something to do for; whether any is under way."""
        self._slow = {turn: slow for turn, slow in self._slow.items() if not turn.done()}
        while len(self._slow) < PLACES:
            slow_too = sum(self._slow.values()) < PLACES_OF_SLOW
            if (claimed := self._outbox.claim(slow=slow_too)) is None:
                break
            webhook_id, slow = claimed
            self._slow[self._threads.submit(self._serve, webhook_id)] = slow
        return bool(self._slow)

    def _serve(self, webhook_id: UUID) -> None:
        try:
            self._sender.serve(webhook_id)
        except psycopg.Error as error:  # the main thread will find out, too
            said = named(webhook_id)
            logger.warning("the turn of a webhook was broken off", extra=said, exc_info=error)


class Delivery:
    """Sends to all webhooks of a database. Any number may run at once; each webhook is served by one at a time."""

    def __init__(
        self, url: str, kek: bytes, post: Post, pace: Pace, *, source: str = SOURCE
    ) -> None:
        """`source`: what the ledger calls itself in messages."""
        self.url = url
        self._kek = kek
        self._post = post
        self._pace = pace
        self._source = source

    def run(self, stop: Event) -> None:
        """Send until told to stop; after a lost connection, go on with a new one, under a new number."""
        with (
            opened(self.url, self._kek, max_connections=4) as ledger,
            connection_pool(self.url, Role.WORKER, max_size=8, timeout_s=30.0) as pool,
        ):
            while not stop.is_set():
                try:
                    self._run(stop, ledger, pool)
                except psycopg.OperationalError as error:
                    logger.warning("the connection was lost; trying again", exc_info=error)
                    stop.wait(RECONNECT_S)

    def _run(self, stop: Event, ledger: Ledger, pool: ConnectionPool[Connection]) -> None:
        over = Event()
        with connect(self.url, Role.WORKER) as connection, ThreadPoolExecutor(PLACES) as threads:
            outbox = Outbox(pool, take_number(connection))
            sender = Sender(ledger, outbox, self._post, self._pace, self._source, over)
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(LOG_CHANNEL)))
            turns = Turns(outbox, sender, threads)
            try:
                while not stop.is_set():
                    follow(connection)
                    busy = turns.give()
                    pause_s = BUSY_LOOK_S if busy else LOOK_EVERY_S
                    for _ in connection.notifies(timeout=pause_s, stop_after=1):
                        pass
            finally:
                over.set()
