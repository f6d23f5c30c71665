"""Groups of risks of which nobody's were reduced: 0 is said of those whom the figure counts, and of no others."""

from __future__ import annotations

from datetime import date

from api.statistics.asking import Asking
from api.statistics.learners import outcomes
from api.statistics.period import SEMESTER, Period
from api.statistics.scope import MUNICIPALITY, Scope
from ledger.calendar import semester
from ledger.store.connection import Connection, Role, connect
from projections.engine import Engine
from projections.outcome_rows import OutcomeFilter
from projections.outcomes import Outcomes
from projections.statistics import Statistics
from tests.projections.facts import put_in_log
from tests.projections.fates import Fates
from tests.projections.lives import PLACES, SEMESTERS

DRAFTED_IN, MOVED_TO = PLACES[0].municipality, PLACES[3].municipality
LEARNING, TRAVEL = 0, 2
"""Numbers of factors."""


def told(reader: Connection, municipality: str, day: date, known_at: int) -> dict[str | None, int]:
    """How many learners had all their risks of a group reduced, in the first semester."""
    of = semester(SEMESTERS[0])
    period = Period(SEMESTER, of.code, of.first_day, of.last_day)
    place = Scope(MUNICIPALITY, municipality)
    asking = Asking(reader, None, "reduced", place, period, ("risk_group",), day, known_at)
    found = {each.group["risk_group"]: int(each.value or 0) for each in outcomes(asking)}
    results = Outcomes.by_risk(
        reader,
        OutcomeFilter(municipality=municipality, semester=of.code),
        as_of=day,
        known_at=known_at,
    )
    assert found == {each.risk_group: each.reduced for each in results if each.risk_group}
    return found


def test_zeros_are_of_those_whom_the_figure_counts(database_url: str) -> None:
    """Where the plan was drafted, not where it moved to; by the risks in force, not by one that was dropped."""
    lives = Fates()
    lives.identify((0, LEARNING, 0))
    lives.identify((0, TRAVEL, 0))
    lives.draft((0, 0, 0))
    lives.sign((0, 0, 0))
    agreed = len(lives.story.events)
    lives.move((0, 0, 3))
    lives.revise((0, 1, 0))
    lives.sign((0, 1, 0))
    revised = len(lives.story.events)
    lives.evaluate((0, 0, 1))
    put_in_log(database_url, lives.story.events)
    Engine(database_url, [Statistics, Outcomes]).catch_up()
    day = date(2022, 8, 31)
    with connect(database_url, Role.READER) as reader:
        assert told(reader, DRAFTED_IN, day, agreed) == {"learning": 0, "economic": 0}
        assert told(reader, DRAFTED_IN, day, revised) == {"economic": 0}
        assert told(reader, DRAFTED_IN, day, len(lives.story.events)) == {"economic": 1}
        assert told(reader, MOVED_TO, day, revised) == {}
