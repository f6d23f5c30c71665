"""What the projection `plans` keeps of a plan, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Plan:
    """A student's plan for one semester."""

    student_id: UUID
    plan_id: UUID
    position: int
    semester: str
    school_year: str
    placed_from: date
    """The first day of the last place it has."""
    copied_from: UUID | None
    drafted_on: date
    known_from: int
    known_to: int = FOREVER
    evaluated_on: date | None = None
    support_goes_on: bool | None = None
    closed_on: date | None = None
    voided: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a plan belongs from a day on, and before another: one that moved has several."""

    student_id: UUID
    plan_id: UUID
    first_day: date
    """Of the first place: the first day there is."""
    before: date | None
    """The first day of the place before."""
    enrolment_id: UUID
    institution_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    known_from: int
    known_to: int = FOREVER
    until: date | None = None
    """The first day on which it belongs elsewhere."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a plan; in force from the day the last of its signatories agreed."""

    student_id: UUID
    plan_id: UUID
    revision: int
    risks: list[UUID]
    crisis_support: bool
    holiday_support: bool
    youth_project_id: UUID | None
    prepared_by: str
    signatories: list[str]
    written_on: date
    known_from: int
    known_to: int = FOREVER
    in_force_from: date | None = None
    returned_on: date | None = None
    returned_by: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One signatory's agreement to a revision."""

    student_id: UUID
    plan_id: UUID
    revision: int
    signatory: str
    form: str
    document_sha256: str | None
    agreed_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class PlannedConsultation:
    """Hours that a revision plans of one kind of consultation."""

    student_id: UUID
    plan_id: UUID
    revision: int
    kind: str
    specialist_kind: str
    subject: str | None
    hours: Decimal


@dataclass(frozen=True, slots=True)
class PlannedCompensation:
    """Euros that a revision plans of one kind of compensation."""

    student_id: UUID
    plan_id: UUID
    revision: int
    kind: str
    amount: Decimal


@dataclass(slots=True)  # not frozen: most events are one, and that takes three times as long
class Consultation:
    """A consultation under a plan, held or missed."""

    student_id: UUID
    consultation_id: UUID
    plan_id: UUID
    kind: str
    specialist_kind: str
    subject: str | None
    missed: bool
    hours: Decimal
    given_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Compensation:
    """A cost claimed under a plan."""

    student_id: UUID
    compensation_id: UUID
    plan_id: UUID
    kind: str
    claimed: Decimal
    claimed_on: date
    known_from: int
    known_to: int = FOREVER
    refused_on: date | None = None
    last_payment: int | None = None
    """Position of the payment that was made last."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of a compensation, until the day it is taken back."""

    student_id: UUID
    position: int
    plan_id: UUID
    kind: str
    paid: Decimal
    paid_on: date
    known_from: int
    known_to: int = FOREVER
    reversed_on: date | None = None


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan as of a day."""

    student_id: UUID
    plan_id: UUID
    position: int
    """Of the draft; lists are in this order."""
    state: str
    """draft, returned, in_force, evaluated, closed or voided"""
    semester: str
    school_year: str
    enrolment_id: UUID
    institution_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    copied_from: UUID | None
    drafted_on: date
    latest_revision: int
    revision_in_force: int | None
    """The last revision that all had agreed to by then, also of a plan that was closed since."""
    agreed_on: date | None
    """The day on which a revision of it first came into force."""
    evaluated_on: date | None
    support_goes_on: bool | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """Hours of one kind of consultation: planned by a revision; held and missed under the plan."""

    kind: str
    specialist_kind: str
    subject: str | None
    planned: Decimal
    held: Decimal
    missed: Decimal


@dataclass(frozen=True, slots=True)
class CompensationLine:
    """Euros of one kind of compensation: planned by a revision; claimed and paid under the plan."""

    kind: str
    planned: Decimal
    claimed: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan with one of its revisions."""

    plan: PlanState
    revision: Revision
    agreements: list[Agreement]
    consultations: list[ConsultationLine]
    compensations: list[CompensationLine]


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which plans: None stands for any.

    Institution, partner, municipality and region are those where the plan belongs on the day that is asked about.
    """

    student_id: UUID | None = None
    plan_id: UUID | None = None
    institution_id: UUID | None = None
    partner_id: UUID | None = None
    municipality: str | None = None
    region: str | None = None
    semester: str | None = None
    school_year: str | None = None
    state: str | None = None


ANY_PLAN = PlanFilter()


@dataclass(frozen=True, slots=True)
class PlanCount:
    """How many plans, and how many distinct learners have them."""

    plans: int
    students: int


def revision_of(event: Any) -> tuple[UUID, UUID, int]:
    """The key of the revision that an event is about; a draft writes the first."""
    return event.originator_id, event.plan_id, getattr(event, "revision", 1)
