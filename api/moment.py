"""What time it is: the one clock of the program that commands are told by."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ledger.calendar import riga_day


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Riga."""
    return riga_day(now())
