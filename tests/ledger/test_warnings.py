"""Warnings through the ledger: in the append of the measure they are about, which holds what it holds."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from ledger.held import AlreadyBooked
from ledger.operation import Shares
from ledger.student.student import Student
from tests.ledger.scene import Scene

FOUND = date(2021, 2, 1)


@pytest.fixture
def scene(scene: Scene) -> Scene:
    """Another project gives Anna consultations and meals, too."""
    scene.ledger.students.declare_other_support(
        scene.id("Anna"),
        support_id=scene.id("support"),
        programme="SAM 8.3.2",
        funder="ESF",
        kinds=("subject", "catering"),
        first_day=date(2020, 9, 1),
        occurred_on=date(2020, 9, 1),
    )
    return scene


def topics(scene: Scene, since: int) -> list[str]:
    """What was recorded of Anna after a version."""
    events = scene.ledger.events.get(scene.id("Anna"), gt=since)
    return [type(each).__name__ for each in events]


def version(scene: Scene) -> int:
    """How much is recorded of Anna."""
    return scene.ledger.load(Student, scene.id("Anna")).version


def test_a_consultation_warned_of_holds_its_time(scene: Scene) -> None:
    """Measure and warning are one append, and nobody else has the hour."""
    before = version(scene)
    given = uuid4()
    scene.consult("Anna", consultation_id=given)
    assert topics(scene, before) == ["ConsultationRecorded", "WarningRaised"]
    with pytest.raises(AlreadyBooked, match=str(given)):
        scene.consult("Juris")


def test_a_measure_that_is_recalculated_is_warned_of_anew(scene: Scene) -> None:
    """The warning of the measure that was taken back lapses with it, in the same append."""
    given, claim = uuid4(), uuid4()
    scene.consult("Anna", consultation_id=given)
    scene.claim("Anna", "10.00", compensation_id=claim)
    scene.ledger.operations.set_cofinancing(
        rule_id=uuid4(),
        shares=Shares(Decimal(80), Decimal(15), Decimal(5)),
        valid_from=date(2020, 9, 1),
        source="MK 460",
        occurred_on=FOUND,
    )
    before, students, anna = version(scene), scene.ledger.students, scene.id("Anna")
    students.recalculate_consultation(
        anna, consultation_id=given, recalculated_id=uuid4(), occurred_on=FOUND
    )
    students.recalculate_compensation(
        anna, compensation_id=claim, recalculated_id=uuid4(), occurred_on=FOUND
    )
    assert topics(scene, before) == [
        "ConsultationVoided",
        "WarningLapsed",
        "ConsultationRecorded",
        "WarningRaised",
        "CompensationRefused",
        "WarningLapsed",
        "CompensationClaimed",
        "WarningRaised",
    ]
