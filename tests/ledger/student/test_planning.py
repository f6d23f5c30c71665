"""Plans: one open per semester, in force once all agreed, revised rather than edited."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from ledger.errors import (
    BeforeWhatItCorrects,
    HoursNotInQuarters,
    LedgerError,
    ReasonMissing,
    UnknownCode,
)
from ledger.student import assessing, planning
from ledger.student.errors import (
    MeasuresStandOnIt,
    NotEnrolled,
    PlanAlreadyEvaluated,
    PlanAlreadyOpen,
    PlanClosedAlready,
    PlanEmpty,
    PlannedTwice,
    PlanNotAgreed,
    RisksNotEvaluated,
    SomethingWasGiven,
    SubjectMisplaced,
)
from ledger.student.risk_errors import RiskNotOpen
from ledger.student.student import Student
from ledger.student.values import PlanContent, PlannedCompensation, PlannedConsultation, RiskResult
from tests.ledger.student.spec import Step, World, given, id_of
from tests.ledger.student.steps import (
    PLAN_IN_FORCE,
    agreed,
    consultation,
    content,
    enrolled,
    evaluated,
    plan_drafted,
    risk_identified,
)

DAY = date(2020, 12, 20)
LINE = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(2))


def close(world_day: date = DAY) -> Step:
    """The plan closed."""
    return lambda world: planning.close_plan(
        world.student, plan_id=id_of("plan"), occurred_on=world_day
    )


def test_a_plan_is_drafted_where_the_school_lay_that_day() -> None:
    """The place is decided with the plan, and the learner and the representative are to agree."""
    [drafted] = given(enrolled(), risk_identified()).when(plan_drafted()).then(Student.PlanDrafted)
    assert (drafted.place.municipality, drafted.place.region) == ("LV-059", "vidzeme")
    assert drafted.signatories == ("learner", "representative")


def test_an_adult_learner_agrees_alone() -> None:
    """Of age, the learner is the only signatory, and a measure may follow at once."""
    steps = (enrolled(), risk_identified(), plan_drafted(adult=True), agreed("learner"))
    given(*steps).when(consultation()).then(Student.ConsultationRecorded)


def test_there_is_one_open_plan_a_semester() -> None:
    """A second one is refused until the first is closed."""
    second = plan_drafted(plan_id=id_of("second plan"))
    given(*PLAN_IN_FORCE).when(second).then_refused(PlanAlreadyOpen)
    given(*PLAN_IN_FORCE, close()).when(second).then(Student.PlanDrafted)


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (content(risks=()), PlanEmpty),
        (content(consultations=(), compensations=()), PlanEmpty),
        (content(risks=(id_of("learning.low_achievement"),) * 2), PlannedTwice),
        (content(consultations=(LINE, LINE)), PlannedTwice),
        (content(compensations=(PlannedCompensation("holidays", Decimal(1)),)), UnknownCode),
        (
            content(consultations=(PlannedConsultation("subject", "pedagogue", None, Decimal(1)),)),
            SubjectMisplaced,
        ),
        (
            content(
                consultations=(PlannedConsultation("advisory", "pedagogue", "latvian", Decimal(1)),)
            ),
            SubjectMisplaced,
        ),
        (
            content(
                consultations=(PlannedConsultation("advisory", "pedagogue", None, Decimal("0.1")),)
            ),
            HoursNotInQuarters,
        ),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(bad: PlanContent, error: type[LedgerError]) -> None:
    """Its risks, measures and codes are looked at before it is recorded."""
    given(enrolled(), risk_identified()).when(plan_drafted(bad)).then_refused(error)


def test_a_plan_is_about_risks_that_exist() -> None:
    """Not about one that was resolved."""

    def resolved(world: World) -> None:
        assessing.resolve_risk(
            world.student,
            risk_id=id_of("learning.low_achievement"),
            occurred_on=date(2020, 9, 12),
        )

    given(enrolled(), risk_identified(), resolved).when(plan_drafted()).then_refused(RiskNotOpen)


def test_a_plan_is_not_closed_or_reopened_before_it_was_written_or_closed() -> None:
    """Each from the day of what it follows on."""

    def reopened(world: World) -> None:
        planning.reopen_plan(world.student, plan_id=id_of("plan"), occurred_on=date(2020, 12, 19))

    given(*PLAN_IN_FORCE).when(close(date(2020, 9, 13))).then_refused(BeforeWhatItCorrects)
    closed = given(*PLAN_IN_FORCE, close())
    closed.when(reopened, reason="x").then_refused(BeforeWhatItCorrects)


def test_an_evaluation_covers_each_risk_once() -> None:
    """Neither fewer, nor others, nor a second evaluation."""
    given(*PLAN_IN_FORCE).when(evaluated()).then(Student.PlanEvaluated)
    other = RiskResult(UUID(int=1), "reduced")
    given(*PLAN_IN_FORCE).when(evaluated(other)).then_refused(RisksNotEvaluated)
    given(*PLAN_IN_FORCE, evaluated()).when(evaluated()).then_refused(PlanAlreadyEvaluated)
    unknown = RiskResult(id_of("learning.low_achievement"), "fine")
    given(*PLAN_IN_FORCE).when(evaluated(unknown)).then_refused(UnknownCode)
    given(enrolled(), risk_identified(), plan_drafted()).when(evaluated()).then_refused(
        PlanNotAgreed
    )


def test_nothing_is_given_under_a_closed_plan_until_it_is_reopened() -> None:
    """Closing is taken back by an event of its own."""

    def reopened(world: World) -> None:
        planning.reopen_plan(
            world.student,
            plan_id=id_of("plan"),
            occurred_on=DAY,
        )

    given(*PLAN_IN_FORCE, close()).when(consultation()).then_refused(PlanClosedAlready)
    given(*PLAN_IN_FORCE, close(), reopened).when(consultation()).then(Student.ConsultationRecorded)


def test_corrections_of_plans_stop_where_measures_stand_on_them() -> None:
    """A plan or an agreement under which something was given is not taken back."""

    def voided(world: World) -> None:
        planning.void_plan(
            world.student,
            plan_id=id_of("plan"),
            occurred_on=DAY,
        )

    def disagreed(world: World) -> None:
        planning.void_agreement(
            world.student,
            plan_id=id_of("plan"),
            revision=1,
            signatory="learner",
            occurred_on=DAY,
        )

    given(*PLAN_IN_FORCE, consultation()).when(voided, reason="wrong").then_refused(
        SomethingWasGiven
    )
    given(*PLAN_IN_FORCE, consultation()).when(disagreed, reason="wrong").then_refused(
        MeasuresStandOnIt
    )
    given(*PLAN_IN_FORCE).when(voided).then_refused(ReasonMissing)
    given(*PLAN_IN_FORCE).when(voided, reason="wrong child").then(Student.PlanVoided)
    given(*PLAN_IN_FORCE).when(disagreed, reason="wrong child").then(Student.AgreementVoided)
    given(*PLAN_IN_FORCE, disagreed).when(consultation()).then_refused(PlanNotAgreed)


def test_a_plan_needs_an_enrolment_of_that_time() -> None:
    """Who is not at the school has no plan there."""
    later = enrolled(day=date(2021, 1, 15))
    steps = (later, risk_identified(day=date(2021, 1, 20)))
    given(*steps).when(plan_drafted(occurred_on=date(2021, 1, 5))).then_refused(NotEnrolled)


def test_a_copied_plan_leaves_resolved_risks_out() -> None:
    """The content of the latest revision, with the risks that still exist."""
    world = given(*PLAN_IN_FORCE, risk_identified("economic.travel")).world
    copied = planning.copied_content(world.student, id_of("plan"), "class teacher")
    assert copied == content()
    world.student.risks[id_of("learning.low_achievement")].resolved_on = DAY
    assert planning.copied_content(world.student, id_of("plan"), "x").risks == ()
