"""Verbs about individual support plans."""

from collections import Counter
from datetime import date
from uuid import UUID

import msgspec

from ledger import required
from ledger.calendar import semester as semester_of
from ledger.dated import require_new, require_not_before
from ledger.institution import Institution
from ledger.money import euros, quarters
from ledger.operation import Operation
from ledger.sealed import Sealed
from ledger.student.errors import (
    MeasuresStandOnIt,
    NotAgreedYet,
    PlanAlreadyEvaluated,
    PlanAlreadyOpen,
    PlanEmpty,
    PlannedTwice,
    PlanStillOpen,
    RepresentativeMissing,
    RevisionNotReturned,
    SubjectMisplaced,
)
from ledger.student.plan import key_of
from ledger.student.student import Student
from ledger.student.values import PlanContent, PlannedConsultation, RiskResult
from ledger.vocabulary import require


def draft_plan(
    student: Student,
    operation: Operation,
    institution: Institution,
    *,
    plan_id: UUID,
    semester: str,
    enrolment_id: UUID,
    content: PlanContent,
    adult: bool,
    copied_from: UUID | None,
    occurred_on: date,
) -> None:
    """Draft revision 1 of a plan for one semester.

    PlanAlreadyOpen, NotEnrolled, InstitutionNotMember, the target group's and the content's refusals.
    """
    period = semester_of(semester)
    require_new(student.plans, plan_id, "plan")
    if any(plan.semester == semester and plan.open for plan in student.plans.values()):
        raise PlanAlreadyOpen(semester=semester)
    day = min(max(occurred_on, period.first_day), period.last_day)
    operation.require_target_group(student.enrolment(enrolment_id).stage_on(day), day)
    institution.require_member(day)
    _require_content(student, content)
    student.trigger_event(
        Student.PlanDrafted,
        plan_id=plan_id,
        semester=semester,
        enrolment_id=enrolment_id,
        place=institution.place_on(day),
        content=content,
        signatories=signatories(adult=adult),
        copied_from=copied_from,
        occurred_on=occurred_on,
    )


def revise_plan(
    student: Student, *, plan_id: UUID, content: PlanContent, adult: bool, occurred_on: date
) -> None:
    """Write a further revision; the last agreed one stays in force until all agree."""
    plan = student.plan(plan_id)
    plan.require_open()
    require_not_before(plan.latest.written_on, occurred_on)
    _require_content(student, content)
    student.trigger_event(
        Student.PlanRevised,
        plan_id=plan_id,
        revision=plan.latest.number + 1,
        content=content,
        signatories=signatories(adult=adult),
        occurred_on=occurred_on,
    )


def agree_plan(
    student: Student,
    *,
    plan_id: UUID,
    revision: int,
    signatory: str,
    form: str,
    document_sha256: str | None,
    occurred_on: date,
) -> None:
    """One signatory agrees to the latest revision.

    RevisionNotOpen, NotASignatory, AlreadyAgreed, RepresentativeMissing.
    """
    student.plan(plan_id).require_signatory(revision, signatory, occurred_on)
    if signatory == "representative" and all(r.voided for r in student.representatives.values()):
        raise RepresentativeMissing()
    student.trigger_event(
        Student.PlanAgreed,
        plan_id=plan_id,
        revision=revision,
        signatory=signatory,
        form=require("agreement_form", form),
        document_sha256=document_sha256 and required.sha256("document_sha256", document_sha256),
        occurred_on=occurred_on,
    )


def void_agreement(
    student: Student, *, plan_id: UUID, revision: int, signatory: str, occurred_on: date
) -> None:
    """Take back an agreement recorded wrongly; ReasonMissing, NotAgreedYet, MeasuresStandOnIt."""
    required.reason()
    plan = student.plan(plan_id)
    plan.require_open()
    agreed = plan.revision(revision).agreed
    if signatory not in agreed:
        raise NotAgreedYet(signatory=signatory, revision=revision)
    require_not_before(agreed[signatory], occurred_on)
    if _given_under(student, plan_id, revision):
        raise MeasuresStandOnIt()
    student.trigger_event(
        Student.AgreementVoided,
        plan_id=plan_id,
        revision=revision,
        signatory=signatory,
        occurred_on=occurred_on,
    )


def return_plan(
    student: Student, *, plan_id: UUID, revision: int, signatory: str, occurred_on: date
) -> None:
    """A signatory does not agree to the latest revision; ReasonMissing and the refusals of agreeing."""
    required.reason()
    student.plan(plan_id).require_signatory(revision, signatory, occurred_on)
    student.trigger_event(
        Student.PlanReturned,
        plan_id=plan_id,
        revision=revision,
        signatory=signatory,
        occurred_on=occurred_on,
    )


def void_return(student: Student, *, plan_id: UUID, revision: int, occurred_on: date) -> None:
    """Take back a return recorded wrongly; ReasonMissing, RevisionNotReturned."""
    required.reason()
    plan = student.plan(plan_id)
    plan.require_open()
    returned_on = plan.revision(revision).returned_on
    if returned_on is None:
        raise RevisionNotReturned(revision=revision)
    require_not_before(returned_on, occurred_on)
    student.trigger_event(
        Student.ReturnVoided, plan_id=plan_id, revision=revision, occurred_on=occurred_on
    )


