"""The rows of statistics: what it keeps, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

import msgspec

from ledger.calendar import semester as semester_of
from ledger.institution import Place as InPlace
from projections.statistics_families import EVER, FAMILIES, OWN, SEMESTER, TOTAL, YEAR


@dataclass(frozen=True, slots=True)
class Place:
    """Where something counts; `within`: of one contribution's place, those that it lies in, by depth, itself last."""

    place_id: int
    depth: int
    institution: UUID | None
    municipality: str | None
    region: str | None
    within: list[int]


@dataclass(frozen=True, slots=True)
class Topic:
    """What is counted; `within`: of one contribution's topic, those it is part of, by period, itself first."""

    topic_id: int
    family: int
    period: int
    school_year: str | None
    semester: str | None
    consultation_kind: str | None
    specialist_kind: str | None
    subject: str | None
    delivery: str | None
    institution_kind: str | None
    compensation_kind: str | None
    risk_group: str | None
    risk_factor: str | None
    semesters_later: str | None
    within: list[int]


@dataclass(slots=True)  # not frozen: one for most events, and that takes three times as long
class Contribution:
    """What one event adds to the counts of a place and topic, or takes from them."""

    position: int
    """At which it was recorded."""
    source: int
    """Position of the event that it is about: of a correction, of what it corrects."""
    family: int
    day: date
    place_id: int
    topic_id: int
    counted: int
    """In which depths and periods."""
    number: int
    hundredths: int
    """Of hours, or of euros."""


@dataclass(frozen=True, slots=True)
class MonthCell:
    """The contributions of one month and one block of 2^level positions."""

    cube: int
    level: int
    block: int
    month: date
    place_id: int
    topic_id: int
    number: int
    hundredths: int


@dataclass(frozen=True, slots=True)
class DayCell:
    """The contributions of one day and one block of 2^level positions."""

    cube: int
    level: int
    block: int
    day: date
    place_id: int
    topic_id: int
    number: int
    hundredths: int


@dataclass(frozen=True, slots=True)
class School:
    """Of which kind an institution is."""

    institution_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Learner:
    """What stands of one student's record, as far as persons and plans are counted by it."""

    student_id: UUID
    standing: str


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's value for one group."""

    group: dict[str, str | None]
    value: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A contribution behind a value: the events at `position` and `source` say why."""

    position: int
    source: int
    day: date
    group: dict[str, str | None]
    value: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """By how much an indicator's value differs between two positions."""

    indicator: str
    group: dict[str, str | None]
    value: Decimal


# --- places and topics ------------------------------------------------------------------------------

Where = tuple[UUID | None, str | None, str | None]
"""Institution, municipality and region."""


def where_of(place: InPlace) -> Where:
    """The same of a place that an event names."""
    return place.institution_id, place.municipality, place.region


@lru_cache(maxsize=20_000)
def places_of(where: Where) -> tuple[Place, ...]:
    """The place itself first, then all that it lies in."""
    institution, municipality, region = where
    outer = (
        (None, None, None),
        (None, None, region),
        (None, municipality, region),
        (institution, None, None),
    )
    larger = [
        Place(_number(depth, each), depth, *each, within=[]) for depth, each in enumerate(outer)
    ]
    itself = _number(len(outer), where)
    within = [*(each.place_id for each in larger), itself]
    return Place(itself, len(outer), *where, within=within), *larger


@lru_cache(maxsize=20_000)
def topics_of(
    family: str, semester: str | None, own: tuple[tuple[str, str | None], ...]
) -> tuple[Topic, ...]:
    """The topic itself first, then all that it is part of; `own`: what is said of it, by column."""
    year = semester and semester_of(semester).school_year
    number, said = FAMILIES[family].number, dict.fromkeys(OWN) | dict(own)
    nothing = dict.fromkeys(OWN)
    parts = {
        YEAR: (year, None, said),
        EVER: (None, None, said),
        TOTAL: (year, semester, nothing),
    }
    larger = [_topic(number, period, *part, within=[]) for period, part in parts.items()]
    itself = _topic(number, SEMESTER, year, semester, said, within=[])
    within = [itself.topic_id, *(each.topic_id for each in larger)]
    return _topic(number, SEMESTER, year, semester, said, within=within), *larger


def _topic(
    family: int,
    period: int,
    year: str | None,
    semester: str | None,
    said: dict[str, Any],
    within: list[int],
) -> Topic:
    number = _number(family, period, year, semester, *said.values())
    return Topic(number, family, period, year, semester, **said, within=within)


def _number(*of: Any) -> int:
    """A digest: the same in every order of the log."""
    return int.from_bytes(blake2b(msgspec.json.encode(of), digest_size=8).digest()) >> 1
