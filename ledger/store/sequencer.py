"""Gives each committed event its position: one gapless order, assigned after commit."""

import logging
from contextlib import suppress
from threading import Event

import psycopg
from psycopg.errors import UniqueViolation

from ledger.store.connection import Connection, Role, connect

logger = logging.getLogger(__name__)

_MANY = 4
_BUSY_S = 0.001
_IDLE_S = 0.05
_FOLLOWING_S = 0.25  # while another one leads
_BATCH = 10_000
_LEADER_LOCK = 8_341_601


class StoreUnfit(Exception):
    """The database cannot be sequenced as it is."""


class SequenceBehind(StoreUnfit):
    """The sequence of tickets is behind the tickets already used."""

    def __init__(self, last_value: int, used: int) -> None:
        super().__init__(
            f"The sequence 'tickets' stands at {last_value}, but ticket {used} is used already:"
            " this database was restored without its sequences. Events recorded now would get no"
            f" position. Stop all writers, run  SELECT setval('tickets', {used});  and start again."
        )


class PreparedTransactions(StoreUnfit):
    """Prepared transactions are allowed."""

    def __init__(self, allowed: int) -> None:
        super().__init__(
            f"max_prepared_transactions is {allowed}: an append could be prepared and committed"
            " unseen by the sequencer. Set it to 0 and restart PostgreSQL."
        )


class Sequencer:
    """Reads how far tickets were given out, waits for whoever may hold one, and numbers the rest.

    Any number may run at once: the log's constraints keep them from contradicting each other, and
    an advisory lock lets one lead, to save work.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def check(self) -> None:
        """Raise SequenceBehind or PreparedTransactions if the database cannot be sequenced."""
        with connect(self.url, Role.WORKER) as connection:
            _check(connection)

    def sequence_once(self) -> int:
        """Give positions to all events committed before this call; how many it gave.

        Waits for appends that are not committed yet.
        """
        with connect(self.url, Role.WORKER) as connection:
            [given] = connection.execute(
                "SELECT last_value FROM tickets WHERE is_called"
            ).fetchone() or [0]
            known = total = 0
            while known < given:
                known, sequenced = _sequence(connection, known)
                total += sequenced
            return total

    def run(self, stop: Event) -> None:
        """Sequence until told to stop; after a lost connection, go on with a new one.

        Raises what `check` does.
        """
        while not stop.is_set():
            try:
                with connect(self.url, Role.WORKER) as connection:
                    _check(connection)
                    _follow(connection, stop)
            except psycopg.OperationalError as error:
                lost = {"kind": type(error).__name__}
                logger.warning("the sequencer lost its connection and tries again", extra=lost)
                stop.wait(_FOLLOWING_S)


def _follow(connection: Connection, stop: Event) -> None:
    # A crash may forget the newest positions; the tickets then give the same ones again.
    connection.execute("SET synchronous_commit TO off")
    known, pause_s, leads = 0, _BUSY_S, False
    while not stop.is_set():
        leads = leads or _take_the_lead(connection)
        known, sequenced = _sequence(connection, known)
        if sequenced:
            pause_s = _BUSY_S  # a moment, in which a few more come: else each is numbered by itself
        if sequenced >= _MANY:
            continue  # more came while these were numbered
        stop.wait(pause_s if leads else _FOLLOWING_S)
        pause_s = min(pause_s * 1.5, _IDLE_S)


def _sequence(connection: Connection, known: int) -> tuple[int, int]:
    """Sequence what is newer than the ticket `known`: the ticket now known, and how many events."""
    while True:
        with suppress(UniqueViolation):  # lost a race against another sequencer
            row = connection.execute(
                "SELECT * FROM sequence_events(%s, %s)", [known, _BATCH], prepare=True
            ).fetchone()
            known, sequenced = row or (known, 0)
            return known, sequenced


def _take_the_lead(connection: Connection) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [_LEADER_LOCK]).fetchone()
    return row == (True,)


def _check(connection: Connection) -> None:
    row = connection.execute(
        "SELECT last_value, greatest((SELECT max(ticket) FROM events), (SELECT max(ticket) FROM log), 0),"
        " current_setting('max_prepared_transactions')::integer FROM tickets"
    ).fetchone()
    last_value, used, prepared = row or (0, 0, 0)
    if last_value < used:
        raise SequenceBehind(last_value, used)
    if prepared:
        raise PreparedTransactions(prepared)
