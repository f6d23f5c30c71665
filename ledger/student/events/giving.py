"""Facts about what was given: consultations and compensations."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec.structs import replace

from ledger.document import Document
from ledger.fact import Fact
from ledger.institution import Place
from ledger.money import ZERO, Euros, Hours
from ledger.operation import Shares
from ledger.role import Role
from ledger.sealed import Sealed
from ledger.store.holds import Spend
from ledger.student.measures import Compensation, Consultation
from ledger.student.plan import consultation_key
from ledger.student.values import Attendance, Group, Route
from ledger.text import (
    CompensationKind,
    ConsultationKind,
    Delivery,
    Semester,
    SpecialistKind,
    Subject,
)

if TYPE_CHECKING:
    from ledger.student.student import Student


class OfConsultation(Fact):
    """What is recorded about consultations."""

    RECORDED_BY = (Role.PEDAGOGUE, Role.INSTITUTION_COORDINATOR)


class ConsultationRecorded(OfConsultation):
    """A specialist gave a consultation under the plan in force."""

    TOPIC = "student.consultation_recorded"
    consultation_id: UUID
    plan_id: UUID
    revision: int
    semester: Semester
    place: Place
    kind: ConsultationKind
    specialist_id: UUID
    specialist_kind: SpecialistKind
    subject: Subject | None
    starts: datetime
    ends: datetime
    hours: Hours
    delivery: Delivery
    attendance: Attendance
    group: Group | None
    unit_cost: Euros
    rate_version: int
    amount: Euros
    shares: Shares

    def apply(self, student: "Student") -> None:
        key = consultation_key(self.kind, self.specialist_kind, self.subject)
        student.plans[self.plan_id].hold(key, self.hours, self.occurred_on)
        student.consultations[self.consultation_id] = Consultation(
            self.plan_id,
            self.revision,
            self.occurred_on,
            key,
            self.hours,
            self.group,
            recorded_by=self.actor,
            spent=Spend(self.place.partner_id, self.semester, self.amount),
        )


class ConsultationMissed(OfConsultation):
    """A planned consultation did not happen, and costs nothing; the reason says why."""

    TOPIC = "student.consultation_missed"
    consultation_id: UUID
    plan_id: UUID
    revision: int
    semester: Semester
    place: Place
    kind: ConsultationKind
    specialist_id: UUID
    specialist_kind: SpecialistKind
    subject: Subject | None
    hours: Hours

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].missed += 1
        student.consultations[self.consultation_id] = Consultation(
            self.plan_id, self.revision, self.occurred_on, recorded_by=self.actor
        )


class ConsultationVoided(OfConsultation):
    """A recorded consultation did not take place, or not so; its amount is reversed in full."""

    TOPIC = "student.consultation_voided"
    consultation_id: UUID

    def apply(self, student: "Student") -> None:
        consultation = student.consultations[self.consultation_id]
        consultation.voided = True
        plan = student.plans[consultation.plan_id]
        if consultation.key is None:
            plan.missed -= 1
        else:
            plan.hold(consultation.key, -consultation.hours, consultation.day)


class OfPayment(Fact):
    """What is recorded about a compensation that was claimed: by somebody else than who claims."""

    RECORDED_BY = (Role.PARTNER_COORDINATOR,)


class CompensationClaimed(Fact):
    """A cost of the learner is to be compensated under the plan in force."""

    TOPIC = "student.compensation_claimed"
    compensation_id: UUID
    plan_id: UUID
    revision: int
    semester: Semester
    place: Place
    kind: CompensationKind
    first_day: date
    last_day: date
    amount: Euros
    document: Document
    route: Route | None
    payee: Sealed | None
    shares: Shares

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].claim(self.kind, self.amount, self.last_day)
        claim = (
            self.plan_id,
            self.revision,
            self.kind,
            self.first_day,
            self.last_day,
            self.amount,
            self.actor,
            self.document,
        )
        student.compensations[self.compensation_id] = Compensation(
            *claim,
            self.occurred_on,
            self.amount,
            route=self.route,
            spent=Spend(self.place.partner_id, self.semester, ZERO),
        )


class CompensationApproved(OfPayment):
    """Somebody other than the claimant approved a compensation, in whole or part."""

    TOPIC = "student.compensation_approved"
    compensation_id: UUID
    amount: Euros

    def apply(self, student: "Student") -> None:
        compensation = student.compensations[self.compensation_id]
        student.give_back(compensation, compensation.approved - self.amount)
        compensation.state, compensation.since = "approved", self.occurred_on
        compensation.approved = self.amount


class CompensationRefused(OfPayment):
    """A claimed or approved compensation was refused before it was paid."""

    TOPIC = "student.compensation_refused"
    compensation_id: UUID

    def apply(self, student: "Student") -> None:
        compensation = student.compensations[self.compensation_id]
        compensation.state = "refused"
        student.give_back(compensation, compensation.approved)


class CompensationPaid(OfPayment):
    """An approved compensation was paid out."""

    TOPIC = "student.compensation_paid"
    compensation_id: UUID
    payment_id: UUID
    amount: Euros
    payment_reference: str

    def apply(self, student: "Student") -> None:
        compensation = student.compensations[self.compensation_id]
        compensation.state, compensation.since = "paid", self.occurred_on
        compensation.payment_id = self.payment_id
        if compensation.spent:
            compensation.spent = replace(compensation.spent, amount=self.amount)


class CompensationReversed(OfPayment):
    """A payment of a compensation was taken back in full."""

    TOPIC = "student.compensation_reversed"
    compensation_id: UUID
    payment_id: UUID

    def apply(self, student: "Student") -> None:
        compensation = student.compensations[self.compensation_id]
        compensation.state, compensation.since = "approved", self.occurred_on
