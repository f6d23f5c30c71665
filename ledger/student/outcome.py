"""What became of a learner, and what it agrees with: the other outcomes of the year, and the enrolments."""

from collections.abc import Collection, Iterable
from datetime import date

from ledger.calendar import school_year_of
from ledger.dated import Since
from ledger.student.enrolment import Enrolment
from ledger.student.result_errors import OutcomeContradicts, OutcomeDisagrees


class Outcome(Since, kw_only=True):
    """What became of the learner on a day: a code of the list `outcome`."""

    outcome: str


MAY_FOLLOW = {
    "continues": {"continues", "promoted", "graduated", "moved", "left_early"},
    "moved": {"continues", "promoted", "graduated", "moved", "left_early"},
    "promoted": {"continues", "moved"},
    "graduated": {"moved"},
    "left_early": set[str](),
}
"""What may be said of a learner later in the same school year, unless the learner was enrolled anew between."""

NEEDED = {
    "continues": "is enrolled",
    "promoted": "is enrolled",
    "graduated": "has left, and is enrolled nowhere",
    "moved": "has left one institution, and whose present stay began that school year",
    "left_early": "has left, and is enrolled nowhere",
}


def require_compatible(
    new: Outcome, others: Iterable[Outcome], enrolments: Collection[Enrolment]
) -> None:
    """That no standing outcome of the school year contradicts a new one; OutcomeContradicts.

    A year ends in one way: promoted, graduated or left early. Who left or graduated does not go on,
    unless enrolled anew in between. Nothing is said twice of a day.
    """
    year = school_year_of(new.first_day)
    for each in others:
        if each.voided or school_year_of(each.first_day) != year:
            continue
        if _contradict(each, new, enrolments):
            raise OutcomeContradicts(school_year=year, first=each.outcome, day=each.first_day)


def _contradict(one: Outcome, other: Outcome, enrolments: Collection[Enrolment]) -> bool:
    first, then = sorted((one, other), key=lambda each: each.first_day)
    if first.first_day == then.first_day:
        both_ways = _may_follow(first, then) and _may_follow(then, first)
        return first.outcome == then.outcome or not both_ways
    if any(
        not each.voided and first.first_day < each.first_day <= then.first_day
        for each in enrolments
    ):
        return False
    return not _may_follow(first, then)


def _may_follow(first: Outcome, then: Outcome) -> bool:
    return then.outcome in MAY_FOLLOW[first.outcome]


def require_agreement(outcomes: Iterable[Outcome], enrolments: Collection[Enrolment]) -> None:
    """That each standing outcome agrees with where the learner is enrolled; OutcomeDisagrees.

    House rule: the ledger is not to say of one day that a learner left, and that the learner learns there.
    """
    for each in outcomes:
        if not each.voided and not _agrees(each, enrolments):
            raise OutcomeDisagrees(
                outcome=each.outcome, day=each.first_day, needed=NEEDED[each.outcome]
            )


def _agrees(outcome: Outcome, enrolments: Collection[Enrolment]) -> bool:
    day = outcome.first_day
    if outcome.outcome in ("continues", "promoted"):
        return any(each.covers(day) for each in enrolments)
    stays = [each for each in enrolments if not each.voided and each.first_day <= day]
    going_on = [each for each in stays if (each.last_day or date.max) > day]
    if outcome.outcome == "moved":
        year = school_year_of(day)
        elsewhere = all(school_year_of(each.first_day) == year for each in going_on)
        return len(stays) > len(going_on) and elsewhere
    return bool(stays) and not going_on
