"""Sums by blocks of positions: which of them an answer is read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


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
