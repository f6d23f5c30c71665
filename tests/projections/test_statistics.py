"""Statistics are what is counted by hand, by any grouping, on any day, as known at any position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ledger.store.connection import Connection, Role, connect
from projections.dimensions import NotAnId, UnknownDimension
from projections.engine import Engine
from projections.plan_rows import PlanFilter
from projections.plans import Plans
from projections.statistics import Statistics
from projections.statistics_families import INDICATORS, NotAddable, UnknownIndicator
from projections.statistics_rows import Change, Value
from tests.conftest import NewDatabase
from tests.projections.facts import put_in_log
from tests.projections.lives import FIRST, lives
from tests.projections.shown import Shown, shown
from tests.projections.statistics_auditor import COUNTED, Row, counted, known, true_on

DAYS = st.one_of(st.none(), st.integers(0, 520).map(lambda days: FIRST + timedelta(days=days)))
SOME_DAY = date(2099, 12, 31)  # when everything has happened
ONE_OF = {
    "municipality": ("LV-059", "LV-062"),
    "region": ("vidzeme", "latgale"),
    "semester": ("2020/21 I", "2020/21 II"),
    "school_year": ("2020/21",),
    "risk_group": ("learning", "economic"),
    "institution_kind": ("general", "vocational"),
}


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Statistics, "LEVELS", (2, 3, 5))


@st.composite
def questions(draw: st.DrawFn, indicator: str) -> tuple[list[str], dict[str, str]]:
    """Some dimensions to group by, and some to filter by."""
    own = INDICATORS[indicator].dimensions
    group_by = draw(st.lists(st.sampled_from(own), max_size=3, unique=True))
    where = {
        name: draw(st.sampled_from(ONE_OF[name]))
        for name in draw(st.lists(st.sampled_from(own), max_size=2, unique=True))
        if name in ONE_OF
    }
    last = own[-1]
    if indicator.startswith("persons") and last not in ("school_year", *group_by, *where):
        group_by.append(last)
    return group_by, where


@given(data=st.data())
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # not shrunk: every try is a database
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.usefixtures("small_blocks")
def test_values_are_what_is_counted_by_hand(new_database: NewDatabase, data: st.DataObject) -> None:
    """Each indicator, cells and contributions together; its lines add up to it; batches of any size are one."""
    events = data.draw(lives())
    with new_database() as url:
        put_in_log(url, events)
        engine = Engine(url, [Statistics, Plans], batch=data.draw(st.integers(1, 50)))
        engine.catch_up()
        assert [each.error for each in engine.status()] == [None, None]
        assert engine.verify("statistics") == []
        with connect(url, Role.READER) as reader:
            for _ in range(2):
                known_at = data.draw(st.integers(0, len(events)))
                as_of, since = data.draw(DAYS), data.draw(DAYS)
                then = known(events, known_at)
                until = max(as_of or SOME_DAY, (since or FIRST) - timedelta(days=1))
                rows = list(true_on(until, then))
                before = list(true_on(since - timedelta(days=1), then)) if since else []
                when: dict[str, Any] = {"since": since, "as_of": as_of, "known_at": known_at}
                for indicator in data.draw(st.permutations(sorted(COUNTED)))[:10]:
                    group_by, where = data.draw(questions(indicator))
                    agrees(reader, indicator, group_by, where, when, (rows, before))
                plans_agree(reader, as_of, known_at)


def agrees(
    reader: Connection,
    indicator: str,
    group_by: list[str],
    where: dict[str, str],
    when: dict[str, Any],
    true: tuple[list[Row], list[Row]],
) -> None:
    """One question, and the lines behind each of its values."""
    expected, before = (counted(rows, indicator, group_by, where) for rows in true)
    for group, value in before.items():
        expected[group] = expected.get(group, Decimal(0)) - value
    found = Statistics.values(reader, indicator, group_by, where, **when)
    asked = (indicator, group_by, where, when)
    assert {tuple(each.group.values()): each.value for each in found if each.value} == {
        group: value for group, value in expected.items() if value
    }, asked
    for each in found:
        if None not in each.group.values() and not each.group.keys() & where.keys():
            inside = {**where, **each.group}
            lines = Statistics.lines(reader, indicator, inside, **when)
            assert sum((line.value for line in lines), Decimal(0)) == each.value, asked


def plans_agree(reader: Connection, as_of: date | None, known_at: int) -> None:
    """Plans and statistics count the same plans and persons, everywhere."""
    for filter_ in (
        PlanFilter(),
        PlanFilter(municipality="LV-059"),
        PlanFilter(region="vidzeme", semester="2020/21 II"),
        PlanFilter(school_year="2020/21"),
    ):
        when: dict[str, Any] = {"as_of": as_of, "known_at": known_at}
        count = Plans.count(reader, filter_, **when)
        where = {name: value for name, value in asdict(filter_).items() if value}
        for indicator, expected in (("plans", count.plans), ("persons_with_plan", count.students)):
            [found] = Statistics.values(reader, indicator, (), where, **when)
            assert found.value == expected


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    """Anna and Juris, who have a plan each, in one school."""
    with shown(database_url, Statistics) as world:
        for name in ("Anna", "Juris"):
            world.scene.student(name)
        yield world


def test_hours_by_who_gave_them(world: Shown) -> None:
    """An hour of mathematics, and one that was voided: counted as long as it was not known to be."""
    world.scene.consult("Anna")
    voided = {"consultation_id": uuid4()}
    world.scene.consult("Anna", 1, **voided)
    known = world.position()
    world.scene.ledger.students.void_consultation(
        world.scene.id("Anna"), occurred_on=date(2020, 10, 1), **voided
    )
    by = ["specialist_kind", "subject", "delivery", "institution_kind"]
    of: dict[str, str | None] = dict(
        zip(by, ("pedagogue", "mathematics", "in_person", "general"), strict=True)
    )
    found = Statistics.values(world.now(), "consultation_hours", by)
    assert found == [Value(of, Decimal("1.00"))]
    found = Statistics.values(world.connection, "consultation_hours", by, known_at=known)
    assert found == [Value(of, Decimal("2.00"))]
    lines = Statistics.lines(world.connection, "consultation_hours", after=known)
    assert [(each.value, each.source <= known < each.position) for each in lines] == [
        (Decimal(-1), True)
    ]


def test_what_differs_between_two_moments(world: Shown) -> None:
    """Only the indicators that differ, by how much; and the contributions that make the difference."""
    earlier = world.position()
    world.scene.student("Zane")
    world.scene.consult("Zane")
    later = world.position()
    changed = Statistics.changed(world.now(), earlier, later, group_by=["semester"])
    assert {each.indicator: each.value for each in changed} == {
        "plans": 1,
        "plans_by_risk_group": 1,
        "plans_by_risk_factor": 1,
        "persons_with_plan": 1,
        "persons_by_risk_group": 1,
        "persons_by_risk_factor": 1,
        "risks_identified": 1,
        "consultations_held": 1,
        "consultation_hours": 1,
        "supported_learners": 1,
        "supported_by_risk_group": 1,
        "stayed_in_education": 1,
    }
    lines = Statistics.lines(world.connection, "plans", after=earlier, known_at=later)
    assert [each.value for each in lines] == [1]
    assert Statistics.changed(world.connection, later, later, group_by=["semester"]) == []
    there = {"municipality": "LV-059"}
    changed = Statistics.changed(
        world.connection, earlier, later, ("plans", "risks_identified"), (), there
    )
    assert changed == [Change("plans", {}, Decimal(1))]


def test_a_question_that_cannot_be_answered_says_why(world: Shown) -> None:
    """Indicators and dimensions that there are not; persons added up."""
    reader = world.now()
    with pytest.raises(UnknownIndicator):
        Statistics.values(reader, "pupils")
    with pytest.raises(UnknownDimension):
        Statistics.values(reader, "plans", ["subject"])
    with pytest.raises(UnknownDimension):
        Statistics.lines(reader, "risks_identified", {"region": "vidzeme"})
    with pytest.raises(NotAnId):
        Statistics.values(reader, "plans", (), {"institution": "Kalsnava"})
    two = {"semester": ["2020/21 I", "2020/21 II"]}
    with pytest.raises(NotAddable):
        Statistics.values(reader, "persons_with_plan", (), two)
    with pytest.raises(NotAddable):
        Statistics.values(reader, "persons_by_risk_group")
    assert [each.value for each in Statistics.values(reader, "plans", (), two)] == [2]
    found = Statistics.values(reader, "persons_with_plan", ["semester"], two)
    assert [each.value for each in found] == [2]
