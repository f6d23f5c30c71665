"""Scopes: who hears of an event is settled when it is recorded, and stays so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.calendar import riga_day
from ledger.events import AGGREGATES, EVENTS
from ledger.institution import Institution
from ledger.scope import Scope
from ledger.store.log import entries
from ledger.student.student import Student
from projections.scope_places import NATIONAL, Places
from projections.scopes import Scopes
from tests.ledger.scene import somebody
from tests.ledger.second_school import second_school
from tests.projections.shown import Shown, shown

MOVED = date(2020, 11, 2)
TODAY = riga_day(datetime.now(UTC))
"""The day on which the tests record: it is the database's clock that says it."""


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Scopes) as world:
        world.scene.student("Anna")
        second_school(world.scene)
        yield world
        assert_holders_hear(world)
        assert world.differences() == []


def assert_holders_hear(world: Shown) -> None:
    """What is recorded next about a learner lies with its holders, and what these belong to; with nobody else."""
    ledger, id_ = world.scene.ledger, world.scene.id
    schools = {
        each: set(ledger.load(Institution, UUID(each.id)).holders(TODAY))
        for each in here(world, "school", "second school")
        if each.id
    }
    before = world.position()
    something(world)
    position = world.position()
    assert position == before + 1
    holders = ledger.load(Student, id_("Anna")).holders(TODAY)
    expected = set().union(*(schools[each] for each in holders))
    for scope in set().union(*schools.values()):
        found = Scopes.within(world.now(), [scope], after=before, until=position, limit=1)
        assert bool(found) is (scope in expected), scope


def here(world: Shown, *names: str) -> list[Scope]:
    """Institutions of these names, partners, or a region."""
    kinds = {"school": "institution", "second school": "institution", "Madona": "partner"}
    return [Scope(kinds.get(name, "partner"), str(world.scene.id(name))) for name in names]


def seen(world: Shown, *names: str, after: int = 0, limit: int = 1000) -> list[str]:
    """The types of the events that lie there."""
    return of(world, here(world, *names), after=after, limit=limit)


def of(world: Shown, scopes: list[Scope], after: int = 0, limit: int = 1000) -> list[str]:
    reader = world.now()
    found = Scopes.within(reader, scopes, after=after, until=world.position(), limit=limit)
    types = {each.position: each.topic for each in entries(reader, after=after, limit=1000)}
    assert found == sorted(set(found))
    return [types[position] for position in found]


def move(world: Shown) -> None:
    """Anna goes to the second school."""
    scene = world.scene
    scene.ledger.students.transfer(
        scene.id("Anna"),
        enrolment_id=scene.id("Anna enrolment"),
        new_enrolment_id=scene.id("Anna there"),
        institution_id=scene.id("second school"),
        stage="grade-7",
        occurred_on=MOVED,
    )


def something(world: Shown, name: str = "Anna") -> None:
    """Something is recorded about a learner."""
    world.scene.ledger.students.name_representative(
        world.scene.id(name),
        representative_id=uuid4(),
        relation="mother",
        name="Kāda Māte",
        contact=None,
        occurred_on=MOVED,
    )


def test_every_kind_of_stream_has_its_place() -> None:
    """Each aggregate is the nation's, or its first event says where it belongs: a new one is decided on."""
    births = {topic.partition(".")[0]: topic for topic in reversed(EVENTS)}
    for aggregate in set(AGGREGATES) - set(NATIONAL):
        topic = births[aggregate.TOPIC]
        assert Scopes.handlers[topic] is not Places.happened, topic
    for topic in EVENTS:
        national = topic.partition(".")[0] in {each.TOPIC for each in NATIONAL}
        assert (topic in Scopes.handlers) is not national


def test_a_transfer_is_seen_by_both_schools_and_what_follows_by_the_new_one(world: Shown) -> None:
    """Both hear of all that the transfer consists of; the old one of nothing about the learner after it."""
    before = world.position()
    move(world)
    transfer = ["student.left", "student.enrolled", "student.plan_moved", "student.transferred"]
    something(world)
    assert seen(world, "school", after=before) == transfer
    assert seen(world, "Madona", after=before) == transfer
    assert (
        seen(world, "second school", after=before)
        == [*transfer, "student.representative_named"][1:]
    )
    assert seen(world, "Mārupe", after=before) == seen(world, "second school", after=before)
    assert (
        seen(world, "school", "second school", after=before)[-1] == "student.representative_named"
    )


def test_a_transfer_taken_back_is_seen_by_both_and_then_by_the_old_school(world: Shown) -> None:
    """The second school hears that it was wrong, and of nothing more."""
    move(world)
    before = world.position()
    world.scene.ledger.students.void_transfer(
        world.scene.id("Anna"), enrolment_id=world.scene.id("Anna there"), occurred_on=MOVED
    )
    both = ["student.plan_move_voided", "student.enrolment_voided", "student.leaving_voided"]
    something(world)
    assert seen(world, "school", after=before)[-3:] == [
        "student.leaving_voided",
        "student.transfer_voided",
        "student.representative_named",
    ]
    assert seen(world, "second school", after=before) == [*both[:2], "student.transfer_voided"]
    assert seen(world, "school", after=before)[0] == both[0]


def test_a_school_hears_of_the_reversal_of_what_it_gave(world: Shown) -> None:
    """A consultation given before the transfer and voided after it is told to the school that gave it."""
    consultation = world.scene.consult("Anna").made
    assert consultation
    move(world)
    before = world.position()
    world.scene.ledger.students.void_consultation(
        world.scene.id("Anna"), consultation_id=consultation, occurred_on=MOVED
    )
    assert seen(world, "school", after=before) == ["student.consultation_voided"]
    assert seen(world, "second school", after=before) == ["student.consultation_voided"]


