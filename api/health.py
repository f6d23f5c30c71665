"""Whether the process lives (/healthz), and whether the ledger can do its work, with reasons (/readyz)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from flask import Blueprint, Response

import projections
from api.problems import AWAY
from api.reach import reach
from ledger.store import migrate
from ledger.store.connection import Connection
from projections.registry import status

health = Blueprint("health", __name__)

LAG_MAX_S = 5
"""An event that waits so long for its position waits in vain: the sequencer is not running."""
BEHIND_MAX = 50_000
"""Positions that a read model may be behind: a few seconds' work."""


@health.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return _answer([], 200)


@health.get("/readyz")
def readyz() -> Response:
    """The database is there and up to date, the log is put in order, the read models follow it.

    A read model that an event has stopped is told of, but the others go on answering: still 200.
    """
    try:
        with reach().readers.connection() as connection:
            hindrances = list(_hindrances(connection))
            remarks = [] if hindrances else list(_remarks(connection))
    except AWAY:
        hindrances, remarks = ["The database cannot be reached."], []
    return _answer([*hindrances, *remarks], 503 if hindrances else 200)


def _hindrances(connection: Connection) -> Iterator[str]:
    """What keeps the ledger from doing its work."""
    missing = [name for name, applied in migrate.status(reach().url) if not applied]
    if missing:
        yield f"The database is not up to date: {', '.join(missing)} not applied."
        return
    [waiting_s] = connection.execute(
        "SELECT extract(epoch FROM clock_timestamp() - min(recorded_at)) FROM events"
        " WHERE ticket > coalesce((SELECT max(ticket) FROM log), 0)"
    ).fetchone() or (None,)
    if waiting_s and waiting_s > LAG_MAX_S:
        yield f"The sequencer is not running: an event has waited {waiting_s:.0f} s for its position."
    for each in status(connection, projections.ALL):
        if each.state != "live":
            yield f"{each.name} is {each.state}, {each.lag} positions behind."
        elif not each.error and each.lag > BEHIND_MAX:
            yield f"{each.name} is {each.lag} positions behind."


def _remarks(connection: Connection) -> Iterator[str]:
    """What should be mended though the ledger does its work."""
    for each in status(connection, projections.ALL):
        if each.error:
            # Why it was is told on the server only: it may quote what the event says.
            yield f"{each.name} was stopped by the event at position {each.failed_position}."


def _answer(reasons: list[str], code: int) -> Response:
    state = "not ready" if code != 200 else "degraded" if reasons else "ok"
    said = {"status": state, "reasons": reasons}
    answer = Response(msgspec.json.encode(said), code, mimetype="application/json")
    if code != 200:
        answer.headers["Retry-After"] = "1"
    return answer
