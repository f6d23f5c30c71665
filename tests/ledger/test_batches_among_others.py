"""Batches while others go on with what their commands change and look at."""

from collections.abc import Callable, Sequence
from contextvars import Context
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger import batch, batches
from ledger.application import Ledger, Recorded
from ledger.batches import Batches, Told
from ledger.errors import NotFound
from ledger.held import AlreadyBooked
from ledger.specialist import Specialist
from ledger.student.student import Student
from tests.ledger.scene import START, Scene, somebody
from tests.ledger.student.spec import CONTEXT

DAY = date(2021, 1, 1)


def told(command: Callable[[], Recorded], *streams: UUID) -> Told:
    """A command without a key."""
    return Told(CONTEXT, command, streams)


def consulted(scene: Scene, name: str, **when: int) -> Told:
    """A consultation, which looks at the teacher."""
    return told(lambda: scene.consult(name, **when), scene.id(name))


def qualify(ledger: Ledger, scene: Scene) -> Recorded:
    """The teacher goes on."""
    return ledger.specialists.qualify(
        specialist_id=scene.id("teacher"),
        qualification_id=uuid4(),
        kind="psychologist",
        valid_from=START,
        valid_until=None,
        occurred_on=START,
    )


def come_out(*students: Student) -> None:
    """They go on."""
    for one in students:
        one.trigger_event(
            Student.OutcomeRecorded, outcome_id=uuid4(), outcome="moved", occurred_on=DAY
        )


def go_on(ledger: Ledger, scene: Scene, name: str) -> Recorded:
    """The student goes on."""
    return ledger.change(Student, scene.id(name), come_out)


def meanwhile(scene: Scene, command: Callable[[Ledger], Recorded]) -> None:
    """Somebody else, in another process, tells a command."""
    other = Ledger(scene.ledger.pool, scene.ledger.keys)

    def tell() -> None:
        with somebody(reason="it was wrong"):
            command(other)

    Context().run(tell)


def decided_on(scene: Scene, name: str) -> Any:
    """The rules that the last event of a student names."""
    [*_, last] = scene.ledger.events.get(scene.id(name))
    return last.basis["specialist"]  # type: ignore[attr-defined]


def test_what_a_rehearsal_looked_at_may_go_on_in_it(scene: Scene) -> None:
    """The line after one that looks at a record and changes it is refused for what is wrong with it alone."""
    scene.consult("Anna", hour=1)
    teacher = scene.id("teacher")

    def qualified(one: Specialist) -> None:
        # As a permit looks at the institution that is changed.
        scene.ledger.reference(Specialist, teacher)
        one.qualify(
            uuid4(), kind="psychologist", valid_from=START, valid_until=None, occurred_on=START
        )

    lines = [
        told(lambda: scene.ledger.change(Specialist, teacher, qualified), teacher),
        consulted(scene, "Juris", hour=1),
    ]
    first, last = Batches(scene.ledger).rehearse(lines)
    assert isinstance(first, Recorded)
    assert isinstance(last, AlreadyBooked)


def test_what_is_recorded_together_is_decided_on_the_same(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes on between two looks at the store is looked at again for the lines before, too."""
    monkeypatch.setattr(batches, "CHUNK", 2)
    calls: list[object] = []

    def gone_on() -> Recorded:
        calls.append(None)
        if len(calls) == 1:
            meanwhile(scene, lambda other: qualify(other, scene))
        return go_on(scene.ledger, scene, "Anna")

    lines = [
        consulted(scene, "Anna", hour=1),
        told(gone_on, scene.id("Anna")),
        consulted(scene, "Juris", hour=3),
    ]
    outcomes = Batches(scene.ledger).record_together(lines)
    assert all(isinstance(each, Recorded) for each in outcomes)
    first = next(
        each
        for each in scene.ledger.events.get(scene.id("Anna"))
        if isinstance(each, Student.ConsultationRecorded)
    )
    assert first.basis["specialist"] == decided_on(scene, "Juris")


def both(scene: Scene, refuse: Callable[[Sequence[Student]], bool]) -> Told:
    """A command on two students, of which the address names the first."""

    def decide(everybody: Sequence[Student]) -> None:
        if refuse(everybody):
            raise NotFound(what="risk", id=scene.id("risk"))
        come_out(*everybody)

    ids = (scene.id("Anna"), scene.id("Juris"))
    return told(lambda: scene.ledger.change_together(Student, ids, decide), ids[0])


def test_no_line_is_refused_for_what_a_record_was(scene: Scene) -> None:
    """What the body names is looked at again, though lines before have left it there."""
    told_by = Batches(scene.ledger)
    before = [
        consulted(scene, "Juris", hour=1),
        consulted(scene, "Anna", hour=3),
    ]
    told_by.record(before)
    meanwhile(scene, lambda other: go_on(other, scene, "Juris"))
    lines = [both(scene, lambda two: not two[1].outcomes), consulted(scene, "Anna")]
    assert [each for each in told_by.record(lines) if isinstance(each, Exception)] == []


def test_a_refusal_is_itself_however_many_records_it_took(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command on more records than are kept is refused for what is wrong with it."""
    monkeypatch.setattr(batch, "MOST_STREAMS", 1)
    lines = [both(scene, lambda _: True), both(scene, lambda _: True)]
    assert [type(each) for each in Batches(scene.ledger).record(lines)] == [NotFound, NotFound]
