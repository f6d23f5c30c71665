"""Verbs about the learner: enrolment and representatives."""

from datetime import date
from uuid import UUID

import msgspec

from ledger import required
from ledger.dated import require_new, require_not_before, require_period, standing
from ledger.institution import Institution
from ledger.operation import Operation
from ledger.operation.rules import STAGES
from ledger.sealed import Sealed
from ledger.student.eligibility import require_still_supported
from ledger.student.enrolment import Enrolment
from ledger.student.errors import (
    AlreadyEnrolled,
    EnrolmentInUse,
    MeasuresStandOnIt,
    NotPromoted,
    PromotedThatDay,
    StageMisplaced,
)
from ledger.student.moving_errors import PartOfTransfer
from ledger.student.outcome import require_agreement
from ledger.student.participation import require_entries_stay
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
    last_day: date | None,
    occurred_on: date,
) -> None:
    """The learner begins at an institution; of a stay known late, the last day may be known too.

    UnknownCode, StageMisplaced, PeriodReversed, AlreadyEnrolled, OutcomeDisagrees.
    """
    require_stage(stage, institution.kind)
    require_new(student.enrolments, enrolment_id, "enrolment")
    require_period(occurred_on, last_day)
    if any(each.overlaps(occurred_on, last_day) for each in student.enrolments.values()):
        raise AlreadyEnrolled(day=occurred_on)
    stay = Enrolment(
        institution_id=institution.id,
        programme_kind=institution.kind,
        first_day=occurred_on,
        last_day=last_day,
        stages={occurred_on: stage},
    )
    require_others_agree(student, {enrolment_id: stay})
    student.trigger_event(
        Student.Enrolled,
        enrolment_id=enrolment_id,
        institution_id=institution.id,
        stage=stage,
        programme_kind=institution.kind,
        occurred_on=occurred_on,
    )
    if last_day is not None:
        leave(student, enrolment_id=enrolment_id, last_day=last_day)


def promote(
    student: Student,
    operation: Operation,
    *,
    enrolment_id: UUID,
    stage: str,
    occurred_on: date,
) -> None:
    """The learner moves on to another grade or course.

    UnknownCode, StageMisplaced, NotEnrolled, PromotedThatDay, MeasuresStandOnIt where what was given since would be
    outside the target group.
    """
    enrolment = student.enrolment(enrolment_id)
    require_stage(stage, enrolment.programme_kind)
    enrolment.stage_on(occurred_on)
    if occurred_on in enrolment.stages:
        raise PromotedThatDay(day=occurred_on, stage=enrolment.stages[occurred_on])
    reached = {**enrolment.stages, occurred_on: stage}
    require_still_supported(student, operation, enrolment_id, reached)
    student.trigger_event(
        Student.Promoted, enrolment_id=enrolment_id, stage=stage, occurred_on=occurred_on
    )


def void_promotion(
    student: Student,
    operation: Operation,
    *,
    enrolment_id: UUID,
    promoted_on: date,
    occurred_on: date,
) -> None:
    """Take back a promotion recorded wrongly.

    ReasonMissing, NotPromoted, MeasuresStandOnIt where what was given since would be outside the target group.
    """
    required.reason()
    enrolment = student.enrolment(enrolment_id)
    if promoted_on == enrolment.first_day or promoted_on not in enrolment.stages:
        raise NotPromoted(day=promoted_on)
    require_not_before(promoted_on, occurred_on)
    stayed = {day: stage for day, stage in enrolment.stages.items() if day != promoted_on}
    require_still_supported(student, operation, enrolment_id, stayed)
    student.trigger_event(
        Student.PromotionVoided,
        enrolment_id=enrolment_id,
        promoted_on=promoted_on,
        occurred_on=occurred_on,
    )


def void_enrolment(student: Student, *, enrolment_id: UUID, occurred_on: date) -> None:
    """Take back an enrolment recorded wrongly; ReasonMissing, PartOfTransfer, EnrolmentInUse, OutcomeDisagrees,
    EntryStandsOnIt.
    """
    required.reason()
    enrolment = student.enrolment(enrolment_id)
    require_not_before(enrolment.first_day, occurred_on)
    begun = student.transfers.get(enrolment_id)
    if (begun and not begun.voided) or _transferred_from(student, enrolment_id):
        raise PartOfTransfer()
    if any(plan.stands_on(enrolment_id) for plan in student.plans.values()):
        raise EnrolmentInUse()
    never_was = msgspec.structs.replace(enrolment, voided=True)
    require_others_agree(student, {enrolment_id: never_was})
    student.trigger_event(
        Student.EnrolmentVoided, enrolment_id=enrolment_id, occurred_on=occurred_on
    )


