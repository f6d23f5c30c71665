"""What the projection `partners` keeps of a partner, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Partner:
    """A municipality or a school of the state."""

    partner_id: UUID
    position: int
    name: str
    kind: str
    municipality: str | None
    joined_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Agreement:
    """The partner's agreement; there is at most one."""

    partner_id: UUID
    number: str
    signed_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of an agreement; voided together with it."""

    partner_id: UUID
    amendment_id: UUID
    agreement: int
    """Position at which the agreement was signed."""
    number: str
    subject: str
    amended_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Budget:
    """What was planned for a semester, until planned again."""

    partner_id: UUID
    semester: str
    school_year: str
    amount: Decimal
    students: int
    planned_on: date
    known_from: int


@dataclass(frozen=True, slots=True)
class BudgetWithdrawn:
    """Whatever was planned for a semester before this was recorded never was."""

    partner_id: UUID
    semester: str
    known_from: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """Up to what may be spent in a semester, although less is planned, until it is said anew."""

    partner_id: UUID
    semester: str
    up_to: Decimal | None
    """None: no more than is planned."""
    decided_on: date
    known_from: int


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid to the partner; an advance is for no period."""

    partner_id: UUID
    payment_id: UUID
    position: int
    kind: str
    """advance or payment"""
    amount: Decimal
    period: str | None
    """The semester it is for; None where none is stated."""
    school_year: str | None
    purpose: str | None
    """measures or youth_projects; None of an advance."""
    prior_period: bool
    reference: str
    paid_on: date
    known_from: int
    known_to: int = FOREVER
    reversed_on: date | None = None


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartnerState:
    """A partner as of a day, in euros; what was reversed by then is in no total."""

    partner_id: UUID
    position: int
    """Of the joining; lists are in this order."""
    name: str
    kind: str
    municipality: str | None
    joined_on: date
    agreement: str | None
    signed_on: date | None
    advanced: Decimal
    received: Decimal
    """All that was paid, advances too."""
    received_for_prior_periods: Decimal
    received_for_no_stated_period: Decimal
    """Payments, but not advances."""


@dataclass(frozen=True, slots=True)
class SemesterState:
    """What was planned and received for one semester as of a day, in euros."""

    semester: str
    planned: Decimal | None
    planned_students: int | None
    received: Decimal
    received_as_prior_period: Decimal
    """The part of it that settled an earlier period than the one it was paid in."""


@dataclass(frozen=True, slots=True)
class PartnerSemester:
    """What one partner planned and received for a semester, or (None) for none, as of a day, in euros."""

    partner_id: UUID
    position: int
    """Of the partner's joining."""
    name: str
    municipality: str | None
    semester: str | None
    planned: Decimal | None
    planned_students: int | None
    allowed: Decimal | None
    """Up to what may be spent, where that is more than planned."""
    received: Decimal
    received_as_prior_period: Decimal
    advanced: Decimal


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """A partner as of a day, with the amendments of its agreement and its semesters, each in order."""

    partner: PartnerState
    amendments: list[Amendment]
    semesters: list[SemesterState]


@dataclass(frozen=True, slots=True)
class Received:
    """How many payments stand as of a day, and what they come to in euros."""

    payments: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PartnerFilter:
    """Which partners: None stands for any."""

    partner_id: UUID | None = None
    kind: str | None = None
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentFilter:
    """Which payments: None stands for any."""

    partner_id: UUID | None = None
    municipality: str | None = None
    """Of the partner."""
    kind: str | None = None
    period: str | None = None
    school_year: str | None = None
    purpose: str | None = None
    period_stated: bool | None = None
    prior_period: bool | None = None
    reversed: bool | None = None


ANY_PARTNER = PartnerFilter()
ANY_PAYMENT = PaymentFilter()
