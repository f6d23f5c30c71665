"""The learner: enrolment without overlaps, risks that are open once, and a correction for every fact."""

from datetime import date
from uuid import uuid4

import pytest

from ledger.errors import (
    AlreadyEnded,
    AlreadyVoided,
    BeforeWhatItCorrects,
    IdTaken,
    NotEnded,
    NotFound,
    PeriodReversed,
    ReasonMissing,
    UnknownCode,
)
from ledger.fact import Fact
from ledger.student import assessing, learning
from ledger.student.errors import (
    AlreadyEnrolled,
    EnrolmentInUse,
    MeasuresStandOnIt,
    NotEnrolled,
    NotPromoted,
    PromotedLater,
    PromotedThatDay,
    StageMisplaced,
)
from ledger.student.risk_errors import RiskAlreadyOpen, RiskInPlan, RiskNotOpen, RiskNotResolved
from ledger.student.student import Student
from tests.ledger.student.moving_steps import transferred
from tests.ledger.student.spec import NAME, Step, World, given, id_of
from tests.ledger.student.steps import (
    PLAN_IN_FORCE,
    consultation,
    enrolled,
    enrolment_voided,
    leaving_voided,
    left,
    promoted,
    promotion_voided,
    represented,
    risk_identified,
)

DAY = date(2020, 12, 1)
EARLY = date(2020, 11, 30)
RISK = id_of("learning.low_achievement")


def representative_removed() -> Step:
    """The representative removed."""
    return lambda world: learning.remove_representative(
        world.student, representative_id=id_of("mother"), occurred_on=DAY
    )


def resolved() -> Step:
    """The risk resolved."""
    return lambda world: assessing.resolve_risk(world.student, risk_id=RISK, occurred_on=DAY)


def risk_voided() -> Step:
    """The risk taken back."""
    return lambda world: assessing.void_risk(world.student, risk_id=RISK, occurred_on=DAY)


def reassessed(result: str = "reduced", day: date = DAY) -> Step:
    """The risk looked at again."""
    return lambda world: assessing.reassess_risk(
        world.student,
        risk_id=RISK,
        reassessment_id=id_of("reassessment"),
        result=result,
        note=None,
        occurred_on=day,
    )


def reassessment_voided(day: date = DAY) -> Step:
    """The reassessment taken back."""
    return lambda world: assessing.void_reassessment(
        world.student, risk_id=RISK, reassessment_id=id_of("reassessment"), occurred_on=day
    )


def reopened(day: date = DAY) -> Step:
    """The resolution taken back."""
    return lambda world: assessing.reopen_risk(world.student, risk_id=RISK, occurred_on=day)


def data_corrected() -> Step:
    """Personal data corrected."""
    return lambda world: learning.correct_personal_data(
        world.student, name=NAME, personal_code=None, birth_date=None, occurred_on=DAY
    )


@pytest.mark.parametrize(
    ("before", "correction", "event"),
    [
        ((), data_corrected(), Student.PersonalDataCorrected),
        ((enrolled(),), enrolment_voided(), Student.EnrolmentVoided),
        ((enrolled(), left()), leaving_voided(), Student.LeavingVoided),
        ((represented(),), representative_removed(), Student.RepresentativeRemoved),
        ((enrolled(), risk_identified()), risk_voided(), Student.RiskVoided),
        ((enrolled(), promoted()), promotion_voided(), Student.PromotionVoided),
        ((enrolled(), risk_identified(), resolved()), reopened(), Student.RiskReopened),
        (
            (enrolled(), risk_identified(), reassessed()),
            reassessment_voided(),
            Student.ReassessmentVoided,
        ),
    ],
)
def test_every_fact_has_its_correction(
    before: tuple[Step, ...], correction: Step, event: type[Fact]
) -> None:
    """An event of its own, with the reason; without one it is refused."""
    given(*before).when(correction).then_refused(ReasonMissing)
    [fact] = given(*before).when(correction, reason="typed in wrongly").then(event)
    assert fact.reason == "typed in wrongly"


