"""Gives each committed event its position: one gapless order, assigned after commit."""

import logging
from contextlib import suppress
from threading import Event
from time import sleep

import psycopg
from psycopg.errors import UniqueViolation

from ledger.store.connection import Connection, Role, connect

logger = logging.getLogger(__name__)

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
            return _sequence(connection, 0, Event())[1]

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
                logger.warning("The sequencer lost its connection and tries again: %s", error)
                stop.wait(_FOLLOWING_S)


def _follow(connection: Connection, stop: Event) -> None:
    known, pause_s, leads = 0, _BUSY_S, False
    while not stop.is_set():
        leads = leads or _take_the_lead(connection)
        known, sequenced = _sequence(connection, known, stop)
        pause_s = _BUSY_S if sequenced else min(pause_s * 1.5, _IDLE_S)
        stop.wait(pause_s if leads else _FOLLOWING_S)


def _sequence(connection: Connection, known: int, stop: Event) -> tuple[int, int]:
    """Sequence what is newer than the ticket `known`: the ticket now known, and how many events."""
    horizon, writers = _horizon(connection, known)
    while writers and not stop.is_set():
        sleep(_BUSY_S / 2)
        writers &= _horizon(connection, known)[1]
    if horizon <= known or writers:
        return known, 0
    total = count = _give_positions(connection, horizon)
    while count >= _BATCH:
        total += (count := _give_positions(connection, horizon))
    return horizon, total


def _horizon(connection: Connection, known: int) -> tuple[int, set[str]]:
    row = connection.execute("SELECT * FROM horizon(%s)", [known], prepare=True).fetchone()
    horizon, writers = row or (0, None)
    return horizon, set(writers or ())


def _give_positions(connection: Connection, horizon: int) -> int:
    while True:
        # Lost a race against another sequencer: see how far it came.
        with suppress(UniqueViolation):
            [count] = connection.execute(
                "SELECT sequence_events(%s, %s)", [horizon, _BATCH], prepare=True
            ).fetchone() or [0]
            return int(count)


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
