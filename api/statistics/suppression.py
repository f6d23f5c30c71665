"""Which numbers of a public table are not shown, so that no count of few learners can be worked out from the others.

The rule, in words (docs/statistics.md):

1. A number of 1 to 4 learners is not shown, nor is any other of the same place in that school year: its semesters,
   the year, and all that there ever was. A zero is shown: where nobody is, nobody can be recognised, and a
   table that hides its zeros cannot be read.
2. Where a place is hidden, so is the smallest other one beside it, and the next, until together they
   are ten more than there are of them: then whoever knows their sum finds at least five values for each.
3. Where there is none left to be hidden beside it, the place that they lie in is hidden, with one of those beside that.
4. Where a place is hidden for the sake of another, so is one within it: else its parts would tell of it.

What holds for places holds for kinds: a group of risks is the place in which its factors lie.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

FEW = 5
"""A number of fewer is hidden, and a hidden number has at least so many possible values."""
ROOMY = 2 * FEW
"""So many, less one each, are hidden together; and a part that is hidden for its whole has as many, if one has."""

Block = tuple[str, str]
"""A place, and a school year."""
Number = tuple[str, str]
"""A place, and a semester, a school year, or EVER."""
EVER = "whole"


class Table:
    """Numbers of places within places, by time, while it is decided which are not shown."""

    def __init__(
        self,
        numbers: Mapping[Number, int],
        inside: Mapping[str, Sequence[str]],
        years: Mapping[str, Sequence[str]],
        root: str,
    ) -> None:
        """`inside`: the places that each is made of; `years`: the times of each school year, itself among them."""
        self.numbers = numbers
        self.inside = inside
        self.years = years
        self.root = root
        self.hidden: set[Block] = set()

    def decide(self, forced: Collection[str] = ()) -> None:
        """Hide what has to be; `forced`: the years in which the root is hidden for another reason."""
        for year in forced:
            self.hide(self.root, year)
        for year in self.years:
            for place in self._wholes(self.root):
                self._protect(place, year)
            if self._is_few(self.root, year):
                self.hide(self.root, year)

    def hide(self, place: str, year: str) -> None:
        """Hide a place in a year, and at each time one within it that is not nobody: else these would tell of it."""
        self.hidden.add((place, year))
        for time in self.years[year]:
            parts = [each for each in self.inside.get(place, ()) if self._at(each, time)]
            if parts and not any((each, year) in self.hidden for each in parts):
                roomy = [each for each in parts if self._least(each, year) >= ROOMY]
                by_size = sorted(roomy or parts, key=lambda each: (self._size(each, year), each))
                self.hide(by_size[0 if roomy else -1], year)

    def secret(self) -> Iterator[Number]:
        """The numbers that are not shown."""
        for place, year in self.hidden:
            for time in (*self.years[year], EVER):
                if self.numbers.get((place, time)):
                    yield place, time

    def _wholes(self, place: str) -> Iterator[str]:
        """All that are made of others, those within first."""
        for each in self.inside.get(place, ()):
            yield from self._wholes(each)
        if place in self.inside:
            yield place

    def _protect(self, whole: str, year: str) -> None:
        """Hide what is few within a place, and as much beside it as it takes; else the place itself."""
        parts = self.inside[whole]
        chosen = [each for each in parts if (each, year) in self.hidden or self._is_few(each, year)]
        for each in chosen:
            self.hide(each, year)
        while told := [time for time in self.years[year] if self._tells(chosen, whole, time)]:
            beside = [
                each
                for each in parts
                if each not in chosen and any(self._at(each, time) for time in told)
            ]
            if not beside:
                self.hide(whole, year)
                return
            chosen.append(min(beside, key=lambda each: (self._size(each, year), each)))
            self.hide(chosen[-1], year)

    def _tells(self, chosen: Sequence[str], whole: str, time: str) -> bool:
        """Whether what is known of these together, their sum or what they lie in, leaves one of them little room."""
        numbers = [number for each in chosen if (number := self._at(each, time))]
        together = min(sum(numbers), self._at(whole, time))
        return bool(numbers) and (len(numbers) == 1 or together - len(numbers) < ROOMY)

    def _is_few(self, place: str, year: str) -> bool:
        return any(0 < self._at(place, time) < FEW for time in self.years[year])

    def _size(self, place: str, year: str) -> int:
        return max(self._at(place, time) for time in self.years[year])

    def _least(self, place: str, year: str) -> int:
        """The smallest of its numbers, other than zero."""
        return min(number for time in self.years[year] if (number := self._at(place, time)))

    def _at(self, place: str, time: str) -> int:
        return self.numbers.get((place, time), 0)
