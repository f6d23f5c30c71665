"""Sums by blocks of positions: which of them become full, and which an answer is read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple


class Filled(NamedTuple):
    """Blocks of one size that have become full: from `first` on, before `end`."""

    level: int
    """They have 2^level positions."""
    first: int
    end: int
    below: int | None
    """The level of the next smaller ones, if there are such."""
    step: int
    """How many levels that is down."""


def filled(levels: Sequence[int], after: int, until: int) -> Iterator[Filled]:
    """The blocks that a stretch of positions fills, the smallest first."""
    below = None
    for level in levels:
        first, end = after >> level, until >> level
        if first == end:
            return
        yield Filled(level, first, end, below, level - (below or 0))
        below = level


def cover(levels: Iterable[int], known_at: int) -> dict[str, Any]:
    """The largest full blocks first, as parameters of SQL; what is not in them begins after `covered`."""
    descending, firsts, ends, covered = sorted(levels, reverse=True), [], [], 0
    for level in descending:
        firsts.append(covered >> level)
        ends.append(known_at >> level)
        covered = known_at >> level << level
    return {
        "levels": descending,
        "firsts": firsts,
        "ends": ends,
        "covered": covered,
        "known_at": known_at,
    }


def covering(levels: Iterable[int], known_at: int) -> dict[str, Any]:
    """The same, block by block."""
    of = cover(levels, known_at)
    spans = zip(of["levels"], of["firsts"], of["ends"], strict=True)
    blocks = [(level, block) for level, first, end in spans for block in range(first, end)]
    return {
        "levels": [level for level, _ in blocks],
        "blocks": [block for _, block in blocks],
        "covered": of["covered"],
        "known_at": known_at,
    }
