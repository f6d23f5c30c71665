"""Whether a measure may be given on a day, and where it counts."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from ledger.calendar import semester as semester_of
from ledger.errors import NotYetHappened
from ledger.institution import Institution, Place
from ledger.operation import Operation
from ledger.operation.errors import OutsideTargetGroup
from ledger.student.errors import MeasuresStandOnIt, OutsideSemester
from ledger.student.moving_errors import PlaceChanges
from ledger.student.student import Student


def eligible_place(
    student: Student, operation: Operation, institution: Institution, plan_id: UUID, day: date
) -> Place:
    """Where a measure of that day counts, if student, institution and day may have one.

    OutsideSemester, NotEnrolled, PlaceChanges where the plan is at another institution that day, and the refusals
    of the operation's and the institution's dated rules.
    """
    plan = student.plan(plan_id)
    period = semester_of(plan.semester)
    if not period.first_day <= day <= period.last_day:
        raise OutsideSemester(day=day, semester=plan.semester)
    operation.require_period(day)
    enrolment = student.enrolment(plan.enrolment_on(day))
    if enrolment.institution_id != institution.id:
        raise PlaceChanges(day=day)
    operation.require_target_group(enrolment.stage_on(day), day)
    institution.require_member(day)
    return institution.place_on(day)


def require_still_supported(
    student: Student, operation: Operation, enrolment_id: UUID, stages: dict[date, str]
) -> None:
    """That what was given in a stay is in the target group through these stages, too; MeasuresStandOnIt.

    Design, section 4: the target group by date of the measure, in whatever order the grade becomes known.
    """
    known = student.enrolment(enrolment_id)
    stay = replace(known, stages=stages)
    for measure in student.measures():
        plan = student.plan(measure.given.plan_id)
        for day in measure.days:
            if plan.enrolment_on(day) != enrolment_id or not stay.covers(day):
                continue
            if (stage := stay.stage_on(day)) != known.stage_on(day):
                try:
                    operation.require_target_group(stage, day)
                except OutsideTargetGroup:
                    raise MeasuresStandOnIt() from None


def require_not_later_than(recorded: date, last_day: date) -> None:
    """What is recorded on a day has happened by then; NotYetHappened."""
    if last_day > recorded:
        raise NotYetHappened()
