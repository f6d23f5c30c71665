"""The finest table of learners that is published, and which of its numbers are not shown, decided for all views."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from api.statistics.numbers import LEVELS, counted, learners_consulted
from api.statistics.scope import MUNICIPALITY, NATION, REGION
from api.statistics.suppression import Number
from api.statistics.together import Shape, decide
from ledger.calendar import semesters
from ledger.municipality import region
from ledger.store.connection import Connection
from ledger.vocabulary import municipalities, terms

TOTALS = {
    "persons_with_plan": "persons_with_plan",
    "persons_by_risk_group": "persons_with_plan",
    "persons_by_risk_factor": "persons_with_plan",
    "persons_compensated": "persons_compensated",
    "persons_compensated_by_kind": "persons_compensated",
    "persons_consulted": "persons_consulted",
}
"""By what guards figures: the count of all its learners, of which it is decided together."""
KINDS: Mapping[str, Mapping[str, str]] = {
    "persons_with_plan": {
        "risk_group": "persons_by_risk_group",
        "risk_factor": "persons_by_risk_factor",
    },
    "persons_compensated": {"compensation_kind": "persons_compensated_by_kind"},
    "persons_consulted": {},
}
"""By dimension: the indicator that tells its learners apart, coarser ones first. Published of the nation alone."""
COUNTED = {"persons_consulted": learners_consulted}
"""Totals that are no indicator."""


def decided(connection: Connection, as_of: date, known_at: int) -> dict[str, set[Number]]:
    """The numbers of places and kinds that are not shown, by the count."""
    years, tables = _years(as_of), {}
    for total, dimensions in KINDS.items():
        numbers = _numbers(connection, total, as_of, known_at)
        kinds = {place for place, _ in numbers if place.partition(":")[0] in dimensions}
        tables[total] = numbers, Shape(_places(), _finer(kinds, list(dimensions)), years)
    return decide(tables)


def _numbers(connection: Connection, total: str, as_of: date, known_at: int) -> dict[Number, int]:
    if count := COUNTED.get(total):
        return count(connection, as_of, known_at)
    numbers: dict[Number, int] = {}
    for level in LEVELS:
        numbers |= counted(connection, total, level, as_of, known_at)
    for dimension, indicator in KINDS[total].items():
        numbers |= counted(connection, indicator, dimension, as_of, known_at)
    return numbers


def _places() -> dict[str, list[str]]:
    inside = {NATION: [f"{REGION}:{code}" for code in terms("region")]}
    for code in municipalities():
        inside.setdefault(f"{REGION}:{region(code)}", []).append(f"{MUNICIPALITY}:{code}")
    return inside


def _finer(kinds: Collection[str], dimensions: Sequence[str]) -> dict[str, list[str]]:
    """All learners are told apart by the first dimension, and its values by the one after it."""
    inside: dict[str, list[str]] = {}
    for kind in sorted(kinds):
        dimension, _, value = kind.partition(":")
        first = dimension == dimensions[0]
        whole = NATION if first else f"{dimensions[0]}:{value.partition('.')[0]}"
        inside.setdefault(whole, []).append(kind)
    return inside


def _years(as_of: date) -> dict[str, list[str]]:
    """The school years that had begun, each with its semesters."""
    years: dict[str, list[str]] = {}
    for each in semesters():
        if each.first_day <= as_of:
            years.setdefault(each.school_year, [each.school_year]).append(each.code)
    return years
