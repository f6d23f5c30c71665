"""Verbs about a learner who moves: from one institution to another, or away and back; and the plans that go along."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from msgspec.structs import replace

from ledger import required
from ledger.calendar import semester as semester_of
from ledger.dated import require_new, require_not_before, standing
from ledger.errors import BeforeWhatItCorrects
from ledger.institution import Institution, Place
from ledger.operation import Operation
from ledger.operation.errors import OutsideTargetGroup
from ledger.student.errors import (
    EnrolmentInUse,
    MeasuresStandOnIt,
    OutsideSemester,
    PlanAlreadyOpen,
)
from ledger.student.learning import given, given_after, require_others_agree, require_stage
from ledger.student.moving_errors import (
    PartOfTransfer,
    PlanNotMoved,
    PlanThereAlready,
    TransferToTheSame,
)
from ledger.student.participation import require_entries_stay
from ledger.student.plan import Plan
from ledger.student.student import Student


class Destination(NamedTuple):
    """Where a learner goes: the operation's rules, the institution, and the grade or course there."""

    operation: Operation
    institution: Institution
    stage: str


def transfer(
    student: Student,
    destination: Destination,
    *,
    enrolment_id: UUID,
    new_enrolment_id: UUID,
    occurred_on: date,
) -> None:
    """The learner goes to another institution: there from that day on, here until the day before.

    Open plans go along, with what was given under them, where the new institution is a member of the operation, the
    learner is in the target group there, and the plan's semester is not over; else they are closed. What is in force
    stays in force: nothing that was signed has changed, and the new institution may revise it (house rule).

    UnknownCode, StageMisplaced, IdTaken, AlreadyEnded, PeriodReversed, PromotedLater, TransferToTheSame,
    MeasuresStandOnIt, EntryStandsOnIt, and InstitutionNotPlaced, InstitutionWithoutPartner where a plan would go along.
    """
    stay, last_day = student.enrolment(enrolment_id), occurred_on - timedelta(days=1)
    school, stage = destination.institution, destination.stage
    require_stage(stage, school.kind)
    require_new(student.enrolments, new_enrolment_id, "enrolment")
    stay.require_ending(last_day, "enrolment")
    if school.id == stay.institution_id:
        raise TransferToTheSame()
    _require_nothing_after(student, enrolment_id, last_day)
    places = {
        plan_id: _place(destination, plan, occurred_on)
        for plan_id, plan in student.plans.items()
        if plan.open and plan.enrolment_on(occurred_on) == enrolment_id
    }
    student.trigger_event(Student.Left, enrolment_id=enrolment_id, occurred_on=last_day)
    student.trigger_event(
        Student.Enrolled,
        enrolment_id=new_enrolment_id,
        institution_id=school.id,
        stage=stage,
        programme_kind=school.kind,
        occurred_on=occurred_on,
    )
    _move_or_close(student, places, new_enrolment_id, occurred_on)
    student.trigger_event(
        Student.Transferred,
        enrolment_id=new_enrolment_id,
        from_enrolment_id=enrolment_id,
        plans_moved=tuple(plan_id for plan_id, place in places.items() if place),
        plans_closed=tuple(plan_id for plan_id, place in places.items() if not place),
        occurred_on=occurred_on,
    )


def _require_nothing_after(student: Student, enrolment_id: UUID, last_day: date) -> None:
    """MeasuresStandOnIt, EntryStandsOnIt."""
    if given_after(student, enrolment_id, last_day):
        raise MeasuresStandOnIt()
    ended = {enrolment_id: replace(student.enrolment(enrolment_id), last_day=last_day)}
    require_entries_stay(student.participations.values(), student.enrolments, ended)


def _move_or_close(
    student: Student, places: dict[UUID, Place | None], enrolment_id: UUID, day: date
) -> None:
    for plan_id, place in places.items():
        if place:
            student.trigger_event(
                Student.PlanMoved,
                plan_id=plan_id,
                enrolment_id=enrolment_id,
                place=place,
                occurred_on=day,
            )
        else:
            written_on = student.plan(plan_id).revision(1).written_on
            student.trigger_event(
                Student.PlanClosed, plan_id=plan_id, occurred_on=max(day, written_on)
            )


