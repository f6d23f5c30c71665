"""What a handler may reach: the ledger, connections to read with, and the context of what it records."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import cast
from uuid import UUID, uuid4

from flask import Flask, Request, current_app, g, request
from psycopg_pool import ConnectionPool

from api import access, idempotency
from api.buckets import UNLIMITED, Buckets, Rates, configured
from api.errors import HeaderInvalid, TooManyWaiting
from api.moment import now
from api.tracing import trace_of
from ledger.application import Ledger
from ledger.fact import Context, Once
from ledger.key_encryption_key import load_kek
from ledger.sealed import Keys
from ledger.store import log
from ledger.store.connection import Connection, Role, connection_pool
from ledger.store.keys import KeyStore
from projections.projection import Projection, snapshot
from projections.waiting import wait

WAITING_MAX = 4  # of a worker's eight threads, so that the others go on answering
PATIENCE_S = 2.0


@dataclass(frozen=True)
class Times:
    """How long a statement may take, and wait for a lock that somebody else has; in seconds."""

    question_s: float = 10
    command_s: float = 30
    lock_s: float = 5


TIMES = Times()


class Reach:
    """The ledger and the database of one process. Its connections are opened by its first request, after a fork."""

    def __init__(
        self, url: str, kek: bytes, *, rates: Rates = UNLIMITED, times: Times = TIMES
    ) -> None:
        self.url = url
        self.writers = connection_pool(
            url,
            Role.WRITER,
            timeout_s=PATIENCE_S,
            statement_s=times.command_s,
            lock_s=times.lock_s,
        )
        self.readers = connection_pool(
            url, Role.READER, timeout_s=PATIENCE_S, statement_s=times.question_s
        )
        self.buckets = Buckets(url, rates)
        self.keys = Keys(KeyStore(self.writers), kek)
        self.ledger = Ledger(self.writers, self.keys)
        self.waiting = BoundedSemaphore(WAITING_MAX)

    @property
    def _pools(self) -> Iterable[ConnectionPool[Connection]]:
        return self.writers, self.readers, self.buckets.pool

    @classmethod
    def from_environment(cls) -> Reach:
        """As $DATABASE_URL, $PUMPURS_KEK and $PUMPURS_DATA say."""
        data = Path(os.environ.get("PUMPURS_DATA", ".data"))
        kek = load_kek(os.environ, data)
        return cls(os.environ["DATABASE_URL"], kek, rates=configured(os.environ))

    def attach(self, app: Flask) -> None:
        """Let the handlers of an application find it."""
        app.extensions["reach"] = self
        app.before_request(self.open)

    def open(self) -> None:
        """Open the connections; nothing happens when they are open."""
        for pool in self._pools:
            if pool.closed:
                pool.open()

    def mend(self) -> None:
        """Replace connections that are broken: the next requests need not find out."""
        for pool in self._pools:
            pool.check()

    def close(self) -> None:
        """Close the connections."""
        for pool in self._pools:
            pool.close()


def reach() -> Reach:
    """What this request's handler may reach."""
    return cast(Reach, current_app.extensions["reach"])


def request_id() -> UUID:
    """The client's X-Request-Id, if it is a UUID, else a new one; the same for the whole request."""
    if "request_id" not in g:
        try:
            g.request_id = UUID(request.headers.get("X-Request-Id", ""))
        except ValueError:
            g.request_id = uuid4()
    return cast(UUID, g.request_id)


def correlation_id() -> UUID:
    """The caller's trace, where it names one; else the request's own id."""
    if "correlation_id" not in g:
        g.correlation_id = trace_of(request.headers.get("Traceparent", "")) or request_id()
    return cast(UUID, g.correlation_id)


def recording_context(
    reason: str | None, expected_version: int | None, *, dry_run: bool, once: Once | None = None
) -> Context:
    """Who records, when and why, as the request's headers say; `once`: where they do not say it."""
    who = access.client(request)
    return Context(
        at=now(),
        actor=who.actor,
        role=who.role,
        client=who.name,
        on_behalf_of=who.on_behalf_of,
        request_id=request_id(),
        correlation_id=correlation_id(),
        reason=reason,
        once=once or idempotency.once(reach().keys),
        expected_version=expected_version,
        dry_run=dry_run,
    )


@contextmanager
def reading(*projections: type[Projection]) -> Iterator[Connection]:
    """One consistent look at the read models, past the request's Ledger-Ticket.

    The answer will say for which position it speaks. TicketUnknown, NotYetShown, TooManyWaiting.
    """
    ticket = _ticket(request)
    with reach().readers.connection() as connection:
        if ticket is not None:
            _wait(connection, projections, ticket)
        with snapshot(connection):
            positions = [each.position(connection) for each in projections]
            g.position = min(positions) if positions else log.end(connection)
            yield connection


def _wait(connection: Connection, projections: tuple[type[Projection], ...], ticket: int) -> None:
    if not reach().waiting.acquire(blocking=False):
        raise TooManyWaiting()
    try:
        wait(connection, projections, ticket=ticket, timeout_s=PATIENCE_S)
    finally:
        reach().waiting.release()


def _ticket(request: Request) -> int | None:
    """The header Ledger-Ticket; HeaderInvalid."""
    text = request.headers.get("Ledger-Ticket")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise HeaderInvalid(name="Ledger-Ticket", form="the number that a command answered with")
    return int(text)
