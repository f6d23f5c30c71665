"""What was known when: positions of the log for the instants and days that people name."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from ledger.calendar import RIGA
from ledger.store.connection import Connection

Moment = int | datetime | date
"""A position; an instant, meaning what was in the log by then; or a day, meaning its end in Europe/Riga."""


def position_of(connection: Connection, moment: Moment) -> int:
    """The last position that was known at a moment; 0: nothing was."""
    if isinstance(moment, int):
        return moment
    [position] = connection.execute("SELECT position_at(%s)", [_instant(moment)]).fetchone() or (0,)
    return int(position)


def known_by(connection: Connection, moment: Moment | None, position: int) -> int:
    """The last position that an answer speaks for: what was known at a moment, of what is read up to a position."""
    return position if moment is None else min(position_of(connection, moment), position)


def _instant(moment: datetime | date) -> datetime:
    """The instant itself, or the last one before the next day begins in Riga."""
    if isinstance(moment, datetime):
        return moment
    midnight = datetime.combine(moment + timedelta(days=1), time(), RIGA)
    return midnight - timedelta(microseconds=1)
