"""The finest table of learners that is published, and which of its numbers are not shown, decided for all views."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.statistics.scope import MUNICIPALITY, NATION, REGION
from api.statistics.suppression import EVER, Number, Table
from ledger.calendar import semesters
from ledger.municipality import region
from ledger.store.connection import Connection
from ledger.vocabulary import municipalities, terms
from projections.statistics import Statistics

TOTALS = {
    "persons_with_plan": "persons_with_plan",
    "persons_by_risk_group": "persons_with_plan",
    "persons_by_risk_factor": "persons_with_plan",
    "persons_compensated": "persons_compensated",
    "persons_compensated_by_kind": "persons_compensated",
}
"""By the figure that guards others: the indicator of all its learners, of which it is decided together."""
KINDS: Mapping[str, Mapping[str, str]] = {
    "persons_with_plan": {
        "risk_group": "persons_by_risk_group",
        "risk_factor": "persons_by_risk_factor",
    },
    "persons_compensated": {"compensation_kind": "persons_compensated_by_kind"},
}
"""By dimension: the indicator that tells its learners apart, coarser ones first. Published of the nation alone."""
_TIMES = {"semester": ("semester",), "school_year": ("school_year",), EVER: ()}


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
    for level in (NATION, REGION, MUNICIPALITY):
        numbers |= _numbers(connection, total, level, as_of, known_at)
    for dimension, indicator in KINDS[total].items():
        numbers |= _numbers(connection, indicator, dimension, as_of, known_at)
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


def _numbers(
    connection: Connection, indicator: str, dimension: str, as_of: date, known_at: int
) -> dict[Number, int]:
    """How many of each at each time; persons are never summed, so each is asked for."""
    own, found = () if dimension == NATION else (dimension,), {}
    for time, names in _TIMES.items():
        for each in Statistics.values(
            connection, indicator, (*own, *names), as_of=as_of, known_at=known_at
        ):
            where = f"{dimension}:{each.group[dimension]}" if own else NATION
            found[where, str(each.group[time]) if names else EVER] = int(each.value)
    return found


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
