"""Outcomes: did the risk fall, did the learner stay in education, and after how much support?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.store.connection import Connection
from projections.outcome_rows import (
    Cohort,
    Effect,
    LearnerOutcome,
    Outcome,
    OutcomeFilter,
    RiskOutcomes,
    RiskResult,
)
from projections.outcomes import Outcomes

outcomes = Resource(
    "outcomes",
    "Distinct learners by what came of their plans; what each figure means: docs/concepts-results.md.",
)

_ASKED: dict[str, Any] = {"where": OutcomeFilter, "query": TWO_TIMES}


@outcomes.listing("/outcomes", Outcomes, shows=RiskOutcomes, paged=False, **_ASKED)
def by_risk(connection: Connection, **asked: Any) -> list[RiskOutcomes]:
    """Of the learners under risks of a group in a semester, how many had them reduced."""
    return Outcomes.by_risk(connection, **asked)


@outcomes.listing("/outcomes/effectiveness", Outcomes, shows=Effect, paged=False, **_ASKED)
def effectiveness(connection: Connection, **asked: Any) -> list[Effect]:
    """Who stayed in education 1, 2 and 4 semesters later, by kind and amount of support."""
    return Outcomes.effectiveness(connection, **asked)


@outcomes.listing("/outcomes/cohorts", Outcomes, shows=Cohort, paged=False, **_ASKED)
def cohorts(connection: Connection, **asked: Any) -> list[Cohort]:
    """Learners by their first semester with a plan, each semester later."""
    return Outcomes.cohorts(connection, **asked)


@outcomes.listing("/outcomes/learners", Outcomes, shows=LearnerOutcome, **_ASKED)
def learners(connection: Connection, **asked: Any) -> list[LearnerOutcome]:
    """The plans behind these figures, one by one; learners by their random ids."""
    return Outcomes.learners(connection, **asked)


@outcomes.listing(
    "/students/<uuid:student_id>/outcomes", Outcomes, shows=Outcome, query=TWO_TIMES, paged=False
)
def of_student(connection: Connection, *, student_id: UUID, **when: Any) -> list[Outcome]:
    """What became of a learner, by day."""
    return Outcomes.of_student(connection, student_id, **when)


@outcomes.listing(
    "/students/<uuid:student_id>/results", Outcomes, shows=RiskResult, query=TWO_TIMES, paged=False
)
def results(connection: Connection, *, student_id: UUID, **when: Any) -> list[RiskResult]:
    """How each risk of a learner's plans came out when it was evaluated; the narrative stays sealed."""
    return Outcomes.results(connection, student_id, **when)