def leave(student: Student, *, enrolment_id: UUID, last_day: date) -> None:
    """The learner leaves; AlreadyEnded, PeriodReversed, PromotedLater, MeasuresStandOnIt, OutcomeDisagrees,
    EntryStandsOnIt.
    """
    enrolment = student.enrolment(enrolment_id)
    enrolment.require_ending(last_day, "enrolment")
    if given_after(student, enrolment_id, last_day):
        raise MeasuresStandOnIt()
    ended = msgspec.structs.replace(enrolment, last_day=last_day)
    require_others_agree(student, {enrolment_id: ended})
    student.trigger_event(Student.Left, enrolment_id=enrolment_id, occurred_on=last_day)


def void_leaving(student: Student, *, enrolment_id: UUID, occurred_on: date) -> None:
    """Take back a leaving recorded wrongly.

    ReasonMissing, NotEnded, PartOfTransfer, AlreadyEnrolled, OutcomeDisagrees.
    """
    required.reason()
    enrolment = student.enrolment(enrolment_id)
    enrolment.require_ended("leaving")
    if _transferred_from(student, enrolment_id):
        raise PartOfTransfer()
    require_not_before(enrolment.first_day, occurred_on)
    others = (each for each in student.enrolments.values() if each is not enrolment)
    if any(each.overlaps(enrolment.first_day, None) for each in others):
        raise AlreadyEnrolled(day=occurred_on)
    goes_on = msgspec.structs.replace(enrolment, last_day=None)
    require_others_agree(student, {enrolment_id: goes_on})
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
    """A person represents the learner in law; UnknownCode, IdTaken."""
    require_new(student.representatives, representative_id, "representative")
    student.trigger_event(
        Student.RepresentativeNamed,
        representative_id=representative_id,
        relation=require("relation", relation),
        name=name,
        contact=contact,
        occurred_on=occurred_on,
    )


def remove_representative(student: Student, *, representative_id: UUID, occurred_on: date) -> None:
    """The person represents the learner no longer, or never did; ReasonMissing, AlreadyVoided."""
    required.reason()
    named = standing(student.representatives, representative_id, "representative")
    require_not_before(named.first_day, occurred_on)
    student.trigger_event(
        Student.RepresentativeRemoved, representative_id=representative_id, occurred_on=occurred_on
    )


def require_others_agree(student: Student, stays: dict[UUID, Enrolment]) -> None:
    """That nothing else contradicts it when these stays are as given; OutcomeDisagrees, EntryStandsOnIt."""
    require_entries_stay(student.participations.values(), student.enrolments, stays)
    require_agreement(student.outcomes.values(), {**student.enrolments, **stays}.values())


def require_stage(stage: str, programme_kind: str) -> None:
    """Grades are of general education, courses of vocational; UnknownCode, StageMisplaced."""
    required.listed("stage", stage, STAGES)
    if stage.startswith("course") != (programme_kind == "vocational"):
        raise StageMisplaced(stage=stage, kind=programme_kind)


def given_after(student: Student, enrolment_id: UUID, day: date) -> bool:
    """Whether a standing measure of that stay lies after the day."""
    return any(
        last_day > day and student.plan(plan_id).enrolment_on(last_day) == enrolment_id
        for plan_id, last_day in given(student)
    )


def given(student: Student) -> list[tuple[UUID, date]]:
    """The plan and the last day of each standing measure."""
    held = [each for each in student.consultations.values() if not each.voided]
    claimed = [each for each in student.compensations.values() if each.standing]
    return [
        *((each.plan_id, each.day) for each in held),
        *((each.plan_id, each.last_day) for each in claimed),
    ]


def _transferred_from(student: Student, enrolment_id: UUID) -> bool:
    """Whether that stay ended with a transfer."""
    return any(
        each.from_enrolment_id == enrolment_id and not each.voided
        for each in student.transfers.values()
    )
