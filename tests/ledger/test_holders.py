"""Whose a record is, and that a command asks whether it may be changed or looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from ledger.errors import NotFound
from ledger.fact import Capacity
from ledger.institution import Institution
from ledger.scope import Scope, institution, partner
from ledger.specialist import Specialist
from ledger.store.holds import Known
from ledger.student.student import LATE, Student
from tests.ledger.scene import Scene, events_in, somebody

DAY = date(2021, 3, 1)


class Only:
    """May change and look at these records alone."""

    def __init__(self, *known: Any) -> None:
        self.known = known

    def tell(self, told: Mapping[str, Any]) -> None:
        """Whatever they like."""

    def change(self, aggregate: Any) -> Capacity:
        """As a director of the school."""
        self.look(aggregate)
        return Capacity("director", "the school")

    def record(self, aggregate: Any, fact: Any) -> None:
        """Whatever they decide."""

    def look(self, aggregate: Any) -> None:
        """NotFound where it is none of them."""
        if aggregate.id not in self.known:
            raise NotFound(what=aggregate.TOPIC, id=aggregate.id)

    def rests_on(self) -> Sequence[Known]:
        """Nothing."""
        return ()

    def stands(self) -> None:
        """Always."""


def test_what_may_not_be_known_of_is_not_found(scene: Scene, database_url: str) -> None:
    """Neither the record that a command changes nor one it looks at; and nothing is recorded."""
    recorded = events_in(database_url)
    school = scene.id("school")
    for known in ((), (scene.id("Anna"),), (scene.id("teacher"), school)):
        with somebody(permission=Only(*known)), pytest.raises(NotFound):
            scene.consult("Anna")
    assert events_in(database_url) == recorded


def test_what_is_recorded_says_in_which_capacity(scene: Scene) -> None:
    """The one in which the record may be changed, whatever the request began with."""
    with somebody(permission=Only(scene.id("Anna")), reason="misheard"):
        scene.ledger.students.correct_personal_data(
            scene.id("Anna"), name="A", personal_code=None, birth_date=None, occurred_on=DAY
        )
    *_, last = scene.ledger.events.get(scene.id("Anna"))
    said: Any = last
    assert (said.role, said.on_behalf_of) == ("director", "the school")


def test_a_learner_belongs_to_the_school(scene: Scene) -> None:
    """While enrolled, and for the days after in which measures are recorded late; then to the last one still."""
    school = {institution(scene.id("school"))}
    anna = scene.ledger.load(Student, scene.id("Anna"))
    assert anna.holders(DAY) == school
    scene.ledger.students.leave(
        scene.id("Anna"), enrolment_id=scene.id("Anna enrolment"), last_day=DAY
    )
    left = scene.ledger.load(Student, scene.id("Anna"))
    assert left.holders(DAY + LATE + timedelta(days=1)) == school
    elsewhere = left.enrolments[scene.id("Anna enrolment")].__class__(
        institution_id=scene.id("other"),
        programme_kind="general",
        first_day=DAY + timedelta(days=1),
        stages={},
    )
    left.enrolments[scene.id("elsewhere")] = elsewhere
    assert left.holders(DAY + LATE) == school | {institution(scene.id("other"))}
    assert left.holders(DAY + LATE + timedelta(days=1)) == {institution(scene.id("other"))}


def test_until_enrolled_a_learner_belongs_to_who_registered_it(scene: Scene) -> None:
    """So that it can be enrolled."""
    with somebody(on_behalf_of=str(scene.id("school"))):
        scene.register(scene.id("new"), None)
    new = scene.ledger.load(Student, scene.id("new"))
    school = scene.id("school")
    assert set(new.holders(DAY)) == {institution(school), partner(school)}  # the id says which


def test_a_school_belongs_to_its_partner_and_region(scene: Scene) -> None:
    """On that day; and a specialist to the schools it works at."""
    school = scene.ledger.load(Institution, scene.id("school"))
    assert set(school.holders(DAY)) == {
        institution(school.id),
        partner(scene.id("Madona")),
        Scope("region", "vidzeme"),
    }
    assert set(school.holders(date(2017, 8, 31))) == {institution(school.id)}
    teacher = scene.ledger.load(Specialist, scene.id("teacher"))
    assert set(teacher.holders(DAY)) == {institution(school.id)}
