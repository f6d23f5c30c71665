"""Facts about what was given: consultations and compensations."""

from datetime import date, datetime
from uuid import UUID

from ledger.fact import Fact
from ledger.institution import Place
from ledger.money import Euros, Hours
from ledger.operation import Shares
from ledger.sealed import Sealed
from ledger.student.values import Attendance, Document, Group, Route


class ConsultationRecorded(Fact):
    """A specialist gave a consultation under the plan in force."""

    TOPIC = "student.consultation_recorded"
    consultation_id: UUID
    plan_id: UUID
    revision: int
    semester: str
    place: Place
    kind: str
    specialist_id: UUID
    specialist_kind: str
    subject: str | None
    starts: datetime
    ends: datetime
    hours: Hours
    delivery: str
    attendance: Attendance
    group: Group | None
    unit_cost: Euros
    rate_version: int
    amount: Euros
    shares: Shares


class ConsultationMissed(Fact):
    """A planned consultation did not happen, and costs nothing; the reason says why."""

    TOPIC = "student.consultation_missed"
    consultation_id: UUID
    plan_id: UUID
    revision: int
    semester: str
    place: Place
    kind: str
    specialist_id: UUID
    specialist_kind: str
    subject: str | None
    hours: Hours


class ConsultationVoided(Fact):
    """A recorded consultation did not take place, or not so; its amount is reversed in full."""

    TOPIC = "student.consultation_voided"
    consultation_id: UUID


class CompensationClaimed(Fact):
    """A cost of the learner is to be compensated under the plan in force."""

    TOPIC = "student.compensation_claimed"
    compensation_id: UUID
    plan_id: UUID
    revision: int
    semester: str
    place: Place
    kind: str
    first_day: date
    last_day: date
    amount: Euros
    document: Document
    route: Route | None
    payee: Sealed | None
    shares: Shares


class CompensationApproved(Fact):
    """Somebody other than the claimant approved a compensation, in whole or part."""

    TOPIC = "student.compensation_approved"
    compensation_id: UUID
    amount: Euros


class CompensationRefused(Fact):
    """A claimed or approved compensation was refused before it was paid."""

    TOPIC = "student.compensation_refused"
    compensation_id: UUID


class CompensationPaid(Fact):
    """An approved compensation was paid out."""

    TOPIC = "student.compensation_paid"
    compensation_id: UUID
    payment_id: UUID
    amount: Euros
    payment_reference: str


class CompensationReversed(Fact):
    """A payment of a compensation was taken back in full."""

    TOPIC = "student.compensation_reversed"
    compensation_id: UUID
    payment_id: UUID
