"""One learner: the events and the state they leave; verbs are in the modules named for what they do."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from eventsourcing.domain import event

from ledger.aggregate import Aggregate
from ledger.dated import Since
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
    representatives: dict[UUID, Since]
    risks: dict[UUID, Risk]
    plans: dict[UUID, Plan]
    consultations: dict[UUID, Consultation]
    compensations: dict[UUID, Compensation]
    outcomes: dict[UUID, Since]

    Registered, PersonalDataCorrected = events.Registered, events.PersonalDataCorrected
    Enrolled, EnrolmentVoided = events.Enrolled, events.EnrolmentVoided
    Promoted, PromotionVoided = events.Promoted, events.PromotionVoided
    Left, LeavingVoided = events.Left, events.LeavingVoided
    RepresentativeNamed, RepresentativeRemoved = (
        events.RepresentativeNamed,
        events.RepresentativeRemoved,
    )
    RiskIdentified, RiskVoided = events.RiskIdentified, events.RiskVoided
    RiskReassessed, ReassessmentVoided = events.RiskReassessed, events.ReassessmentVoided
    RiskResolved, RiskReopened = events.RiskResolved, events.RiskReopened
    PlanDrafted, PlanVoided = events.PlanDrafted, events.PlanVoided
    PlanRevised = events.PlanRevised
    PlanAgreed, AgreementVoided = events.PlanAgreed, events.AgreementVoided
    PlanReturned, ReturnVoided = events.PlanReturned, events.ReturnVoided
    PlanEvaluated, EvaluationVoided = events.PlanEvaluated, events.EvaluationVoided
    PlanClosed, PlanReopened = events.PlanClosed, events.PlanReopened
    ConsultationRecorded, ConsultationVoided = (
        events.ConsultationRecorded,
        events.ConsultationVoided,
    )
    ConsultationMissed = events.ConsultationMissed
    CompensationClaimed, CompensationRefused = (
        events.CompensationClaimed,
        events.CompensationRefused,
    )
    CompensationApproved = events.CompensationApproved
    CompensationPaid, CompensationReversed = events.CompensationPaid, events.CompensationReversed
    OutcomeRecorded, OutcomeVoided = events.OutcomeRecorded, events.OutcomeVoided

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
        self,
        enrolment_id: UUID,
        institution_id: UUID,
        stage: str,
        programme_kind: str,
        occurred_on: date,
    ) -> None:
        self.enrolments[enrolment_id] = Enrolment(
            institution_id=institution_id,
            programme_kind=programme_kind,
            first_day=occurred_on,
            stages={occurred_on: stage},
        )

    @event(Promoted)
    def _promoted(self, enrolment_id: UUID, stage: str, occurred_on: date) -> None:
        self.enrolments[enrolment_id].stages[occurred_on] = stage

    @event(PromotionVoided)
    def _promotion_voided(self, enrolment_id: UUID, promoted_on: date) -> None:
        del self.enrolments[enrolment_id].stages[promoted_on]

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
    def _representative_named(self, representative_id: UUID, occurred_on: date) -> None:
        self.representatives[representative_id] = Since(first_day=occurred_on)

    @event(RepresentativeRemoved)
    def _representative_removed(self, representative_id: UUID) -> None:
        self.representatives[representative_id].voided = True

    @event(RiskIdentified)
    def _risk_identified(self, risk_id: UUID, factor: str, occurred_on: date) -> None:
        self.risks[risk_id] = Risk(factor, occurred_on, {})

    @event(RiskReassessed)
    def _risk_reassessed(self, risk_id: UUID, reassessment_id: UUID, occurred_on: date) -> None:
        self.risks[risk_id].reassessments[reassessment_id] = Since(first_day=occurred_on)

    @event(ReassessmentVoided)
    def _reassessment_voided(self, risk_id: UUID, reassessment_id: UUID) -> None:
        self.risks[risk_id].reassessments[reassessment_id].voided = True

    @event(RiskResolved)
    def _risk_resolved(self, risk_id: UUID, occurred_on: date) -> None:
        self.risks[risk_id].resolved_on = occurred_on

    @event(RiskReopened)
    def _risk_reopened(self, risk_id: UUID) -> None:
        self.risks[risk_id].resolved_on = None

    @event(RiskVoided)
    def _risk_voided(self, risk_id: UUID) -> None:
        self.risks[risk_id].voided = True

    @event(OutcomeRecorded)
    def _outcome_recorded(self, outcome_id: UUID, occurred_on: date) -> None:
        self.outcomes[outcome_id] = Since(first_day=occurred_on)

    @event(OutcomeVoided)
    def _outcome_voided(self, outcome_id: UUID) -> None:
        self.outcomes[outcome_id].voided = True

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
        self.plans[plan_id].revision(revision).agreed[signatory] = occurred_on

    @event(AgreementVoided)
    def _agreement_voided(self, plan_id: UUID, revision: int, signatory: str) -> None:
        del self.plans[plan_id].revision(revision).agreed[signatory]

    @event(PlanReturned)
    def _plan_returned(self, plan_id: UUID, revision: int, occurred_on: date) -> None:
        self.plans[plan_id].revision(revision).returned_on = occurred_on

    @event(ReturnVoided)
    def _return_voided(self, plan_id: UUID, revision: int) -> None:
        self.plans[plan_id].revision(revision).returned_on = None

    @event(PlanEvaluated)
    def _plan_evaluated(self, plan_id: UUID, occurred_on: date) -> None:
        self.plans[plan_id].evaluated_on = occurred_on

    @event(EvaluationVoided)
    def _evaluation_voided(self, plan_id: UUID) -> None:
        self.plans[plan_id].evaluated_on = None

    @event(PlanClosed)
    def _plan_closed(self, plan_id: UUID, occurred_on: date) -> None:
        self.plans[plan_id].closed_on = occurred_on

    @event(PlanReopened)
    def _plan_reopened(self, plan_id: UUID) -> None:
        self.plans[plan_id].closed_on = None

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
            plan_id, revision, occurred_on, key, hours, group
        )

    @event(ConsultationMissed)
    def _consultation_missed(
        self, consultation_id: UUID, plan_id: UUID, revision: int, occurred_on: date
    ) -> None:
        self.plans[plan_id].missed += 1
        self.consultations[consultation_id] = Consultation(plan_id, revision, occurred_on)

    @event(ConsultationVoided)
    def _consultation_voided(self, consultation_id: UUID) -> None:
        consultation = self.consultations[consultation_id]
        consultation.voided = True
        plan = self.plans[consultation.plan_id]
        if consultation.key is None:
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
        occurred_on: date,
    ) -> None:
        self.plans[plan_id].claim(kind, amount, last_day)
        claim = (plan_id, revision, kind, first_day, last_day, amount, actor, document)
        self.compensations[compensation_id] = Compensation(*claim, occurred_on, amount)

    @event(CompensationApproved)
    def _compensation_approved(
        self, compensation_id: UUID, amount: Decimal, occurred_on: date
    ) -> None:
        compensation = self.compensations[compensation_id]
        self.give_back(compensation, compensation.approved - amount)
        compensation.state, compensation.since = "approved", occurred_on
        compensation.approved = amount

    @event(CompensationRefused)
    def _compensation_refused(self, compensation_id: UUID) -> None:
        compensation = self.compensations[compensation_id]
        compensation.state = "refused"
        self.give_back(compensation, compensation.approved)

    @event(CompensationPaid)
    def _compensation_paid(
        self, compensation_id: UUID, payment_id: UUID, occurred_on: date
    ) -> None:
        compensation = self.compensations[compensation_id]
        compensation.state, compensation.since = "paid", occurred_on
        compensation.payment_id = payment_id

    @event(CompensationReversed)
    def _compensation_reversed(self, compensation_id: UUID, occurred_on: date) -> None:
        compensation = self.compensations[compensation_id]
        compensation.state, compensation.since = "approved", occurred_on
