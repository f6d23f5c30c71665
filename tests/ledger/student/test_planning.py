"""Plans: one open per semester, in force once all agreed, revised rather than edited."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from ledger.errors import HoursNotInQuarters, LedgerError, ReasonMissing, UnknownCode
from ledger.student import consulting, learning, planning
from ledger.student.errors import (
    AlreadyAgreed,
    HoursNotPlanned,
    MeasuresStandOnIt,
    NotASignatory,
    NotEnrolled,
    PlanAlreadyEvaluated,
    PlanAlreadyOpen,
    PlanClosedAlready,
    PlanEmpty,
    PlannedTwice,
    PlanNotAgreed,
    RevisionNotOpen,
    RevisionNotWritten,
    RiskNotOpen,
    RisksNotEvaluated,
    SomethingWasGiven,
    SubjectMisplaced,
)
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
    plan_revised,
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
        learning.resolve_risk(
            world.student,
            risk_id=id_of("learning.low_achievement"),
            occurred_on=date(2020, 9, 12),
        )

    given(enrolled(), risk_identified(), resolved).when(plan_drafted()).then_refused(RiskNotOpen)


def test_nobody_agrees_twice_for_another_or_to_an_old_revision() -> None:
    """Each signatory agrees once, and only to the latest revision."""
    drafted = (enrolled(), risk_identified(), plan_drafted())
    given(*drafted, agreed()).when(agreed()).then_refused(AlreadyAgreed)
    given(*drafted).when(agreed("neighbour")).then_refused(NotASignatory)
    given(*drafted, plan_revised(content())).when(agreed(revision=1)).then_refused(RevisionNotOpen)


def test_nobody_agrees_to_what_is_not_written_yet() -> None:
    """An agreement dated before its revision is refused."""
    early = agreed(day=date(2020, 9, 13))
    given(enrolled(), risk_identified(), plan_drafted()).when(early).then_refused(
        RevisionNotWritten
    )


def test_the_last_agreed_revision_stays_in_force_until_all_agree() -> None:
    """Three hours are not planned by revision 1, and are from the day all agreed to revision 2."""
    more = content(
        consultations=(PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(3)),)
    )
    revised = (
        *PLAN_IN_FORCE,
        plan_revised(more, date(2020, 10, 1)),
        agreed(revision=2, day=date(2020, 10, 2)),
    )
    late = consultation("late", hours="2.00")
    [recorded] = given(*revised).when(late).then(Student.ConsultationRecorded)
    assert recorded.revision == 1
    in_force = (*revised, agreed("representative", 2, date(2020, 10, 5)))
    [recorded] = given(*in_force).when(late).then(Student.ConsultationRecorded)
    assert recorded.revision == 2


def test_what_is_held_later_does_not_count_against_an_earlier_revision() -> None:
    """Two hours in September, six of ten in October: one of September's may be recorded anew."""

    def hours(number: int) -> PlanContent:
        line = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(number))
        return content(consultations=(line,))

    def held(name: str, day: date, hours: str = "2.00") -> Step:
        return consultation(name, hours, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    in_autumn = (
        *PLAN_IN_FORCE,
        held("first", date(2020, 9, 20)),
        plan_revised(hours(10)),
        agreed("learner", 2, date(2020, 10, 2)),
        agreed("representative", 2, date(2020, 10, 2)),
        *(held(f"of October {day}", date(2020, 10, day)) for day in (5, 6, 7)),
    )

    def voided(world: World) -> None:
        consulting.void_consultation(world.student, consultation_id=id_of("first"), occurred_on=DAY)

    anew = held("anew", date(2020, 9, 20), "1.00")
    given(*in_autumn).when(anew).then_refused(HoursNotPlanned)
    given(*in_autumn, voided).when(anew).then(Student.ConsultationRecorded)
    all_ten = (*in_autumn, voided, held("of October 8", date(2020, 10, 8)))
    all_ten = (*all_ten, held("of October 9", date(2020, 10, 9)))
    given(*all_ten).when(anew).then_refused(HoursNotPlanned)


def test_a_returned_revision_waits_for_a_new_one() -> None:
    """Nobody agrees to it any more; the reason is kept."""

    def returned(world: World) -> None:
        planning.return_plan(
            world.student,
            plan_id=id_of("plan"),
            revision=1,
            signatory="representative",
            occurred_on=date(2020, 9, 16),
        )

    drafted = (enrolled(), risk_identified(), plan_drafted())
    given(*drafted).when(returned).then_refused(ReasonMissing)
    given(*drafted).when(returned, reason="too much").then(Student.PlanReturned)
    given(*drafted, returned).when(agreed()).then_refused(RevisionNotOpen)


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
    world.student.risks[id_of("learning.low_achievement")].resolved = True
    assert planning.copied_content(world.student, id_of("plan"), "x").risks == ()
