"""One learner: the state its events leave. What an event changes stands with it, in `events`; verbs stand by theme."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from eventsourcing.domain import CanMutateAggregate, event
from msgspec.structs import replace

from ledger import scope
from ledger.aggregate import Aggregate
from ledger.dated import Since
from ledger.fact import Fact
from ledger.role import Role
from ledger.scope import Scope
from ledger.sealed import Sealed
from ledger.store.holds import Spend
from ledger.student import events
from ledger.student.enrolment import Enrolment, Risk, Transfer
from ledger.student.measures import Compensation, Consultation
from ledger.student.membership import Membership
from ledger.student.merge import Merge
from ledger.student.outcome import Outcome
from ledger.student.participation import Participation
from ledger.student.plan import Plan
from ledger.student.state import State
from ledger.student.warning import OtherSupport, Warned
from ledger.student.whose import whose

LATE = timedelta(days=90)


class Student(State, Aggregate):
    """One stream per learner, under a random id."""

    TOPIC = "student"
    RECORDED_BY = (Role.INSTITUTION_COORDINATOR,)
    STATE_VERSION = 10

    name: Sealed
    personal_code: Sealed | None
    birth_date: Sealed | None
    enrolments: dict[UUID, Enrolment]
    representatives: dict[UUID, Since]
    risks: dict[UUID, Risk]
    plans: dict[UUID, Plan]
    consultations: dict[UUID, Consultation]
    compensations: dict[UUID, Compensation]
    outcomes: dict[UUID, Outcome]
    participations: dict[UUID, Participation]
    transfers: dict[UUID, Transfer]
    """By the enrolment that began."""
    other_support: dict[UUID, OtherSupport]
    warnings: dict[UUID, Warned]
    merge: Merge | None
    duplicates: dict[UUID, Since]
    """Other records of the same child, merged into this one."""
    class_promotions: dict[UUID, Membership]
    registered_for: str | None
    """On whose behalf: whose the record is until the learner is enrolled."""

    Registered = events.Registered
    PersonalDataCorrected = events.PersonalDataCorrected
    Enrolled = events.Enrolled
    EnrolmentVoided = events.EnrolmentVoided
    Promoted = events.Promoted
    PromotionVoided = events.PromotionVoided
    Left = events.Left
    LeavingVoided = events.LeavingVoided
    Transferred = events.Transferred
    TransferVoided = events.TransferVoided
    MergedInto = events.MergedInto
    MergeVoided = events.MergeVoided
    DuplicateAbsorbed = events.DuplicateAbsorbed
    AbsorptionVoided = events.AbsorptionVoided
    PromotedWithClass = events.PromotedWithClass
    ClassPromotionVoided = events.ClassPromotionVoided
    RepresentativeNamed = events.RepresentativeNamed
    RepresentativeRemoved = events.RepresentativeRemoved
    RiskIdentified = events.RiskIdentified
    RiskVoided = events.RiskVoided
    RiskReassessed = events.RiskReassessed
    ReassessmentVoided = events.ReassessmentVoided
    RiskResolved = events.RiskResolved
    RiskReopened = events.RiskReopened
    PlanDrafted = events.PlanDrafted
    PlanVoided = events.PlanVoided
    PlanMoved = events.PlanMoved
    PlanMoveVoided = events.PlanMoveVoided
    PlanRevised = events.PlanRevised
    PlanAgreed = events.PlanAgreed
    AgreementVoided = events.AgreementVoided
    PlanReturned = events.PlanReturned
    ReturnVoided = events.ReturnVoided
    PlanEvaluated = events.PlanEvaluated
    EvaluationVoided = events.EvaluationVoided
    PlanClosed = events.PlanClosed
    PlanReopened = events.PlanReopened
    ConsultationRecorded = events.ConsultationRecorded
    ConsultationVoided = events.ConsultationVoided
    ConsultationMissed = events.ConsultationMissed
    CompensationClaimed = events.CompensationClaimed
    CompensationRefused = events.CompensationRefused
    CompensationApproved = events.CompensationApproved
    CompensationPaid = events.CompensationPaid
    CompensationReversed = events.CompensationReversed
    OutcomeRecorded = events.OutcomeRecorded
    OutcomeVoided = events.OutcomeVoided
    ParticipantEntered = events.ParticipantEntered
    EntryVoided = events.EntryVoided
    ParticipantExited = events.ParticipantExited
    ExitVoided = events.ExitVoided
    OtherSupportDeclared = events.OtherSupportDeclared
    OtherSupportWithdrawn = events.OtherSupportWithdrawn
    WarningRaised = events.WarningRaised
    WarningDecided = events.WarningDecided
    DecisionVoided = events.DecisionVoided
    WarningLapsed = events.WarningLapsed

    @event(Registered)
    def __init__(
        self,
        name: Sealed,
        personal_code: Sealed | None,
        birth_date: Sealed | None,
        on_behalf_of: str | None,
    ) -> None:
        self.registered_for = on_behalf_of
        self.name, self.personal_code, self.birth_date = name, personal_code, birth_date
        self.enrolments, self.representatives, self.risks, self.plans = {}, {}, {}, {}
        self.consultations, self.compensations = {}, {}
        self.outcomes, self.participations = {}, {}
        self.transfers, self.class_promotions = {}, {}
        self.duplicates, self.merge = {}, None
        self.other_support, self.warnings = {}, {}

    def holders(self, day: date) -> Collection[Scope]:
        """The institutions the learner is at, and those left lately; else the last one, or who registered it.

        House rule: a school has 90 days to record and correct what it gave before the learner left.
        """
        stays = [each for each in self.enrolments.values() if not each.voided]
        if not stays:
            return scope.of_behalf(self.registered_for)
        late = [each for each in stays if (each.last_day or date.max) >= day - LATE]
        last = max(stays, key=lambda stay: (stay.last_day or date.max, stay.first_day))
        return {scope.institution(stay.institution_id) for stay in late or [last]}

    def concerned(self, fact: Fact) -> Collection[Scope]:
        """The institutions of the stay, the measure or the plan that it is about."""
        return {
            scope.institution(self.enrolments[each].institution_id) for each in whose(self, fact)
        }

    def spending(self, fact: Fact) -> Spend | None:
        """Consultations are spent when they are given, compensations when they are paid, as funding counts."""
        match fact:
            case events.ConsultationRecorded() | events.ConsultationVoided():
                spent = self.consultation(fact.consultation_id).spent
            case events.CompensationPaid() | events.CompensationReversed():
                spent = self.compensation(fact.compensation_id).spent
            case _:
                return None
        if spent and isinstance(fact, events.ConsultationVoided | events.CompensationReversed):
            return replace(spent, amount=-spent.amount)
        return spent

    def trigger_event(self, event_class: type[CanMutateAggregate[UUID]], **kwargs: Any) -> None:
        """Decide an event; of a record that was merged away only that it was not. MergedAway."""
        if event_class is not self.MergeVoided:
            self.require_own_record()
        super().trigger_event(event_class, **kwargs)
