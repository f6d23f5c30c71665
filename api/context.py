"""The context of a request: its id, what it records with, and one consistent look at the read models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from uuid import UUID, uuid4

from flask import Request, g, request

from api import access, idempotency
from api.access import Permit
from api.errors import HeaderInvalid, TooManyWaiting
from api.moment import now
from api.reach import PATIENCE_S, reach
from api.tracing import trace_of
from ledger.fact import Context, Once
from ledger.store import log
from ledger.store.connection import Connection
from projections.projection import Projection, snapshot
from projections.waiting import wait


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
    reason: str | None,
    expected_version: int | None,
    *,
    dry_run: bool,
    once: Once | None = None,
    permit: Permit | None = None,
) -> Context:
    """Who records, when and why, as the request says and its permit lets them.

    `once` and `permit` where they are not those of the request itself.
    """
    permit = permit or access.permit()
    role, on_behalf_of = permit.capacity
    return Context(
        at=now(),
        actor=permit.subject.actor,
        role=role,
        client=permit.subject.client,
        on_behalf_of=on_behalf_of,
        request_id=request_id(),
        correlation_id=correlation_id(),
        reason=reason,
        once=once or idempotency.once(reach().keys),
        expected_version=expected_version,
        dry_run=dry_run,
        permission=permit,
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
