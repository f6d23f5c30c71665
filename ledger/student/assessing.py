"""Verbs about the risks a learner is under."""

from datetime import date
from uuid import UUID

from ledger import required
from ledger.dated import require_new, require_not_before, standing
from ledger.sealed import Sealed
from ledger.student.errors import NotEnrolled
from ledger.student.risk_errors import RiskAlreadyOpen, RiskInPlan, RiskNotResolved
from ledger.student.student import Student
from ledger.vocabulary import require


def identify_risk(
    student: Student, *, risk_id: UUID, factor: str, note: Sealed | None, occurred_on: date
) -> None:
    """A pedagogue identifies a risk; UnknownCode, NotEnrolled, RiskAlreadyOpen."""
    require("risk_factor", factor)
    require_new(student.risks, risk_id, "risk")
    if not any(each.covers(occurred_on) for each in student.enrolments.values()):
        raise NotEnrolled(day=occurred_on)
    _require_not_open(student, factor)
    student.trigger_event(
        Student.RiskIdentified, risk_id=risk_id, factor=factor, note=note, occurred_on=occurred_on
    )


def reassess_risk(
    student: Student,
    *,
    risk_id: UUID,
    reassessment_id: UUID,
    result: str,
    note: Sealed | None,
    occurred_on: date,
) -> None:
    """A risk is looked at again; UnknownCode, IdTaken, RiskNotOpen."""
    require("risk_result", result)
    risk = student.risk(risk_id)
    risk.require_open()
    require_new(risk.reassessments, reassessment_id, "reassessment")
    require_not_before(risk.identified_on, occurred_on)
    student.trigger_event(
        Student.RiskReassessed,
        risk_id=risk_id,
        reassessment_id=reassessment_id,
        result=result,
        note=note,
        occurred_on=occurred_on,
    )


def void_reassessment(
    student: Student, *, risk_id: UUID, reassessment_id: UUID, occurred_on: date
) -> None:
    """Take back a reassessment recorded wrongly; ReasonMissing, AlreadyVoided."""
    required.reason()
    found = standing(student.risk(risk_id).reassessments, reassessment_id, "reassessment")
    require_not_before(found.first_day, occurred_on)
    student.trigger_event(
        Student.ReassessmentVoided,
        risk_id=risk_id,
        reassessment_id=reassessment_id,
        occurred_on=occurred_on,
    )


def resolve_risk(student: Student, *, risk_id: UUID, occurred_on: date) -> None:
    """A risk exists no longer; RiskNotOpen."""
    risk = student.risk(risk_id)
    risk.require_open()
    require_not_before(risk.identified_on, occurred_on)
    student.trigger_event(Student.RiskResolved, risk_id=risk_id, occurred_on=occurred_on)


def reopen_risk(student: Student, *, risk_id: UUID, occurred_on: date) -> None:
    """Take back a resolution recorded wrongly; ReasonMissing, RiskNotResolved, RiskAlreadyOpen."""
    required.reason()
    risk = student.risk(risk_id)
    if risk.resolved_on is None:
        raise RiskNotResolved()
    require_not_before(risk.resolved_on, occurred_on)
    _require_not_open(student, risk.factor)
    student.trigger_event(Student.RiskReopened, risk_id=risk_id, occurred_on=occurred_on)


def void_risk(student: Student, *, risk_id: UUID, occurred_on: date) -> None:
    """Take back a risk recorded wrongly; ReasonMissing, RiskNotOpen, RiskInPlan."""
    required.reason()
    risk = student.risk(risk_id)
    risk.require_open()
    require_not_before(risk.identified_on, occurred_on)
    if any(plan.addresses(risk_id) for plan in student.plans.values()):
        raise RiskInPlan()
    student.trigger_event(Student.RiskVoided, risk_id=risk_id, occurred_on=occurred_on)


def _require_not_open(student: Student, factor: str) -> None:
    if any(risk.factor == factor and risk.is_open for risk in student.risks.values()):
        raise RiskAlreadyOpen(factor=factor)
