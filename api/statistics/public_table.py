"""The finest table of learners that is published, and which of its numbers are not shown, decided for all views."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.statistics.numbers import LEVELS, counted, learners_consulted
from api.statistics.scope import MUNICIPALITY, NATION, REGION
from api.statistics.suppression import Number, Table
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


@dataclass(frozen=True)
class Shape:
    """How places and kinds lie in each other, and times in school years."""

    places: Mapping[str, Sequence[str]]
    kinds: Mapping[str, Sequence[str]]
    """Of all learners (`nation`): the groups, of a group its factors."""
    years: Mapping[str, Sequence[str]]


def decided(connection: Connection, total: str, as_of: date, known_at: int) -> frozenset[Number]:
    """The numbers of places and kinds that are not shown."""
    numbers: dict[Number, int] = {}
    if count := COUNTED.get(total):
        numbers |= count(connection, as_of, known_at)
    else:
        for level in LEVELS:
            numbers |= counted(connection, total, level, as_of, known_at)
    for dimension, indicator in KINDS[total].items():
        numbers |= counted(connection, indicator, dimension, as_of, known_at)
    kinds = {place for place, _ in numbers if place.partition(":")[0] in KINDS[total]}
    return decide(numbers, Shape(_places(), _finer(kinds, list(KINDS[total])), _years(as_of)))


def decide(numbers: Mapping[Number, int], shape: Shape) -> frozenset[Number]:
    """Kinds first; where they cannot be told without telling of all learners, these are hidden by place, too."""
    kinds = Table(numbers, shape.kinds, shape.years, NATION)
    places = Table(numbers, shape.places, shape.years, NATION)
    kinds.decide()
    places.decide(forced=_hidden_years(kinds))
    for year in _hidden_years(places):
        kinds.hide(NATION, year)
    return frozenset((*kinds.secret(), *places.secret()))


def _hidden_years(table: Table) -> list[str]:
    """The years in which the whole nation is hidden."""
    return [year for year in table.years if (NATION, year) in table.hidden]


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
