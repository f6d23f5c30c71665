"""Whether a measure may be given on a day, and where it counts."""

from datetime import date
from uuid import UUID

from ledger.calendar import semester as semester_of
from ledger.errors import NotYetHappened
from ledger.institution import Institution, Place
from ledger.operation import Operation
from ledger.student.errors import OutsideSemester
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


def require_not_later_than(recorded: date, last_day: date) -> None:
    """What is recorded on a day has happened by then; NotYetHappened."""
    if last_day > recorded:
        raise NotYetHappened()
