"""Transfers: one stay ends, the next begins, plans go along; and all of it is taken back as one."""

from datetime import UTC, date, datetime

import pytest

from ledger.errors import (
    AlreadyEnded,
    AlreadyVoided,
    BeforeWhatItCorrects,
    IdTaken,
    LedgerError,
    NotFound,
    PeriodReversed,
    ReasonMissing,
)
from ledger.fact import Fact
from ledger.institution import Institution
from ledger.institution.errors import InstitutionNotPlaced
from ledger.student import concluding, learning
from ledger.student.errors import (
    EnrolmentInUse,
    HoursNotPlanned,
    MeasuresStandOnIt,
    PlanAlreadyOpen,
    StageMisplaced,
)
from ledger.student.moving_errors import (
    PartOfTransfer,
    PlaceChanges,
    TransferToTheSame,
)
from ledger.student.result_errors import OutcomeDisagrees
from ledger.student.student import Student
from tests.ledger.spec import assert_loads
from tests.ledger.student.moving_steps import (
    MOVED,
    other_school,
    plan_move_voided,
    there,
    transfer_voided,
    transferred,
)
from tests.ledger.student.spec import Step, given, id_of
from tests.ledger.student.steps import (
    PLAN_IN_FORCE,
    claimed,
    consultation,
    content,
    enrolled,
    enrolment_voided,
    leaving_voided,
    left,
    plan_drafted,
    plan_revised,
)

LATER = datetime(2020, 11, 3, 12, tzinfo=UTC)
BEFORE = datetime(2020, 10, 20, 12, tzinfo=UTC)
SCHOOL = given().world.institution
DRAFTED_THERE = plan_drafted(
    semester="2020/21 II", plan_id=id_of("next"), enrolment_id=id_of("second enrolment")
)


def left_there() -> Step:
    """The learner left the second school, too."""
    return lambda world: learning.leave(
        world.student, enrolment_id=id_of("second enrolment"), last_day=date(2020, 11, 20)
    )


def test_an_open_plan_goes_along() -> None:
    """The stay ends the day before; what was agreed is in force still; the place is the new school's."""
    left_, enrolled_, moved, said = (
        given(*PLAN_IN_FORCE)
        .when(transferred())
        .then(Student.Left, Student.Enrolled, Student.PlanMoved, Student.Transferred)
    )
    assert (left_.occurred_on, enrolled_.occurred_on) == (date(2020, 11, 1), MOVED)
    assert (moved.enrolment_id, moved.place.municipality) == (id_of("second enrolment"), "LV-062")
    assert (said.plans_moved, said.plans_closed) == ((id_of("plan"),), ())
    student = given(*PLAN_IN_FORCE, transferred()).world.student
    assert student.plan(id_of("plan")).require_in_force(MOVED).number == 1
    assert_loads(student)


@pytest.mark.parametrize(
    "step",
    [
        transferred(school=other_school(joined=None)),
        transferred(school=other_school(joined=date(2020, 11, 3))),
        transferred(stage="grade-4"),
        transferred(day=date(2021, 1, 11)),
    ],
    ids=["never a member", "a member later", "outside the target group", "semester over"],
)
def test_a_plan_that_may_not_go_along_is_closed(step: Step) -> None:
    """By the school's membership, the target group and the semester of that day."""
    *_, closed, said = (
        given(*PLAN_IN_FORCE)
        .when(step)
        .then(Student.Left, Student.Enrolled, Student.PlanClosed, Student.Transferred)
    )
    assert (closed.plan_id, said.plans_closed) == (id_of("plan"), (id_of("plan"),))


def test_a_plan_drafted_ahead_goes_by_the_first_day_of_its_semester() -> None:
    """The school joins in between: the plan may go along."""
    ahead = plan_drafted(semester="2020/21 II", occurred_on=date(2020, 10, 1))
    moved = transferred(school=other_school(joined=date(2020, 12, 1)))
    given(*PLAN_IN_FORCE[:3], ahead).when(moved).then(
        Student.Left, Student.Enrolled, Student.PlanMoved, Student.Transferred
    )


def test_a_plan_drafted_after_a_transfer_recorded_late_is_not_closed_before_it_was_written() -> (
    None
):
    """A closing is not dated before the draft."""
    drafted = plan_drafted(occurred_on=date(2020, 11, 20))
    closed = (
        given(*PLAN_IN_FORCE[:3], drafted)
        .when(transferred(school=other_school(joined=None)))
        .then(Student.Left, Student.Enrolled, Student.PlanClosed, Student.Transferred)[2]
    )
    assert closed.occurred_on == date(2020, 11, 20)


def test_measures_count_at_the_place_of_their_day() -> None:
    """One of before that is recorded late counts at the old school, a later one at the new."""
    moved = (*PLAN_IN_FORCE, transferred())
    [before] = given(*moved).when(consultation(starts=BEFORE)).then(Student.ConsultationRecorded)
    assert before.place.institution_id == id_of("school")
    [later] = (
        given(*moved).when(there(consultation(starts=LATER))).then(Student.ConsultationRecorded)
    )
    assert later.place.institution_id == id_of("other school")
    given(*moved).when(consultation(starts=LATER)).then_refused(PlaceChanges)
    given(*moved).when(there(consultation(starts=BEFORE))).then_refused(PlaceChanges)


