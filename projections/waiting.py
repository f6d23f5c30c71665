"""Read your writes: wait until what somebody recorded shows in the projections."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic, sleep

from ledger.errors import Invalid, LedgerError
from ledger.store.connection import Connection
from projections.projection import Projection
from projections.registry import status

_PAUSE_S = 0.002
_LONGEST_PAUSE_S = 0.05


class TicketUnknown(Invalid):
    """No ticket {ticket} has been given out by this ledger."""

    en = "No such ticket was given out."
    lv = "Tādas kvīts šajā reģistrā nav."


class NotYetShown(LedgerError):
    """What was recorded does not show yet in {name}; ask again in a moment."""

    en = "What was recorded does not show yet."
    lv = "Ierakstītais vēl nav redzams; mēģiniet vēlreiz pēc brīža."


def wait(
    connection: Connection,
    projections: Sequence[type[Projection]],
    *,
    ticket: int | None = None,
    position: int | None = None,
    timeout_s: float = 2.0,
) -> int:
    """Wait until the log has passed a ticket or a position and each of the projections has too.

    Returns the position that all of them have reached at least. On an autocommit connection of any
    role. Raises TicketUnknown, or NotYetShown when the time is over or a projection is stopped.
    """
    deadline, pause_s = monotonic() + timeout_s, _PAUSE_S
    while True:
        needed = position if ticket is None else _position_of(connection, ticket)
        late = "the log" if needed is None else _late(connection, projections, needed)
        if needed is not None and late is None:
            return needed
        if monotonic() + pause_s > deadline:
            raise NotYetShown(name=late)
        sleep(pause_s)
        pause_s = min(pause_s * 1.5, _LONGEST_PAUSE_S)


def _late(
    connection: Connection, projections: Sequence[type[Projection]], needed: int
) -> str | None:
    """The first projection that has not got so far; NotYetShown if it never will by itself."""
    for each in status(connection, tuple(projections)):
        if each.state != "live" or each.position < needed:
            if each.error:
                raise NotYetShown(name=each.name)
            return each.name
    return None


def _position_of(connection: Connection, ticket: int) -> int | None:
    """The last position up to a ticket, None while a ticket before it may still get one; TicketUnknown.

    It has been passed when the log has it or a later one, or when everybody who could have held it
    has ended and nothing up to it waits for a position (it was rolled back).
    """
    given, passed, held = connection.execute(
        "SELECT (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM tickets),"
        " coalesce((SELECT max(ticket) FROM log) >= %s, false),"
        " EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' AND relation = 'events'::regclass"
        "  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        "  AND mode = 'RowExclusiveLock')",
        [ticket],
        prepare=True,
    ).fetchone() or (0, False, False)
    if not 0 < ticket <= given:
        raise TicketUnknown(ticket=ticket)
    if not passed and (held or _unsequenced(connection, ticket)):
        return None
    [position] = connection.execute(
        "SELECT coalesce((SELECT position FROM log WHERE ticket <= %s ORDER BY ticket DESC, line DESC LIMIT 1), 0)",
        [ticket],
        prepare=True,
    ).fetchone() or (0,)
    return int(position)


def _unsequenced(connection: Connection, ticket: int) -> bool:
    """Whether an event up to this ticket has no position; asked after its holders have ended."""
    return connection.execute(
        "SELECT EXISTS (SELECT FROM events WHERE ticket <= %s"
        " AND ticket > coalesce((SELECT max(ticket) FROM log), 0))",
        [ticket],
        prepare=True,
    ).fetchone() == (True,)
