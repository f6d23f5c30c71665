"""What the ledger keeps: events that can be read, reasons that are sealed, snapshots that only save time."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from ledger.application import Ledger
from ledger.errors import NotYetHappened
from ledger.held import AlreadyBooked
from ledger.sealed import Sealed
from ledger.store.mapper import _reader
from ledger.student.student import Student
from tests.ledger.scene import Scene, events_in, somebody


def replayed(scene: Scene, name: str) -> Any:
    """The student from all of the events, and nothing else."""
    student: Any = None
    for event in scene.ledger.events.get(scene.id(name)):
        student = event.mutate(student)  # type: ignore[attr-defined]
    return student


def loaded_anew(scene: Scene, name: str) -> Student:
    """As a process loads it that has not seen the student before."""
    return Ledger(scene.ledger.pool, scene.ledger.keys).load(Student, scene.id(name))


def test_a_snapshot_and_its_tail_are_the_whole_history(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loaded either way the student is the same; the snapshot is really there."""
    monkeypatch.setattr(Ledger, "snapshotting_intervals", {Student: 7})
    for hour in range(10):
        scene.consult("Anna", hour=hour)
    store = scene.ledger.snapshots
    assert store is not None
    assert list(store.get(scene.id("Anna")))
    with_snapshot = loaded_anew(scene, "Anna")
    assert with_snapshot == replayed(scene, "Anna")


def test_a_snapshot_that_fails_or_is_foreign_harms_nothing(
    scene: Scene,
    database_url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The command stays done, and what cannot be read is passed over."""
    monkeypatch.setattr(Ledger, "snapshotting_intervals", {Student: 1})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE snapshots ADD CHECK (originator_version < 7)")
        scene.consult("Anna")
        assert "no snapshot was taken" in caplog.text
        scene.consult("Anna", hour=2)
        connection.execute(
            "ALTER TABLE snapshots DROP CONSTRAINT snapshots_originator_version_check"
        )
        connection.execute(
            "INSERT INTO snapshots SELECT originator_id, 99, topic, '{\"class_version\": 9}'"
            " FROM events WHERE originator_id = %s LIMIT 1",
            [scene.id("Anna")],
        )
    assert len(loaded_anew(scene, "Anna").consultations) == 2


def test_who_was_seen_lately_is_loaded_as_recorded(scene: Scene) -> None:
    """In a process that remembers, whoever else appends, and however its own commands end."""
    other = Ledger(scene.ledger.pool, scene.ledger.keys)
    for hour in range(30):
        made = scene.consult("Anna", hour=hour).made
        with pytest.raises(AlreadyBooked):
            scene.consult("Anna", hour=hour)
        if hour % 3 == 0 and made is not None:
            other.students.void_consultation(
                scene.id("Anna"), consultation_id=made, occurred_on=date(2020, 9, 30)
            )
        for ledger in (scene.ledger, other):
            assert ledger.load(Student, scene.id("Anna")) == replayed(scene, "Anna")


def test_what_a_restored_database_does_not_hold_is_forgotten(
    scene: Scene, database_url: str
) -> None:
    """A process that remembers more than there is goes on from what there is."""
    scene.consult("Anna")
    before = replayed(scene, "Anna")
    scene.consult("Anna", hour=1)
    with psycopg.connect(database_url, autocommit=True) as superuser:
        superuser.execute("ALTER TABLE events DISABLE TRIGGER immutable")
        superuser.execute("DELETE FROM events WHERE originator_version > %s", [before.version])
    assert scene.ledger.load(Student, scene.id("Anna")) == before


def test_of_a_long_history_only_the_tail_is_read(scene: Scene) -> None:
    """A snapshot is taken at every fiftieth event."""
    for hour in range(60):
        scene.consult("Anna", hour=hour)
    store = scene.ledger.snapshots
    assert store is not None
    [snapshot] = store.get(scene.id("Anna"), desc=True, limit=1)
    assert snapshot.originator_version == Ledger.snapshotting_intervals[Student]


def test_a_snapshot_of_another_version_is_passed_over(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When an aggregate's state means something else, histories are replayed until a new one is taken."""
    monkeypatch.setattr(Ledger, "snapshotting_intervals", {Student: 1})
    scene.consult("Anna")
    store = scene.ledger.snapshots
    assert store is not None
    assert list(store.get(scene.id("Anna"), desc=True, limit=1))
    monkeypatch.setattr(Student.Snapshot, "CLASS_VERSION", Student.STATE_VERSION + 1)
    _reader.cache_clear()
    assert not list(store.get(scene.id("Anna"), desc=True, limit=1))
    assert len(loaded_anew(scene, "Anna").consultations) == 1
    _reader.cache_clear()


def test_a_reason_about_a_child_is_sealed(scene: Scene) -> None:
    """Why something was taken back is free text about the child: only the child's key opens it."""
    made = scene.consult("Anna").made
    assert made is not None
    with somebody(reason="bija slims"):
        scene.ledger.students.void_consultation(
            scene.id("Anna"), consultation_id=made, occurred_on=date(2020, 9, 8)
        )
    [*_, last] = scene.ledger.events.get(scene.id("Anna"))
    reason = last.reason  # type: ignore[attr-defined]
    assert isinstance(reason, Sealed)
    assert scene.ledger.keys.unseal(scene.id("Anna"), reason) == "bija slims"


def test_an_event_that_could_not_be_read_is_never_stored(scene: Scene, database_url: str) -> None:
    """A day that is missing or an instant, and a day that has not come, end the command."""
    before = events_in(database_url)

    def outcome(day: object) -> None:
        scene.ledger.change(
            Student,
            scene.id("Anna"),
            lambda student: student.trigger_event(
                Student.OutcomeRecorded, outcome_id=uuid4(), outcome="moved", occurred_on=day
            ),
        )

    for day in (None, datetime(2020, 9, 1, tzinfo=UTC)):
        with pytest.raises(TypeError):
            outcome(day)
    with pytest.raises(NotYetHappened):
        outcome(date(2099, 1, 1))
    assert events_in(database_url) == before
