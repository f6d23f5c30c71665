"""What the projection `outcomes` keeps of learners, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from projections.versions import FOREVER

LATER = (1, 2, 4)
"""How many semesters later it is asked who stayed in education."""
HOURS = {"0": 0, "over 0 to 5": 5, "over 5 to 10": 10, "over 10 to 20": 20, "over 20": None}
EUROS = {
    "0": 0,
    "over 0 to 50": 50,
    "over 50 to 100": 100,
    "over 100 to 200": 200,
    "over 200": None,
}
"""Bands of what a learner got in a semester, each with the most that is in it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, the place recorded with it, and the result of each risk if it was evaluated."""

    student_id: UUID
    plan_id: UUID
    position: int
    semester: str
    institution_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    known_from: int
    known_to: int = FOREVER
    evaluated_on: date | None = None
    evaluated: list[UUID] = field(default_factory=list)
    """The risks, in the order of their results."""
    results: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Revision:
    """The risks that a revision addresses; in force from the day the last of its signatories agreed."""

    student_id: UUID
    plan_id: UUID
    revision: int
    risks: list[UUID]
    signatories: list[str]
    known_from: int
    known_to: int = FOREVER
    agreed_by: list[str] = field(default_factory=list)
    agreed_on: list[date] = field(default_factory=list)
    """The day of each of these agreements, in their order."""
    in_force_from: date | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk that was not recorded wrongly."""

    student_id: UUID
    risk_id: UUID
    factor: str
    risk_group: str
    known_from: int
    known_to: int = FOREVER


@dataclass(slots=True)  # not frozen: most events are one, and that takes three times as long
class Consultation:
    """A consultation that was given."""

    student_id: UUID
    consultation_id: UUID
    plan_id: UUID
    kind: str
    hours: Decimal
    given_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Claim:
    """What a compensation was claimed for."""

    compensation_id: UUID
    plan_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Payment:
    """A compensation that was paid, until the day it is taken back."""

    student_id: UUID
    payment_id: UUID
    plan_id: UUID
    kind: str
    amount: Decimal
    paid_on: date
    known_from: int
    known_to: int = FOREVER
    reversed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A stay at an institution."""

    student_id: UUID
    enrolment_id: UUID
    first_day: date
    known_from: int
    known_to: int = FOREVER
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a learner."""

    student_id: UUID
    outcome_id: UUID
    position: int
    outcome: str
    occurred_on: date
    known_from: int
    known_to: int = FOREVER


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RiskOutcomes:
    """Distinct learners under risks of a group in a semester, each in one of the four columns."""

    semester: str
    risk_group: str | None
    """None: of any of the groups asked for."""
    learners: int
    reduced: int
    persists: int
    worse: int
    not_evaluated: int


@dataclass(frozen=True, slots=True)
class Effect:
    """Distinct learners with a plan in a semester who got some support, and what became of them later."""

    semester: str
    support: str
    """all, kind, hours or euros"""
    code: str | None
    """the kind of measure, "none", or the band; None for all"""
    semesters_later: int
    learners: int
    reduced: int
    persists: int
    worse: int
    not_evaluated: int
    too_early: int
    """the later semester had not begun by the day asked about"""
    enrolled: int
    graduated: int
    moved: int
    left_early: int
    not_known: int
    stayed: int
    """enrolled, graduated or moved"""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Distinct learners whose first semester with a plan was that one, and where they are so much later."""

    cohort: str
    semesters_later: int
    semester: str
    learners: int
    with_plan: int
    """who have a plan in the later semester too"""
    enrolled: int
    graduated: int
    moved: int
    left_early: int
    not_known: int
    stayed: int


@dataclass(frozen=True, slots=True)
class LearnerOutcome:
    """A plan of one learner: what was given in its semester, what came of it, and where the learner was later."""

    student_id: UUID
    plan_id: UUID
    position: int
    """Of the draft; lists are in this order."""
    semester: str
    institution_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    risk_groups: list[str]
    result: str
    """the least favourable of its risks: worse, persists, not_evaluated, reduced"""
    evaluated_on: date | None
    kinds: list[str]
    hours: Decimal
    euros: Decimal
    after_1: str
    after_2: str
    after_4: str
    """enrolled, graduated, moved, left_early, not_known, or too_early"""


@dataclass(frozen=True, slots=True)
class RiskResult:
    """How one risk of a plan in force came out; None where it was not evaluated."""

    plan_id: UUID
    semester: str
    risk_id: UUID
    factor: str
    risk_group: str
    result: str | None
    evaluated_on: date | None


@dataclass(frozen=True, slots=True)
class OutcomeFilter:
    """Which plans: None stands for any. Municipality, region and partner are those recorded with the plan."""

    institution_id: UUID | None = None
    partner_id: UUID | None = None
    municipality: str | None = None
    region: str | None = None
    semester: str | None = None
    risk_group: str | None = None


ANY = OutcomeFilter()
