"""Verbs about one learner of a class that is promoted as a whole."""

from datetime import date
from uuid import UUID, uuid5

from ledger import required
from ledger.dated import require_not_before, standing
from ledger.operation import Operation
from ledger.student import concluding, learning
from ledger.student.class_promotion import GRADUATED, ClassPromotion, ending_year
from ledger.student.membership import Membership
from ledger.student.promoting_errors import NotInClass, PromotedAlready
from ledger.student.student import Student


def promote_with_class(
    student: Student, operation: Operation, of: ClassPromotion, *, occurred_on: date
) -> None:
    """To the next stage from that day on; or that day is the last, and the learner has graduated.

    NotInClass, PromotedAlready, and what refuses a leaving and its outcome.
    """
    enrolment_id = _enrolment_in(student, of, occurred_on)
    _require_first_of_year(student, of)
    outcome_id = None
    if of.to_stage == GRADUATED:
        outcome_id = uuid5(of.promotion_id, str(student.id))
        learning.leave(student, enrolment_id=enrolment_id, last_day=occurred_on)
        concluding.record_outcome(
            student, outcome_id=outcome_id, outcome=GRADUATED, occurred_on=occurred_on
        )
    else:
        learning.promote(
            student,
            operation,
            enrolment_id=enrolment_id,
            stage=of.to_stage,
            occurred_on=occurred_on,
        )
    student.trigger_event(
        Student.PromotedWithClass,
        promotion_id=of.promotion_id,
        enrolment_id=enrolment_id,
        institution_id=of.institution_id,
        class_name=of.class_name,
        school_year=of.school_year,
        from_stage=of.from_stage,
        to_stage=of.to_stage,
        outcome_id=outcome_id,
        occurred_on=occurred_on,
    )


def void_class_promotion(
    student: Student, operation: Operation, *, promotion_id: UUID, occurred_on: date
) -> None:
    """Take the learner's part back, as far as it stands; AlreadyVoided, and what refuses to void either part.

    What was taken back for this learner alone meanwhile stays taken back.
    """
    required.reason()
    part = standing(student.class_promotions, promotion_id, "class promotion")
    require_not_before(part.first_day, occurred_on)
    stay = student.enrolments[part.enrolment_id]
    on = {"enrolment_id": part.enrolment_id}
    if part.outcome_id is None:
        if _reached(student, part):
            learning.void_promotion(
                student, operation, promoted_on=part.first_day, occurred_on=occurred_on, **on
            )
    else:
        if not student.outcomes[part.outcome_id].voided:
            concluding.void_outcome(student, outcome_id=part.outcome_id, occurred_on=occurred_on)
        if not stay.voided and stay.last_day == part.first_day:
            learning.void_leaving(student, occurred_on=occurred_on, **on)
    student.trigger_event(
        Student.ClassPromotionVoided, promotion_id=promotion_id, occurred_on=occurred_on
    )


def _require_first_of_year(student: Student, of: ClassPromotion) -> None:
    """House rule: a learner comes with a class into one stage a school year, whichever class; PromotedAlready."""
    for part in student.class_promotions.values():
        same_year = ending_year(part.first_day) == of.school_year
        if same_year and not part.voided and _reached(student, part):
            raise PromotedAlready(student=student.id, stage=part.to_stage)


def _reached(student: Student, part: Membership) -> bool:
    """Whether the promotion stands that was recorded with the class."""
    stay = student.enrolments[part.enrolment_id]
    return not stay.voided and stay.stages.get(part.first_day) == part.to_stage


def _enrolment_in(student: Student, of: ClassPromotion, day: date) -> UUID:
    """The enrolment in that stage of the institution on that day; NotInClass, PromotedAlready."""
    for enrolment_id, each in student.enrolments.items():
        if each.institution_id == of.institution_id and each.covers(day):
            reached = {start: stage for start, stage in each.stages.items() if start > day}
            reached |= {day: each.stage_on(day)}
            if of.to_stage in reached.values():
                raise PromotedAlready(student=student.id, stage=of.to_stage)
            if reached == {day: of.from_stage}:
                return enrolment_id
    raise NotInClass(student=student.id, stage=of.from_stage, day=day)
