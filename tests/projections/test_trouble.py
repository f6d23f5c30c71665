"""What stops a projection stops it alone and is told once; what an older program answers with stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ledger.store.connection import Role, connect
from ledger.student.student import Student
from projections.engine import Engine
from projections.projection import At, on
from tests.projections.engines import running, wait_until
from tests.projections.facts import lessons, put_in_log
from tests.projections.hours import Hours


class Refused(Hours):
    """An event at which PostgreSQL refuses something, while it stands."""

    sqlstate = ""

    @on(Student.ConsultationRecorded)
    def recorded(self, event: Any, at: At) -> None:
        if at.position == 5:
            self.connection.execute(
                f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{self.sqlstate}'; END $$"
            )
        super().recorded(event, at)

    @classmethod
    def statement(cls, name: str) -> Any:
        """The blocks of the file it borrows."""
        return Hours.statement(name)


@pytest.mark.parametrize("sqlstate", ["53100", "54000", "55P03", "57014"])
def test_what_postgresql_refuses_stops_one_projection(
    database_url: str, monkeypatch: pytest.MonkeyPatch, sqlstate: str
) -> None:
    """Only a lost connection is tried again for ever: an event that PostgreSQL refuses is a bad event."""
    monkeypatch.setattr(Refused, "sqlstate", sqlstate)
    put_in_log(database_url, lessons(9).events)
    engine = Engine(database_url, [Refused, Hours])
    with running(engine):
        wait_until(lambda: engine.status()[1].position == 9)
        wait_until(lambda: engine.status()[0].failed_position == 5)
    assert engine.status()[0].position == 4


def test_a_stop_is_told_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One traceback, of the event itself; not one for each batch that was too large."""
    monkeypatch.setattr(Refused, "sqlstate", "53100")
    put_in_log(database_url, lessons(9).events)
    Engine(database_url, [Refused]).catch_up()
    assert caplog.text.count("Traceback (most recent call last)") == 1


def test_a_program_that_was_put_back_keeps_its_answers(database_url: str) -> None:
    """A newer version answered for a while; the older program does not drop what it answers with."""

    class Newer(Refused):
        VERSION = 2

    Newer.NAME = "hours"
    put_in_log(database_url, lessons(3).events)
    older = Engine(database_url, [Hours], keep_unused=timedelta(0))
    older.catch_up()
    Engine(database_url, [Newer]).catch_up()
    older.rebuild("hours")
    with running(older), connect(database_url, Role.READER) as reader:
        wait_until(
            lambda: reader.execute("SELECT to_regnamespace('hours_v1')").fetchone() == (None,)
        )
        assert Hours.total(reader) == 3
    assert older.status()[0].state == "live"