@pytest.mark.parametrize(
    ("before", "correction", "error"),
    [
        ((enrolled(), enrolment_voided()), enrolment_voided(), AlreadyVoided),
        ((enrolled(), left(), leaving_voided()), leaving_voided(), NotEnded),
        ((represented(), representative_removed()), representative_removed(), AlreadyVoided),
        ((enrolled(), risk_identified(), risk_voided()), risk_voided(), RiskNotOpen),
        ((enrolled(), promoted(), promotion_voided()), promotion_voided(), NotPromoted),
        ((enrolled(),), promotion_voided(date(2020, 9, 1)), NotPromoted),
        ((enrolled(), risk_identified(), resolved(), reopened()), reopened(), RiskNotResolved),
        (
            (enrolled(), risk_identified(), reassessed(), reassessment_voided()),
            reassessment_voided(),
            AlreadyVoided,
        ),
        ((enrolled(), promoted()), promotion_voided(day=EARLY), BeforeWhatItCorrects),
        ((enrolled(), risk_identified(), resolved()), reopened(EARLY), BeforeWhatItCorrects),
        ((enrolled(), risk_identified(day=DAY)), reassessed(day=EARLY), BeforeWhatItCorrects),
        (
            (enrolled(), risk_identified(), reassessed()),
            reassessment_voided(EARLY),
            BeforeWhatItCorrects,
        ),
        ((represented(day=date(2020, 12, 2)),), representative_removed(), BeforeWhatItCorrects),
        (PLAN_IN_FORCE, enrolment_voided(), EnrolmentInUse),
        (PLAN_IN_FORCE, risk_voided(), RiskInPlan),
    ],
)
def test_a_correction_is_made_once_and_harms_nothing_that_stands_on_it(
    before: tuple[Step, ...], correction: Step, error: type
) -> None:
    """The second is refused, and so is one that would pull a plan's ground away."""
    given(*before).when(correction, reason="wrong").then_refused(error)


def test_a_learner_is_enrolled_at_one_place_at_a_time() -> None:
    """The next enrolment begins after the last day of the one before."""
    again = enrolled(day=date(2021, 1, 5), name="second")
    given(enrolled()).when(again).then_refused(AlreadyEnrolled)
    given(enrolled(), left()).when(again).then(Student.Enrolled)
    given(enrolled(), left(), again).when(leaving_voided(), reason="x").then_refused(
        AlreadyEnrolled
    )
    given(enrolled(), enrolment_voided()).when(again).then(Student.Enrolled)
    given(enrolled(), left()).when(enrolled(day=date(2021, 1, 5))).then_refused(IdTaken)


def test_an_earlier_stay_may_be_recorded_late_with_its_last_day() -> None:
    """Where it overlaps no other; its end is a fact of its own."""
    before = enrolled(day=date(2019, 9, 2), name="before", last_day=date(2020, 8, 31))
    given(enrolled()).when(before).then(Student.Enrolled, Student.Left)
    too_long = enrolled(day=date(2019, 9, 2), name="before", last_day=date(2020, 9, 1))
    given(enrolled()).when(too_long).then_refused(AlreadyEnrolled)
    reversed_ = enrolled(day=date(2019, 9, 2), last_day=date(2019, 9, 1))
    given().when(reversed_).then_refused(PeriodReversed)


def test_nobody_leaves_before_a_measure_that_stands() -> None:
    """The consultation of 2020-10-06 has to be taken back first."""
    supported = (*PLAN_IN_FORCE, consultation())
    given(*supported).when(left(date(2020, 10, 5))).then_refused(MeasuresStandOnIt)
    given(*supported).when(left(date(2020, 10, 6))).then(Student.Left)


def test_what_was_given_stays_in_the_target_group() -> None:
    """Grade 4 was not in it in 2020: neither a promotion dated back nor one taken back says so of a measure's day."""
    supported = (*PLAN_IN_FORCE, consultation())
    given(*supported).when(promoted("grade-4", date(2020, 10, 6))).then_refused(MeasuresStandOnIt)
    given(*supported).when(promoted("grade-4", date(2020, 10, 7))).then(Student.Promoted)
    given(*supported).when(promoted("grade-8", date(2020, 10, 6))).then(Student.Promoted)
    fifth = (enrolled("grade-4"), promoted("grade-5", date(2020, 9, 2)), *supported[1:])
    back = promotion_voided(date(2020, 9, 2))
    given(*fifth).when(back, reason="another class").then_refused(MeasuresStandOnIt)
    given(*fifth[:-1]).when(back, reason="another class").then(Student.PromotionVoided)


