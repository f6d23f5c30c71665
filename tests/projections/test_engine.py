"""The engine folds each event once, whatever dies when, and one bad event stops one projection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import uuid4

import psycopg
import pytest

from ledger.store.connection import Connection, Role, connect
from ledger.student.student import Student
from projections.engine import Engine, UnknownProjection
from projections.projection import At, ProjectionNotReady, on, snapshot
from projections.rebuild import ProjectionStopped
from projections.waiting import NotYetShown, wait
from tests.projections.engines import running, wait_until
from tests.projections.facts import Story, lessons, put_in_log
from tests.projections.hours import Hours

DAY = date(2020, 10, 1)


class Watched(Hours):
    """The same tables and rules, under a name of its own."""

    poison: ClassVar[set[int]] = set()

    @classmethod
    def statement(cls, name: str) -> Any:
        """The blocks of the file it borrows."""
        return Hours.statement(name)


class Unwritable(Watched):
    """Fails when it writes, not where the event is handled."""

    @on(Student.ConsultationRecorded)
    def recorded(self, event: Any, at: At) -> None:
        if at.position == 5:
            self.lines.add(self.lines_of_four())
        super().recorded(event, at)

    def lines_of_four(self) -> Any:
        """A row whose key is taken already."""
        from tests.projections.hours import Line

        return Line(4, Decimal(0))


@pytest.fixture
def reader(database_url: str) -> Iterator[Connection]:
    with connect(database_url, Role.READER) as connection:
        yield connection


def test_rows_follow_the_log_across_batches(database_url: str, reader: Connection) -> None:
    """Rows are added, changed and removed alike, within a batch and across batches."""
    story, student = Story(), uuid4()
    first = story.consultation(student, DAY, Decimal("1.50"))
    story.consultation(student, DAY, Decimal("0.25"))
    story.void(student, DAY, first)
    put_in_log(database_url, story.events)
    for size in (1, 2, 3):
        engine = Engine(database_url, [Hours], batch=size)
        assert engine.catch_up() == (3 if size == 1 else 0)
        assert [(each.student_id, each.hours) for each in Hours.all(reader)] == [
            (student, Decimal("0.25"))
        ]
        assert engine.verify("hours") == []
        engine.rebuild("hours")


def test_a_row_before_it_is_ready_is_refused(database_url: str, reader: Connection) -> None:
    """A projection that has not caught up once answers nobody."""
    put_in_log(database_url, lessons(3).events)
    with pytest.raises(ProjectionNotReady):
        Hours.all(reader)
    [status] = Engine(database_url, [Hours]).status()
    assert (status.state, status.lag) == ("missing", 3)


def test_the_position_moves_with_the_rows_or_not_at_all(
    database_url: str, reader: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection lost at the end of a batch loses rows and position alike; the next engine goes on."""
    engine = Engine(database_url, [Hours], batch=2)
    engine.catch_up()
    put_in_log(database_url, lessons(5).events)

    def lose(self: Hours, after: int, until: int) -> None:
        if (after, until) == (2, 4):
            with psycopg.connect(database_url) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [self.connection.info.backend_pid])

    monkeypatch.setattr(Hours, "finish", lose)
    with pytest.raises(psycopg.OperationalError):
        engine.catch_up()
    monkeypatch.undo()
    assert (Hours.total(reader), Hours.position(reader)) == (2, 2)
    assert engine.catch_up() == 3
    assert (Hours.total(reader), Hours.position(reader)) == (5, 5)


