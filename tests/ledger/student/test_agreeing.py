"""Revisions of a plan: who agrees to them or returns them, and from when on they are in force."""

from datetime import UTC, date, datetime
from decimal import Decimal

from ledger.errors import BeforeWhatItCorrects, NotFound, ReasonMissing
from ledger.student import consulting, learning, planning
from ledger.student.errors import (
    AlreadyAgreed,
    HoursNotPlanned,
    NotAgreedYet,
    NotASignatory,
    RepresentativeMissing,
    RevisionNotOpen,
    RevisionNotReturned,
    RevisionNotWritten,
)
from ledger.student.student import Student
from ledger.student.values import PlanContent, PlannedConsultation
from tests.ledger.student.spec import Step, World, given, id_of
from tests.ledger.student.steps import (
    PLAN_IN_FORCE,
    agreed,
    consultation,
    content,
    enrolled,
    plan_drafted,
    plan_revised,
    represented,
    risk_identified,
)

DAY = date(2020, 12, 20)
LINE = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(2))


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


def test_a_return_recorded_wrongly_is_taken_back() -> None:
    """Once, with a reason, and not before it happened; then the revision waits to be agreed again."""

    def voided(day: date) -> Step:
        return lambda world: planning.void_return(
            world.student, plan_id=id_of("plan"), revision=1, occurred_on=day
        )

    def returned(world: World) -> None:
        planning.return_plan(
            world.student,
            plan_id=id_of("plan"),
            revision=1,
            signatory="learner",
            occurred_on=date(2020, 9, 16),
        )

    steps = (enrolled(), risk_identified(), plan_drafted(), returned)
    given(*steps).when(voided(DAY)).then_refused(ReasonMissing)
    early = given(*steps).when(voided(date(2020, 9, 15)), reason="another plan")
    early.then_refused(BeforeWhatItCorrects)
    given(*steps).when(voided(DAY), reason="another plan").then(Student.ReturnVoided)
    given(*steps, voided(DAY)).when(voided(DAY), reason="x").then_refused(RevisionNotReturned)
    given(*steps, voided(DAY)).when(agreed()).then(Student.PlanAgreed)


def test_who_has_no_representative_has_nobody_agree_as_one() -> None:
    """Neither before one is named nor after the removal."""

    def removed(world: World) -> None:
        learning.remove_representative(
            world.student, representative_id=id_of("mother"), occurred_on=DAY
        )

    drafted = (enrolled(), risk_identified(), plan_drafted())
    agreement = agreed("representative")
    given(*drafted).when(agreement).then_refused(RepresentativeMissing)
    given(*drafted, represented(), removed).when(agreement).then_refused(RepresentativeMissing)
    given(*drafted, represented()).when(agreement).then(Student.PlanAgreed)


def test_an_agreement_to_an_earlier_revision_is_taken_back_too() -> None:
    """By its number; not before it was given, and only one that was."""

    def voided(revision: int, day: date = DAY) -> Step:
        return lambda world: planning.void_agreement(
            world.student,
            plan_id=id_of("plan"),
            revision=revision,
            signatory="learner",
            occurred_on=day,
        )

    revised = given(*PLAN_IN_FORCE, plan_revised(content()))
    revised.when(voided(2), reason="x").then_refused(NotAgreedYet)
    revised.when(voided(3), reason="x").then_refused(NotFound)
    revised.when(voided(1, date(2020, 9, 14)), reason="x").then_refused(BeforeWhatItCorrects)
    revised.when(voided(1), reason="x").then(Student.AgreementVoided)