def test_a_learner_who_left_stays_with_the_last_school(world: Shown) -> None:
    """What becomes of somebody who is nowhere is told to the school that they left."""
    before = world.position()
    world.scene.ledger.students.leave(
        world.scene.id("Anna"), enrolment_id=world.scene.id("Anna enrolment"), last_day=MOVED
    )
    something(world)
    assert seen(world, "school", after=before) == ["student.left", "student.representative_named"]
    assert seen(world, "second school", after=before) == []


def test_before_the_first_enrolment_a_learner_is_of_who_registered_it(world: Shown) -> None:
    """A school with its partner, or a partner alone; on behalf of anything else, only the nation hears of it."""
    before = world.position()
    for whom in ("school", "Madona", "Anna"):
        with somebody(on_behalf_of=str(world.scene.id(whom))):
            world.scene.register(uuid4(), None)
    with somebody(on_behalf_of="somebody"):
        world.scene.register(uuid4(), None)
    assert seen(world, "school", after=before) == ["student.registered"]
    assert seen(world, "Madona", after=before) == ["student.registered"] * 2
    assert seen(world, "Mārupe", after=before) == []


def test_an_institution_passes_to_another_partner_when_its_day_comes(world: Shown) -> None:
    """Both partners hear of it; until the first day the old one sees the learners, from then on the new one."""
    institutions, school = world.scene.ledger.institutions, world.scene.id("school")
    attach: dict[str, Any] = {
        "institution_id": school,
        "attachment_id": uuid4(),
        "partner_id": world.scene.id("Mārupe"),
    }
    before = world.position()
    institutions.attach_to_partner(**attach, occurred_on=TODAY + timedelta(days=40))
    something(world)
    assert seen(world, "Mārupe", after=before) == []
    assert len(seen(world, "Madona", after=before)) == 2
    before = world.position()
    institutions.attach_to_partner(**attach | {"attachment_id": uuid4()}, occurred_on=MOVED)
    something(world)
    both = "institution.attached_to_partner"
    assert seen(world, "Madona", after=before) == [both]
    assert seen(world, "Mārupe", after=before) == [both, "student.representative_named"]
    earlier = seen(world, "Madona", limit=5)
    assert len(earlier) == 5  # what it was told before, it is told still


def test_a_region_has_what_lies_in_it(world: Shown) -> None:
    """Its institutions with their learners, its youth projects and coordinators; nothing else."""
    ledger, madona = world.scene.ledger, world.scene.id("Madona")
    vidzeme, riga = [Scope("region", "vidzeme")], [Scope("region", "riga")]
    assert of(world, vidzeme)[0] == "institution.placed_in_municipality"
    assert "student.plan_agreed" in of(world, vidzeme)
    assert "student.plan_agreed" not in of(world, riga)
    before = world.position()
    on: dict[str, Any] = {"occurred_on": MOVED}
    ledger.youth_projects.open_call(
        call_id=uuid4(),
        partner_id=madona,
        name="Call",
        opens_on=MOVED,
        closes_on=MOVED,
        source="s",
        **on,
    )
    ledger.regional_coordinators.appoint(
        coordinator_id=uuid4(), region="vidzeme", name="Kāda Cita", occurred_on=TODAY
    )
    ledger.verifications.plan(
        verification_id=uuid4(),
        kind="desk",
        body="CFLA",
        partner_id=madona,
        first_day=MOVED,
        last_day=MOVED,
        planned_for=MOVED,
        **on,
    )
    ledger.publications.issue(publication_id=uuid4(), name="Figures", **on)
    of_partner = ["youth_project_call.opened", "verification.planned"]
    assert of(world, vidzeme, after=before) == [of_partner[0], "regional_coordinator.appointed"]
    assert seen(world, "Madona", after=before) == of_partner
    assert of(world, [*riga, *here(world, "Mārupe")], after=before) == []


def test_a_school_that_was_left_lately_hears_still(world: Shown) -> None:
    """As long as it may record and correct what it gave, and no longer."""
    scene, students = world.scene, world.scene.ledger.students
    for name, days in (("Juris", 89), ("Liene", 91)):
        with somebody(at=datetime.now(UTC)):
            scene.register(scene.id(name), None)
            for school, since, until in (("school", 200, days), ("second school", days - 1, None)):
                stay: dict[str, Any] = {"enrolment_id": scene.id(f"{name} {school}")}
                students.enrol(
                    scene.id(name),
                    **stay,
                    institution_id=scene.id(school),
                    stage="grade-7",
                    occurred_on=TODAY - timedelta(since),
                )
                if until:
                    students.leave(scene.id(name), **stay, last_day=TODAY - timedelta(until))
    before = world.position()
    something(world, "Juris")
    something(world, "Liene")
    assert len(seen(world, "school", after=before)) == 1
    assert len(seen(world, "second school", after=before)) == 2


def test_pages_have_each_event_once(world: Shown) -> None:
    """Page after page gives what one page gives, whatever their size; what lies in both scopes comes once."""
    move(world)
    scopes = here(world, "school", "second school", "Madona")
    reader, end = world.now(), world.position()
    whole = Scopes.within(reader, scopes, after=0, until=end, limit=1000)
    for limit in (1, 3, 7):
        found: list[int] = []
        while page := Scopes.within(
            reader, scopes, after=found[-1] if found else 0, until=end, limit=limit
        ):
            assert len(page) <= limit
            found += page
        assert found == whole
    assert Scopes.within(reader, scopes, after=0, until=whole[2], limit=9) == whole[:3]