def test_hours_and_euros_are_counted_over_both_places() -> None:
    """A plan of two hours has one left after one at the old school."""
    moved = (*PLAN_IN_FORCE, consultation(starts=BEFORE), transferred())
    one = there(consultation("second", starts=LATER))
    given(*moved).when(one).then(Student.ConsultationRecorded)
    two = there(consultation("second", hours="1.25", starts=LATER))
    refusal = given(*moved).when(two).then_refused(HoursNotPlanned)
    assert "1.00 are left" in str(refusal)


def test_a_cost_is_claimed_apart_before_and_after_the_move() -> None:
    """One claim counts at one place."""
    moved = (*PLAN_IN_FORCE, transferred(day=date(2020, 10, 15)))
    given(*moved).when(claimed()).then_refused(PlaceChanges)
    until = claimed(last_day=date(2020, 10, 14))
    given(*moved).when(until).then(Student.CompensationClaimed)
    since = there(claimed(first_day=date(2020, 10, 15)))
    [claim] = given(*moved).when(since).then(Student.CompensationClaimed)
    assert claim.place.institution_id == id_of("other school")


def test_the_new_school_revises_the_plan() -> None:
    """Until all agree, what was in force stays so."""
    given(*PLAN_IN_FORCE, transferred()).when(
        plan_revised(content(crisis_support=True), date(2020, 11, 5))
    ).then(Student.PlanRevised)


@pytest.mark.parametrize(
    ("before", "step", "error"),
    [
        ((), transferred(enrolment_id=id_of("nowhere")), NotFound),
        ((left(),), transferred(), AlreadyEnded),
        ((), transferred(stage="course-1"), StageMisplaced),
        ((), transferred(day=date(2020, 9, 1)), PeriodReversed),
        ((), transferred(new_enrolment_id=id_of("enrolment")), IdTaken),
        ((consultation(starts=LATER),), transferred(), MeasuresStandOnIt),
        ((), transferred(school=other_school(placed=False)), InstitutionNotPlaced),
        ((), transferred(school=SCHOOL), TransferToTheSame),
    ],
)
def test_a_transfer_refused_records_nothing(
    before: tuple[Step, ...], step: Step, error: type[LedgerError]
) -> None:
    """Neither the leaving nor the beginning."""
    given(*PLAN_IN_FORCE, *before).when(step).then_refused(error)


TAKEN_BACK = (Student.EnrolmentVoided, Student.LeavingVoided, Student.TransferVoided)


@pytest.mark.parametrize(
    ("school", "first"),
    [(other_school(), Student.PlanMoveVoided), (other_school(joined=None), Student.PlanReopened)],
    ids=["moved", "closed"],
)
def test_a_transfer_is_taken_back_as_a_whole(school: Institution, first: type[Fact]) -> None:
    """Stay, plan and all are as before it; the second time there is nothing to take back."""
    moved = (*PLAN_IN_FORCE, transferred(school=school))
    given(*moved).when(transfer_voided()).then_refused(ReasonMissing)
    facts = given(*moved).when(transfer_voided(), reason="another child").then(first, *TAKEN_BACK)
    assert {fact.reason for fact in facts} == {"another child"}
    world = given(*moved, transfer_voided()).world
    plan = world.student.plan(id_of("plan"))
    assert (plan.open, plan.enrolment_on(date.max)) == (True, id_of("enrolment"))
    assert world.student.enrolment(id_of("enrolment")).last_day is None
    assert_loads(world.student)
    again = given(*moved, transfer_voided()).when(transfer_voided(), reason="again")
    again.then_refused(AlreadyVoided)


def said_to_have_moved() -> Step:
    """The outcome that the learner went elsewhere."""
    return lambda world: concluding.record_outcome(
        world.student, outcome_id=id_of("outcome"), outcome="moved", occurred_on=MOVED
    )


@pytest.mark.parametrize(
    ("after", "error"),
    [
        ((there(consultation(starts=LATER)),), MeasuresStandOnIt),
        ((DRAFTED_THERE,), EnrolmentInUse),
        ((left_there(),), AlreadyEnded),
        ((said_to_have_moved(),), OutcomeDisagrees),
    ],
)
def test_a_transfer_on_which_something_stands_is_not_taken_back(
    after: tuple[Step, ...], error: type[LedgerError]
) -> None:
    """Measures at the new school, a plan drafted there, a leaving from there, an outcome that says it moved."""
    step = transfer_voided()
    given(*PLAN_IN_FORCE, transferred(), *after).when(step, reason="wrong").then_refused(error)


def test_a_plan_closed_by_a_transfer_does_not_come_back_beside_another() -> None:
    """There is one open plan for a semester."""
    moved = (*PLAN_IN_FORCE, transferred(school=other_school(joined=None)))
    second = plan_drafted(plan_id=id_of("second plan"))
    step = transfer_voided()
    given(*moved, second).when(step, reason="wrong").then_refused(PlanAlreadyOpen)


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (enrolment_voided(), PartOfTransfer),
        (enrolment_voided("second enrolment"), PartOfTransfer),
        (leaving_voided(), PartOfTransfer),
        (plan_move_voided(), PartOfTransfer),
        (transfer_voided(day=date(2020, 11, 1)), BeforeWhatItCorrects),
        (transfer_voided("enrolment"), NotFound),
    ],
)
def test_parts_of_a_transfer_are_not_taken_back_alone(step: Step, error: type[LedgerError]) -> None:
    """It is one fact."""
    given(enrolled(), transferred()).when(enrolment_voided(), reason="x").then_refused(
        PartOfTransfer
    )
    given(*PLAN_IN_FORCE, transferred()).when(step, reason="wrong").then_refused(error)
