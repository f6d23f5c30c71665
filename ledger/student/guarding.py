"""Verbs against double funding: support from elsewhere declared, warnings raised, decided, lapsed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from ledger import required
from ledger.dated import overlapping, require_new, require_not_before, require_period, standing
from ledger.errors import UnknownCode
from ledger.fact import current_context
from ledger.student.student import Student
from ledger.student.warning import DOUBLE_FUNDING, Conflict, Measure
from ledger.student.warning_errors import FundedTwice, KindsMissing, OtherSupportAlreadyDeclared
from ledger.student.warning_rules import (
    OF_COMPENSATIONS,
    OF_CONSULTATIONS,
    Rule,
    other_support,
)
from ledger.vocabulary import require, terms


def declare_other_support(
    student: Student,
    *,
    support_id: UUID,
    programme: str,
    funder: str,
    kinds: tuple[str, ...],
    first_day: date,
    last_day: date | None = None,
    occurred_on: date,
) -> None:
    """The school declares that another funded project gives these kinds of measures, from a day on, until another.

    What was given in that time already is warned of at once. KindsMissing, UnknownCode, PeriodReversed,
    OtherSupportAlreadyDeclared. Regulation (EU) 1303/2013, Art. 65(11): no cost is paid by two funds.
    """
    require_new(student.other_support, support_id, "other support")
    programme, funder = required.text("programme", programme), required.text("funder", funder)
    require_period(first_day, last_day)
    same = {each: s for each, s in student.other_support.items() if s.is_of(programme)}
    if first := overlapping(same.values(), first_day, last_day):
        first_id = next(each for each, support in same.items() if support is first)
        raise OtherSupportAlreadyDeclared(programme=programme, first=first_id)
    student.trigger_event(
        Student.OtherSupportDeclared,
        support_id=support_id,
        programme=programme,
        funder=funder,
        kinds=_kinds(kinds),
        first_day=first_day,
        last_day=last_day,
        occurred_on=occurred_on,
    )
    for measure in student.measures():
        found = other_support(student, measure)
        declared = [each for each in found if each.id == support_id]
        _raise(student, other_support, measure, declared, max(occurred_on, measure.since))


def withdraw_other_support(student: Student, *, support_id: UUID, occurred_on: date) -> None:
    """It had been declared wrongly; what was warned of for it lapses. ReasonMissing, AlreadyVoided."""
    required.reason()
    declared = standing(student.other_support, support_id, "other support")
    require_not_before(declared.declared_on, occurred_on)
    student.trigger_event(
        Student.OtherSupportWithdrawn, support_id=support_id, occurred_on=occurred_on
    )
    lapse(student, "other_support", support_id, occurred_on)


def decide_warning(student: Student, *, warning_id: UUID, decision: str, occurred_on: date) -> None:
    """Somebody else than who recorded the measure says whether it is funded twice, and why (four eyes).

    ReasonMissing, UnknownCode, WarningDecidedAlready, WarningLapsedAlready, DecidedByRecorder. One that is decided as
    double funding stays on the worklist until the measure, or what it conflicts with, is taken back.
    """
    required.reason()
    require("warning_decision", decision)
    warned = student.warning(warning_id)
    measure = student.measure(*warned.measure)
    warned.require_decidable(current_context().actor, measure.recorded_by)
    require_not_before(warned.since, occurred_on)
    student.trigger_event(
        Student.WarningDecided, warning_id=warning_id, decision=decision, occurred_on=occurred_on
    )


def void_decision(student: Student, *, warning_id: UUID, occurred_on: date) -> None:
    """Take back a decision: the warning is open again. ReasonMissing, WarningNotDecided."""
    required.reason()
    warned = student.warning(warning_id)
    warned.require_decided()
    require_not_before(warned.since, occurred_on)
    student.trigger_event(Student.DecisionVoided, warning_id=warning_id, occurred_on=occurred_on)


def warn(student: Student, what: str, measure_id: UUID, occurred_on: date) -> None:
    """Raise what the rules say of a measure that was just recorded, in the same append."""
    measure = student.measure(what, measure_id)
    for rule in OF_CONSULTATIONS if what == "consultation" else OF_COMPENSATIONS:
        _raise(student, rule, measure, rule(student, measure), occurred_on)


def lapse(student: Student, what: str, taken_back: UUID, occurred_on: date) -> None:
    """What was taken back cannot be funded twice, nor can anything be for its sake."""
    for warning_id, warned in student.warnings.items():
        if warned.is_about(what, taken_back):
            student.trigger_event(
                Student.WarningLapsed, warning_id=warning_id, occurred_on=occurred_on
            )


def require_funded_once(student: Student, compensation_id: UUID) -> None:
    """That no decision stands by which this cost is funded twice; FundedTwice.

    House rule: what is known to be funded twice is not paid, whichever of the two is paid first.
    """
    for warned in student.warnings.values():
        if warned.is_about("compensation", compensation_id) and warned.decision == DOUBLE_FUNDING:
            raise FundedTwice()


def _raise(
    student: Student, rule: Rule, measure: Measure, conflicts: Iterable[Conflict], day: date
) -> None:
    """One warning for each conflict, under an id that the same measure, rule and conflict always have."""
    for each in conflicts:
        student.trigger_event(
            Student.WarningRaised,
            warning_id=uuid5(student.id, f"{rule.__name__} {measure.what} {measure.id} {each.id}"),
            rule=rule.__name__,
            measure_kind=measure.what,
            measure_id=measure.id,
            conflict_kind=each.what,
            conflict_id=each.id,
            occurred_on=day,
        )


def _kinds(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """KindsMissing, UnknownCode."""
    if not kinds:
        raise KindsMissing()
    known = {*terms("consultation_kind"), *terms("compensation")}
    for each in kinds:
        if each not in known:
            raise UnknownCode(list="consultation_kind or compensation", value=each)
    return tuple(sorted(set(kinds)))
