"""Counts of which one is among another: what is shown of both tells of no number that is hidden in either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.statistics.suppression import FEW
from api.statistics.together import Shape, decide
from tests.api.attacker import (
    KINDS,
    PLACES,
    TIMES,
    YEARS,
    Cell,
    Relation,
    above,
    attacked,
    relations,
)

PLANNED, COMPENSATED = "persons_with_plan", "persons_compensated"
OTHERS = "others"
"""Who has a plan and is not compensated; fewer than nobody where plans have moved away: how many did, is known."""
MANY = 10**6
PAID_KINDS = {"nation": ("catering", "travel")}
SHAPES = {PLANNED: Shape(PLACES, KINDS, YEARS), COMPENSATED: Shape(PLACES, PAID_KINDS, YEARS)}
SIZES = (0, 0, 1, 2, 3, 5, 8, 12, 14, 16, 25, 40, 60)
SEMESTERS = ("I", "II", "III")
MOVED = 0.05
NATIONS = 12


class Plan(NamedTuple):
    """Somebody's plan of a semester, and what was paid under it, perhaps before the plan moved."""

    town: str
    factor: str
    semester: str
    paid: str | None
    paid_in: str


Nation = list[list[Plan]]
"""Of each person, the plans."""


def counted(
    persons: Iterable[Iterable[tuple[str, str | None, str]]], shape: Shape
) -> dict[Cell, int]:
    """Distinct persons by place and time, and by kind and time."""
    numbers = Counter(
        cell
        for visits in persons
        for cell in {
            cell
            for town, kind, semester in visits
            for cell in product(
                {*above(shape.places, town), *(above(shape.kinds, kind) if kind else ())},
                above(TIMES, semester),
            )
        }
    )
    names = {
        each
        for inside in (shape.places, shape.kinds)
        for parts in inside.values()
        for each in parts
    }
    times = {each for whole, parts in TIMES.items() for each in (whole, *parts)}
    return {cell: numbers[cell] for cell in product({"nation", *names}, times)}


def tables(nation: Nation) -> dict[str, dict[Cell, int]]:
    """Both counts."""
    planned = [[(each.town, each.factor, each.semester) for each in plans] for plans in nation]
    paid = [
        [(each.paid_in, each.paid, each.semester) for each in plans if each.paid]
        for plans in nation
    ]
    return {
        PLANNED: counted(planned, SHAPES[PLANNED]),
        COMPENSATED: counted(paid, SHAPES[COMPENSATED]),
    }


def decided(numbers: Mapping[str, Mapping[Cell, int]]) -> dict[str, set[Cell]]:
    """What is not shown of each."""
    found = decide({name: (each, SHAPES[name]) for name, each in numbers.items()})
    return {name: {*cells} for name, cells in found.items()}


def named(count: str, cell: Cell) -> Cell:
    """A cell of one of the counts, among those of all."""
    return f"{count} {cell[0]}", cell[1]


def joined(counts: Mapping[str, Iterable[Cell]]) -> set[Cell]:
    """Cells of several counts."""
    return {named(name, cell) for name, cells in counts.items() for cell in cells}


def made(numbers: Mapping[str, Mapping[Cell, int]]) -> Iterator[Relation]:
    """What each number is made of; a number of those with a plan, of those who are compensated and all others."""
    for name, cells in numbers.items():
        kinds = SHAPES[name].kinds if name in SHAPES else {}
        for whole, parts, exact in relations(cells, kinds):
            if name == OTHERS and not exact:
                continue  # somebody in a part need not be in the whole: compensated in another part
            inside = tuple(named(name, each) for each in parts)
            yield Relation(named(name, whole), inside, exact)
    for cell in numbers[OTHERS]:
        if numbers[PLANNED][cell]:
            parts = named(COMPENSATED, cell), named(OTHERS, cell)
            yield Relation(named(PLANNED, cell), parts, exact=True)


def require_safe(numbers: dict[str, dict[Cell, int]], hidden: Mapping[str, set[Cell]]) -> None:
    """A number of few learners has five possible values still; what is hidden for its sake, more than one."""
    few = {
        name: {cell for cell, each in of.items() if 0 < each < FEW} for name, of in numbers.items()
    }
    planned, paid = numbers[PLANNED], numbers[COMPENSATED]
    others = {cell: planned[cell] - paid[cell] for cell in planned if cell in paid}
    whole = {**numbers, OTHERS: others}
    cells = {named(name, cell): each for name, of in whole.items() for cell, each in of.items()}
    secret = joined(hidden)
    assert joined(few) <= secret
    apart = {*hidden[PLANNED], *hidden[COMPENSATED]} & others.keys()
    least = {
        named(OTHERS, cell): float(min(0, others[cell]) if planned[cell] else -MANY)
        for cell in apart
    }
    published = {cell: each for cell, each in cells.items() if cell not in {*secret, *least}}
    found = attacked(published, list(made(whole)), {*secret, *least}, least)
    for cell in secret:
        (low, high), number = found[cell], cells[cell]
        assert low <= number <= high
        assert high - low + 1 >= (FEW if number < FEW else 2), (cell, number, low, high)


def test_a_count_is_not_told_by_another_that_is_among_it() -> None:
    """Of 15 in two hidden places 14 were compensated in one: it is not told that the other has one learner."""
    home = [("a", 1, 0), ("b", 14, 14), ("d", 45, 20)]
    nation = [
        [Plan(town, "l1", "I", "catering" if number < paid else None, town)]
        for town, planned, paid in home
        for number in range(planned)
    ]
    numbers = tables(nation)
    require_safe(numbers, decided(numbers))


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("moved", [0, MOVED])
def test_nations_of_which_a_share_is_compensated(share: float, moved: float) -> None:
    """Whatever share it is, and whether plans move or not."""
    for seed in range(NATIONS):
        chance = Random(seed)  # noqa: S311  the same nations in each run
        nation = []
        for town, semester in product("abcde", SEMESTERS):
            some = chance.random() < 0.7
            for _ in range(chance.choice(SIZES)):
                paid = "catering" if some and chance.random() < share else None
                paid_in = chance.choice("abcde") if chance.random() < moved else town
                nation.append(
                    [Plan(town, chance.choice(("l1", "l2", "f1")), semester, paid, paid_in)]
                )
        numbers = tables(nation)
        require_safe(numbers, decided(numbers))


towns = st.sampled_from("abcde")
plans = st.builds(
    Plan,
    towns,
    st.sampled_from(("l1", "l2", "l3", "f1", "f2")),
    st.sampled_from(SEMESTERS),
    st.sampled_from((None, "catering", "travel")),
    towns,
)
at_home = plans.map(lambda each: each._replace(paid_in=each.town))
people = st.lists(st.lists(at_home | plans, min_size=1, max_size=4), max_size=30)
crowds = st.lists(st.tuples(at_home, st.integers(1, 40)), max_size=15)


# The same nations in each run; search longer by raising max_examples.
@settings(deadline=None, max_examples=60, derandomize=True)
@given(people, crowds)
def test_no_attacker_of_both_recovers_a_hidden_number(
    persons: Nation, many: list[tuple[Plan, int]]
) -> None:
    """From all groupings, levels of scope, times and totals of both counts."""
    numbers = tables([*persons, *([each] for each, number in many for _ in range(number))])
    require_safe(numbers, decided(numbers))
