"""Facts about the learner: who it is, where it learns, which risks it is under, what became of it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.aggregate import Birth
from ledger.dated import Since
from ledger.fact import Fact
from ledger.role import Role
from ledger.sealed import Sealed
from ledger.student.enrolment import Enrolment, Risk
from ledger.student.outcome import Outcome
from ledger.text import InstitutionKind, Listed, RiskResult, Stage

if TYPE_CHECKING:
    from ledger.student.student import Student


class OfRisk(Fact):
    """What is recorded about risks."""

    RECORDED_BY = (Role.PEDAGOGUE, Role.PLAN_PREPARER, Role.INSTITUTION_COORDINATOR)


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

    def apply(self, student: "Student") -> None:
        student.name, student.personal_code, student.birth_date = (
            self.name,
            self.personal_code,
            self.birth_date,
        )


class Enrolled(Fact):
    """The learner began at an institution."""

    TOPIC = "student.enrolled"
    enrolment_id: UUID
    institution_id: UUID
    stage: Stage
    programme_kind: InstitutionKind

    def apply(self, student: "Student") -> None:
        student.enrolments[self.enrolment_id] = Enrolment(
            institution_id=self.institution_id,
            programme_kind=self.programme_kind,
            first_day=self.occurred_on,
            stages={self.occurred_on: self.stage},
        )


class Promoted(Fact):
    """The learner moved on to another grade or course at the same institution."""

    TOPIC = "student.promoted"
    enrolment_id: UUID
    stage: Stage

    def apply(self, student: "Student") -> None:
        student.enrolments[self.enrolment_id].stages[self.occurred_on] = self.stage


class PromotionVoided(Fact):
    """A promotion had been recorded wrongly."""

    TOPIC = "student.promotion_voided"
    enrolment_id: UUID
    promoted_on: date

    def apply(self, student: "Student") -> None:
        del student.enrolments[self.enrolment_id].stages[self.promoted_on]


class EnrolmentVoided(Fact):
    """An enrolment had been recorded wrongly."""

    TOPIC = "student.enrolment_voided"
    enrolment_id: UUID

    def apply(self, student: "Student") -> None:
        student.enrolments[self.enrolment_id].voided = True


class Left(Fact):
    """The learner left an institution; the day it occurred on was the last."""

    TOPIC = "student.left"
    enrolment_id: UUID

    def apply(self, student: "Student") -> None:
        student.enrolments[self.enrolment_id].last_day = self.occurred_on


class LeavingVoided(Fact):
    """A leaving had been recorded wrongly: the enrolment goes on."""

    TOPIC = "student.leaving_voided"
    enrolment_id: UUID

    def apply(self, student: "Student") -> None:
        student.enrolments[self.enrolment_id].last_day = None


class RepresentativeNamed(Fact):
    """A person represents the learner in law."""

    TOPIC = "student.representative_named"
    representative_id: UUID
    relation: Annotated[str, Listed("relation")]
    name: Sealed
    contact: Sealed | None

    def apply(self, student: "Student") -> None:
        student.representatives[self.representative_id] = Since(first_day=self.occurred_on)


class RepresentativeRemoved(Fact):
    """That person does not, or no longer, represent the learner."""

    TOPIC = "student.representative_removed"
    representative_id: UUID

    def apply(self, student: "Student") -> None:
        student.representatives[self.representative_id].voided = True


class RiskIdentified(OfRisk):
    """A pedagogue identified a risk of leaving school early."""

    TOPIC = "student.risk_identified"
    risk_id: UUID
    factor: Annotated[str, Listed("risk_factor")]
    note: Sealed | None

    def apply(self, student: "Student") -> None:
        student.risks[self.risk_id] = Risk(self.factor, self.occurred_on, {})


class RiskReassessed(OfRisk):
    """A risk was looked at again: it is reduced, persists or is worse."""

    TOPIC = "student.risk_reassessed"
    risk_id: UUID
    reassessment_id: UUID
    result: RiskResult
    note: Sealed | None

    def apply(self, student: "Student") -> None:
        student.risks[self.risk_id].reassessments[self.reassessment_id] = Since(
            first_day=self.occurred_on
        )


class ReassessmentVoided(OfRisk):
    """A reassessment had been recorded wrongly."""

    TOPIC = "student.reassessment_voided"
    risk_id: UUID
    reassessment_id: UUID

    def apply(self, student: "Student") -> None:
        student.risks[self.risk_id].reassessments[self.reassessment_id].voided = True


class RiskResolved(OfRisk):
    """A risk exists no longer."""

    TOPIC = "student.risk_resolved"
    risk_id: UUID

    def apply(self, student: "Student") -> None:
        student.risks[self.risk_id].resolved_on = self.occurred_on


class RiskReopened(OfRisk):
    """A risk had been recorded as resolved wrongly: the learner is under it still."""

    TOPIC = "student.risk_reopened"
    risk_id: UUID

    def apply(self, student: "Student") -> None:
        student.risks[self.risk_id].resolved_on = None


class RiskVoided(OfRisk):
    """A risk had been recorded wrongly."""

    TOPIC = "student.risk_voided"
    risk_id: UUID

    def apply(self, student: "Student") -> None:
        student.risks[self.risk_id].voided = True


class OutcomeRecorded(Fact):
    """What became of the learner."""

    TOPIC = "student.outcome_recorded"
    outcome_id: UUID
    outcome: Annotated[str, Listed("outcome")]

    def apply(self, student: "Student") -> None:
        student.outcomes[self.outcome_id] = Outcome(
            first_day=self.occurred_on, outcome=self.outcome
        )


class OutcomeVoided(Fact):
    """An outcome had been recorded wrongly."""

    TOPIC = "student.outcome_voided"
    outcome_id: UUID

    def apply(self, student: "Student") -> None:
        student.outcomes[self.outcome_id].voided = True