def void_transfer(student: Student, *, enrolment_id: UUID, occurred_on: date) -> None:
    """Take back a transfer recorded wrongly, with all that was recorded with it; named by the enrolment that began.

    ReasonMissing, NotFound, AlreadyVoided, AlreadyEnded, PromotedLater, MeasuresStandOnIt, EnrolmentInUse,
    OutcomeDisagrees, EntryStandsOnIt, PlanAlreadyOpen.
    """
    required.reason()
    transfer = standing(student.transfers, enrolment_id, "transfer")
    require_not_before(transfer.first_day, occurred_on)
    student.enrolment(enrolment_id).require_ending(date.max, "enrolment")
    if given_after(student, enrolment_id, date.min):
        raise MeasuresStandOnIt()
    drafted = student.plans.keys() - set(transfer.plans_moved)
    if any(student.plan(plan_id).stands_on(enrolment_id) for plan_id in drafted):
        raise EnrolmentInUse()
    require_others_agree(
        student,
        {
            enrolment_id: replace(student.enrolment(enrolment_id), voided=True),
            transfer.from_enrolment_id: replace(
                student.enrolment(transfer.from_enrolment_id), last_day=None
            ),
        },
    )
    closed = [plan_id for plan_id in transfer.plans_closed if student.plan(plan_id).closed_on]
    for plan_id in closed:
        _require_none_open(student, student.plan(plan_id).semester)
    for plan_id in closed:
        student.trigger_event(Student.PlanReopened, plan_id=plan_id, occurred_on=occurred_on)
    for plan_id in transfer.plans_moved:
        student.trigger_event(
            Student.PlanMoveVoided,
            plan_id=plan_id,
            moved_on=transfer.first_day,
            occurred_on=occurred_on,
        )
    student.trigger_event(
        Student.EnrolmentVoided, enrolment_id=enrolment_id, occurred_on=occurred_on
    )
    student.trigger_event(
        Student.LeavingVoided, enrolment_id=transfer.from_enrolment_id, occurred_on=occurred_on
    )
    student.trigger_event(
        Student.TransferVoided, enrolment_id=enrolment_id, occurred_on=occurred_on
    )


def move_plan(
    student: Student,
    operation: Operation,
    institution: Institution,
    *,
    plan_id: UUID,
    enrolment_id: UUID,
    occurred_on: date,
) -> None:
    """The learner has left and come back: the plan that is still open goes on in the new enrolment, from that day on.

    So nothing that was planned once is given twice; a plan that was closed stays closed, and another is drafted, or
    copied from it (house rule). PlanClosedAlready, NotEnrolled, PlanThereAlready, BeforeWhatItCorrects,
    OutsideSemester, and the refusals of the target group's and the institution's dated rules.
    """
    plan = student.plan(plan_id)
    plan.require_open()
    stage = student.enrolment(enrolment_id).stage_on(occurred_on)
    if plan.enrolment_on(date.max) == enrolment_id:
        raise PlanThereAlready(semester=plan.semester)
    if (last := max(plan.moves, default=date.min)) >= occurred_on:
        raise BeforeWhatItCorrects(day=occurred_on, original=last)
    day = _first_day_there(plan, occurred_on)
    if day is None:
        raise OutsideSemester(day=occurred_on, semester=plan.semester)
    operation.require_target_group(stage, day)
    institution.require_member(day)
    student.trigger_event(
        Student.PlanMoved,
        plan_id=plan_id,
        enrolment_id=enrolment_id,
        place=institution.place_on(day),
        occurred_on=occurred_on,
    )


def void_plan_move(student: Student, *, plan_id: UUID, occurred_on: date) -> None:
    """Take back the last move of a plan; ReasonMissing, PlanNotMoved, PartOfTransfer, MeasuresStandOnIt."""
    required.reason()
    plan = student.plan(plan_id)
    plan.require_open()
    if not plan.moves:
        raise PlanNotMoved(semester=plan.semester)
    moved_on = max(plan.moves)
    if any(
        plan_id in each.plans_moved and each.first_day == moved_on and not each.voided
        for each in student.transfers.values()
    ):
        raise PartOfTransfer()
    if any(of == plan_id and last_day >= moved_on for of, last_day in given(student)):
        raise MeasuresStandOnIt()
    require_not_before(moved_on, occurred_on)
    student.trigger_event(
        Student.PlanMoveVoided, plan_id=plan_id, moved_on=moved_on, occurred_on=occurred_on
    )


def _place(destination: Destination, plan: Plan, moved_on: date) -> Place | None:
    """Where a plan counts from that day on, if it may go along."""
    day = _first_day_there(plan, moved_on)
    if day is None or not destination.institution.is_member(day):
        return None
    try:
        destination.operation.require_target_group(destination.stage, day)
    except OutsideTargetGroup:
        return None
    return destination.institution.place_on(day)


def _first_day_there(plan: Plan, moved_on: date) -> date | None:
    """The first day of its semester from that one on; None when the semester is over."""
    period = semester_of(plan.semester)
    return max(moved_on, period.first_day) if moved_on <= period.last_day else None


def _require_none_open(student: Student, semester: str) -> None:
    if any(each.semester == semester and each.open for each in student.plans.values()):
        raise PlanAlreadyOpen(semester=semester)
