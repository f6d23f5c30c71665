"""Outcomes: whatever happened, each figure is what an auditor counts, one learner at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from projections.outcome_rows import EUROS, HOURS, LATER, OutcomeFilter
from projections.outcomes import Outcomes
from tests import auditor
from tests.conftest import NewDatabase
from tests.projections.outcomes_auditor import CODES, STARTS, Audit, together
from tests.projections.school_years import live
from tests.projections.shown import Shown, shown

DAYS = (date(2020, 2, 3), date(2020, 12, 30), date(2021, 6, 1), date(2023, 9, 1))
FOUR = ("reduced", "persists", "worse", "not_evaluated")
PLACES = ("too_early", "enrolled", "graduated", "moved", "left_early", "not_known")


@dataclass(frozen=True)
class Years:
    """A ledger in which some years have passed, and its whole log."""

    world: Shown
    entries: list[auditor.Entry]

    def moments(self) -> Iterator[tuple[date, int, Audit]]:
        """Days, positions, and what the auditor knows at each."""
        for part in (1.0, 0.4):
            known_at = int(len(self.entries) * part)
            audit = Audit(self.entries, known_at)
            for day in DAYS:
                yield day, known_at, audit


@pytest.fixture(scope="module")
def years(new_database: NewDatabase) -> Iterator[Years]:
    """Forty learners through five semesters."""
    with new_database() as url, shown(url, Outcomes) as world:
        live(world.scene, seed=7, learners=40)
        world.now(batch=97)
        yield Years(world, auditor.read(url))


def results(audit: Audit, day: date, group: str | None) -> Iterator[tuple[str, str, str]]:
    """Learner, semester, and how the risks came out together."""
    for (student, semester), risks in audit.learners(day, group=group).items():
        yield student, semester, together([result for _, result in risks.values()])


def test_the_years_were_eventful(years: Years) -> None:
    """Else nothing is proved: all results, all ends, mistakes that were mended."""
    topics = Counter(each.topic.removeprefix("student.") for each in years.entries)
    for often in ("plan_evaluated", "consultation_recorded", "compensation_paid", "left"):
        assert topics[often] >= 5, often
    for sometimes in ("evaluation_voided", "plan_voided", "compensation_reversed"):
        assert topics[sometimes], sometimes
    assert topics["consultation_voided"]
    assert topics["outcome_voided"]
    assert topics["merged_into"] > topics["merge_voided"] > 0
    asked = [Outcomes.effectiveness(years.world.connection, as_of=day) for day in DAYS]
    for place in PLACES:
        assert any(getattr(each, place) for rows in asked for each in rows), place


def test_risks_reduced_are_what_the_auditor_counts(years: Years) -> None:
    """By semester and group of risks, on several days, known at several positions."""
    for day, known_at, audit in years.moments():
        expected: dict[Any, Counter[str]] = defaultdict(Counter)
        for group in (None, "learning", "economic", "family"):
            for _, semester, result in results(audit, day, group):
                expected[semester, group][result] += 1
        found = Outcomes.by_risk(years.world.connection, as_of=day, known_at=known_at)
        assert {
            (each.semester, each.risk_group): {name: getattr(each, name) for name in FOUR}
            for each in found
        } == {key: {name: counted[name] for name in FOUR} for key, counted in expected.items()}
        assert [each.learners for each in found] == [
            sum(expected[each.semester, each.risk_group].values()) for each in found
        ]


def band(bands: dict[str, int | None], amount: Decimal) -> str:
    """The band of an amount."""
    return next(name for name, most in bands.items() if most is None or amount <= most)


@pytest.mark.parametrize("group", [None, "learning"])
def test_effectiveness_is_what_the_auditor_counts(years: Years, group: str | None) -> None:
    """By kind and amount of support, one, two and four semesters later."""
    for day, known_at, audit in years.moments():
        expected: dict[Any, Counter[str]] = defaultdict(Counter)
        for student, semester, result in results(audit, day, group):
            kinds, hours, euros = audit.support(student, semester, day)
            headings = [("all", None), ("hours", band(HOURS, hours)), ("euros", band(EUROS, euros))]
            headings += [("kind", kind) for kind in kinds or {"none"}]
            for later in LATER:
                status = audit.status(student, semester, later, day)
                for support, code in headings:
                    expected[semester, support, code, later].update([result, status])
        found = Outcomes.effectiveness(
            years.world.connection, OutcomeFilter(risk_group=group), as_of=day, known_at=known_at
        )
        names = (*FOUR, *PLACES)
        assert {
            (each.semester, each.support, each.code, each.semesters_later): {
                name: getattr(each, name) for name in names
            }
            for each in found
        } == {key: {name: counted[name] for name in names} for key, counted in expected.items()}
        for each in found:
            assert each.stayed == each.enrolled + each.graduated + each.moved
            assert each.learners == each.stayed + each.left_early + each.not_known + each.too_early


def test_cohorts_are_what_the_auditor_counts(years: Years) -> None:
    """The first semester with a plan, and every semester later that has begun."""
    for day, known_at, audit in years.moments():
        expected: dict[Any, Counter[str]] = defaultdict(Counter)
        semesters: dict[str, set[str]] = defaultdict(set)
        for student, semester in audit.learners(day):
            semesters[student].add(semester)
        for student, mine in semesters.items():
            first = CODES.index(min(mine))
            for number in range(first + 1, len(CODES)):
                if STARTS[number] <= day:
                    key = CODES[first], number - first, CODES[number]
                    status = audit.status(student, CODES[first], number - first, day)
                    expected[key].update([status, "learners"])
                    expected[key]["with_plan"] += CODES[number] in mine
        names = ("learners", "with_plan", *PLACES[1:])
        found = Outcomes.cohorts(years.world.connection, as_of=day, known_at=known_at)
        assert {
            (each.cohort, each.semesters_later, each.semester): {
                name: getattr(each, name) for name in names
            }
            for each in found
        } == {key: {name: counted[name] for name in names} for key, counted in expected.items()}


def test_the_list_of_learners_is_what_the_figures_are_made_of(years: Years) -> None:
    """One row for a plan, in pages, with support and what came of it."""
    for day, known_at, audit in years.moments():
        rows, after = [], 0
        while page := Outcomes.learners(
            years.world.connection, as_of=day, known_at=known_at, after=after, limit=10
        ):
            rows += page
            after = page[-1].position
        plans = {key: plan for key, plan in audit.plans.items() if not plan.voided}
        assert {str(each.plan_id) for each in rows} == {
            key for key, plan in plans.items() if plan.addressed(day)
        }
        for row in rows:
            student, plan = audit.person(str(row.student_id)), plans[str(row.plan_id)]
            addressed = plan.addressed(day)
            assert row.result == together(list(addressed.values()))
            assert row.risk_groups == sorted({audit.groups[risk] for risk in addressed})
            assert (set(row.kinds), row.hours, row.euros) == audit.support(
                student, row.semester, day
            )
            assert [row.after_1, row.after_2, row.after_4] == [
                audit.status(student, row.semester, later, day) for later in LATER
            ]


def test_filters_choose_plans_by_the_place_recorded_with_them(years: Years) -> None:
    """All are at one school; elsewhere there is nobody."""
    connection, scene = years.world.connection, years.world.scene
    everybody = Outcomes.by_risk(connection, as_of=DAYS[-1])
    for where in (
        OutcomeFilter(institution_id=scene.id("school")),
        OutcomeFilter(partner_id=scene.id("Madona")),
        OutcomeFilter(municipality="LV-059"),
        OutcomeFilter(region="vidzeme"),
    ):
        assert Outcomes.by_risk(connection, where, as_of=DAYS[-1]) == everybody
    nobody = UUID(int=1)
    for where in (
        OutcomeFilter(institution_id=nobody),
        OutcomeFilter(partner_id=nobody),
        OutcomeFilter(municipality="LV-RIX"),
        OutcomeFilter(region="riga"),
    ):
        for ask in (Outcomes.by_risk, Outcomes.effectiveness, Outcomes.cohorts, Outcomes.learners):
            assert ask(connection, where, as_of=DAYS[-1]) == []
    one = Outcomes.by_risk(
        connection, OutcomeFilter(semester="2020/21 I", risk_group="family"), as_of=DAYS[-1]
    )
    assert one == [
        each for each in everybody if (each.semester, each.risk_group) == ("2020/21 I", "family")
    ]


def test_of_one_learner_results_and_outcomes_are_told_by_day(years: Years) -> None:
    """Every risk of every plan in force; every outcome that stands."""
    for day, known_at, audit in years.moments():
        for student in {plan.student for plan in audit.plans.values()}:
            asked: dict[str, Any] = {"as_of": day, "known_at": known_at}
            found = Outcomes.results(years.world.connection, UUID(student), **asked)
            assert {(str(each.plan_id), str(each.risk_id)): each.result for each in found} == {
                (key, risk): result
                for key, plan in audit.plans.items()
                if plan.student in audit.records(student) and not plan.voided
                for risk, result in plan.addressed(day).items()
            }
            told = Outcomes.of_student(years.world.connection, UUID(student), **asked)
            assert Counter((each.occurred_on, each.outcome) for each in told) == Counter(
                (when, what)
                for who, when, what in audit.ends.values()
                if who in audit.records(student) and when <= day
            )


def test_built_anew_it_is_the_same(years: Years) -> None:
    """Whatever the batches."""
    assert years.world.differences() == []
