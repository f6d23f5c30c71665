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


@dataclass(frozen=True, slots=True)
class Decision:
    """An approval, or the decision on a recovery, that refers to verifications; until it is voided."""

    partner_id: UUID
    decision_id: UUID
    verifications: list[UUID]
    position: int
    kind: str
    settlement_id: UUID
    semester: str
    amount: Decimal
    decided_on: date
    known_from: int
    known_to: int = FOREVER
    voided_on: date | None = None


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
class ReferredBy:
    """A decision that refers to the verification and stands on the day, in euros."""

    kind: str
    """approval or recovery"""
    decision_id: UUID
    """The approval_id or recovery_id."""
    settlement_id: UUID
    semester: str
    amount: Decimal
    """Approved, or to be recovered."""
    decided_on: date


@dataclass(frozen=True, slots=True)
class VerificationShown:
    """A verification as of a day; its lines, and the decisions that refer to it, in the order of their recording."""

    verification: VerificationState
    lines: list[LineState]
    referred_by: list[ReferredBy]


@dataclass(frozen=True, slots=True)
class VerificationFilter:
    """Which verifications: None stands for any."""

    verification_id: UUID | None = None
    partner_id: UUID | None = None


ANY = VerificationFilter()
