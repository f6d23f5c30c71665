"""What commands only look at: remembered between them, and never trusted to be as it was."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from ledger.application import Ledger
from ledger.operation.errors import DeliveryNotAllowed
from ledger.specialist import Specialist
from ledger.student.student import Student
from ledger.student.values import Attendance
from tests.ledger.scene import START, Scene, events_in, somebody
from tests.ledger.student.spec import SHA

REMOTE: dict[str, Any] = {"delivery": "remote", "attendance": Attendance("log", SHA, "Zoom")}


@pytest.fixture
def other(scene: Scene) -> Ledger:
    """Another process on the same database."""
    return Ledger(scene.ledger.pool, scene.ledger.keys)


def allow(ledger: Ledger, mode: str) -> Any:
    """From the beginning of the operation on; gives the id of the rule."""
    return ledger.operations.set_delivery_mode(
        rule_id=uuid4(),
        mode=mode,
        valid_from=START,
        valid_until=None,
        source="test",
        occurred_on=START,
    ).made


def test_what_another_process_allows_is_allowed(scene: Scene, other: Ledger) -> None:
    """A refusal is told only after a look whether what it stands on is still so."""
    with pytest.raises(DeliveryNotAllowed):
        scene.consult("Anna", **REMOTE)
    allow(other, "remote")
    scene.consult("Anna", **REMOTE)


def test_what_another_process_forbids_is_refused(
    scene: Scene, other: Ledger, database_url: str
) -> None:
    """The append finds out, and the command is decided again; a rehearsal, too."""
    rule = allow(other, "remote")
    scene.consult("Anna", **REMOTE)
    other.operations.withdraw_rule(rule_id=rule, occurred_on=date(2021, 1, 1))
    before = events_in(database_url)
    for dry_run in (True, False):
        with somebody(dry_run=dry_run), pytest.raises(DeliveryNotAllowed):
            scene.consult("Anna", hour=1, **REMOTE)
    assert events_in(database_url) == before


def test_what_goes_on_while_a_command_is_decided_is_looked_at_again(
    scene: Scene, other: Ledger
) -> None:
    """What is recorded names the version that it was decided on at last."""
    versions: list[int] = []

    def decide(student: Student) -> None:
        versions.append(scene.ledger.reference(Specialist, scene.id("teacher")).version)
        if len(versions) == 1:
            other.specialists.qualify(
                specialist_id=scene.id("teacher"),
                qualification_id=uuid4(),
                kind="psychologist",
                valid_from=START,
                valid_until=None,
                occurred_on=START,
            )
        student.trigger_event(
            Student.OutcomeRecorded,
            outcome_id=uuid4(),
            outcome="moved",
            occurred_on=date(2021, 1, 1),
        )

    scene.ledger.change(Student, scene.id("Anna"), decide)
    assert versions == [versions[0], versions[0] + 1]
    [*_, last] = scene.ledger.events.get(scene.id("Anna"))
    assert last.basis == {"specialist": versions[1]}  # type: ignore[attr-defined]