@pytest.mark.parametrize("projection", [Watched, Unwritable])
def test_a_poisonous_event_stops_its_projection_alone(
    database_url: str,
    reader: Connection,
    projection: type[Watched],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It stands just before the event, says which it is, and the others go on."""
    story = lessons(9)
    put_in_log(database_url, story.events)
    projection.poison = {5}
    engine = Engine(database_url, [projection, Hours], batch=100)
    engine.catch_up()
    bad, good = engine.status()
    assert (good.position, good.error) == (9, None)
    assert (bad.position, bad.failed_position, bad.lag) == (4, 5, 5)
    assert bad.error is not None
    assert "student.consultation_recorded" in bad.error
    assert str(story.events[4].originator_id) in bad.error
    [told] = [vars(record) for record in caplog.records if record.levelname == "ERROR"]
    assert (told["projection"], told["position"]) == (f"{projection.NAME}_v1", 5)
    assert engine.catch_up() == 0
    with pytest.raises(NotYetShown):
        wait(reader, [projection], position=9, timeout_s=60)
    with pytest.raises(ProjectionStopped):
        engine.rebuild(projection.NAME)
    projection.poison = set()


def test_a_stopped_projection_goes_on_when_mended(database_url: str) -> None:
    """The next process tries again; a rebuild takes the place of what was stopped."""
    put_in_log(database_url, lessons(3).events)
    Watched.poison = {2}
    engine = Engine(database_url, [Watched])
    engine.catch_up()
    Watched.poison = set()
    with running(engine):
        wait_until(lambda: engine.status()[0].position == 3)
    assert engine.status()[0].state == "live"

    Watched.poison = {4}
    put_in_log(database_url, lessons(2).events)
    engine.catch_up()
    assert engine.status()[0].error
    Watched.poison = set()
    engine.rebuild("watched")
    assert (engine.status()[0].position, engine.status()[0].error) == (5, None)


def test_a_rebuild_takes_over_between_two_reads(database_url: str, reader: Connection) -> None:
    """Readers of the old schema finish their look; the next one finds the new one, further on."""
    engine = Engine(database_url, [Hours])
    put_in_log(database_url, lessons(3).events)
    engine.catch_up()
    put_in_log(database_url, lessons(2).events)
    seen: list[tuple[int, int]] = []
    with snapshot(reader):
        before = Hours.schema(reader)
        engine.rebuild("hours", lambda done, head: seen.append((done, head)))
        assert (Hours.total(reader), Hours.position(reader)) == (3, 3)
    assert Hours.schema(reader) != before
    assert (Hours.total(reader), Hours.position(reader)) == (5, 5)
    assert seen[0] == (0, 5)
    assert seen[-1] == (5, 5)


def test_a_new_version_fills_beside_the_old_one(database_url: str, reader: Connection) -> None:
    """The old program reads on until the new one has caught up, and a while longer; then it goes."""

    class Newer(Watched):
        NAME = "hours"
        VERSION = 2

    Newer.NAME = "hours"
    put_in_log(database_url, lessons(3).events)
    old = Engine(database_url, [Hours])
    old.catch_up()
    put_in_log(database_url, lessons(2).events)
    new = Engine(database_url, [Newer], keep_unused=timedelta(0))
    with pytest.raises(ProjectionNotReady):
        Newer.all(reader)
    new.catch_up()
    assert (Hours.schema(reader), Newer.schema(reader)) == ("hours_v1", "hours_v2")
    assert (Hours.position(reader), Newer.position(reader)) == (3, 5)
    with running(new):
        wait_until(lambda: old.status()[0].state == "missing")
    assert reader.execute("SELECT to_regnamespace('hours_v1')").fetchone() == (None,)


def test_verify_finds_a_row_that_was_tampered_with(database_url: str, reader: Connection) -> None:
    """Whatever is in the tables and does not follow from the log is shown, from both sides."""
    story = lessons(3)
    put_in_log(database_url, story.events)
    engine = Engine(database_url, [Hours])
    engine.catch_up()
    with connect(database_url, Role.WORKER) as worker:
        student = str(story.events[0].originator_id)
        worker.execute("UPDATE hours_v1.students SET hours = 9 WHERE student_id = %s", [student])
    differences = engine.verify("hours")
    assert [(each.table, each.only_in, each.row) for each in differences] == [
        ("students", "live", {"student_id": student, "hours": 9}),
        ("students", "rebuilt", {"student_id": student, "hours": 1.00}),
    ]
    assert len(schemas(reader)) == 1


def test_two_engines_fold_each_event_once(database_url: str, reader: Connection) -> None:
    """Engines beside each other, beside writers, beside rebuilds: every event counts once."""
    first, second = (Engine(database_url, [Hours, Watched], batch=7) for _ in range(2))
    student = uuid4()
    story = Story()
    with running(first), running(second):
        for number in range(1, 31):
            for _ in range(5):
                story.consultation(student, DAY)
            ticket = put_in_log(database_url, story.events)
            story.events.clear()
            if number % 10 == 0:
                first.rebuild("hours")
            assert wait(reader, [Hours, Watched], ticket=ticket, timeout_s=20) == 5 * number
            assert Hours.total(reader) == 5 * number
    assert first.verify("hours") == first.verify("watched") == []


def test_an_engine_survives_its_connection(database_url: str, reader: Connection) -> None:
    """An engine whose connection is cut opens another and goes on."""
    engine = Engine(database_url, [Hours])
    with running(engine):
        wait_until(lambda: engine.status()[0].state == "live")
        reader.execute("RESET ROLE")
        for _ in range(3):
            cut = reader.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'pumpurs_worker' AND datname = current_database()"
            )
            assert cut.rowcount >= 1
            ticket = put_in_log(database_url, lessons(1).events)
            wait(reader, [Hours], ticket=ticket, timeout_s=20)
        assert Hours.total(reader) == 3


def test_a_projection_nobody_knows(database_url: str) -> None:
    """A name that is none of the program's projections is an error."""
    with pytest.raises(UnknownProjection):
        Engine(database_url, [Hours]).rebuild("minutes")


def test_a_look_keeps_to_one_moment_and_returns_the_path(
    database_url: str, reader: Connection
) -> None:
    """Inside a look at one projection, another can be asked, of the same moment."""
    engine = Engine(database_url, [Hours, Watched])
    put_in_log(database_url, lessons(2).events)
    engine.catch_up()
    with Hours.reading(reader) as position:
        put_in_log(database_url, lessons(2).events)
        engine.catch_up()
        with Watched.reading(reader) as other:
            assert other == position == 2
        assert reader.execute("SELECT count(*) FROM lines").fetchone() == (2,)
        assert reader.execute("SHOW search_path").fetchone() == ("hours_v1, public",)


def schemas(reader: Connection) -> list[str]:
    return [row[0] for row in reader.execute("SELECT schema FROM projections").fetchall()]
