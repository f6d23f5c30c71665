"""Who left and comes back: the plan that is open waits, one that is closed stays so."""

from datetime import UTC, date, datetime

import pytest

from ledger.errors import (
    BeforeWhatItCorrects,
    LedgerError,
    NotFound,
    ReasonMissing,
)
from ledger.institution.errors import InstitutionNotMember
from ledger.student import planning
from ledger.student.errors import (
    EnrolmentInUse,
    HoursNotPlanned,
    MeasuresStandOnIt,
    NotEnrolled,
    OutsideSemester,
    PlanAlreadyOpen,
    PlanClosedAlready,
)
from ledger.student.moving_errors import (
    PlanNotMoved,
    PlanThereAlready,
)
from ledger.student.student import Student
from tests.ledger.student.moving_steps import (
    MOVED,
    other_school,
    plan_move_voided,
    plan_moved,
    there,
)
from tests.ledger.student.spec import Step, given, id_of
from tests.ledger.student.steps import (
    PLAN_IN_FORCE,
    consultation,
    enrolled,
    enrolment_voided,
    left,
    plan_drafted,
)

LATER = datetime(2020, 11, 3, 12, tzinfo=UTC)
BEFORE = datetime(2020, 10, 20, 12, tzinfo=UTC)
EARLY = datetime(2020, 10, 6, 12, tzinfo=UTC)
BACK: tuple[Step, ...] = (
    left(date(2020, 10, 15)),
    enrolled(day=MOVED, name="second enrolment"),
)


def closed() -> Step:
    """The plan closed."""
    return lambda world: planning.close_plan(
        world.student, plan_id=id_of("plan"), occurred_on=MOVED
    )


def test_who_comes_back_goes_on_with_the_open_plan() -> None:
    """What was given before counts; in between nothing is given."""
    back = (*PLAN_IN_FORCE, consultation(starts=EARLY), *BACK)
    [moved] = given(*back).when(plan_moved()).then(Student.PlanMoved)
    assert moved.enrolment_id == id_of("second enrolment")
    one = consultation("second", starts=LATER)
    given(*back).when(one).then_refused(NotEnrolled)
    given(*back, plan_moved()).when(one).then(Student.ConsultationRecorded)
    away = consultation("second", starts=BEFORE)
    given(*back, plan_moved()).when(away).then_refused(NotEnrolled)
    too_long = consultation("second", hours="1.25", starts=LATER)
    given(*back, plan_moved()).when(too_long).then_refused(HoursNotPlanned)


def test_a_plan_that_was_closed_stays_closed() -> None:
    """Another is drafted in the new enrolment; while it is open still, none can be."""
    second = plan_drafted(
        plan_id=id_of("second plan"), enrolment_id=id_of("second enrolment"), occurred_on=MOVED
    )
    back = (*PLAN_IN_FORCE, *BACK)
    given(*back).when(second).then_refused(PlanAlreadyOpen)
    given(*back, closed()).when(plan_moved()).then_refused(PlanClosedAlready)
    given(*back, closed()).when(second).then(Student.PlanDrafted)


@pytest.mark.parametrize(
    ("before", "step", "error"),
    [
        ((), plan_moved("enrolment", date(2020, 10, 1)), PlanThereAlready),
        ((), plan_moved(day=date(2020, 11, 1)), NotEnrolled),
        ((), plan_moved(day=date(2021, 1, 11)), OutsideSemester),
        ((), there(plan_moved(), other_school(joined=None)), InstitutionNotMember),
        ((plan_moved(),), plan_moved("enrolment", date(2020, 10, 1)), BeforeWhatItCorrects),
        ((), plan_moved(plan="another"), NotFound),
    ],
)
def test_a_plan_moves_only_where_it_may(
    before: tuple[Step, ...], step: Step, error: type[LedgerError]
) -> None:
    """Into a stay of that day, of a member, within its semester, and on from where it is."""
    given(*PLAN_IN_FORCE, *BACK, *before).when(step).then_refused(error)


def test_a_move_of_a_plan_is_taken_back() -> None:
    """Unless something was given there; the second time there is nothing to take back."""
    moved = (*PLAN_IN_FORCE, *BACK, plan_moved())
    step = plan_move_voided()
    given(*moved).when(step).then_refused(ReasonMissing)
    [fact] = given(*moved).when(step, reason="wrong").then(Student.PlanMoveVoided)
    assert fact.moved_on == MOVED
    given(*moved, step).when(step, reason="wrong").then_refused(PlanNotMoved)
    early = plan_move_voided(date(2020, 11, 1))
    given(*moved).when(early, reason="wrong").then_refused(BeforeWhatItCorrects)
    given_there = (*moved, consultation(starts=LATER))
    given(*given_there).when(step, reason="wrong").then_refused(MeasuresStandOnIt)
    in_use = enrolment_voided("second enrolment")
    given(*moved).when(in_use, reason="wrong").then_refused(EnrolmentInUse)
