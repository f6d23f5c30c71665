"""Everything that can be recorded about one student."""

from datetime import date, datetime
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.institution import Place
from ledger.money import Euros, Hours
from ledger.operation import Shares
from ledger.sealed import Sealed
from ledger.student.values import (
    Attendance,
    Document,
    PlanContent,
    RiskResult,
    Route,
)


class Registered(Birth):
    """A learner became known to the operation."""

    TOPIC = "student.registered"
    name: Sealed
    personal_code: Sealed | None
    birth_date: Sealed | None


class PersonalDataCorrected(Fact):
    """The learner's name, personal code or birth date had been recorded wrongly."""

    TOPIC = "student.personal_data_corrected"
    name: Sealed
    personal_code: Sealed | None
    birth_date: Sealed | None


class Enrolled(Fact):
    """The learner began at an institution."""

    TOPIC = "student.enrolled"
    enrolment_id: UUID
    institution_id: UUID
    stage: str
    """grade-1 … grade-12 or course-1 … course-4"""
    programme_kind: str


class EnrolmentVoided(Fact):
    """An enrolment had been recorded wrongly."""

    TOPIC = "student.enrolment_voided"
    enrolment_id: UUID


class Left(Fact):
    """The learner left an institution; the day it occurred on was the last."""

    TOPIC = "student.left"
    enrolment_id: UUID


class LeavingVoided(Fact):
    """A leaving had been recorded wrongly: the enrolment goes on."""

    TOPIC = "student.leaving_voided"
    enrolment_id: UUID


class RepresentativeNamed(Fact):
    """A person represents the learner in law."""

    TOPIC = "student.representative_named"
    representative_id: UUID
    relation: str
    name: Sealed
    contact: Sealed | None


class RepresentativeRemoved(Fact):
    """That person does not, or no longer, represent the learner."""

    TOPIC = "student.representative_removed"
    representative_id: UUID


class RiskIdentified(Fact):
    """A pedagogue identified a risk of leaving school early."""

    TOPIC = "student.risk_identified"
    risk_id: UUID
    factor: str
    note: Sealed | None


class RiskReassessed(Fact):
    """A risk was looked at again: it is reduced, persists or is worse."""

    TOPIC = "student.risk_reassessed"
    risk_id: UUID
    result: str
    note: Sealed | None


class RiskResolved(Fact):
    """A risk exists no longer."""

    TOPIC = "student.risk_resolved"
    risk_id: UUID


class RiskVoided(Fact):
    """A risk had been recorded wrongly."""

    TOPIC = "student.risk_voided"
    risk_id: UUID


class PlanDrafted(Fact):
    """An individual support plan for one semester was drafted: its revision 1."""

    TOPIC = "student.plan_drafted"
    plan_id: UUID
    semester: str
    enrolment_id: UUID
    place: Place
    content: PlanContent
    signatories: tuple[str, ...]
    """Who has to agree: learner, and representative unless the learner is of age."""
    copied_from: UUID | None


class PlanRevised(Fact):
    """A further revision of a plan was written; the last agreed one stays in force until all agree."""

    TOPIC = "student.plan_revised"
    plan_id: UUID
    revision: int
    content: PlanContent
    signatories: tuple[str, ...]


class PlanAgreed(Fact):
    """One signatory agreed to a revision."""

    TOPIC = "student.plan_agreed"
    plan_id: UUID
    revision: int
    signatory: str
    form: str
    document_sha256: str | None


class AgreementVoided(Fact):
    """An agreement to a revision had been recorded wrongly."""

    TOPIC = "student.agreement_voided"
    plan_id: UUID
    revision: int
    signatory: str


class PlanReturned(Fact):
    """A signatory did not agree to a revision and returned it to be revised."""

    TOPIC = "student.plan_returned"
    plan_id: UUID
    revision: int
    signatory: str


class PlanEvaluated(Fact):
    """At the end of the semester each risk of the plan was looked at."""

    TOPIC = "student.plan_evaluated"
    plan_id: UUID
    results: tuple[RiskResult, ...]
    narrative: Sealed | None
    support_goes_on: bool


class EvaluationVoided(Fact):
    """An evaluation had been recorded wrongly."""

    TOPIC = "student.evaluation_voided"
    plan_id: UUID


class PlanClosed(Fact):
    """A plan was closed: nothing is given under it any more."""

    TOPIC = "student.plan_closed"
    plan_id: UUID


class PlanReopened(Fact):
    """A plan had been closed wrongly."""

    TOPIC = "student.plan_reopened"
    plan_id: UUID


class PlanVoided(Fact):
    """A plan had been drafted wrongly; nothing was given under it."""

    TOPIC = "student.plan_voided"
    plan_id: UUID


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
    group_id: UUID | None
    group_size: int
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


class OutcomeRecorded(Fact):
    """What became of the learner."""

    TOPIC = "student.outcome_recorded"
    outcome_id: UUID
    outcome: str


class OutcomeVoided(Fact):
    """An outcome had been recorded wrongly."""

    TOPIC = "student.outcome_voided"
    outcome_id: UUID