def evaluate_plan(
    student: Student,
    *,
    plan_id: UUID,
    results: tuple[RiskResult, ...],
    narrative: Sealed | None,
    support_goes_on: bool,
    occurred_on: date,
) -> None:
    """Look at each risk of the revision in force; RisksNotEvaluated, PlanAlreadyEvaluated."""
    plan = student.plan(plan_id)
    plan.require_results(results, occurred_on)
    if plan.evaluated_on:
        raise PlanAlreadyEvaluated(semester=plan.semester)
    for each in results:
        require("risk_result", each.result)
    student.trigger_event(
        Student.PlanEvaluated,
        plan_id=plan_id,
        results=results,
        narrative=narrative,
        support_goes_on=support_goes_on,
        occurred_on=occurred_on,
    )


def void_evaluation(student: Student, *, plan_id: UUID, occurred_on: date) -> None:
    """Take back an evaluation recorded wrongly; ReasonMissing, PlanNotEvaluated."""
    required.reason()
    plan = student.plan(plan_id)
    plan.require_open()
    require_not_before(plan.require_evaluated(), occurred_on)
    student.trigger_event(Student.EvaluationVoided, plan_id=plan_id, occurred_on=occurred_on)


def close_plan(student: Student, *, plan_id: UUID, occurred_on: date) -> None:
    """Give nothing under a plan any more; PlanClosedAlready."""
    plan = student.plan(plan_id)
    plan.require_open()
    require_not_before(plan.revision(1).written_on, occurred_on)
    student.trigger_event(Student.PlanClosed, plan_id=plan_id, occurred_on=occurred_on)


def reopen_plan(student: Student, *, plan_id: UUID, occurred_on: date) -> None:
    """Take back a closing; ReasonMissing, PlanStillOpen, PlanAlreadyOpen."""
    required.reason()
    plan = student.plan(plan_id)
    if plan.closed_on is None:
        raise PlanStillOpen(semester=plan.semester)
    require_not_before(plan.closed_on, occurred_on)
    if any(each.semester == plan.semester and each.open for each in student.plans.values()):
        raise PlanAlreadyOpen(semester=plan.semester)
    student.trigger_event(Student.PlanReopened, plan_id=plan_id, occurred_on=occurred_on)


def void_plan(student: Student, *, plan_id: UUID, occurred_on: date) -> None:
    """Take back a plan drafted wrongly; ReasonMissing, SomethingWasGiven."""
    required.reason()
    plan = student.plan(plan_id)
    plan.require_unused()
    require_not_before(plan.revision(1).written_on, occurred_on)
    student.trigger_event(Student.PlanVoided, plan_id=plan_id, occurred_on=occurred_on)


def signatories(*, adult: bool) -> tuple[str, ...]:
    """Who agrees to a plan: the learner, and the legal representative of one under age."""
    return ("learner",) if adult else ("learner", "representative")


def _given_under(student: Student, plan_id: UUID, revision: int) -> bool:
    held = [each for each in student.consultations.values() if not each.voided]
    claimed = [each for each in student.compensations.values() if each.standing]
    given = [(each.plan_id, each.revision) for each in held]
    given += [(each.plan_id, each.revision) for each in claimed]
    return (plan_id, revision) in given


def _require_content(student: Student, content: PlanContent) -> None:
    """PlanEmpty, RiskNotOpen, UnknownCode, SubjectMisplaced, PlannedTwice, NotInCents, HoursNotInQuarters."""
    extra = content.crisis_support or content.holiday_support or content.youth_project_id
    if not content.risks or not (content.consultations or content.compensations or extra):
        raise PlanEmpty()
    required.text("prepared_by", content.prepared_by)
    for risk_id in content.risks:
        student.risk(risk_id).require_open()
    for planned in content.consultations:
        require_consultation(planned)
        quarters(planned.hours)
    for line in content.compensations:
        require("compensation", line.kind)
        euros(line.amount)
    keys = [key_of(each) for each in content.consultations]
    for what, times in Counter(
        [*keys, *(c.kind for c in content.compensations), *map(str, content.risks)]
    ).items():
        if times > 1:
            raise PlannedTwice(what=what)


def require_consultation(line: PlannedConsultation) -> None:
    """Its codes exist and its subject fits its kind; UnknownCode, SubjectMisplaced."""
    require("consultation_kind", line.kind)
    require("specialist", line.specialist_kind)
    if (line.kind == "subject") != (line.subject is not None):
        raise SubjectMisplaced()
    if line.subject is not None:
        require("subject", line.subject)


def copied_content(student: Student, plan_id: UUID, prepared_by: str) -> PlanContent:
    """What the latest revision of a plan says, less the risks that exist no longer."""
    content = student.plan(plan_id).latest.content
    open_risks = tuple(each for each in content.risks if student.risk(each).is_open)
    return msgspec.structs.replace(content, risks=open_risks, prepared_by=prepared_by)
