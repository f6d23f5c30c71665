"""Participants: who took part when, each once, as of a day and as known at a position."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ledger.student.participation import Answer
from projections.participants import ParticipantFilter, Participants
from tests.projections.shown import Shown, shown

ENTRY, EXIT, AGAIN = date(2020, 9, 14), date(2020, 12, 18), date(2021, 1, 11)
NO = Answer("no", None)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Participants) as world:
        world.scene.student("Anna")
        yield world


def enter(world: Shown, name: str, day: date, who: str = "Anna", **changed: Any) -> UUID:
    """A learner enters."""
    said = {"gender": "female", "age_band": "under_15", "education": "isced_1", **changed}
    world.scene.ledger.students.enter_participant(
        world.scene.id(who),
        participation_id=world.scene.id(name),
        disability=NO,
        background=NO,
        disadvantage=NO,
        occurred_on=day,
        **said,
    )
    return world.scene.id(name)


def leave(world: Shown, participation: UUID, day: date, *statuses: str) -> None:
    """Anna exits."""
    world.scene.ledger.students.exit_participant(
        world.scene.id("Anna"), participation_id=participation, statuses=statuses, occurred_on=day
    )


def take_back(world: Shown, what: str, participation: UUID, day: date) -> None:
    """An entry or exit taken back."""
    verb = getattr(world.scene.ledger.students, what)
    verb(world.scene.id("Anna"), participation_id=participation, occurred_on=day)


def test_a_participation_begins_and_ends_on_its_days(world: Shown) -> None:
    """Before the entry there is none, until the exit it goes on."""
    entered = enter(world, "first", ENTRY)
    leave(world, entered, EXIT, "in_education", "qualification")
    reader = world.now()
    assert Participants.page(reader, as_of=date(2020, 9, 13)) == []
    [before] = Participants.page(reader, as_of=date(2020, 12, 17))
    assert (before.last_day, before.statuses) == (None, [])
    [after] = Participants.page(reader, as_of=EXIT)
    assert (after.last_day, after.statuses) == (EXIT, ["in_education", "qualification"])
    assert (after.municipality, after.gender, after.age_band) == ("LV-059", "female", "under_15")


def test_what_was_voided_never_was_but_was_known(world: Shown) -> None:
    """An exit taken back, then the entry; each is still there for who asks what was known before."""
    entered = enter(world, "first", ENTRY)
    leave(world, entered, EXIT, "none")
    exited = world.position()
    take_back(world, "void_exit", entered, EXIT)
    stayed = world.position()
    take_back(world, "void_entry", entered, EXIT)
    reader = world.now(batch=3)
    assert Participants.page(reader) == []
    assert [each.last_day for each in Participants.page(reader, known_at=stayed)] == [None]
    assert [each.statuses for each in Participants.page(reader, known_at=exited)] == [["none"]]
    assert world.differences() == []


def test_who_takes_part_twice_is_one_person(world: Shown) -> None:
    """As on the first entry, with the status of the last exit; who is back has none."""
    first = enter(world, "first", ENTRY)
    leave(world, first, EXIT, "none")
    again = enter(world, "again", AGAIN, age_band="15_17", education="isced_2")
    reader = world.now()
    [person] = Participants.persons(reader, as_of=EXIT)
    assert (person.age_band, person.statuses) == ("under_15", ["none"])
    [person] = Participants.persons(reader, as_of=AGAIN)
    assert (person.age_band, person.education, person.statuses) == ("under_15", "isced_1", [])
    leave(world, again, date(2021, 5, 31), "in_education")
    [person] = Participants.persons(world.now())
    assert person.statuses == ["in_education"]
    assert len(Participants.page(reader)) == 2


def test_participants_are_found_by_place_and_learner(world: Shown) -> None:
    """The place is that of the entry."""
    world.scene.student("Juris")
    enter(world, "first", ENTRY)
    enter(world, "other", ENTRY, who="Juris", gender="male")
    reader, scene = world.now(), world.scene
    [anna, juris] = Participants.page(reader)
    assert Participants.page(reader, student_id=scene.id("Juris")) == [juris]
    assert Participants.page(reader, after=anna.position) == [juris]
    assert Participants.page(reader, limit=1) == [anna]
    for here, elsewhere in (
        (ParticipantFilter(institution_id=scene.id("school")), ParticipantFilter(UUID(int=1))),
        (ParticipantFilter(partner_id=scene.id("Madona")), ParticipantFilter(None, UUID(int=1))),
        (ParticipantFilter(municipality="LV-059"), ParticipantFilter(municipality="LV-RIX")),
        (ParticipantFilter(region="vidzeme"), ParticipantFilter(region="riga")),
    ):
        assert Participants.page(reader, here) == [anna, juris]
        assert Participants.page(reader, elsewhere) == []
        assert len(Participants.persons(reader, here)) == 2
        assert Participants.persons(reader, elsewhere) == []


def test_two_records_of_one_child_are_one_participant(world: Shown) -> None:
    """From the position on at which it is known; both participations stay readable."""
    world.scene.student("Juris")
    enter(world, "first", ENTRY, who="Juris", gender="male")
    enter(world, "again", AGAIN)
    students, anna, juris = (
        world.scene.ledger.students,
        world.scene.id("Anna"),
        world.scene.id("Juris"),
    )
    students.close_plan(juris, plan_id=world.scene.id("Juris plan"), occurred_on=AGAIN)
    before = world.position()
    students.merge(anna, duplicate_id=juris, occurred_on=AGAIN)
    [person] = Participants.persons(world.now())
    assert (person.student_id, person.gender) == (juris, "male")
    assert len(Participants.persons(world.connection, known_at=before)) == 2
    assert len(Participants.page(world.connection, student_id=anna)) == 2
    assert len(Participants.page(world.connection, student_id=anna, known_at=before)) == 1
