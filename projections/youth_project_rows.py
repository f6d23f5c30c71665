"""What the projection `youth_projects` keeps of calls and projects, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Call:
    """A municipality takes applications from a day to another."""

    call_id: UUID
    position: int
    partner_id: UUID
    municipality: str
    region: str
    name: str
    opens_on: date
    closes_on: date
    source: str
    announced_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it was applied for, and the days on which more became of it."""

    youth_project_id: UUID
    position: int
    call_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    applicant: str
    title: str
    planned_from: date
    planned_until: date
    applied_on: date
    known_from: int
    known_to: int = FOREVER
    decided: str | None = None
    """approved or refused"""
    decided_on: date | None = None
    decision: str | None = None
    """The number of an approval."""
    started_on: date | None = None
    ended: str | None = None
    """completed or failed"""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Passing:
    """The project belongs to another partner from a day on."""

    youth_project_id: UUID
    passing_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    first_day: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Report:
    """How many took part by a day."""

    youth_project_id: UUID
    report_id: UUID
    participants: int
    at_risk: int
    reported_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Grant:
    """The lump sum, and its way back."""

    youth_project_id: UUID
    grant_id: UUID
    amount: Decimal
    lump_sum_version: int
    paid_on: date
    reference: str
    known_from: int
    known_to: int = FOREVER
    recovery_id: UUID | None = None
    recovered_on: date | None = None
    recovery_reference: str | None = None


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallState:
    """A call as of a day, and what was applied for in it by then."""

    call_id: UUID
    position: int
    """Of the opening; lists are in this order."""
    partner_id: UUID
    municipality: str
    region: str
    name: str
    opens_on: date
    closes_on: date
    source: str
    open: bool
    """Whether applications are taken that day."""
    applications: int
    approved: int


@dataclass(frozen=True, slots=True)
class ProjectState:
    """A youth project as of a day."""

    youth_project_id: UUID
    position: int
    """Of the application; lists are in this order."""
    call_id: UUID
    partner_id: UUID
    municipality: str
    """ISO 3166-2 code, of the day."""
    region: str
    applicant: str
    title: str
    planned_from: date
    planned_until: date
    state: str
    """submitted, approved, refused, running, completed or failed"""
    applied_on: date
    decided_on: date | None
    started_on: date | None
    ended_on: date | None
    participants: int | None
    """As the latest report says."""
    at_risk: int | None
    """Those of them with an identified risk."""
    paid_on: date | None
    recovered_on: date | None
    granted: Decimal
    """In euros: what was paid and has not come back."""


@dataclass(frozen=True, slots=True)
class ProjectShown:
    """A youth project as of a day, and what is recorded of it up to then, in the order of the days."""

    project: ProjectState
    decision: str | None
    """The number of its approval."""
    passings: list[Passing]
    reports: list[Report]
    grants: list[Grant]


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls: None stands for any."""

    partner_id: UUID | None = None
    municipality: str | None = None
    region: str | None = None
    open: bool | None = None
    opened_from: date | None = None
    """Those that opened on that day or later."""


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Which projects, by what holds on the day: None stands for any."""

    youth_project_id: UUID | None = None
    call_id: UUID | None = None
    partner_id: UUID | None = None
    municipality: str | None = None
    region: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class CallCount:
    """How many calls had been opened, and by how many municipalities."""

    calls: int
    municipalities: int


@dataclass(frozen=True, slots=True)
class ProjectCount:
    """What had become of applications by a day."""

    group: dict[str, str]
    """What they have in common."""
    applications: int
    approved: int
    """Whatever became of them then."""
    refused: int
    running: int
    """That day."""
    completed: int
    failed: int
    financed: int
    """Those that were paid and did not give it back."""
    recovered: int
    granted: Decimal
    """In euros: what those financed were paid."""
    participants: int
    at_risk: int
    municipalities: int
    """Those with an approved project."""


STATES = ("submitted", "approved", "refused", "running", "completed", "failed")
GROUPS = ("municipality", "region", "partner_id", "call_id", "state")
"""What projects can be counted by."""
ANY_CALL = CallFilter()
ANY_PROJECT = ProjectFilter()
