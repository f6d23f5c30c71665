"""Youth projects by day and as known then: what became of each, and the counts that are published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from projections.dimensions import UnknownDimension
from projections.youth_project_rows import (
    CallCount,
    CallFilter,
    ProjectCount,
    ProjectFilter,
    ProjectState,
)
from projections.youth_projects import YouthProjects
from tests.ledger.spec import id_of
from tests.ledger.youth_projects import (
    APPLICATION,
    APPLIED,
    CLOSED,
    DECIDED,
    ENDED,
    LATER,
    LUMP_SUM,
    OPENED,
    PAID,
    REFORM,
    STARTED,
    called,
    running,
)
from tests.projections.shown import Shown, shown

DAY = timedelta(1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    """Madona has a call."""
    with shown(database_url, YouthProjects) as world:
        called(world.scene)
        yield world


def state(world: Shown, name: str, day: date, known_at: int | None = None) -> ProjectState:
    """A project as of a day."""
    shown = YouthProjects.get(world.now(), id_of(name), as_of=day, known_at=known_at)
    assert shown
    return shown.project


def count(world: Shown, day: date, known_at: int | None = None, **where: Any) -> ProjectCount:
    """All that there are, or some of them."""
    [one] = YouthProjects.counts(
        world.now(), (), ProjectFilter(**where), as_of=day, known_at=known_at
    )
    return one


def test_a_project_is_what_had_become_of_it_by_the_day(world: Shown) -> None:
    """Nothing before it was applied for; then each state from its day on."""
    projects, one = world.scene.ledger.youth_projects, running(world.scene.ledger, "first")
    projects.complete(occurred_on=ENDED, **one)
    assert YouthProjects.get(world.now(), id_of("first"), as_of=APPLIED - DAY) is None
    assert [
        state(world, "first", day).state
        for day in (APPLIED, DECIDED - DAY, DECIDED, STARTED, ENDED - DAY, ENDED)
    ] == ["submitted", "submitted", "approved", "running", "running", "completed"]
    early = state(world, "first", DECIDED)
    assert (early.decided_on, early.started_on, early.ended_on) == (DECIDED, None, None)
    shown = YouthProjects.get(world.now(), id_of("first"))
    assert shown
    assert (shown.decision, shown.project.municipality) == ("1", "LV-059")


def test_a_grant_counts_from_its_day_until_it_comes_back(world: Shown) -> None:
    """Paid, recovered, not recovered after all; voided, it never was."""
    projects, one = world.scene.ledger.youth_projects, running(world.scene.ledger, "first")
    projects.pay_grant(grant_id=id_of("g"), reference="1", occurred_on=PAID, **one)
    projects.fail(occurred_on=ENDED, **one)
    failed = world.position()
    back: dict[str, Any] = {"recovery_id": id_of("r"), "occurred_on": LATER, **one}
    projects.recover_grant(reference="2", **back)
    recovered = world.position()
    assert [
        state(world, "first", day).granted for day in (PAID - DAY, PAID, LATER - DAY, LATER)
    ] == [
        0,
        LUMP_SUM,
        LUMP_SUM,
        0,
    ]
    assert state(world, "first", LATER, failed).granted == LUMP_SUM
    assert (count(world, PAID).financed, count(world, PAID).granted) == (1, LUMP_SUM)
    assert (count(world, LATER).financed, count(world, LATER).recovered) == (0, 1)
    shown = YouthProjects.get(world.now(), id_of("first"), as_of=LATER)
    assert shown
    assert [(each.recovered_on, each.recovery_reference) for each in shown.grants] == [(LATER, "2")]
    projects.void_recovery(**back)
    assert state(world, "first", LATER).granted == LUMP_SUM
    assert state(world, "first", LATER, recovered).recovered_on == LATER
    projects.void_end(occurred_on=LATER, **one)
    projects.void_grant(grant_id=id_of("g"), occurred_on=LATER, **one)
    assert (state(world, "first", PAID).paid_on, state(world, "first", ENDED).state) == (
        None,
        "running",
    )
    assert world.differences() == []


def test_the_latest_report_counts(world: Shown) -> None:
    """By its day, whichever was recorded first; the one before it, once it is taken back."""
    projects, one = world.scene.ledger.youth_projects, running(world.scene.ledger, "first")

    def report(name: str, participants: int, at_risk: int, day: date) -> UUID:
        report_id = id_of(name)
        projects.report_participants(
            report_id=report_id,
            participants=participants,
            at_risk=at_risk,
            occurred_on=day,
            **one,
        )
        return report_id

    last = report("last", 30, 12, ENDED)
    report("first", 20, 20, PAID)
    before = world.position()
    assert [state(world, "first", day).participants for day in (STARTED, PAID, ENDED)] == [
        None,
        20,
        30,
    ]
    assert (count(world, ENDED).participants, count(world, ENDED).at_risk) == (30, 12)
    projects.void_report(report_id=last, occurred_on=ENDED, **one)
    assert state(world, "first", ENDED).at_risk == 20
    assert state(world, "first", ENDED, before).at_risk == 12
    assert world.differences() == []


def test_the_published_counts_are_those_of_a_day(world: Shown) -> None:
    """How many were financed until a day, and how many run on a day; also by municipality, region or state."""
    ledger = world.scene.ledger
    for number in range(4):
        one = running(ledger, f"project {number}")
        ledger.youth_projects.pay_grant(
            grant_id=id_of(f"grant {number}"),
            reference=str(number),
            occurred_on=PAID + number * DAY,
            **one,
        )
        if number < 1:
            ledger.youth_projects.complete(occurred_on=ENDED, **one)
    refused: dict[str, Any] = {"youth_project_id": id_of("refused")}
    said = {**APPLICATION, "call_id": id_of("call"), "occurred_on": APPLIED}
    ledger.youth_projects.submit_application(**said, **refused)
    ledger.youth_projects.refuse(occurred_on=DECIDED, **refused)
    assert [count(world, PAID + number * DAY).financed for number in (-1, 0, 3)] == [0, 1, 4]
    assert (count(world, ENDED - DAY).running, count(world, ENDED).running) == (4, 3)
    assert count(world, ENDED).granted == 4 * LUMP_SUM
    assert astuple(count(world, ENDED))[1:7] == (5, 4, 1, 3, 1, 0)
    assert count(world, ENDED, municipality="LV-021").applications == 0
    by_state = YouthProjects.counts(world.now(), ("state", "region"), as_of=ENDED)
    assert [(each.group, each.applications) for each in by_state] == [
        ({"state": "completed", "region": "vidzeme"}, 1),
        ({"state": "refused", "region": "vidzeme"}, 1),
        ({"state": "running", "region": "vidzeme"}, 3),
    ]
    [ran] = YouthProjects.counts(world.now(), ("municipality",), ProjectFilter(state="running"))
    assert (ran.group, ran.applications) == ({"municipality": "LV-059"}, 3)
    with pytest.raises(UnknownDimension):
        YouthProjects.counts(world.now(), ("title",))


def test_a_decision_or_start_taken_back_never_was(world: Shown) -> None:
    """On any day, once it is known; an application, too, and who it was."""
    projects, one = world.scene.ledger.youth_projects, running(world.scene.ledger, "first")
    ran = world.position()
    projects.void_start(occurred_on=LATER, **one)
    projects.void_decision(occurred_on=LATER, **one)
    projects.correct_application(**{**APPLICATION, "title": "Cits"}, occurred_on=LATER, **one)
    now = state(world, "first", STARTED)
    assert (now.state, now.title, now.decided_on) == ("submitted", "Cits", None)
    assert state(world, "first", STARTED, ran).state == "running"
    projects.void_application(occurred_on=LATER, **one)
    assert YouthProjects.page(world.now()) == []
    assert len(YouthProjects.page(world.now(), known_at=ran)) == 1
    assert world.differences() == []


def test_a_project_is_of_the_partner_of_the_day(world: Shown) -> None:
    """From the reform on of the one that follows; taken back, of the first."""
    ledger, one = world.scene.ledger, running(world.scene.ledger, "first")
    ledger.partners.join(
        partner_id=id_of("Ogre"),
        name="Ogres novads",
        kind="municipality",
        municipality="LV-067",
        occurred_on=OPENED,
    )
    passing: dict[str, Any] = {"passing_id": id_of("p"), "occurred_on": REFORM, **one}
    ledger.youth_projects.pass_to_partner(partner_id=id_of("Ogre"), **passing)
    assert count(world, REFORM - DAY, partner_id=id_of("Ogre")).applications == 0
    assert count(world, REFORM, partner_id=id_of("Ogre")).applications == 1
    shown = YouthProjects.get(world.now(), id_of("first"), as_of=REFORM)
    assert shown
    assert (
        [each.municipality for each in shown.passings] == ["LV-067"] == [shown.project.municipality]
    )
    ledger.youth_projects.void_passing(**passing)
    assert state(world, "first", REFORM).municipality == "LV-059"


def test_calls_are_counted_with_their_municipalities(world: Shown) -> None:
    """From the day they open; open until they close; what was applied for in them."""
    ledger = world.scene.ledger
    running(ledger, "first")
    second: dict[str, Any] = {"call_id": id_of("second"), "name": "JIP", "source": "x"}
    ledger.youth_projects.open_call(
        partner_id=world.scene.id("Madona"),
        opens_on=LATER,
        closes_on=LATER,
        occurred_on=LATER,
        **second,
    )
    known = world.position()
    [one] = YouthProjects.calls_page(world.now(), as_of=DECIDED)
    assert (one.open, one.applications, one.approved) == (False, 1, 1)
    [one] = YouthProjects.calls_page(world.now(), CallFilter(open=True), as_of=CLOSED)
    assert (one.applications, one.approved) == (1, 0)
    assert YouthProjects.call_count(world.now(), as_of=LATER) == CallCount(2, 1)
    newer = CallFilter(opened_from=CLOSED)
    assert YouthProjects.call_count(world.now(), newer, as_of=LATER) == CallCount(1, 1)
    days: dict[str, Any] = {"opens_on": LATER, "closes_on": REFORM}
    ledger.youth_projects.correct_call(occurred_on=LATER, **{**second, "name": "Cits"}, **days)
    [one] = YouthProjects.calls_page(world.now(), newer)
    assert (one.name, one.closes_on) == ("Cits", REFORM)
    ledger.youth_projects.void_call(call_id=id_of("second"), occurred_on=LATER)
    assert YouthProjects.call_count(world.now(), as_of=LATER) == CallCount(1, 1)
    assert YouthProjects.call_count(world.now(), as_of=LATER, known_at=known) == CallCount(2, 1)
    assert YouthProjects.calls_page(world.now(), after=one.position) == []
    assert world.differences() == []
