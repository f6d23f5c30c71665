"""What is given to learners: no euro and no hour that is shown tells of few, whatever plan it was given under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from api.statistics.catalogue import figure
from api.statistics.suppression import FEW
from api.statistics.together import Shape, decide
from tests.api.attacker import PLACES, TIMES, YEARS, Cell, above, fixed


class Support(NamedTuple):
    """What somebody was given under a plan of a semester."""

    planned_in: str
    """The municipality in which the plan is counted."""
    given_in: str
    """That in which it was given: before a plan moved, or after a school came to lie elsewhere."""
    semester: str
    hours: int
    compensation: int


Part = tuple[str, Cell]
"""Hours, compensations or both, of a place and time."""
HOURS, COMPENSATION, SPENT = "consultation_hours", "compensation_amount", "spent"
CELLS = [
    (place, time)
    for place in {*PLACES, *sum(PLACES.values(), ())}
    for time in {*TIMES, *sum(TIMES.values(), ())}
]

towns = st.sampled_from("abcde")
amounts = st.sampled_from((0, 0, 3, 7, 20))
support = st.builds(Support, towns, towns, st.sampled_from(("I", "II", "III")), amounts, amounts)
at_home = support.map(lambda each: each._replace(given_in=each.planned_in))
people = st.lists(st.lists(at_home | support, min_size=1, max_size=3), max_size=30)
crowds = st.lists(st.tuples(at_home | at_home | support, st.integers(1, 40)), max_size=12)


def around(place: str, semester: str) -> Iterator[Cell]:
    """All places and times that something given there and then is in."""
    for wider in above(PLACES, place):
        for longer in above(TIMES, semester):
            yield wider, longer


def learners(persons: Iterable[Iterable[Cell]]) -> dict[Cell, int]:
    """How many of them there are in each place at each time: each counts once."""
    numbers = Counter(
        cell
        for places in persons
        for cell in {each for place, semester in places for each in around(place, semester)}
    )
    return {cell: numbers[cell] for cell in CELLS}


def counts(persons: list[list[Support]]) -> dict[str, dict[Cell, int]]:
    """What guards figures, by its name."""
    return {
        "persons_with_plan": learners(
            [(each.planned_in, each.semester) for each in person] for person in persons
        ),
        "persons_consulted": learners(
            [(each.given_in, each.semester) for each in person if each.hours] for person in persons
        ),
        "persons_compensated": learners(
            [(each.given_in, each.semester) for each in person if each.compensation]
            for person in persons
        ),
    }


def hidden(counted: Mapping[str, Mapping[Cell, int]]) -> dict[str, set[Cell]]:
    """What is not shown of each figure."""
    shape = Shape(PLACES, {}, YEARS)
    secret = decide({name: (numbers, shape) for name, numbers in counted.items()})
    return {
        code: set().union(*(secret[guard] for guard in figure(code).guards))
        for code in (HOURS, COMPENSATION, SPENT)
    }


def worked_out(secret: Mapping[str, set[Cell]], amounts: Mapping[Part, int]) -> set[Part]:
    """What is hidden, and yet told: sums of places and times, and what was spent is hours and compensations."""
    parts = [
        ((place, time), inside)
        for place, time in CELLS
        for inside in (
            [(each, time) for each in PLACES.get(place, ())],
            [(place, each) for each in TIMES.get(time, ())],
        )
        if inside
    ]
    sums = [
        {(code, whole): 1, **{(code, each): -1 for each in inside}}
        for code in secret
        for whole, inside in parts
    ]
    sums += [{(SPENT, cell): 1, (HOURS, cell): -1, (COMPENSATION, cell): -1} for cell in CELLS]
    found = []
    for each in sums:
        unknown = {
            part: Fraction(sign) for part, sign in each.items() if part[1] in secret[part[0]]
        }
        known = sum(sign * amounts[part] for part, sign in each.items() if part not in unknown)
        found.append((unknown, Fraction(-known)))
    return {*fixed(found)}


# The same nations in each run; search longer by raising max_examples.
@settings(deadline=None, max_examples=120, derandomize=True)
@given(people, crowds)
def test_nothing_that_is_shown_was_given_to_few(
    persons: list[list[Support]], many: list[tuple[Support, int]]
) -> None:
    """Neither hours, nor compensations, nor what was spent on both; nor does any of them tell of another."""
    everybody = [*persons, *([each] for each, number in many for _ in range(number))]
    counted, amounts = counts(everybody), Counter[Part]()
    for each in (each for person in everybody for each in person):
        for cell in around(each.given_in, each.semester):
            amounts[HOURS, cell] += each.hours
            amounts[COMPENSATION, cell] += each.compensation
            amounts[SPENT, cell] += each.hours + each.compensation
    secret = hidden(counted)
    for code, behind in {
        HOURS: ["persons_consulted"],
        COMPENSATION: ["persons_compensated"],
        SPENT: ["persons_consulted", "persons_compensated"],
    }.items():
        for cell in {*CELLS} - secret[code]:
            assert not any(0 < counted[name][cell] < FEW for name in behind), (code, cell)
    assert worked_out(secret, amounts) == set()