def test_nobody_leaves_before_a_stage_that_was_reached() -> None:
    """Nor goes elsewhere, unless it is taken back; on the day itself they may leave."""
    for away, facts in (
        (left(date(2020, 11, 30)), (Student.Left,)),
        (transferred(DAY), (Student.Left, Student.Enrolled, Student.Transferred)),
    ):
        given(enrolled(), promoted()).when(away).then_refused(PromotedLater)
        given(enrolled(), promoted(), promotion_voided()).when(away).then(*facts)
    given(enrolled(), promoted()).when(left(date(2020, 12, 1))).then(Student.Left)


def test_courses_are_vocational_and_come_on_days_of_their_own() -> None:
    """At a general school there are grades; the stage of a day is recorded once."""
    given().when(enrolled("course-1")).then_refused(StageMisplaced)
    given(enrolled()).when(promoted("course-1")).then_refused(StageMisplaced)
    given(enrolled(), promoted()).when(promoted("grade-9")).then_refused(PromotedThatDay)
    again = given(enrolled(), promoted(), promotion_voided()).when(promoted("grade-9"))
    again.then(Student.Promoted)


def test_a_learner_leaves_once_and_not_before_coming() -> None:
    """The last day is the day it occurred on."""
    given(enrolled()).when(left(date(2020, 8, 31))).then_refused(PeriodReversed)
    given(enrolled(), left()).when(left()).then_refused(AlreadyEnded)
    [fact] = given(enrolled()).when(left()).then(Student.Left)
    assert fact.occurred_on == DAY


def test_a_stage_exists_and_is_reached_while_enrolled() -> None:
    """Grades 1-12 and courses 1-4, nothing else."""
    given().when(enrolled("grade-13")).then_refused(UnknownCode)
    given(enrolled()).when(promoted("course-5")).then_refused(UnknownCode)
    given(enrolled()).when(promoted()).then(Student.Promoted)
    given(enrolled(), left(date(2020, 11, 1))).when(promoted()).then_refused(NotEnrolled)


def test_the_stage_of_a_day_is_the_last_one_reached_by_then() -> None:
    """Grade 7 until the promotion, grade 8 from it on."""
    world = given(enrolled(), promoted()).world
    enrolment = world.student.enrolment(id_of("enrolment"))
    assert enrolment.stage_on(date(2020, 11, 30)) == "grade-7"
    assert enrolment.stage_on(DAY) == "grade-8"


def test_a_risk_is_one_the_list_has_and_open_once() -> None:
    """Identified twice it is reassessed instead; resolved, it may be identified anew."""
    base = (enrolled(), risk_identified())
    given(enrolled()).when(risk_identified("learning.lazy")).then_refused(UnknownCode)
    given().when(risk_identified()).then_refused(NotEnrolled)

    def again(world: World) -> None:
        assessing.identify_risk(
            world.student,
            risk_id=uuid4(),
            factor="learning.low_achievement",
            note=None,
            occurred_on=DAY,
        )

    given(*base).when(again).then_refused(RiskAlreadyOpen)
    given(*base, resolved()).when(again).then(Student.RiskIdentified)


def test_a_risk_is_reassessed_while_it_is_open() -> None:
    """With a result the list has."""
    base = (enrolled(), risk_identified())
    given(*base).when(reassessed("reduced")).then(Student.RiskReassessed)
    given(*base).when(reassessed("gone")).then_refused(UnknownCode)
    given(*base, resolved()).when(reassessed("reduced")).then_refused(RiskNotOpen)
    given(*base, resolved()).when(resolved()).then_refused(RiskNotOpen)
    given(*base).when(
        lambda world: assessing.resolve_risk(world.student, risk_id=uuid4(), occurred_on=DAY)
    ).then_refused(NotFound)


def test_a_relation_is_one_the_list_has() -> None:
    """Mother and guardian are, a neighbour is not."""
    given().when(represented("neighbour")).then_refused(UnknownCode)
    given().when(represented()).then(Student.RepresentativeNamed)


def test_an_id_names_one_representative_for_ever() -> None:
    """Also after it was taken back."""
    named = (represented(), representative_removed())
    given(*named).when(represented()).then_refused(IdTaken)
