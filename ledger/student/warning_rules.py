"""When a measure may be funded twice though nobody can be certain: one small rule each.

A rule is a function of a learner and one measure of theirs, named like its code in the list `warning_rule`.
It gives what the measure conflicts with, and changes nothing. To add one, write it here, list it with the others,
and add its code to the list. Source of all: Regulation (EU) 1303/2013, Art. 65(11); a warning is
recorded where it is not certain (house rule). What is certain is refused instead (`covering`, `ledger.held`).
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from ledger.calendar import semester as semester_of
from ledger.student.covering import is_season
from ledger.student.measures import Compensation, Consultation
from ledger.student.state import State
from ledger.student.warning import Conflict, Measure

Rule = Callable[[State, Measure], Iterator[Conflict]]

SATURDAY = 5


def other_support(student: State, measure: Measure) -> Iterator[Conflict]:
    """The school declared that another project gives support of that kind at that time."""
    first_day, last_day = measure.days
    for support_id, support in student.other_support.items():
        meets = support.first_day <= last_day and first_day <= (support.last_day or date.max)
        if not support.voided and meets and measure.kind in support.kinds:
            yield Conflict("other_support", support_id)


def same_document(student: State, measure: Measure) -> Iterator[Conflict]:
    """Another part of one document for the same kind and some of the same days.

    The whole same period is refused; a caterer may split a month, but seldom so that the parts overlap.
    """
    for claim, other, conflict in _other_claims(student, measure):
        same = claim.kind == other.kind and claim.document.key == other.document.key
        if same and _overlap(claim, other):
            yield conflict


def same_cost(student: State, measure: Measure) -> Iterator[Conflict]:
    """Another document of the same amount for the same kind and some of the same days.

    An invoice and its receipt look so. Not of tickets: there and back cost the same, and routes tell more.
    """
    for claim, other, conflict in _other_claims(student, measure):
        same = (claim.kind, claim.claimed) == (other.kind, other.claimed) and claim.route is None
        if same and claim.document.key != other.document.key and _overlap(claim, other):
            yield conflict


def second_ticket(student: State, measure: Measure) -> Iterator[Conflict]:
    """Two tickets on one route in one direction on one day, at least one of them a single ticket.

    Of two season tickets it would be certain; somebody may go to school twice a day, or lose a ticket.
    """
    for claim, other, conflict in _other_claims(student, measure):
        same = claim.route and other.route and claim.route.ends == other.route.ends
        certain = is_season(claim) and is_season(other)
        if same and not certain and _overlap(claim, other):
            yield conflict


def two_transports(student: State, measure: Measure) -> Iterator[Conflict]:
    """Special transport on a day that a ticket for public transport covers, or the other way round."""
    for claim, other, conflict in _other_claims(student, measure):
        both = {claim.kind, other.kind} == {"special_transport", "public_transport"}
        if both and _overlap(claim, other):
            yield conflict


def catering_without_school(student: State, measure: Measure) -> Iterator[Conflict]:
    """Catering for days of which none is a school day, under a plan without support in holidays or a crisis.

    A month's invoice that reaches into the holidays is usual; one for holidays or a weekend alone is not.
    """
    claim = measure.given
    if not isinstance(claim, Compensation) or claim.kind != "catering":
        return
    plan = student.plan(claim.plan_id)
    planned = plan.revision(claim.revision).content
    if planned.holiday_support or planned.crisis_support:
        return
    period = semester_of(plan.semester)
    span = (claim.last_day - claim.first_day).days + 1
    days = (claim.first_day + timedelta(days=each) for each in range(span))
    if not any(period.teaches(day) and day.weekday() < SATURDAY for day in days):
        yield Conflict()


def absent_that_day(student: State, measure: Measure) -> Iterator[Conflict]:
    """A consultation held on a day on which the learner missed another, or the other way round.

    Who was absent may have come later in the day; a mistaken journal looks the same.
    """
    given = measure.given
    if not isinstance(given, Consultation):
        return
    that_day = [each for each in student.consultations.items() if each[1].day == given.day]
    for each_id, each in that_day:
        one_missed = (each.key is None) != (given.key is None)
        if not each.voided and one_missed:
            yield Conflict("consultation", each_id)


OF_COMPENSATIONS: tuple[Rule, ...] = (
    other_support,
    same_document,
    same_cost,
    second_ticket,
    two_transports,
    catering_without_school,
)
OF_CONSULTATIONS: tuple[Rule, ...] = (other_support, absent_that_day)
RULES = (*OF_COMPENSATIONS, absent_that_day)


def _other_claims(
    student: State, measure: Measure
) -> Iterator[tuple[Compensation, Compensation, Conflict]]:
    """The measure, if it is a claim, with each other claim that stands."""
    claim = measure.given
    if isinstance(claim, Compensation):
        for each_id, each in student.compensations.items():
            if each.standing and each_id != measure.id:
                yield claim, each, Conflict("compensation", each_id)


def _overlap(one: Compensation, other: Compensation) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day
