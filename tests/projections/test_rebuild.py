"""What a rebuild leaves: the same indexes as before, and the old one in service until it is done."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from typing import ClassVar, LiteralString

import pytest
from psycopg import sql

from ledger.store.connection import Connection, Role, connect
from projections import registry
from projections.engine import Engine
from projections.plans import Plans
from projections.projection import Projection
from projections.scopes import Scopes
from projections.statistics import Statistics
from projections.timeline import Timeline
from tests.projections.engines import wait_until
from tests.projections.facts import lessons, put_in_log
from tests.projections.hours import Hours

KILLED = """
import os, signal, sys
from projections.engine import Engine
from tests.projections.hours import Hours

def die(done: int, total: int) -> None:
    if done == 3:
        os.kill(os.getpid(), signal.SIGKILL)

Engine(sys.argv[1], [Hours], batch=1).rebuild("hours", die)
"""


def test_a_killed_rebuild_leaves_the_old_one_in_service(database_url: str) -> None:
    """It answers and goes on; the next rebuild clears away what the killed one had begun."""
    put_in_log(database_url, lessons(5).events)
    engine = Engine(database_url, [Hours])
    engine.catch_up()
    killed = subprocess.run([sys.executable, "-c", KILLED, database_url], check=False)
    assert killed.returncode == -signal.SIGKILL
    with connect(database_url, Role.READER) as reader:
        assert (Hours.schema(reader), Hours.total(reader)) == ("hours_v1", 5)
        put_in_log(database_url, lessons(2).events)
        assert engine.catch_up() == 2
        assert Hours.total(reader) == 7
        engine.rebuild("hours")
        assert Hours.total(reader) == 7
        assert _values(reader, "SELECT state FROM projections") == ["live", "retired"]


def test_engines_clear_away_what_a_killed_rebuild_had_begun(database_url: str) -> None:
    """Nobody has to build that one anew; what somebody is building stays."""
    put_in_log(database_url, lessons(5).events)
    engine = Engine(database_url, [Hours])
    engine.catch_up()
    subprocess.run([sys.executable, "-c", KILLED, database_url], check=False)
    with connect(database_url, Role.WORKER) as worker:
        wait_until(lambda: _clear(worker) == ["hours_v1_2"], timeout_s=60)
        seen: list[list[str]] = []
        engine.rebuild("hours", lambda _done, _total: seen.append(_clear(worker)))
        assert seen
        assert not any(seen)
        assert Hours.total(worker) == 5


def _clear(worker: Connection) -> list[str]:
    return registry.drop_unused(worker, timedelta(hours=1), [Hours])


class HoursMeanwhile(Hours):
    """While its indexes are made, somebody records."""

    url: ClassVar[str]

    @classmethod
    def definitions(cls, block: str = "schema") -> list[sql.SQL]:
        if block == "indexes":
            put_in_log(cls.url, lessons(3).events)
        return super().definitions(block)


def test_engines_are_not_held_while_much_is_taken_in(database_url: str) -> None:
    """What was recorded while a rebuild made the indexes is in before it holds the engines at their row."""
    HoursMeanwhile.url = database_url
    engine = Engine(database_url, [HoursMeanwhile])
    engine.catch_up()
    behind: list[bool] = []
    with connect(database_url, Role.WORKER) as worker:

        def look(done: int, total: int) -> None:
            free = "SELECT FROM projections WHERE state = 'live' FOR UPDATE SKIP LOCKED"
            if worker.execute(free).fetchone() is None:
                behind.append(done < total)

        engine.rebuild("hours_meanwhile", look)
    assert behind == [False]


@pytest.mark.parametrize("projection", [Plans, Scopes, Timeline], ids=lambda each: each.NAME)
def test_a_rebuild_makes_all_indexes(database_url: str, projection: type[Projection]) -> None:
    """Those that only questions need, too, which are made last."""
    engine = Engine(database_url, [projection])
    engine.catch_up()
    with connect(database_url, Role.READER) as reader:
        first = _indexes(reader, before := projection.schema(reader))
        engine.rebuild(projection.NAME)
        after = projection.schema(reader)
        assert after != before
        assert first
        assert _indexes(reader, after) == first


def test_what_folding_reads_has_its_index_while_a_rebuild_fills(database_url: str) -> None:
    """The contributions of a school whose kind is corrected are found without reading them all."""
    with connect(database_url, Role.WORKER) as worker:
        schema = registry.create(worker, Statistics, "building")
        found = [each.partition(" USING ")[2] for each in _indexes(worker, schema)]
    assert "btree (place_id, family)" in found


def _indexes(reader: Connection, schema: str) -> list[str]:
    query = "SELECT replace(indexdef, schemaname, '') FROM pg_indexes WHERE schemaname = %s"
    return _values(reader, query, schema)


def _values(reader: Connection, query: LiteralString, *of: str) -> list[str]:
    return sorted(value for (value,) in reader.execute(query, of).fetchall())
