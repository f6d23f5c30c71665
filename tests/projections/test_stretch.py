"""A stretch of the log is read for all at once; who has nothing to do in it only moves on."""

from __future__ import annotations

from typing import ClassVar

import pytest

from ledger.store.connection import Connection, Role, connect
from projections import ALL
from projections.engine import Engine
from projections.funding import Funding
from projections.journal import Journal
from projections.projection import Projection
from projections.rebuild import ProjectionStopped
from projections.shares import dealt_out
from projections.timeline import Timeline
from tests.projections.facts import lessons, put_in_log
from tests.projections.hours import Hours
from tests.projections.test_engine import Unwritable


class Uninterested(Projection):
    """Subscribes to nothing that happens here, and counts how often it is asked to do something."""

    asked: ClassVar[int] = 0

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        type(self).asked += 1


class Counting(Uninterested):
    """The same, with something to do at the end of each stretch."""

    ends: ClassVar[list[int]] = []

    def finish(self, _after: int, until: int) -> None:
        self.ends.append(until)


@pytest.mark.parametrize("batch", [7, 1000])
def test_who_has_nothing_to_do_moves_on(database_url: str, batch: int) -> None:
    """It stands at the head and is live without having been made; unless its stretch has to be finished."""
    put_in_log(database_url, lessons(20).events)
    Uninterested.asked, Counting.asked, Counting.ends = 0, 0, []
    engine = Engine(database_url, [Uninterested, Counting, Hours], batch=batch)
    assert engine.catch_up() == 20
    assert {(each.state, each.position) for each in engine.status()} == {("live", 20)}
    assert Uninterested.asked == 0
    assert Counting.ends == ([7, 14, 20] if batch == 7 else [20])


def test_small_and_large_stretches_come_to_the_same(database_url: str) -> None:
    """Together in one transaction, or each in its own: the rows are those of a rebuild."""
    engine = Engine(database_url, [Uninterested, Hours])
    put_in_log(database_url, lessons(5).events)
    assert engine.catch_up() == 5
    put_in_log(database_url, lessons(300).events)
    assert engine.catch_up() == 300
    assert engine.verify("hours") == []
    assert [each.position for each in engine.status()] == [305, 305]


def test_all_are_rebuilt_and_verified_side_by_side(database_url: str) -> None:
    """Dealt out to two processes, each is built anew beside the live one; every one tells how far it is."""
    put_in_log(database_url, lessons(30).events)
    engine = Engine(database_url, [Timeline, Hours, Journal, Funding], batch=10)
    engine.catch_up()
    told: dict[str, list[int]] = {}

    def tell(name: str, done: int, total: int) -> None:
        assert total == 30
        told.setdefault(name, []).append(done)

    engine.rebuild_all(progress=tell, processes=2)
    assert {name: done[-1] for name, done in told.items()} == dict.fromkeys(told, 30)
    assert set(told) == {"timeline", "hours", "journal", "funding"}
    assert all(done == sorted(done) and 10 in done for done in told.values())
    assert {each.position for each in engine.status()} == {30}
    with connect(database_url, Role.READER) as reader:
        assert Hours.schema(reader) == "hours_v1_2"
    assert engine.verify_all(processes=2) == {
        name: [] for name in ("timeline", "hours", "journal", "funding")
    }
    assert engine.verify_all(["hours"], processes=2) == {"hours": []}


def test_what_stops_one_of_several_is_told_by_its_process(database_url: str) -> None:
    """A rebuild in several processes fails as that of one does, and leaves nothing behind."""
    put_in_log(database_url, lessons(9).events)
    engine = Engine(database_url, [Unwritable, Hours])
    engine.catch_up()
    with pytest.raises(ProjectionStopped, match="unwritable at position 5"):
        engine.rebuild_all(processes=2)
    with connect(database_url, Role.READER) as reader:
        query = "SELECT count(*) FROM projections WHERE state = 'building'"
        assert reader.execute(query).fetchone() == (0,)


def test_the_heaviest_are_dealt_out_first() -> None:
    """No share is empty, none has much more to do than another, and nothing is left out or done twice."""
    shares = dealt_out(ALL, 2)
    loads = [sum(each.COST for each in share) for share in shares]
    assert max(loads) - min(loads) <= max(each.COST for each in ALL)
    assert sorted(each.NAME for share in shares for each in share) == sorted(
        each.NAME for each in ALL
    )
    assert [len(share) for share in dealt_out(ALL[:2], 5)] == [1, 1]
