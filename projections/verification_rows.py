"""What the projection `verifications` keeps, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger.money import ZERO
from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Verification:
    """A desk check or visit, as it was planned."""

    verification_id: UUID
    position: int
    kind: str
    body: str
    partner_id: UUID
    first_day: date
    last_day: date
    planned_for: date
    planned_on: date


@dataclass(frozen=True, slots=True)
class Step:
    """It came to a state on a day."""

    position: int
    verification_id: UUID
    state: str
    occurred_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was looked at; voided, it never was."""

    verification_id: UUID
    line_id: UUID
    position: int
    measure_id: UUID
    finding: str | None
    verified_on: date
    verdict: str
    not_eligible: Decimal
    known_from: int
    known_to: int = FOREVER
    resolved_on: date | None = None
    resolved_verdict: str | None = None
    resolved_not_eligible: Decimal = ZERO


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VerificationState:
    """A verification as of a day, with what its lines come to, in euros."""

    verification_id: UUID
    position: int
    kind: str
    body: str
    partner_id: UUID
    first_day: date
    last_day: date
    planned_for: date
    state: str
    since: date
    lines: int
    to_clarify: int
    not_eligible: Decimal


@dataclass(frozen=True, slots=True)
class LineState:
    """A line as of a day: what was found, and what it is once resolved."""

    line_id: UUID
    position: int
    measure_id: UUID
    finding: str | None
    verified_on: date
    verdict: str
    not_eligible: Decimal
    resolved_on: date | None


@dataclass(frozen=True, slots=True)
class VerificationShown:
    """A verification as of a day, and its lines in the order in which they were recorded."""

    verification: VerificationState
    lines: list[LineState]


@dataclass(frozen=True, slots=True)
class VerificationFilter:
    """Which verifications: None stands for any."""

    verification_id: UUID | None = None
    partner_id: UUID | None = None


ANY = VerificationFilter()
