"""Outcomes: what became of a learner, and what it has to agree with."""

from datetime import date

import pytest

from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    IdTaken,
    LedgerError,
    ReasonMissing,
    UnknownCode,
)
from ledger.student import concluding
from ledger.student.result_errors import OutcomeContradicts, OutcomeDisagrees
from ledger.student.student import Student
from tests.ledger.student.spec import Step, given, id_of
from tests.ledger.student.steps import enrolled, enrolment_voided, leaving_voided, left

MAY, JUNE = date(2021, 5, 31), date(2021, 6, 14)
AGAIN = enrolled(day=date(2021, 6, 7), name="again")
AWAY = (enrolled(), left(MAY))


def outcome(code: str = "continues", day: date = MAY, name: str = "") -> Step:
    """What became of the learner."""
    return lambda world: concluding.record_outcome(
        world.student, outcome_id=id_of(name or code), outcome=code, occurred_on=day
    )


def voided(code: str = "continues", day: date = JUNE) -> Step:
    """An outcome taken back."""
    return lambda world: concluding.void_outcome(
        world.student, outcome_id=id_of(code), occurred_on=day
    )


def test_an_outcome_is_recorded_and_taken_back_once() -> None:
    """With a reason, not dated before it, and its id is its own for ever."""
    [fact] = given(enrolled()).when(outcome()).then(Student.OutcomeRecorded)
    assert (fact.outcome, fact.occurred_on) == ("continues", MAY)
    base = (enrolled(), outcome())
    given(*base).when(voided(), reason="wrong").then(Student.OutcomeVoided)
    given(*base).when(voided()).then_refused(ReasonMissing)
    early = voided(day=date(2021, 5, 30))
    given(*base).when(early, reason="wrong").then_refused(BeforeWhatItCorrects)
    given(*base, voided()).when(voided(), reason="wrong").then_refused(AlreadyVoided)
    given(*base, voided()).when(outcome()).then_refused(IdTaken)
    given(enrolled()).when(outcome("unknown")).then_refused(UnknownCode)


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ((), "continues"),
        ((enrolled(day=JUNE),), "promoted"),
        (AWAY, "left_early"),
        (AWAY, "graduated"),
        (AWAY, "moved"),
        ((*AWAY, enrolled(day=MAY.replace(month=6, day=1), name="again")), "moved"),
    ],
)
def test_an_outcome_of_who_is_enrolled_or_has_left(before: tuple[Step, ...], code: str) -> None:
    """Recorded on a day on which the enrolments say the same, else refused."""
    on_the_day = outcome(code, JUNE)
    if code in ("continues", "promoted"):
        given(*before).when(outcome(code)).then_refused(OutcomeDisagrees)
        given(enrolled()).when(on_the_day).then(Student.OutcomeRecorded)
    else:
        given(enrolled()).when(on_the_day).then_refused(OutcomeDisagrees)
        given(*before).when(on_the_day).then(Student.OutcomeRecorded)
        given(*before).when(outcome(code, date(2021, 5, 30))).then_refused(OutcomeDisagrees)


def test_who_is_enrolled_elsewhere_moved_and_did_not_leave_early() -> None:
    """And who has been there for years has not moved now."""
    elsewhere = (*AWAY, AGAIN)
    given(*elsewhere).when(outcome("left_early", JUNE)).then_refused(OutcomeDisagrees)
    given(*elsewhere).when(outcome("moved", JUNE)).then(Student.OutcomeRecorded)
    given(*elsewhere).when(outcome("moved", date(2021, 9, 1))).then_refused(OutcomeDisagrees)


@pytest.mark.parametrize(
    ("first", "then", "refused"),
    [
        ("continues", "promoted", False),
        ("promoted", "continues", False),
        ("graduated", "moved", False),
        ("moved", "left_early", False),
        ("moved", "moved", False),
        ("graduated", "left_early", True),
        ("left_early", "graduated", True),
        ("left_early", "moved", True),
        ("promoted", "promoted", True),
    ],
)
def test_a_school_year_ends_in_one_way(first: str, then: str, refused: bool) -> None:  # noqa: FBT001
    """Promoted, graduated or left early; what goes on may be said before, and a move after graduating."""
    before: tuple[Step, ...] = (enrolled(), outcome(first, MAY, "first"))
    if first not in ("continues", "promoted"):
        before = (*AWAY, outcome(first, MAY, "first"))
    told = given(*before).when(outcome(then, JUNE, "then"))
    if refused:
        assert "2020/21" in str(told.then_refused(OutcomeContradicts))
    else:
        told.then(Student.OutcomeRecorded)


def test_outcomes_contradict_each_other_in_whatever_order_they_are_recorded() -> None:
    """Nor is one thing said twice of a day; but each school year has its own, and a void makes room."""
    twice = outcome("continues", MAY, "twice")
    given(enrolled(), outcome()).when(twice).then_refused(OutcomeContradicts)
    given(*AWAY, outcome("left_early")).when(outcome("moved")).then_refused(OutcomeContradicts)
    late = (*AWAY, outcome("left_early", JUNE))
    given(*late).when(outcome("graduated", MAY)).then_refused(OutcomeContradicts)
    given(*late, voided("left_early")).when(outcome("graduated")).then(Student.OutcomeRecorded)
    year_after = outcome("promoted", date(2021, 9, 1), "next")
    given(enrolled(), outcome("promoted")).when(year_after).then(Student.OutcomeRecorded)


def test_who_comes_back_may_be_promoted_in_the_same_year() -> None:
    """An enrolment in between opens the year again."""
    back = (*AWAY, outcome("left_early"), AGAIN)
    given(*back).when(outcome("promoted", JUNE)).then(Student.OutcomeRecorded)


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ((*AWAY, outcome("left_early")), leaving_voided()),
        ((*AWAY, outcome("graduated", JUNE)), AGAIN),
        ((enrolled(), outcome()), left(date(2021, 5, 30))),
        ((enrolled(), outcome()), enrolment_voided()),
    ],
)
def test_no_enrolment_is_recorded_against_a_standing_outcome(
    before: tuple[Step, ...], step: Step
) -> None:
    """First one of the two is mended: the ledger does not say both."""
    error: type[LedgerError] = OutcomeDisagrees
    assert "void it" in str(given(*before).when(step, reason="wrong").then_refused(error))


def test_a_stay_recorded_late_with_its_last_day_goes_with_an_outcome_after_it() -> None:
    """What matters is the whole stay, not the moment at which only its beginning was recorded."""

    def before(day: date) -> Step:
        return enrolled(day=date(2019, 9, 2), name="before", last_day=day)

    left_early = (*AWAY, outcome("left_early"))
    given(*left_early).when(before(date(2020, 5, 29))).then(Student.Enrolled, Student.Left)


def test_the_next_stay_may_begin_after_an_outcome() -> None:
    """Who graduated in June is enrolled in September."""
    graduated = (*AWAY, outcome("graduated", JUNE))
    autumn = enrolled(day=date(2021, 9, 1), name="autumn")
    given(*graduated).when(autumn).then(Student.Enrolled)
