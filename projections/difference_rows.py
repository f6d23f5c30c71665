"""What the projection `differences` keeps of measures and rules, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from projections.versions import FOREVER


@dataclass(slots=True)  # not frozen: one for each measure, and that takes three times as long
class Measure:
    """A consultation, or a compensation from its claim on, while it stands."""

    student_id: UUID
    measure_id: UUID
    position: int
    """Of the event that recorded it."""
    kind: str
    """consultation or compensation"""
    day: date
    """Whose rules it came out by."""
    happened_on: date
    partner_id: UUID
    institution_id: UUID
    municipality: str
    semester: str
    amount: Decimal
    shares: str
    """Who pays: per cent of ESF, state, and non-eligible state, with strokes between."""
    known_from: int
    known_to: int = FOREVER
    specialist_kind: str | None = None
    hours: Decimal | None = None
    unit_cost: Decimal | None = None
    rate_version: int | None = None
    group_id: UUID | None = None
    group_size: int | None = None
    group_place: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A unit cost, until it is withdrawn."""

    operation_id: UUID
    rule_id: UUID
    position: int
    specialist_kind: str
    unit_cost: Decimal
    rate_version: int
    valid_from: date
    valid_until: date | None
    decided_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Cofinancing:
    """Funding shares, until they are withdrawn."""

    operation_id: UUID
    rule_id: UUID
    position: int
    shares: str
    valid_from: date
    decided_on: date
    known_from: int
    known_to: int = FOREVER


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure as it was recorded, and what the rules say of it; None where they say nothing."""

    position: int
    """Of the event that recorded it; lists are in this order."""
    student_id: UUID
    measure_id: UUID
    kind: str
    """consultation or compensation"""
    day: date
    """Whose rules it is by: the day of the consultation, the first day of the compensation."""
    partner_id: UUID
    institution_id: UUID
    municipality: str
    semester: str
    group_id: UUID | None
    """Its group, all of which is recalculated together."""
    specialist_kind: str | None
    hours: Decimal | None
    unit_cost: Decimal | None
    rule_unit_cost: Decimal | None
    rate_version: int | None
    rule_rate_version: int | None
    amount: Decimal
    rule_amount: Decimal | None
    esf: Decimal
    """In per cent, as are the other shares."""
    rule_esf: Decimal | None
    state: Decimal
    rule_state: Decimal | None
    state_non_eligible: Decimal
    rule_state_non_eligible: Decimal | None


@dataclass(frozen=True, slots=True)
class DifferenceFilter:
    """Which measures: None stands for any."""

    partner_id: UUID | None = None
    institution_id: UUID | None = None
    municipality: str | None = None
    semester: str | None = None


ANY_MEASURE = DifferenceFilter()
