"""What can be worked out of numbers that are not shown, from all that are: the least and the most each can be."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

UNBOUNDED = 10**9
"""More than any number of learners."""

Cell = tuple[str, str, str]
"""A count, a place or kind, and a time."""
Bounds = tuple[int, int]
"""The least and the most that a number can be."""


class Fact(NamedTuple):
    """Something that anybody knows: some numbers together are at most others together, but for so many."""

    some: Sequence[Cell]
    others: Sequence[Cell]
    but: int = 0

    def narrowed(self, bounds: Mapping[Cell, Bounds]) -> Iterator[tuple[Cell, Bounds]]:
        """What it says of each of them, by what is known of the rest."""
        least = sum(bounds[each][0] for each in self.some)
        most = sum(bounds[each][1] for each in self.others) + self.but
        for each in self.some:
            yield each, (-UNBOUNDED, most - (least - bounds[each][0]))
        for each in self.others:
            yield each, (least - (most - bounds[each][1]), UNBOUNDED)


def made(whole: Cell, parts: Sequence[Cell], *, exact: bool) -> Iterator[Fact]:
    """A whole is at most the sum of its parts, and at least each; exact: nobody is in two, so it is the sum."""
    yield Fact([whole], parts)
    if exact:
        yield Fact(parts, [whole])
    else:
        yield from (Fact([each], [whole]) for each in parts)


def worked_out(known: Mapping[Cell, Bounds], facts: Iterable[Fact]) -> dict[Cell, Bounds]:
    """All that follows: each fact narrows what is known, until none does any more."""
    bounds = dict(known)
    about: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in facts:
        cells = (*fact.some, *fact.others)
        if any(bounds[each][0] < bounds[each][1] for each in cells):
            for each in cells:
                about[each].append(fact)
    queue = deque(about)
    waiting = {*queue}
    while queue:
        cell = queue.popleft()
        waiting.discard(cell)
        for fact in about[cell]:
            for each, (low, high) in fact.narrowed(bounds):
                was = bounds[each]
                bounds[each] = now = max(was[0], low), min(was[1], high)
                if now != was and each not in waiting:
                    waiting.add(each)
                    queue.append(each)
    return bounds
