"""What the projection `settlements` keeps of settlements and recoveries, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger.money import ZERO


@dataclass(frozen=True, slots=True)
class Step:
    """One event: what it changes, as differences; what holds at a time is the sum of the steps by then."""

    position: int
    partner_id: UUID
    semester: str | None
    settlement_id: UUID | None
    recovery_id: UUID | None
    state: str | None
    """What the settlement has become by it: submitted, returned, approved or voided."""
    occurred_on: date
    documents_sha256: str | None = None
    prior_period: bool | None = None
    ground: str | None = None
    means: str | None = None
    verifications: list[UUID] = field(default_factory=list)
    """That an approval or the decision on a recovery refers to."""
    declared: Decimal = ZERO
    approved: Decimal = ZERO
    not_approved: Decimal = ZERO
    advances_offset: Decimal = ZERO
    to_recover: Decimal = ZERO
    overpaid: Decimal = ZERO
    """The part of it that was paid and is not owed."""
    repaid: Decimal = ZERO
    recovery_offset: Decimal = ZERO
    owed_taken_over: Decimal = ZERO
    """From a predecessor; below zero: passed on to the successor. So are the next two."""
    advances_taken_over: Decimal = ZERO
    to_recover_taken_over: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Standing:
    """What a settlement, recovery or receipt comes to now: what a later step takes back of it."""

    partner_id: UUID
    thing_id: UUID
    declared: Decimal = ZERO
    returned: Decimal = ZERO
    """What had been declared, while it is returned."""
    approved: Decimal = ZERO
    not_approved: Decimal = ZERO
    advances_offset: Decimal = ZERO
    to_recover: Decimal = ZERO
    overpaid: Decimal = ZERO
    repaid: Decimal = ZERO
    recovery_offset: Decimal = ZERO
    settlement_id: UUID | None = None
    """Of a recovery."""


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement as of a day, in euros; what was taken back by then is in no amount."""

    settlement_id: UUID
    partner_id: UUID
    position: int
    """Of its first submission; lists are in this order."""
    semester: str
    state: str
    submitted_on: date
    since: date
    """The day of its last step."""
    documents_sha256: str
    prior_period: bool
    declared: Decimal
    approved: Decimal
    not_approved: Decimal
    advances_offset: Decimal
    to_recover: Decimal
    repaid: Decimal
    recovery_offset: Decimal
    verifications: list[UUID]
    """That its approval stands on, while it is approved."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What of an approval is to come back, as of a day, and what of it has, in euros."""

    recovery_id: UUID
    partner_id: UUID
    settlement_id: UUID
    position: int
    semester: str
    decided_on: date
    ground: str
    means: str
    to_recover: Decimal
    repaid: Decimal
    recovery_offset: Decimal
    verifications: list[UUID]
    """That the decision refers to."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the settlements of one partner and semester come to."""

    partner_id: UUID
    semester: str | None
    declared: Decimal
    approved: Decimal
    not_approved: Decimal
    advances_offset: Decimal
    to_recover: Decimal
    overpaid: Decimal
    repaid: Decimal
    recovery_offset: Decimal
    owed_taken_over: Decimal
    advances_taken_over: Decimal
    to_recover_taken_over: Decimal


@dataclass(frozen=True, slots=True)
class SettlementFilter:
    """Which settlements or recoveries: None stands for any."""

    partner_id: UUID | None = None
    settlement_id: UUID | None = None
    semester: str | None = None


ANY = SettlementFilter()
