"""Consultations given to groups: one hour of one specialist, paid once, whoever is in it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.held import AlreadyBooked, GroupDiffers
from ledger.student.errors import GroupTooSmall
from ledger.student.student import Student
from ledger.student.values import Group, PlannedConsultation
from tests.ledger.scene import Scene

EIGHT = datetime(2020, 9, 7, 8, tzinfo=UTC)


def amounts(scene: Scene, *names: str) -> list[Decimal]:
    """What each standing consultation of these students costs."""
    return [
        event.amount
        for name in names
        for event in scene.ledger.events.get(scene.id(name))
        if isinstance(event, Student.ConsultationRecorded)
    ]


def void(scene: Scene, name: str, consultation_id: UUID) -> None:
    """Take a consultation back."""
    scene.ledger.students.void_consultation(
        scene.id(name), consultation_id=consultation_id, occurred_on=date(2020, 9, 8)
    )


def test_a_group_is_paid_once(scene: Scene) -> None:
    """All places together make the cost of the hour; the same hours may be written otherwise."""
    group = uuid4()
    planned = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal("1.00"))
    scene.consult("Anna", group=Group(group, 2, 1))
    scene.consult("Juris", group=Group(group, 2, 2), consultation=planned)
    assert sum(amounts(scene, "Anna", "Juris")) == Decimal("12.35")


@pytest.mark.parametrize(
    "changed",
    [
        {"group": (3, 2)},
        {"starts": EIGHT + timedelta(minutes=30), "ends": EIGHT + timedelta(hours=3.5)},
        {"ends": EIGHT + timedelta(hours=2)},
        {"hour": 5},
        {"specialist_id": "other teacher"},
        {
            "consultation": PlannedConsultation(
                "subject", "pedagogue", "mathematics", Decimal("0.5")
            )
        },
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_students_of_a_group_share_one_consultation(
    scene: Scene, changed: dict[str, Any]
) -> None:
    """Size, time, specialist and hours; until the group has been taken back."""
    group, first = uuid4(), uuid4()
    scene.specialist("other teacher")
    if "specialist_id" in changed:
        changed = {"specialist_id": scene.id("other teacher")}
    changed = {**changed, "group": Group(group, *changed.get("group", (2, 2)))}
    scene.consult("Anna", group=Group(group, 2, 1), consultation_id=first)
    with pytest.raises(GroupDiffers, match=str(group)):
        scene.consult("Juris", **changed)
    void(scene, "Anna", first)
    scene.consult("Juris", **changed)


def test_a_group_of_one_is_none(scene: Scene) -> None:
    """Who is alone needs no group."""
    with pytest.raises(GroupTooSmall):
        scene.consult("Anna", group=Group(uuid4(), 1, 1))


def test_nobody_joins_an_individual_consultation_as_a_group(scene: Scene) -> None:
    """Its id names no group."""
    alone = scene.consult("Anna").made
    assert alone is not None
    with pytest.raises(AlreadyBooked, match=str(alone)):
        scene.consult("Juris", group=Group(alone, 2, 1))


def test_two_students_consultations_of_the_same_id_are_two(scene: Scene) -> None:
    """Taking back one frees its own time only."""
    the_same = uuid4()
    scene.consult("Anna", consultation_id=the_same)
    scene.consult("Juris", hour=1, consultation_id=the_same)
    void(scene, "Anna", the_same)
    with pytest.raises(AlreadyBooked):
        scene.consult("Anna", hour=1)
    scene.consult("Juris")


def test_who_leaves_a_group_makes_room_in_it(scene: Scene) -> None:
    """The others stay, and so does what the group is."""
    group, first = uuid4(), uuid4()
    scene.student("Ilze")
    scene.consult("Anna", group=Group(group, 2, 1), consultation_id=first)
    scene.consult("Juris", group=Group(group, 2, 2))
    void(scene, "Anna", first)
    with pytest.raises(GroupDiffers):
        scene.consult("Ilze", group=Group(group, 3, 1))
    scene.consult("Ilze", group=Group(group, 2, 1))
