"""Suppression: an attacker who has every published number of a table recovers none of those that are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from api.statistics.suppression import EVER, FEW, Table
from api.statistics.together import Shape, decide
from tests.api.attacker import KINDS, PLACES, TIMES, YEARS, Cell, above, attacked, relations

Visit = tuple[str, str, str]
"""Somebody's plan: in a municipality, against a risk, in a semester."""

towns = st.sampled_from("abcde")
factors = st.sampled_from(("l1", "l2", "l3", "f1", "f2"))
terms = st.sampled_from(("I", "II", "III"))
visit = st.tuples(towns, factors, terms)
people = st.lists(st.sets(visit, min_size=1, max_size=4), max_size=40)
crowds = st.lists(st.tuples(visit, st.integers(1, 40)), max_size=15)


def hidden(cells: dict[Cell, int], shape: Shape) -> set[Cell]:
    """What is not shown of a count that is published alone."""
    return decide({"persons_with_plan": (cells, shape)})["persons_with_plan"]


def table(persons: Sequence[set[Visit]]) -> dict[Cell, int]:
    """Distinct persons by place and time, and by kind and time: all levels and totals."""
    names = {*PLACES, *KINDS, *sum(map(tuple, (*PLACES.values(), *KINDS.values())), ())}
    times = {*TIMES, *sum(TIMES.values(), ())}
    cells: dict[Cell, set[int]] = {cell: set() for cell in product(names, times)}
    for number, visits in enumerate(persons):
        for town, factor, term in visits:
            about = {*above(PLACES, town), *above(KINDS, factor)}
            for cell in product(about, above(TIMES, term)):
                cells[cell].add(number)
    return {cell: len(found) for cell, found in cells.items()}


# The same nations in each run; search longer by raising max_examples.
@settings(deadline=None, max_examples=200, derandomize=True)
@given(people, crowds)
def test_no_attacker_recovers_a_hidden_number(
    persons: list[set[Visit]], many: list[tuple[Visit, int]]
) -> None:
    """From all groupings, levels of scope, times and totals.

    A number of few learners has at least five possible values still; what is hidden for its sake, more than one.
    """
    everybody = [*persons, *({each} for each, number in many for _ in range(number))]
    cells = table(everybody)
    secret = hidden(cells, Shape(PLACES, KINDS, YEARS))
    assert {cell for cell, number in cells.items() if 0 < number < FEW} <= secret
    published = {cell: number for cell, number in cells.items() if cell not in secret}
    known = relations(cells)
    for cell, (low, high) in attacked(published, known, secret).items():
        assert low <= cells[cell] <= high
        few = 0 < cells[cell] < FEW
        assert high - low + 1 >= (FEW if few else 2), (cell, cells[cell], low, high)


def test_the_complement_is_hidden_with_it() -> None:
    """Of 40 learners 37 are in two municipalities: the three of the third are not told by them."""
    cells = {("nation", "y1"): 40, ("a", "y1"): 17, ("b", "y1"): 3, ("c", "y1"): 20}
    shape = Shape({"nation": ("a", "b", "c")}, {}, {"y1": ("y1",)})
    assert hidden(cells, shape) == {("a", "y1"), ("b", "y1")}


def test_zeros_are_shown_and_nothing_is_hidden_for_nothing() -> None:
    """A table without small numbers is published whole."""
    cells = {("nation", "y1"): 25, ("a", "y1"): 0, ("b", "y1"): 5, ("c", "y1"): 20}
    shape = Shape({"nation": ("a", "b", "c")}, {}, {"y1": ("y1",)})
    assert hidden(cells, shape) == set()


def test_what_is_hidden_in_one_semester_is_not_told_by_the_other_and_the_year() -> None:
    """Nor by all that there ever was."""
    cells = {
        **{("nation", time): 40 for time in ("y1", "I", "II", EVER)},
        **{("a", time): 20 for time in ("y1", "I", "II", EVER)},
        ("b", "y1"): 20,
        ("b", "I"): 20,
        ("b", "II"): 3,
        ("b", EVER): 20,
    }
    shape = Shape({"nation": ("a", "b")}, {}, {"y1": ("y1", "I", "II")})
    assert hidden(cells, shape) == {
        (place, time) for place in "ab" for time in ("y1", "I", "II", EVER)
    }


def test_a_whole_that_is_hidden_is_not_told_by_its_only_part_of_a_semester() -> None:
    """Hidden for the sake of one learner, 12 in the first semester: all of them have the risk that is shown."""
    first = {"nation": 13, "learning": 1, "l1": 1, "family": 12, "f1": 12}
    second = {"nation": 30, "family": 30, "f2": 30}
    cells = {
        **{(name, "I"): number for name, number in first.items()},
        **{(name, "II"): number for name, number in second.items()},
        **{(name, "y1"): first.get(name, 0) + second.get(name, 0) for name in {*first, *second}},
    }
    secret = hidden(cells, Shape({}, KINDS, {"y1": ("y1", "I", "II")}))
    assert {("learning", "I"), ("family", "I"), ("f1", "I")} <= secret


def test_all_that_there_ever_was_does_not_tell_of_a_hidden_year() -> None:
    """The eleven of b are there in the second year, too, and all were twelve: a third one is hidden beside them."""
    one: list[set[Visit]] = [{("a", "l1", "I")}]
    stayed: list[set[Visit]] = [{("b", "l1", "I"), ("b", "l1", "III")} for _ in range(11)]
    others: list[set[Visit]] = [
        {(town, factor, term) for term in terms}
        for town in "cde"
        for factor in ("l1", "l2", "l3", "f1", "f2")
        for terms in (("I",), ("II",), ("III",), ("I", "III"))
        for _ in range(8)
    ]
    cells = table([*one, *stayed, *others])
    secret = hidden(cells, Shape(PLACES, KINDS, YEARS))
    assert {("a", EVER), ("b", EVER), ("c", EVER)} <= secret
    assert not {("c", "y1"), ("c", "y2"), ("r1", EVER)} & secret
    published = {cell: number for cell, number in cells.items() if cell not in secret}
    for low, high in attacked(published, relations(cells), secret).values():
        assert high - low + 1 >= FEW


def test_a_hidden_place_is_not_told_by_a_zero_within_it() -> None:
    """Of r1, hidden beside r2, one part is hidden that has learners in the first semester, and one in the second."""
    cells = {
        **{("nation", time): number for time, number in (("y1", 63), ("I", 33), ("II", 30))},
        **{("r1", time): number for time, number in (("y1", 60), ("I", 30), ("II", 30))},
        **{("r2", time): 3 for time in ("y1", "I")},
        **{("a", time): 30 for time in ("y1", "I")},
        **{("b", time): 30 for time in ("y1", "II")},
        **{("d", time): 3 for time in ("y1", "I")},
    }
    secret = hidden(cells, Shape(PLACES, {}, {"y1": ("y1", "I", "II")}))
    assert {("r1", "I"), ("r1", "II"), ("a", "I"), ("b", "II")} <= secret


def test_what_hides_all_that_there_ever_was_is_not_told_by_its_years() -> None:
    """All twelve of a were there in one shown year; of b the years leave open how many there ever were."""
    numbers = {
        **{("a", time): 12 for time in ("y1", EVER)},
        **{("b", time): number for time, number in (("y1", 20), ("y2", 20), (EVER, 30))},
    }
    nation = Table(numbers, {"nation": ("a", "b")}, {"y1": ("y1",), "y2": ("y2",)}, "nation")
    nation.hide("nation", EVER)
    assert nation.hidden == {("nation", EVER), ("b", EVER)}
