"""What became of the messages to a webhook: waiting, delivered or dead."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from ledger.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to a webhook: of the event at this position."""

    position: int
    state: str
    """pending, delivered or dead"""
    attempts: int
    next_attempt_at: datetime | None
    """While it is pending: not before."""
    last_attempt_at: datetime | None
    last_status: int | None
    """The HTTP status of the last answer, if there was one."""
    last_error: str | None
    """Why the last attempt failed."""


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """Which messages to a webhook."""

    webhook_id: UUID
    state: str | None = None
    """None stands for any."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a webhook has got."""

    position: int
    """What it is told of up to here is among its deliveries."""
    failures: int
    """Attempts that failed since the last one that did not."""
    failing_since: datetime | None
    pending: int
    dead: int


def page(
    connection: Connection, where: DeliveryFilter, *, after: int, limit: int
) -> list[Delivery]:
    """The deliveries of a webhook, by position."""
    with connection.cursor(row_factory=class_row(Delivery)) as cursor:
        return cursor.execute(
            "SELECT position, state, attempts, next_attempt_at, last_attempt_at, last_status, last_error"
            "  FROM deliveries"
            " WHERE webhook_id = %(webhook_id)s AND position > %(after)s"
            "   AND (%(state)s::text IS NULL OR state = %(state)s)"
            " ORDER BY position LIMIT %(limit)s",
            {**asdict(where), "after": after, "limit": limit},
        ).fetchall()


def any_dead(connection: Connection, webhook_id: UUID, position: int | None) -> bool:
    """Whether the message of a position, or of any, is dead."""
    return connection.execute(
        "SELECT EXISTS (SELECT FROM deliveries WHERE webhook_id = %s AND state = 'dead'"
        " AND position = coalesce(%s, position))",
        [webhook_id, position],
    ).fetchone() == (True,)


def standing(connection: Connection, webhook_id: UUID) -> Standing | None:
    """How far a webhook has got; None before the sending process has heard of it."""
    with connection.cursor(row_factory=class_row(Standing)) as cursor:
        return cursor.execute(
            "SELECT position, failures, failing_since,"
            " (SELECT count(*) FROM deliveries WHERE webhook_id = queue.webhook_id AND state = 'pending') AS pending,"
            " (SELECT count(*) FROM deliveries WHERE webhook_id = queue.webhook_id AND state = 'dead') AS dead"
            " FROM webhook_queues AS queue WHERE webhook_id = %s",
            [webhook_id],
        ).fetchone()
