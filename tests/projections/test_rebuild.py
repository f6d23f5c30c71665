"""What a rebuild leaves: the same indexes as before, and the old one in service until it is done."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import ClassVar, LiteralString

import pytest
from psycopg import sql

from ledger.store.connection import Connection, Role, connect
from projections import rebuild, registry
from projections.engine import Engine
from projections.plans import Plans
from projections.projection import Projection
from projections.rebuild import RebuildUnderWay
from projections.scopes import Scopes
from projections.statistics import Statistics
from projections.timeline import Timeline
from tests.projections.engines import wait_until
from tests.projections.facts import lessons, put_in_log
from tests.projections.hours import Hours

BUILDING = registry.building("hours")
WAITS = (
    "SELECT FROM pg_locks JOIN pg_database ON oid = database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted"
)
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


def test_a_rebuild_waits_while_engines_clear_away(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They hold the same lock for a moment; nobody is told then that somebody else builds."""
    monkeypatch.setattr(rebuild, "CLEARING_S", 60)
    engine = Engine(database_url, [Hours])
    engine.catch_up()
    with connect(database_url, Role.WORKER) as worker, ThreadPoolExecutor(1) as other:
        with worker.transaction():
            worker.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [BUILDING])
            rebuilt = other.submit(engine.rebuild, "hours")
            wait_until(lambda: rebuilt.done() or worker.execute(WAITS).rowcount > 0, 60)
        assert rebuilt.exception(timeout=60) is None
        assert Hours.schema(worker) == "hours_v1_2"


def test_several_are_claimed_in_one_order(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However they are named: who waits for the first holds no other, so that two do not wait for each other."""
    monkeypatch.setattr(rebuild, "CLEARING_S", 60)
    engine = Engine(database_url, [Hours, Plans])
    engine.catch_up()
    free = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
    with connect(database_url, Role.WORKER) as worker, ThreadPoolExecutor(1) as other:
        with worker.transaction():
            worker.execute(free, [BUILDING])
            rebuilt = other.submit(engine.rebuild_all, ["plans", "hours"])
            wait_until(lambda: rebuilt.done() or worker.execute(WAITS).rowcount > 0, 60)
            plans = worker.execute(free, [registry.building("plans")]).fetchone()
        assert rebuilt.exception(timeout=60) is None
    assert plans == (True,)


def test_two_do_not_build_the_same_anew(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is told so, and leaves nothing."""
    monkeypatch.setattr(rebuild, "CLEARING_S", 0.1)
    engine = Engine(database_url, [Hours])
    engine.catch_up()
    refused: list[str] = []

    def again(*_: int) -> None:
        with pytest.raises(RebuildUnderWay) as error:
            engine.rebuild("hours")
        refused.append(str(error.value))

    engine.rebuild("hours", again)
    assert "hours" in refused
    with connect(database_url, Role.READER) as reader:
        assert _values(reader, "SELECT schema FROM projections") == ["hours_v1", "hours_v1_2"]


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
