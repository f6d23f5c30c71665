"""The common indicators of the ESF, counted: sealed answers are opened in memory, and only counts leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from ledger.sealed import Keys, Sealed
from ledger.store import log
from ledger.store.connection import Connection
from ledger.student.commands.base import CARE
from ledger.student.participation import read
from ledger.vocabulary import terms
from projections.participants import Person

AGES = {
    "below_25": ("under_15", "15_17", "18_24"),
    "above_54": ("over_54",),
}
EDUCATION = {
    "isced_1_2": ("isced_1", "isced_2"),
    "isced_3_4": ("isced_3", "isced_4"),
    "isced_5_8": ("isced_5_8",),
}
SENSITIVE = ("background", "disability", "disadvantage")
RESULTS = ("job_searching", "in_education", "qualification", "employed")
AT_ONCE = 2_000
"""So many participants' answers are in memory at a time."""


@dataclass(frozen=True)
class IndicatorCount:
    """Distinct participants of one gender for whom an indicator is so, and for whom nobody can tell."""

    indicator: str
    """a code of the list `common_indicator`"""
    gender: str
    participants: int
    refused: int
    """who refused to answer"""
    not_known: int
    """whose status on exit is not known, or whose personal data were erased"""


class _Answers(msgspec.Struct):
    """The sealed fields of an entry."""

    background: Sealed
    disability: Sealed
    disadvantage: Sealed


_ANSWERS = msgspec.json.Decoder(
    _Answers
)  # made once: threads that work a class out together can crash


def count(connection: Connection, keys: Keys, persons: Sequence[Person]) -> list[IndicatorCount]:
    """Every indicator, for every gender; zero where there is nobody."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for start in range(0, len(persons), AT_ONCE):
        some = persons[start : start + AT_ONCE]
        answers = _opened(connection, keys, some)
        for person in some:
            for indicator, found in _said(person, answers.get(person.student_id)):
                counted[indicator, person.gender, found] += 1
    return [
        IndicatorCount(
            indicator,
            gender,
            *(counted[indicator, gender, found] for found in ("yes", "refused", "not_known")),
        )
        for indicator in terms("common_indicator")
        for gender in terms("gender")
    ]


def _said(person: Person, answers: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    """What each indicator is for one participant: yes, no, refused or not_known."""
    sensitive = answers or dict.fromkeys(SENSITIVE, "not_known")
    yield "participants", "yes"
    yield from sensitive.items()
    for indicator, bands in AGES.items():
        yield indicator, _yes(person.age_band in bands)
    for indicator, levels in EDUCATION.items():
        yield indicator, _yes(person.education in levels)
    if not person.statuses:
        return
    yield "left", "yes"
    unknown = "not_known" in person.statuses
    for indicator in RESULTS:
        yield indicator, "not_known" if unknown else _yes(indicator in person.statuses)
    yield "disadvantaged_result", _result_of_disadvantaged(person, set(sensitive.values()))


def _result_of_disadvantaged(person: Person, answers: set[str]) -> str:
    """Yes where any answer is yes and there is a result; what is refused or not known may be yes."""
    if person.statuses == ["none"] or answers == {"no"}:
        return "no"
    if "yes" not in answers:
        return "refused" if "refused" in answers else "not_known"
    return "not_known" if "not_known" in person.statuses else "yes"


def _yes(so: bool) -> str:  # noqa: FBT001  a sentence, not a switch
    return "yes" if so else "no"


def _opened(
    connection: Connection, keys: Keys, persons: Sequence[Person]
) -> dict[UUID, dict[str, str]]:
    """The answers of some participants; of none whose key was destroyed."""
    entries = log.states(connection, [each.position for each in persons])
    sealed = {stream: _ANSWERS.decode(state) for stream, state in entries}
    opened = keys.unsealed(
        {stream: [getattr(each, name) for name in SENSITIVE] for stream, each in sealed.items()},
        CARE,
    )
    return {
        stream: dict(zip(SENSITIVE, map(read, texts), strict=True))
        for stream, texts in opened.items()
    }
