"""Appends that wait from some point on, so that whoever makes them can be killed there, and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from ledger.store.connection import Connection

PATIENCE_S = 300.0  # on a machine that is busy with other tests
ASLEEP = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
)
HOLD = """
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3600); RETURN NEW; END';
CREATE TRIGGER hold BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.ticket > {ticket}) EXECUTE FUNCTION hold();
"""
LET_GO = "DROP TRIGGER hold ON events; DROP FUNCTION hold()"


class Held:
    """A database in which no append after some ticket comes to its end."""

    def __init__(self, superuser: Connection) -> None:
        self._superuser = superuser

    def until_reached(self) -> None:
        """Wait until somebody waits there; TimeoutError."""
        self._until(reached=True)

    def give_up(self) -> None:
        """Take back what waits; whoever is still there may append again."""
        self._superuser.execute(f"SELECT pg_terminate_backend(pid) FROM ({ASLEEP}) AS asleep")
        self._until(reached=False)
        self._superuser.execute(LET_GO)

    def _until(self, *, reached: bool) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while bool(self._superuser.execute(ASLEEP).fetchall()) != reached:
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.02)


@contextmanager
def held_after(url: str, ticket: int) -> Iterator[Held]:
    """Let every append after that ticket wait, until it is given up."""
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute(HOLD.format(ticket=ticket))
        held = Held(superuser)
        try:
            yield held
        finally:
            held.give_up()
