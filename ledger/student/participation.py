"""A learner as a participant of the ESF: from entry to exit, and how sensitive answers are written down."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from ledger.dated import Span
from ledger.fact import Value
from ledger.student.enrolment import Enrolment
from ledger.student.result_errors import (
    AgeBandDiffers,
    AgeBandMissing,
    EntryStandsOnIt,
    RefusalMisplaced,
    StatusesContradict,
)
from ledger.vocabulary import require

AGE_BANDS = (("under_15", 15), ("15_17", 18), ("18_24", 25), ("25_54", 55), ("over_54", 999))
"""Each band, and the age at which the next begins; the regulation asks for below 25 and above 54."""
ALONE = ("none", "not_known")
"""Statuses on exit that go with no other."""
SEALED_LENGTH = 40
"""Characters of an answer before it is sealed: a box is as long as what is in it, and would tell."""


class Participation(Span, kw_only=True):
    """From the day of entry to the day of exit."""


def require_entries_stay(
    participations: Iterable[Participation],
    known: Mapping[UUID, Enrolment],
    stays: Mapping[UUID, Enrolment],
) -> None:
    """That nobody is taken out of the stay that they entered in, when these stays are as given; EntryStandsOnIt."""
    for each in participations:
        day = each.first_day
        if each.voided or (entered_in := _covering(known, day)) is None:
            continue
        if _covering({**known, **stays}, day) != entered_in:
            raise EntryStandsOnIt(day=day)


def _covering(stays: Mapping[UUID, Enrolment], day: date) -> UUID | None:
    return next((each_id for each_id, each in stays.items() if each.covers(day)), None)


class Answer(Value, frozen=True):
    """What was answered on a special category of personal data: yes, no, or refused and why."""

    answer: str
    refused_because: str | None


def written(answer: Answer) -> str:
    """An answer as it is sealed, as long as any other; UnknownCode, RefusalMisplaced."""
    code = require("answer", answer.answer)
    if (code == "refused") != (answer.refused_because is not None):
        raise RefusalMisplaced()
    if answer.refused_because is not None:
        code = f"{code} {require('refusal', answer.refused_because)}"
    return code.ljust(SEALED_LENGTH)


def read(text: str) -> str:
    """The code of an answer, from what was sealed."""
    return text.split()[0]


def age_on(born: date, day: date) -> int:
    """Whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_band(given: str | None, born: date | None, day: date) -> str:
    """The band of the birth date where that is known, else the given one; AgeBandMissing, AgeBandDiffers."""
    if given is not None:
        require("age_band", given)
    if born is None:
        if given is None:
            raise AgeBandMissing()
        return given
    derived = next(band for band, next_at in AGE_BANDS if age_on(born, day) < next_at)
    if given not in (None, derived):
        raise AgeBandDiffers(given=given)
    return derived


def require_statuses(statuses: tuple[str, ...]) -> None:
    """At least one, each once, and "none" or "not_known" alone; UnknownCode, StatusesContradict."""
    for each in statuses:
        require("exit_status", each)
    alone = len(statuses) > 1 and any(each in ALONE for each in statuses)
    if not statuses or alone or len(set(statuses)) < len(statuses):
        raise StatusesContradict()
