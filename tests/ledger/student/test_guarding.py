"""Support from elsewhere is declared; warnings are decided by somebody else, and lapse with the measure."""

from datetime import date

from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    IdTaken,
    NotFound,
    PeriodReversed,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.student.student import Student
from ledger.student.warning_errors import (
    DecidedByRecorder,
    FundedTwice,
    KindsMissing,
    OtherSupportAlreadyDeclared,
    WarningDecidedAlready,
    WarningLapsedAlready,
    WarningNotDecided,
)
from tests.ledger.student.guard_steps import (
    PLAN,
    decided,
    decision_voided,
    declared,
    missed,
    refused,
    voided,
    withdrawn,
)
from tests.ledger.student.spec import given, id_of
from tests.ledger.student.steps import approved, by, claimed, consultation, paid

REASON = {"reason": "it was wrong"}
WARNED = (*PLAN, declared(), claimed())


def test_somebody_else_decides() -> None:
    """With a reason; then it is decided, and cannot be decided again until that is taken back."""
    [fact] = (
        given(*WARNED).when(decided(), actor="coordinator", **REASON).then(Student.WarningDecided)
    )
    assert (fact.decision, fact.reason) == ("double_funding", "it was wrong")
    given(*WARNED).when(decided(), actor="pedagogue", **REASON).then_refused(DecidedByRecorder)
    given(*WARNED).when(decided(), actor="coordinator").then_refused(ReasonMissing)
    given(*WARNED).when(decided("perhaps"), actor="coordinator", **REASON).then_refused(UnknownCode)
    again = given(*WARNED, by("coordinator", decided("no_double_funding")))
    again.when(decided(), actor="coordinator", **REASON).then_refused(WarningDecidedAlready)


def test_who_held_a_consultation_does_not_decide_on_it() -> None:
    """Also when somebody else declared the support later, and so raised the warning."""
    before = given(*PLAN, by("teacher", consultation()), declared())
    before.when(decided(), actor="teacher", **REASON).then_refused(DecidedByRecorder)
    before.when(decided(), actor="pedagogue", **REASON).then(Student.WarningDecided)


def test_a_decision_is_taken_back_once() -> None:
    """Then the warning is open, to be decided anew."""
    before = given(*WARNED, by("coordinator", decided()))
    before.when(decision_voided()).then_refused(ReasonMissing)
    before.when(decision_voided(date(2020, 11, 9)), **REASON).then_refused(BeforeWhatItCorrects)
    before.when(decision_voided(), **REASON).then(Student.DecisionVoided)
    open_again = given(*WARNED, by("coordinator", decided()), decision_voided())
    open_again.when(decision_voided(), **REASON).then_refused(WarningNotDecided)
    open_again.when(decided(), actor="coordinator", **REASON).then(Student.WarningDecided)


def test_what_is_funded_twice_is_neither_approved_nor_paid() -> None:
    """Until the decision is void; what is only warned of can be."""
    doubled = by("coordinator", decided())
    given(*WARNED, doubled).when(approved(), actor="accountant").then_refused(FundedTwice)
    late = by("coordinator", decided(day=date(2020, 11, 4)))
    accepted = by("accountant", approved())
    given(*WARNED, accepted, late).when(paid()).then_refused(FundedTwice)
    given(*WARNED).when(approved(), actor="accountant").then(Student.CompensationApproved)
    not_doubled = by("coordinator", decided("no_double_funding"))
    given(*WARNED, accepted, not_doubled).when(paid()).then(Student.CompensationPaid)


def test_a_warning_lapses_with_the_measure() -> None:
    """Decided or not; then there is nothing to decide."""
    given(*WARNED).when(refused(), **REASON).then(
        Student.CompensationRefused, Student.WarningLapsed
    )
    doubled = by("coordinator", decided())
    given(*WARNED, doubled).when(refused(), **REASON).then(
        Student.CompensationRefused, Student.WarningLapsed
    )
    lapsed = given(*WARNED, refused())
    lapsed.when(decided(), actor="coordinator", **REASON).then_refused(WarningLapsedAlready)
    lapsed.when(decision_voided(), **REASON).then_refused(WarningLapsedAlready)


def test_a_warning_lapses_with_what_it_conflicted_with() -> None:
    """The other measure taken back, or the declaration withdrawn; once only."""
    pair = (*PLAN, by("teacher", missed()), consultation())
    given(*pair).when(voided("missed"), **REASON).then(
        Student.ConsultationVoided, Student.WarningLapsed
    )
    given(*WARNED).when(withdrawn(), **REASON).then(
        Student.OtherSupportWithdrawn, Student.WarningLapsed
    )
    given(*WARNED, refused()).when(withdrawn(), **REASON).then(Student.OtherSupportWithdrawn)


def test_a_declaration_says_what_it_must() -> None:
    """Its texts, its kinds, its period, an id of its own."""
    before = given(*PLAN)
    before.when(declared(programme=" ")).then_refused(TextMissing)
    before.when(declared(funder="")).then_refused(TextMissing)
    before.when(declared(kinds=())).then_refused(KindsMissing)
    before.when(declared(kinds=("pedagogue",))).then_refused(UnknownCode)
    before.when(declared(last_day=date(2020, 8, 31))).then_refused(PeriodReversed)
    [fact] = before.when(declared(kinds=("catering", "advisory", "catering"))).then(
        Student.OtherSupportDeclared
    )
    assert fact.kinds == ("advisory", "catering")
    given(declared()).when(declared(programme="another")).then_refused(IdTaken)


def test_the_same_support_is_declared_once_at_a_time() -> None:
    """The refusal names the first; another time, programme, or one withdrawn is no hindrance."""
    again = declared("again", programme="sam 8.3.2", last_day=None)
    error = given(declared()).when(again).then_refused(OtherSupportAlreadyDeclared)
    assert error.details["first"] == id_of("support")
    given(declared(), withdrawn()).when(again).then(Student.OtherSupportDeclared)
    later = declared("again", first_day=date(2021, 1, 1), last_day=None)
    given(declared()).when(later).then(Student.OtherSupportDeclared)
    given(declared()).when(declared("other", programme="DISCOVER")).then(
        Student.OtherSupportDeclared
    )


def test_a_declaration_is_withdrawn_once() -> None:
    """With a reason, not before it was made."""
    given(declared()).when(withdrawn()).then_refused(ReasonMissing)
    given(declared()).when(withdrawn(date(2020, 9, 1)), **REASON).then_refused(BeforeWhatItCorrects)
    given(declared(), withdrawn()).when(withdrawn(), **REASON).then_refused(AlreadyVoided)
    given().when(withdrawn(), **REASON).then_refused(NotFound)
