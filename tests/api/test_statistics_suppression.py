"""Suppression: an attacker who has every published cell of a table recovers none of those that are hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from api.statistics.suppression import FEW, Relation, hidden

Cell = tuple[str, str, str]
"""Place, group and period."""

PLACES = {"nation": ("r1", "r2"), "r1": ("a", "b", "c"), "r2": ("d", "e")}
GROUPS = ("learning", "economic", "family")
SEMESTERS = ("I", "II")

Visit = tuple[str, str, str]
"""Somebody's plan: in a municipality, for a risk of a group, in a semester."""

towns, groups, terms = (st.sampled_from(each) for each in ("abcde", GROUPS, SEMESTERS))
people = st.lists(st.sets(st.tuples(towns, groups, terms), min_size=1, max_size=3), max_size=60)
crowds = st.lists(st.tuples(towns, groups, terms, st.integers(0, 40)), max_size=12)


def table(persons: Sequence[set[Visit]]) -> dict[Cell, int]:
    """Distinct persons by place, group and period, all levels and totals."""
    regions = {town: region for region in ("r1", "r2") for town in PLACES[region]}
    cells: dict[Cell, set[int]] = {
        cell: set()
        for cell in product(("nation", "r1", "r2", *regions), ("", *GROUPS), ("year", *SEMESTERS))
    }
    for number, visits in enumerate(persons):
        for town, group, term in visits:
            levels = (town, regions[town], "nation")
            for cell in product(levels, ("", group), (term, "year")):
                cells[cell].add(number)
    return {cell: len(found) for cell, found in cells.items()}


def relations(cells: Mapping[Cell, int]) -> list[Relation[Cell]]:
    """Every whole with its parts: by place, by group, by period; exact where nobody is in two parts."""
    found = []
    for place, group, term in cells:
        parts = (
            tuple((part, group, term) for part in PLACES.get(place, ())),
            tuple((place, part, term) for part in GROUPS if not group),
            tuple((place, group, part) for part in SEMESTERS if term == "year"),
        )
        whole = (place, group, term)
        found += [
            Relation(whole, each, exact=cells[whole] == sum(cells[part] for part in each))
            for each in parts
            if each
        ]
    return found


def attacked(
    published: Mapping[Cell, int], known: Sequence[Relation[Cell]], secret: set[Cell]
) -> dict[Cell, tuple[float, float]]:
    """What somebody works out of each secret cell: the least and the most it can be."""
    bounds = dict.fromkeys(secret, (1.0, 10.0**6))
    bounds |= {cell: (float(value), float(value)) for cell, value in published.items()}
    for cell, value in solved(published, [each for each in known if each.exact], secret).items():
        bounds[cell] = (float(value), float(value))
    while True:
        before = dict(bounds)
        for each in known:
            narrow(bounds, each)
        if bounds == before:
            return {cell: bounds[cell] for cell in secret}


def narrow(bounds: dict[Cell, tuple[float, float]], relation: Relation[Cell]) -> None:
    """A whole is at least its largest part and at most their sum; a sum is both."""
    lows = [bounds[part][0] for part in relation.parts]
    highs = [bounds[part][1] for part in relation.parts]
    least, most = bounds[relation.whole]
    floor = sum(lows) if relation.exact else max(lows)
    bounds[relation.whole] = least, most = max(least, floor), min(most, sum(highs))
    for index, part in enumerate(relation.parts):
        others = sum(highs) - highs[index]
        rest = sum(lows) - lows[index] if relation.exact else 0
        low, high = bounds[part]
        bounds[part] = max(low, least - others), min(high, most - rest)


def solved(
    published: Mapping[Cell, int], known: Sequence[Relation[Cell]], secret: set[Cell]
) -> dict[Cell, Fraction]:
    """The secret cells that the sums fix, by Gaussian elimination over the rationals."""
    order = sorted(secret)
    matrix = []
    for each in known:
        line = [Fraction(0)] * (len(order) + 1)
        for cell, sign in [(each.whole, 1), *((part, -1) for part in each.parts)]:
            if cell in secret:
                line[order.index(cell)] += sign
            else:
                line[-1] -= sign * published[cell]
        if any(line[:-1]):
            matrix.append(line)
    rank = 0
    for column in range(len(order)):
        pivot = next((row for row in range(rank, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        first = matrix[rank][column]
        matrix[rank] = [each / first for each in matrix[rank]]
        for row in range(len(matrix)):
            if row != rank and (times := matrix[row][column]):
                pairs = zip(matrix[row], matrix[rank], strict=True)
                matrix[row] = [each - times * other for each, other in pairs]
        rank += 1
    found = {}
    for line in matrix[:rank]:
        if sum(map(bool, line[:-1])) == 1:
            found[order[next(index for index, each in enumerate(line) if each)]] = line[-1]
    return found


@settings(deadline=None, max_examples=40)
@given(people, crowds)
def test_no_attacker_recovers_a_hidden_cell(
    persons: list[set[Visit]], many: list[tuple[str, str, str, int]]
) -> None:
    """From all groupings, levels of scope, periods and totals: not to less than five possible values.

    Unless nothing beside it is left to be hidden: then what is hidden is hidden as a whole.
    """
    everybody = [*persons, *({visit[:3]} for visit in many for _ in range(visit[3]))]
    cells = table(everybody)
    known = relations(cells)
    secret = set(hidden(cells, known))
    assert {cell for cell, value in cells.items() if 0 < value < FEW} <= secret
    published = {cell: value for cell, value in cells.items() if cell not in secret}
    for cell, (low, high) in attacked(published, known, secret).items():
        beside = {each for relation in known if cell in relation.cells for each in relation.cells}
        left = {each for each in beside - secret if cells[each]}
        assert low <= cells[cell] <= high
        assert low < high
        assert high - low + 1 >= FEW or not left, (cell, low, high, left)


def test_the_complement_is_hidden_with_it() -> None:
    """Of 20 learners of a region 17 are in one municipality: the three of the other are not told by it."""
    cells = {"r": 40, "a": 17, "b": 3, "c": 20}
    assert hidden(cells, [Relation("r", ("a", "b", "c"))]) == {"a", "b"}


def test_zeros_are_shown_and_nothing_is_hidden_for_nothing() -> None:
    """A table without small cells is published whole."""
    cells = {"r": 25, "a": 0, "b": 5, "c": 20}
    assert hidden(cells, [Relation("r", ("a", "b", "c"))]) == frozenset()
