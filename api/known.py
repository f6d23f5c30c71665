"""Which moments somebody may ask about: those of which the answer stays the same."""

from __future__ import annotations

from datetime import date, datetime

from api.errors import KnownLater, MomentNotOver
from api.moment import now, today
from ledger.store import log
from ledger.store.connection import Connection
from projections.moments import Moment, position_of

PARAMETER = "known_at"


def recorded_position(
    connection: Connection, moment: Moment, said: str, parameter: str = PARAMETER
) -> int:
    """The position that a moment means; MomentNotOver where facts may still be recorded by then, KnownLater."""
    if not isinstance(moment, int) and not _over(moment):
        raise MomentNotOver(parameter=parameter, moment=said)
    position, last = position_of(connection, moment), log.end(connection)
    if position > last:
        raise KnownLater(parameter=parameter, position=position, last=last)
    return position


def _over(moment: date) -> bool:
    return moment <= now() if isinstance(moment, datetime) else moment < today()
