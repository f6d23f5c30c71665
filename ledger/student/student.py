"""One learner: the events and the state they leave; verbs are in the modules named for what they do."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from eventsourcing.domain import event

from ledger.aggregate import Aggregate
from ledger.sealed import Sealed
from ledger.student import events
from ledger.student.enrolment import Enrolment, Risk
from ledger.student.measures import Compensation, Consultation
from ledger.student.plan import Plan, Revision, consultation_key
from ledger.student.state import State
from ledger.student.values import Document, Group, PlanContent


class Student(State, Aggregate):
    """One stream per learner, under a random id."""

    TOPIC = "student"

    name: Sealed
    personal_code: Sealed | None
    birth_date: Sealed | None
    enrolments: dict[UUID, Enrolment]
    representatives: dict[UUID, bool]
    risks: dict[UUID, Risk]
    plans: dict[UUID, Plan]
    consultations: dict[UUID, Consultation]
    compensations: dict[UUID, Compensation]
    outcomes: dict[UUID, bool]

    Registered = events.Registered
    PersonalDataCorrected = events.PersonalDataCorrected
    Enrolled = events.Enrolled
    Promoted = events.Promoted
    EnrolmentVoided = events.EnrolmentVoided
    Left = events.Left
    LeavingVoided = events.LeavingVoided
    RepresentativeNamed = events.RepresentativeNamed
    RepresentativeRemoved = events.RepresentativeRemoved
    RiskIdentified = events.RiskIdentified
    RiskReassessed = events.RiskReassessed
    RiskResolved = events.RiskResolved
    RiskVoided = events.RiskVoided
    PlanDrafted = events.PlanDrafted
    PlanRevised = events.PlanRevised
    PlanAgreed = events.PlanAgreed
    AgreementVoided = events.AgreementVoided
    PlanReturned = events.PlanReturned
    PlanEvaluated = events.PlanEvaluated
    EvaluationVoided = events.EvaluationVoided
    PlanClosed = events.PlanClosed
    PlanReopened = events.PlanReopened
    PlanVoided = events.PlanVoided
    ConsultationRecorded = events.ConsultationRecorded
    ConsultationMissed = events.ConsultationMissed
    ConsultationVoided = events.ConsultationVoided
    CompensationClaimed = events.CompensationClaimed
    CompensationApproved = events.CompensationApproved
    CompensationRefused = events.CompensationRefused
    CompensationPaid = events.CompensationPaid
    CompensationReversed = events.CompensationReversed
    OutcomeRecorded = events.OutcomeRecorded
    OutcomeVoided = events.OutcomeVoided

    @event(Registered)
    def __init__(
        self, name: Sealed, personal_code: Sealed | None, birth_date: Sealed | None
    ) -> None:
        self.name, self.personal_code, self.birth_date = name, personal_code, birth_date
        self.enrolments, self.representatives, self.risks, self.plans = {}, {}, {}, {}
        self.consultations, self.compensations, self.outcomes = {}, {}, {}

    @event(PersonalDataCorrected)
    def _personal_data_corrected(
        self, name: Sealed, personal_code: Sealed | None, birth_date: Sealed | None
    ) -> None:
        self.name, self.personal_code, self.birth_date = name, personal_code, birth_date

    @event(Enrolled)
    def _enrolled(
        self, enrolment_id: UUID, institution_id: UUID, stage: str, occurred_on: date
    ) -> None:
        self.enrolments[enrolment_id] = Enrolment(
            institution_id=institution_id, first_day=occurred_on, stages={occurred_on: stage}
        )

    @event(Promoted)
    def _promoted(self, enrolment_id: UUID, stage: str, occurred_on: date) -> None:
        self.enrolments[enrolment_id].stages[occurred_on] = stage

    @event(EnrolmentVoided)
    def _enrolment_voided(self, enrolment_id: UUID) -> None:
        self.enrolments[enrolment_id].voided = True

    @event(Left)
    def _left(self, enrolment_id: UUID, occurred_on: date) -> None:
        self.enrolments[enrolment_id].last_day = occurred_on

    @event(LeavingVoided)
    def _leaving_voided(self, enrolment_id: UUID) -> None:
        self.enrolments[enrolment_id].last_day = None

    @event(RepresentativeNamed)
    def _representative_named(self, representative_id: UUID) -> None:
        self.representatives[representative_id] = True

    @event(RepresentativeRemoved)
    def _representative_removed(self, representative_id: UUID) -> None:
        self.representatives[representative_id] = False

    @event(RiskIdentified)
    def _risk_identified(self, risk_id: UUID, factor: str) -> None:
        self.risks[risk_id] = Risk(factor)

    @event(RiskResolved)
    def _risk_resolved(self, risk_id: UUID) -> None:
        self.risks[risk_id].resolved = True

    @event(RiskVoided)
    def _risk_voided(self, risk_id: UUID) -> None:
        self.risks[risk_id].voided = True

    @event(OutcomeRecorded)
    def _outcome_recorded(self, outcome_id: UUID) -> None:
        self.outcomes[outcome_id] = True

    @event(OutcomeVoided)
    def _outcome_voided(self, outcome_id: UUID) -> None:
        self.outcomes[outcome_id] = False

    @event(PlanDrafted)
    def _plan_drafted(
        self,
        plan_id: UUID,
        semester: str,
        enrolment_id: UUID,
        content: PlanContent,
        signatories: tuple[str, ...],
        occurred_on: date,
    ) -> None:
        first = Revision(1, occurred_on, content, signatories, {})
        self.plans[plan_id] = Plan(semester, enrolment_id, [first], {}, {})

    @event(PlanRevised)
    def _plan_revised(
        self,
        plan_id: UUID,
        revision: int,
        content: PlanContent,
        signatories: tuple[str, ...],
        occurred_on: date,
    ) -> None:
        written = Revision(revision, occurred_on, content, signatories, {})
        self.plans[plan_id].revisions.append(written)

    @event(PlanAgreed)
    def _plan_agreed(self, plan_id: UUID, revision: int, signatory: str, occurred_on: date) -> None:
        self.plans[plan_id].revisions[revision - 1].agreed[signatory] = occurred_on

    @event(AgreementVoided)
    def _agreement_voided(self, plan_id: UUID, revision: int, signatory: str) -> None:
        del self.plans[plan_id].revisions[revision - 1].agreed[signatory]

    @event(PlanReturned)
    def _plan_returned(self, plan_id: UUID, revision: int) -> None:
        self.plans[plan_id].revisions[revision - 1].returned = True

    @event(PlanEvaluated)
    def _plan_evaluated(self, plan_id: UUID) -> None:
        self.plans[plan_id].evaluated = True

    @event(EvaluationVoided)
    def _evaluation_voided(self, plan_id: UUID) -> None:
        self.plans[plan_id].evaluated = False

    @event(PlanClosed)
    def _plan_closed(self, plan_id: UUID) -> None:
        self.plans[plan_id].closed = True

    @event(PlanReopened)
    def _plan_reopened(self, plan_id: UUID) -> None:
        self.plans[plan_id].closed = False

    @event(PlanVoided)
    def _plan_voided(self, plan_id: UUID) -> None:
        self.plans[plan_id].voided = True

    @event(ConsultationRecorded)
    def _consultation_recorded(
        self,
        consultation_id: UUID,
        plan_id: UUID,
        revision: int,
        kind: str,
        specialist_kind: str,
        subject: str | None,
        hours: Decimal,
        group: Group | None,
        occurred_on: date,
    ) -> None:
        key = consultation_key(kind, specialist_kind, subject)
        self.plans[plan_id].hold(key, hours, occurred_on)
        self.consultations[consultation_id] = Consultation(
            plan_id, revision, key, hours, occurred_on, missed=False, group=group
        )

    @event(ConsultationMissed)
    def _consultation_missed(
        self,
        consultation_id: UUID,
        plan_id: UUID,
        revision: int,
        kind: str,
        specialist_kind: str,
        subject: str | None,
        hours: Decimal,
        occurred_on: date,
    ) -> None:
        key = consultation_key(kind, specialist_kind, subject)
        self.plans[plan_id].missed += 1
        self.consultations[consultation_id] = Consultation(
            plan_id, revision, key, hours, occurred_on, missed=True, group=None
        )

    @event(ConsultationVoided)
    def _consultation_voided(self, consultation_id: UUID) -> None:
        consultation = self.consultations[consultation_id]
        consultation.voided = True
        plan = self.plans[consultation.plan_id]
        if consultation.missed:
            plan.missed -= 1
        else:
            plan.hold(consultation.key, -consultation.hours, consultation.day)

    @event(CompensationClaimed)
    def _compensation_claimed(
        self,
        compensation_id: UUID,
        plan_id: UUID,
        revision: int,
        kind: str,
        first_day: date,
        last_day: date,
        amount: Decimal,
        document: Document,
        actor: str,
    ) -> None:
        self.plans[plan_id].claim(kind, amount, last_day)
        self.compensations[compensation_id] = Compensation(
            plan_id, revision, kind, first_day, last_day, amount, actor, document, amount
        )

    @event(CompensationApproved)
    def _compensation_approved(self, compensation_id: UUID, amount: Decimal) -> None:
        compensation = self.compensations[compensation_id]
        given_back = compensation.approved - amount
        self.plans[compensation.plan_id].claim(
            compensation.kind, -given_back, compensation.last_day
        )
        compensation.state, compensation.approved = "approved", amount

    @event(CompensationRefused)
    def _compensation_refused(self, compensation_id: UUID) -> None:
        compensation = self.compensations[compensation_id]
        compensation.state = "refused"
        self.plans[compensation.plan_id].claim(
            compensation.kind, -compensation.approved, compensation.last_day
        )

    @event(CompensationPaid)
    def _compensation_paid(self, compensation_id: UUID, payment_id: UUID) -> None:
        compensation = self.compensations[compensation_id]
        compensation.state, compensation.payment_id = "paid", payment_id

    @event(CompensationReversed)
    def _compensation_reversed(self, compensation_id: UUID) -> None:
        self.compensations[compensation_id].state = "approved"
