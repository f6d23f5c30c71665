"""Which cells of a public table are not shown, so that no count of few learners can be worked out from the others.

The rule, in words (docs/statistics.md):

1. A cell of 1 to 4 learners is not shown. A zero is shown: where nobody is, nobody can be recognised, and
   a table that hides its zeros cannot be read.
2. No relation between cells (a whole and its parts) has exactly one cell that is not shown.
3. No cell that is not shown follows from any combination of relations.
4. Nor do the shown cells leave it fewer than five possible values.

Where one of these does not hold yet, the smallest cell beside it that is shown and is not zero is hidden, too.
The decision is taken once for the whole table: all groupings, all levels of scope, all periods of a school
year; every view is cut out of the same decided table.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Generic, TypeVar

FEW = 5
"""A cell of fewer is hidden, and a hidden cell has at least so many possible values."""
_PRIME = (
    2**61 - 1
)  # arithmetic modulo a prime finds what follows, as fractions would, and stays small

K = TypeVar("K", bound=Hashable)
Interval = tuple[float, float]


@dataclass(frozen=True)
class Relation(Generic[K]):
    """A whole and its parts: their sum, or (`exact` False) their union, where somebody may be in several."""

    whole: K
    parts: tuple[K, ...]
    exact: bool = True

    @property
    def cells(self) -> tuple[K, ...]:
        """The whole and the parts."""
        return (self.whole, *self.parts)


def hidden(cells: Mapping[K, int], relations: Sequence[Relation[K]]) -> frozenset[K]:
    """The cells of a table that are not shown; the same ones for the same table, in whatever order."""
    table = _Table(cells, relations)
    while table.hide_beside(table.alone()) or table.hide_beside(table.narrow()):
        pass
    return frozenset(table.hidden)


class _Table(Generic[K]):
    """A table while it is decided on."""

    def __init__(self, cells: Mapping[K, int], relations: Sequence[Relation[K]]) -> None:
        self.cells = cells
        self.relations = relations
        self.hidden = {key for key, value in cells.items() if 0 < value < FEW}
        self.of: dict[K, list[Relation[K]]] = {}
        for relation in relations:
            for key in relation.cells:
                self.of.setdefault(key, []).append(relation)

    def hide_beside(self, unsafe: Iterable[K]) -> bool:
        """Hide another cell beside each of these; False where none is left that could be."""
        before = len(self.hidden)
        for key in sorted(unsafe, key=self._order):
            shown = {
                beside
                for relation in self.of.get(key, ())
                for beside in relation.cells
                if beside not in self.hidden and self.cells[beside]
            }
            if shown:
                self.hidden.add(min(shown, key=self._order))
        return len(self.hidden) > before

    def _order(self, key: K) -> tuple[int, str]:
        return self.cells[key], str(key)

    def alone(self) -> list[K]:
        """Hidden cells that follow from the shown ones by adding and subtracting."""
        return determined([relation.cells for relation in self.relations], self.hidden)

    def narrow(self) -> list[K]:
        """Hidden cells that have fewer than FEW possible values."""
        found = possible(self.cells, self.relations, self.hidden)
        return [key for key, (low, high) in found.items() if high - low + 1 < FEW]


def determined(relations: Iterable[tuple[K, ...]], unknown: Iterable[K]) -> list[K]:
    """The unknown cells that relations (a whole, then its parts) fix, whatever the numbers are."""
    left = set(unknown)
    rows: dict[K, dict[K, int]] = {}  # by the cell that each is solved for
    for whole, *parts in relations:
        row: dict[K, int] = {}
        for key, factor in [(whole, 1), *((part, -1) for part in parts)]:
            if key in left:
                row[key] = (row.get(key, 0) + factor) % _PRIME
        _reduce(row, rows)
    return [key for key, row in rows.items() if len(row) == 1]


def _reduce(row: dict[K, int], rows: dict[K, dict[K, int]]) -> None:
    """Take what is known out of a row; what is left of it is solved for one cell, and that taken out of the others."""
    for key in [key for key in row if key in rows]:
        _subtract(row, rows[key], key)
    if not any(row.values()):
        return
    pivot = next(key for key, factor in row.items() if factor)
    inverse = pow(row[pivot], -1, _PRIME)
    solved = {key: factor * inverse % _PRIME for key, factor in row.items() if factor}
    for other in rows.values():
        if pivot in other:
            _subtract(other, solved, pivot)
    rows[pivot] = solved


def _subtract(row: dict[K, int], solved: dict[K, int], pivot: K) -> None:
    """Take a solved row out of another, as often as it is in there."""
    times = row.get(pivot, 0)
    for key, factor in solved.items():
        if left := (row.get(key, 0) - times * factor) % _PRIME:
            row[key] = left
        else:
            row.pop(key, None)


def possible(
    cells: Mapping[K, int], relations: Sequence[Relation[K]], unknown: Iterable[K]
) -> dict[K, Interval]:
    """Between which values each hidden cell lies for somebody who knows the shown ones, and that zeros are shown."""
    bounds: dict[K, Interval] = dict.fromkeys(unknown, (1, inf))
    touched = [each for each in relations if any(key in bounds for key in each.cells)]
    changed = True
    while changed:
        changed = sum(_tighten(each, cells, bounds) for each in touched) > 0
    return bounds


def _tighten(relation: Relation[K], cells: Mapping[K, int], bounds: dict[K, Interval]) -> bool:
    """Draw from one relation what it says; whether anything is known better now."""
    whole, *parts = [bounds.get(key) or (cells[key], cells[key]) for key in relation.cells]
    lows, highs = sum(low for low, _ in parts), sum(high for _, high in parts)
    at_least = lows if relation.exact else max((low for low, _ in parts), default=0)
    changed = _narrow(relation.whole, (at_least, highs), bounds)
    for key, (low, high) in zip(relation.parts, parts, strict=True):
        others_low, others_high = lows - low, _less(highs, high, parts)
        most = whole[1] - others_low if relation.exact else whole[1]
        changed |= _narrow(key, (whole[0] - others_high, most), bounds)
    return changed


def _less(total: float, part: float, parts: Sequence[Interval]) -> float:
    """A total of upper bounds without one of them."""
    if total < inf:
        return total - part
    return inf if part < inf or sum(high == inf for _, high in parts) > 1 else _finite(parts)


def _finite(parts: Sequence[Interval]) -> float:
    return sum(high for _, high in parts if high < inf)


def _narrow(key: K, to: Interval, bounds: dict[K, Interval]) -> bool:
    if key not in bounds:
        return False
    low, high = bounds[key]
    bounds[key] = found = max(low, to[0]), min(high, to[1])
    return found != (low, high)
