"""Verbs about the learner: enrolment, representatives, risks and outcomes."""

from datetime import date
from uuid import UUID

from ledger import required
from ledger.dated import require_new
from ledger.errors import NotFound, UnknownCode
from ledger.institution import Institution
from ledger.operation.rules import STAGES
from ledger.sealed import Sealed
from ledger.student.errors import (
    AlreadyEnrolled,
    EnrolmentInUse,
    NotEnrolled,
    RiskAlreadyOpen,
    RiskInPlan,
)
from ledger.student.student import Student
from ledger.vocabulary import require


def register(
    student_id: UUID,
    *,
    name: Sealed,
    personal_code: Sealed | None,
    birth_date: Sealed | None,
    occurred_on: date,
) -> Student:
    """Make a learner known, under a random id."""
    return Student._create(
        Student.Registered,
        id=student_id,
        name=name,
        personal_code=personal_code,
        birth_date=birth_date,
        occurred_on=occurred_on,
    )


def correct_personal_data(
    student: Student,
    *,
    name: Sealed,
    personal_code: Sealed | None,
    birth_date: Sealed | None,
    occurred_on: date,
) -> None:
    """Replace name, personal code and birth date that were wrong; ReasonMissing."""
    required.reason()
    student.trigger_event(
        Student.PersonalDataCorrected,
        name=name,
        personal_code=personal_code,
        birth_date=birth_date,
        occurred_on=occurred_on,
    )


def enrol(
    student: Student,
    institution: Institution,
    *,
    enrolment_id: UUID,
    stage: str,
    occurred_on: date,
) -> None:
    """The learner begins at an institution; UnknownCode, AlreadyEnrolled."""
    _require_stage(stage)
    require_new(student.enrolments, enrolment_id, "enrolment")
    if any(
        _reaches(each.last_day, occurred_on)
        for each in student.enrolments.values()
        if not each.voided
    ):
        raise AlreadyEnrolled(day=occurred_on)
    student.trigger_event(
        Student.Enrolled,
        enrolment_id=enrolment_id,
        institution_id=institution.id,
        stage=stage,
        programme_kind=institution.kind,
        occurred_on=occurred_on,
    )


def promote(student: Student, *, enrolment_id: UUID, stage: str, occurred_on: date) -> None:
    """The learner moves on to another grade or course; UnknownCode, NotEnrolled."""
    _require_stage(stage)
    student.enrolment(enrolment_id).stage_on(occurred_on)
    student.trigger_event(
        Student.Promoted, enrolment_id=enrolment_id, stage=stage, occurred_on=occurred_on
    )


def void_enrolment(student: Student, *, enrolment_id: UUID, occurred_on: date) -> None:
    """Take back an enrolment recorded wrongly; ReasonMissing, EnrolmentInUse."""
    required.reason()
    student.enrolment(enrolment_id)
    if any(
        plan.enrolment_id == enrolment_id and not plan.voided for plan in student.plans.values()
    ):
        raise EnrolmentInUse()
    student.trigger_event(
        Student.EnrolmentVoided, enrolment_id=enrolment_id, occurred_on=occurred_on
    )


def leave(student: Student, *, enrolment_id: UUID, last_day: date) -> None:
    """The learner leaves; AlreadyEnded, PeriodReversed."""
    enrolment = student.enrolment(enrolment_id)
    enrolment.require_ending(last_day, "enrolment")
    student.trigger_event(Student.Left, enrolment_id=enrolment_id, occurred_on=last_day)


def void_leaving(student: Student, *, enrolment_id: UUID, occurred_on: date) -> None:
    """Take back a leaving recorded wrongly; ReasonMissing, NotEnded, AlreadyEnrolled."""
    required.reason()
    enrolment = student.enrolment(enrolment_id)
    enrolment.require_ended("leaving")
    later = (e for e in student.enrolments.values() if e.first_day > enrolment.first_day)
    if any(not each.voided for each in later):
        raise AlreadyEnrolled(day=occurred_on)
    student.trigger_event(Student.LeavingVoided, enrolment_id=enrolment_id, occurred_on=occurred_on)


