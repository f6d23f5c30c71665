"""Facts about the learner: who it is, where it learns, which risks it is under, what became of it."""

from datetime import date
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.sealed import Sealed


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


class Promoted(Fact):
    """The learner moved on to another grade or course at the same institution."""

    TOPIC = "student.promoted"
    enrolment_id: UUID
    stage: str


class PromotionVoided(Fact):
    """A promotion had been recorded wrongly."""

    TOPIC = "student.promotion_voided"
    enrolment_id: UUID
    promoted_on: date


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
    reassessment_id: UUID
    result: str
    note: Sealed | None


class ReassessmentVoided(Fact):
    """A reassessment had been recorded wrongly."""

    TOPIC = "student.reassessment_voided"
    risk_id: UUID
    reassessment_id: UUID


class RiskResolved(Fact):
    """A risk exists no longer."""

    TOPIC = "student.risk_resolved"
    risk_id: UUID


class RiskReopened(Fact):
    """A risk had been recorded as resolved wrongly: the learner is under it still."""

    TOPIC = "student.risk_reopened"
    risk_id: UUID


class RiskVoided(Fact):
    """A risk had been recorded wrongly."""

    TOPIC = "student.risk_voided"
    risk_id: UUID


class OutcomeRecorded(Fact):
    """What became of the learner."""

    TOPIC = "student.outcome_recorded"
    outcome_id: UUID
    outcome: str


class OutcomeVoided(Fact):
    """An outcome had been recorded wrongly."""

    TOPIC = "student.outcome_voided"
    outcome_id: UUID
