"""Whoever recorded something can wait until it shows, and never for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg
import pytest

from ledger.store.connection import Connection, Role, connect
from projections.engine import Engine
from projections.waiting import NotYetShown, TicketUnknown, wait
from tests.projections.facts import lessons, put_in_log
from tests.projections.hours import Hours


@pytest.fixture
def reader(database_url: str) -> Iterator[Connection]:
    with connect(database_url, Role.READER) as connection:
        yield connection


def test_waiting_is_bounded(database_url: str, reader: Connection) -> None:
    """A ticket nobody was given is an error at once; one that does not show is an error in time."""
    engine = Engine(database_url, [Hours])
    engine.catch_up()
    with pytest.raises(TicketUnknown):
        wait(reader, [Hours], ticket=1, timeout_s=60)
    ticket = put_in_log(database_url, lessons(1).events)
    started = time.monotonic()
    with pytest.raises(NotYetShown):
        wait(reader, [Hours], ticket=ticket, timeout_s=0.1)
    assert time.monotonic() - started < 5
    with pytest.raises(TicketUnknown):
        wait(reader, [Hours], ticket=ticket + 1, timeout_s=60)
    engine.catch_up()
    assert wait(reader, [Hours], ticket=ticket, timeout_s=60) == 1


def test_a_ticket_rolled_back_is_not_waited_for(database_url: str, reader: Connection) -> None:
    """Once its holder has ended without recording, there is nothing to wait for."""
    engine = Engine(database_url, [Hours])
    engine.catch_up()
    with psycopg.connect(database_url) as holder:
        holder.execute("LOCK TABLE events IN ROW EXCLUSIVE MODE")
        [ticket] = holder.execute("SELECT nextval('tickets')").fetchone() or (0,)
        with pytest.raises(NotYetShown):
            wait(reader, [Hours], ticket=ticket, timeout_s=0.05)
        holder.rollback()
    assert wait(reader, [Hours], ticket=ticket, timeout_s=60) == 0
