"""Who was consulted is counted where that was, as the guards of hours and euros need it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from api.statistics.numbers import learners_consulted
from api.statistics.suppression import EVER
from ledger.store.connection import Role, connect
from ledger.student.student import Student
from projections.engine import Engine
from projections.funding import Funding
from projections.outcomes import Outcomes
from projections.statistics import Statistics
from tests.projections.facts import Story, place, put_in_log

DAY, AS_OF = date(2020, 10, 1), date(2021, 8, 31)
LATER = timedelta(days=7)


def test_each_learner_counts_once_wherever_something_stands(database_url: str) -> None:
    """In both places where the plan moved; not where it was voided; two records of a child are one person."""
    story, here, there = Story(), place(1, "LV-059"), place(2, "LV-030")
    moved, merged, kept, voided = (uuid4() for _ in range(4))
    story.consultation(moved, DAY, where=here)
    story.consultation(moved, DAY + LATER, where=there)
    for record in (merged, kept):
        story.consultation(record, DAY, where=there)
    story.record(Student.MergedInto, merged, DAY + LATER, kept_id=kept, plans_closed=())
    story.void(voided, DAY + LATER, story.consultation(voided, DAY, where=there))
    assert counted(database_url, story) == {
        (where, time): number
        for where, number in {
            "municipality:LV-059": 1,
            "municipality:LV-030": 2,
            "region:vidzeme": 2,
            "nation": 2,
        }.items()
        for time in ("2020/21 I", "2020/21", EVER)
    }


def test_what_nobody_was_given_counts_as_somebody(database_url: str) -> None:
    """Missed, or voided after the day that is asked about: what was spent still has it."""
    story, where = Story(), place(3, "LV-001", "latgale")
    story.missed(uuid4(), DAY)
    learner = uuid4()
    story.void(learner, AS_OF + LATER, story.consultation(learner, DAY, where=where))
    numbers = counted(database_url, story)
    places = {"municipality:LV-059", "municipality:LV-001", "region:vidzeme", "region:latgale"}
    assert {where for where, _ in numbers} == {*places, "nation"}
    assert set(numbers.values()) == {1}


def counted(url: str, story: Story) -> dict[tuple[str, str], int]:
    """Who was consulted, by place and time."""
    put_in_log(url, story.events)
    engine = Engine(url, [Funding, Outcomes, Statistics])
    engine.catch_up()
    assert not [each for each in engine.status() if each.error]
    with connect(url, Role.READER) as connection:
        return learners_consulted(connection, AS_OF, len(story.events))
