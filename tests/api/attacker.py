"""An attacker of published tables: what can be worked out of numbers that are hidden, from all those that are shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeVar

from api.statistics.suppression import EVER

Unknown = TypeVar("Unknown", bound=Hashable)
Line = dict[Unknown, Fraction]
"""A sum of unknowns, each with how often it is in it."""
Cell = tuple[str, str]
"""A place or kind, and a time."""

PLACES = {"nation": ("r1", "r2"), "r1": ("a", "b", "c"), "r2": ("d", "e")}
KINDS = {"nation": ("learning", "family"), "learning": ("l1", "l2", "l3"), "family": ("f1", "f2")}
YEARS = {"y1": ("y1", "I", "II"), "y2": ("y2", "III")}
TIMES = {"y1": ("I", "II"), "y2": ("III",), EVER: ("y1", "y2")}
"""What each time is made of."""


class Relation(NamedTuple):
    """A whole and its parts; exact where nobody is in two of them."""

    whole: Cell
    parts: tuple[Cell, ...]
    exact: bool


def above(inside: Mapping[str, Sequence[str]], name: str) -> list[str]:
    """All that something lies in, itself first."""
    return [
        name,
        *(each for whole in inside if name in inside[whole] for each in above(inside, whole)),
    ]


def relations(
    cells: Mapping[Cell, int], kinds: Mapping[str, Sequence[str]] = KINDS
) -> list[Relation]:
    """Every whole with its parts: by place, by kind, by time."""
    found = []
    for name, time in cells:
        for parts in (
            tuple((part, time) for part in PLACES.get(name, ())),
            tuple((part, time) for part in kinds.get(name, ())),
            tuple((name, part) for part in TIMES.get(time, ())),
        ):
            if parts:
                exact = cells[name, time] == sum(cells[part] for part in parts)
                found.append(Relation((name, time), parts, exact))
    return found


def attacked(
    published: Mapping[Cell, int],
    known: Sequence[Relation],
    secret: set[Cell],
    least: Mapping[Cell, float] | None = None,
) -> dict[Cell, tuple[float, float]]:
    """What somebody works out of each secret cell: the least and the most it can be.

    `least`: what some are at least; others are hidden, so they are not nobody.
    """
    bounds = {cell: ((least or {}).get(cell, 1.0), 10.0**6) for cell in secret}
    bounds |= {cell: (float(value), float(value)) for cell, value in published.items()}
    for cell, value in solved(published, [each for each in known if each.exact], secret).items():
        bounds[cell] = (float(value), float(value))
    while True:
        before = dict(bounds)
        for each in known:
            narrow(bounds, each)
        if bounds == before:
            return {cell: bounds[cell] for cell in secret}


def narrow(bounds: dict[Cell, tuple[float, float]], relation: Relation) -> None:
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
    published: Mapping[Cell, int], known: Sequence[Relation], secret: set[Cell]
) -> dict[Cell, Fraction]:
    """The secret cells that the sums fix."""
    sums = []
    for each in known:
        unknown: dict[Cell, Fraction] = {}
        rest = Fraction(0)
        for cell, sign in [(each.whole, 1), *((part, -1) for part in each.parts)]:
            if cell in secret:
                unknown[cell] = Fraction(sign)
            else:
                rest -= sign * published[cell]
        if unknown:
            sums.append((unknown, rest))
    return fixed(sums)


def fixed(sums: Iterable[tuple[Line[Unknown], Fraction]]) -> dict[Unknown, Fraction]:
    """The unknowns that sums fix, by Gauss-Jordan elimination over the rationals."""
    solved_for: dict[Unknown, tuple[Line[Unknown], Fraction]] = {}
    for unknown, rest in sums:
        line, value = unknown, rest
        for name in [each for each in line if each in solved_for]:
            line, value = less((line, value), solved_for[name], line[name])
        if not line:
            continue
        name, first = next(iter(line.items()))
        new = {each: times / first for each, times in line.items()}, value / first
        for other, known in solved_for.items():
            if name in known[0]:
                solved_for[other] = less(known, new, known[0][name])
        solved_for[name] = new
    return {name: value for name, (line, value) in solved_for.items() if len(line) == 1}


def less(
    one: tuple[Line[Unknown], Fraction], other: tuple[Line[Unknown], Fraction], times: Fraction
) -> tuple[Line[Unknown], Fraction]:
    """A sum less some times another."""
    line = {
        name: rest
        for name in {**one[0], **other[0]}
        if (rest := one[0].get(name, Fraction(0)) - times * other[0].get(name, Fraction(0)))
    }
    return line, one[1] - times * other[1]
