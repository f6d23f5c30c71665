"""Institutions by date: names, membership, municipality and partner, as of a day and as known then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from projections.dimensions import UnknownDimension
from projections.institution_rows import InstitutionCount, InstitutionFilter
from projections.institutions import Institutions
from tests.projections.shown import Shown, shown

MADONA, CESVAINE = "LV-059", "LV-021"
IN_MADONA = InstitutionFilter(municipality=MADONA)
REFORM = date(2021, 7, 1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Institutions) as world:
        yield world


def cesvaine(world: Shown) -> None:
    """A school that lay in Cesvaine until the reform put it into Madona."""
    institutions, school = world.scene.ledger.institutions, world.scene.id("Cesvaine")
    institutions.register(
        institution_id=school,
        name="Cesvaines vidusskola",
        kind="general",
        occurred_on=date(2019, 9, 1),
    )
    for municipality, day in ((CESVAINE, date(2019, 9, 1)), (MADONA, REFORM)):
        institutions.place(
            institution_id=school,
            placement_id=world.scene.id(municipality),
            municipality=municipality,
            occurred_on=day,
        )
    institutions.join_operation(
        institution_id=school,
        membership_id=world.scene.id("joined"),
        occurred_on=date(2019, 9, 20),
    )


def active(world: Shown, day: date, known_at: int | None = None) -> int:
    """How many take part in Madona that day."""
    return Institutions.count(world.now(), IN_MADONA, on=day, known_at=known_at).active


def test_the_municipality_is_the_one_of_that_day(world: Shown) -> None:
    """The school counts in Madona only from the reform on, though it joined long before."""
    cesvaine(world)
    assert active(world, date(2021, 6, 30)) == 1
    assert active(world, REFORM) == 2
    in_cesvaine = InstitutionFilter(municipality=CESVAINE)
    connection = world.now()
    [before] = Institutions.members(connection, in_cesvaine, on=date(2021, 6, 30))
    assert before.name == "Cesvaines vidusskola"
    assert Institutions.members(connection, in_cesvaine, on=REFORM) == []
    assert Institutions.count(connection, in_cesvaine, on=date(2019, 9, 19)).joined == 0


def test_the_last_day_of_a_membership_is_a_day_of_it(world: Shown) -> None:
    """Who left still has joined; a leaving recorded wrongly never was, once that is known."""
    institutions, school = world.scene.ledger.institutions, world.scene.id("school")
    before = world.position()
    membership = world.scene.id("membership")
    institutions.leave_operation(
        institution_id=school, membership_id=membership, occurred_on=date(2021, 5, 31)
    )
    left = world.position()
    assert active(world, date(2021, 5, 31)) == 1
    assert active(world, date(2021, 6, 1)) == 0
    count = Institutions.count(world.now(), IN_MADONA, on=date(2021, 6, 1))
    assert count == InstitutionCount(active=0, joined=1)
    institutions.void_leaving(
        institution_id=school, membership_id=membership, occurred_on=date(2021, 8, 1)
    )
    assert active(world, date(2021, 6, 1)) == 1
    assert active(world, date(2021, 6, 1), known_at=left) == 0
    assert active(world, date(2021, 6, 1), known_at=before) == 1


def test_what_was_voided_never_was(world: Shown) -> None:
    """A membership, a placement and an attachment: on any day, but only once it is known."""
    institutions, scene = world.scene.ledger.institutions, world.scene
    cesvaine(world)
    institutions.attach_to_partner(
        institution_id=scene.id("Cesvaine"),
        attachment_id=scene.id("to Madona"),
        partner_id=scene.id("Madona"),
        occurred_on=REFORM,
    )
    known = world.position()
    one: dict[str, Any] = {"institution_id": scene.id("Cesvaine"), "occurred_on": date(2021, 9, 1)}
    institutions.void_placement(placement_id=scene.id(MADONA), **one)
    institutions.void_attachment(attachment_id=scene.id("to Madona"), **one)
    institutions.void_membership(membership_id=scene.id("joined"), **one)
    connection = world.now()
    after = Institutions.get(connection, scene.id("Cesvaine"), on=REFORM)
    before = Institutions.get(connection, scene.id("Cesvaine"), on=REFORM, known_at=known)
    assert after
    assert before
    assert (after.institution.municipality, after.institution.partner_id) == (CESVAINE, None)
    assert (after.institution.member, after.institution.joined_on) == (False, None)
    assert (after.memberships, after.attachments, len(after.placements)) == ([], [], 1)
    assert before.institution.municipality == MADONA
    assert before.institution.partner_id == scene.id("Madona")
    assert before.institution.joined_on == date(2019, 9, 20)
    assert len(before.placements) == 2


def test_names_hold_from_a_day_on(world: Shown) -> None:
    """The name it was registered with until it was renamed; a correction is for all days."""
    institutions, school = world.scene.ledger.institutions, world.scene.id("school")
    renaming: dict[str, Any] = {"institution_id": school, "renaming_id": uuid4()}
    institutions.rename(name="Kalsnavas skola", occurred_on=date(2021, 1, 1), **renaming)
    institutions.correct_registration(
        institution_id=school, name="Kalsnavas pamatskola 2", kind="general", occurred_on=REFORM
    )

    def name(day: date) -> str:
        found = Institutions.get(world.now(), school, on=day)
        assert found
        return found.institution.name

    assert name(date(2020, 12, 31)) == "Kalsnavas pamatskola 2"
    assert name(date(2021, 1, 1)) == "Kalsnavas skola"
    before = world.position()
    institutions.void_renaming(occurred_on=REFORM, **renaming)
    assert name(date(2021, 1, 1)) == "Kalsnavas pamatskola 2"
    shown_before = Institutions.get(world.now(), school, known_at=before)
    assert shown_before
    assert [each.name for each in shown_before.names] == ["Kalsnavas skola"]
    assert world.differences() == []
    assert Institutions.get(world.now(), uuid4()) is None
    assert Institutions.get(world.now(), school, known_at=1) is None


def test_institutions_are_counted_by_place_and_kind(world: Shown) -> None:
    """As they are that day: a school that the reform moved counts where it lies then, with all that ever joined."""
    cesvaine(world)
    institutions = world.scene.ledger.institutions
    institutions.correct_registration(
        institution_id=world.scene.id("Cesvaine"),
        name="Cesvaines tehnikums",
        kind="vocational",
        occurred_on=REFORM,
    )
    before = date(2021, 6, 30)
    institutions.leave_operation(
        institution_id=world.scene.id("school"),
        membership_id=world.scene.id("membership"),
        occurred_on=before,
    )

    def counts(day: date, *group_by: str) -> list[tuple[Any, ...]]:
        found = Institutions.counts(world.now(), group_by, on=day)
        return [
            (*(each.group[name] for name in group_by), each.active, each.joined) for each in found
        ]

    assert counts(before, "municipality") == [("LV-021", 1, 1), ("LV-059", 1, 1)]
    assert counts(REFORM, "municipality") == [("LV-059", 1, 2)]
    assert counts(REFORM, "region") == [("vidzeme", 1, 2)]
    assert counts(REFORM, "kind") == [("general", 0, 1), ("vocational", 1, 1)]
    assert counts(date(2017, 1, 1)) == [(0, 0)]
    with pytest.raises(UnknownDimension):
        counts(REFORM, "name")


def test_a_coordinator_is_one_until_the_last_day(world: Shown) -> None:
    """Who left was one until then; who was taken back never was, once that is known."""
    institutions, school = world.scene.ledger.institutions, world.scene.id("school")
    one: dict[str, Any] = {"institution_id": school, "appointment_id": uuid4()}
    institutions.appoint_coordinator(name="Kāda", occurred_on=date(2021, 1, 1), **one)

    def coordinations(day: date, known_at: int | None = None) -> list[date | None]:
        found = Institutions.get(world.now(), school, on=day, known_at=known_at)
        assert found
        return [each.last_day for each in found.coordinations]

    institutions.end_coordination(occurred_on=REFORM, **one)
    ended = world.position()
    assert coordinations(date(2020, 12, 31)) == []
    assert coordinations(date(2021, 6, 30)) == [None]
    assert coordinations(REFORM) == [REFORM]
    institutions.void_coordination_end(occurred_on=REFORM, **one)
    assert coordinations(REFORM) == [None]
    assert coordinations(REFORM, ended) == [REFORM]
    institutions.remove_coordinator(occurred_on=REFORM, **one)
    assert coordinations(REFORM) == []
    assert world.differences() == []


def test_pages_follow_the_order_of_registration(world: Shown) -> None:
    """A page goes on after a position; rebuilt it is all the same."""
    cesvaine(world)
    [first, second] = Institutions.page(world.now())
    assert Institutions.page(world.now(), after=first.position) == [second]
    assert Institutions.page(world.now(), limit=1) == [first]
    assert world.differences() == []
