"""A stretch of the log is read for all at once; who has nothing to do in it only moves on."""

from __future__ import annotations

from typing import ClassVar

import pytest

from ledger.store.connection import Connection
from projections.engine import Engine
from projections.projection import Projection
from tests.projections.facts import lessons, put_in_log
from tests.projections.hours import Hours


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
