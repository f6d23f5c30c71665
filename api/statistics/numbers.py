"""How many learners there are in each place at each time: what is counted before it is decided what is shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from api.statistics.scope import MUNICIPALITY, NATION, REGION
from api.statistics.suppression import EVER, Number
from ledger.calendar import semester, semesters
from ledger.municipality import region
from ledger.store.connection import Connection
from projections.funding import Funding
from projections.outcomes import Outcomes
from projections.statistics import Statistics

LEVELS = (NATION, REGION, MUNICIPALITY)
CONSULTATIONS = "consultations"
MISSED = "consultations_missed"
_TIMES = {"semester": ("semester",), "school_year": ("school_year",), EVER: ()}

Given = dict[UUID, set[tuple[str, str]]]
"""Of each person: the municipalities and semesters in which something was given to them."""


def counted(
    connection: Connection, indicator: str, dimension: str, as_of: date, known_at: int
) -> dict[Number, int]:
    """An indicator of each place, or kind, at each time; persons are never summed, so each is asked for."""
    own, found = () if dimension == NATION else (dimension,), {}
    for time, names in _TIMES.items():
        for each in Statistics.values(
            connection, indicator, (*own, *names), as_of=as_of, known_at=known_at
        ):
            where = f"{dimension}:{each.group[dimension]}" if own else NATION
            found[where, str(each.group[time]) if names else EVER] = int(each.value)
    return found


def learners_consulted(connection: Connection, as_of: date, known_at: int) -> dict[Number, int]:
    """Who had consultations that were paid for, where they were given.

    That need not be where the plan is: a plan moves, a school comes to lie in another municipality. So these learners
    stand behind hours and euros, and no others. Where somebody was only to have one, or had one that was voided
    after `as_of`, there is at least one person.
    """
    given, taken_back = _given(connection, as_of, known_at)
    numbers = Counter(cell for cells in given.values() for cell in _around(cells))
    somebody = {cell for cells in taken_back.values() for cell in _around(cells)}
    for level in LEVELS:
        missed = counted(connection, MISSED, level, as_of, known_at)
        somebody |= {cell for cell, number in missed.items() if number}
    return {cell: max(1, numbers[cell]) for cell in somebody | numbers.keys()}


def _given(connection: Connection, as_of: date, known_at: int) -> tuple[Given, Given]:
    """What stands, and what stood only on that day; records of one child are one person's."""
    kept = Outcomes.merged_by(connection, known_at)
    given: Given = defaultdict(set)
    taken_back: Given = defaultdict(set)
    for student, municipality, code, stands in Funding.learners(
        connection, semesters(), CONSULTATIONS, as_of=as_of, known_at=known_at
    ):
        whose = given if stands else taken_back
        whose[kept.get(student, student)].add((municipality, code))
    return given, taken_back


def _around(given: set[tuple[str, str]]) -> set[Number]:
    """The places and times in which a person counts once."""
    return {
        (place, time)
        for municipality, code in given
        for place in _places(municipality)
        for time in (code, semester(code).school_year, EVER)
    }


def _places(municipality: str) -> Iterator[str]:
    yield NATION
    yield f"{REGION}:{region(municipality)}"
    yield f"{MUNICIPALITY}:{municipality}"