def name_representative(
    student: Student,
    *,
    representative_id: UUID,
    relation: str,
    name: Sealed,
    contact: Sealed | None,
    occurred_on: date,
) -> None:
    """A person represents the learner in law; TextMissing, IdTaken."""
    require_new(student.representatives, representative_id, "representative")
    student.trigger_event(
        Student.RepresentativeNamed,
        representative_id=representative_id,
        relation=required.text("relation", relation),
        name=name,
        contact=contact,
        occurred_on=occurred_on,
    )


def remove_representative(student: Student, *, representative_id: UUID, occurred_on: date) -> None:
    """The person represents the learner no longer, or never did; ReasonMissing, NotFound."""
    required.reason()
    if not student.representatives.get(representative_id):
        raise NotFound(what="representative", id=representative_id)
    student.trigger_event(
        Student.RepresentativeRemoved, representative_id=representative_id, occurred_on=occurred_on
    )


def identify_risk(
    student: Student, *, risk_id: UUID, factor: str, note: Sealed | None, occurred_on: date
) -> None:
    """A pedagogue identifies a risk; UnknownCode, NotEnrolled, RiskAlreadyOpen."""
    require("risk_factor", factor)
    require_new(student.risks, risk_id, "risk")
    if not any(each.covers(occurred_on) for each in student.enrolments.values()):
        raise NotEnrolled(day=occurred_on)
    for risk in student.risks.values():
        if risk.factor == factor and risk.is_open:
            raise RiskAlreadyOpen(factor=factor)
    student.trigger_event(
        Student.RiskIdentified, risk_id=risk_id, factor=factor, note=note, occurred_on=occurred_on
    )


def reassess_risk(
    student: Student, *, risk_id: UUID, result: str, note: Sealed | None, occurred_on: date
) -> None:
    """A risk is looked at again; UnknownCode, RiskNotOpen."""
    require("risk_result", result)
    student.risk(risk_id).require_open()
    student.trigger_event(
        Student.RiskReassessed, risk_id=risk_id, result=result, note=note, occurred_on=occurred_on
    )


def resolve_risk(student: Student, *, risk_id: UUID, occurred_on: date) -> None:
    """A risk exists no longer; RiskNotOpen."""
    student.risk(risk_id).require_open()
    student.trigger_event(Student.RiskResolved, risk_id=risk_id, occurred_on=occurred_on)


def void_risk(student: Student, *, risk_id: UUID, occurred_on: date) -> None:
    """Take back a risk recorded wrongly; ReasonMissing, RiskNotOpen, RiskInPlan."""
    required.reason()
    student.risk(risk_id).require_open()
    if any(plan.addresses(risk_id) for plan in student.plans.values()):
        raise RiskInPlan()
    student.trigger_event(Student.RiskVoided, risk_id=risk_id, occurred_on=occurred_on)


def record_outcome(student: Student, *, outcome_id: UUID, outcome: str, occurred_on: date) -> None:
    """What became of the learner; UnknownCode."""
    require("outcome", outcome)
    require_new(student.outcomes, outcome_id, "outcome")
    student.trigger_event(
        Student.OutcomeRecorded, outcome_id=outcome_id, outcome=outcome, occurred_on=occurred_on
    )


def void_outcome(student: Student, *, outcome_id: UUID, occurred_on: date) -> None:
    """Take back an outcome recorded wrongly; ReasonMissing, NotFound."""
    required.reason()
    if not student.outcomes.get(outcome_id):
        raise NotFound(what="outcome", id=outcome_id)
    student.trigger_event(Student.OutcomeVoided, outcome_id=outcome_id, occurred_on=occurred_on)


def _require_stage(stage: str) -> None:
    if stage not in STAGES:
        raise UnknownCode(list="stage", value=stage)


def _reaches(last_day: date | None, day: date) -> bool:
    return last_day is None or last_day >= day
