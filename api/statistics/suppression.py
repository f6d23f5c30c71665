"""Which numbers of a public table are not shown, so that no count of few learners can be worked out from the others.

The rule, in words (docs/statistics.md):

1. A number of 1 to 4 learners is not shown, nor is any other of the same place in that school year: its semesters,
   the year, and all that there ever was. A zero is shown: where nobody is, nobody can be recognised, and a
   table that hides its zeros cannot be read.
2. Where a place is hidden, so is the smallest other one beside it, and the next, until both their sum and what they
   lie in are at least ten more than there are of them, and whoever knows that sum still finds at least five possible
   values for each: also of all that there ever was, which is no less than the most of a year that is shown, and no
   more than all its years together.
3. Where there is none left to be hidden beside it, the place that they lie in is hidden, with one of those beside that.
4. Where a place is hidden for the sake of another, so is one within it, in each semester one that has learners in
   it, and of all that there ever was one whose years do not tell it: else its parts would tell of it.
5. Where what is shown of all counts together still tells too much of one (together.py), one more is hidden so.

What holds for places holds for kinds: a group of risks is the place in which its factors lie.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from api.statistics.narrowing import UNBOUNDED

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
        self.years = {**years, EVER: (EVER,)}
        """All that there ever was is decided last, when it is known which years are hidden."""
        self.year = {time: year for year, times in self.years.items() for time in times}
        self.within = {**{year: set(times) - {year} for year, times in years.items()}, EVER: years}
        self.root = root
        self.hidden: set[Block] = set()
        self.lows: dict[Number, int] = {}
        self.highs: dict[Number, int] = {}
        """What can be worked out, as long as nothing more is hidden."""

    def decide(self, forced: Collection[str] = ()) -> None:
        """Hide what has to be; `forced`: the years in which the root is hidden for another reason."""
        for year in forced:
            self.hide(self.root, year)
        for year in self.years:
            for place in self._within(self.root):
                if place in self.inside:
                    self._protect(place, year)
            if self._is_few(self.root, year):
                self.hide(self.root, year)

    def hide(self, place: str, year: str) -> None:
        """Hide a place in a year, and at each time one within it that is not nobody: else these would tell of it."""
        self.hidden.add((place, year))
        self.lows.clear()
        self.highs.clear()
        for time in self.years[year]:
            parts = [each for each in self.inside.get(place, ()) if self._at(each, time)]
            parts = [each for each in parts if self._is_open(each, year)] or parts
            if parts and not any((each, year) in self.hidden for each in parts):
                roomy = [each for each in parts if self._least(each, year) >= ROOMY]
                by_size = sorted(roomy or parts, key=lambda each: (self._size(each, year), each))
                self.hide(by_size[0 if roomy else -1], year)
        if year != EVER:
            self.hide(place, EVER)

    def hide_more(self, place: str, time: str) -> bool:
        """Hide one more for the sake of a number, if any is left.

        The number itself, else the smallest beside it, else what they lie in, and so on; else one of these in
        another year.
        """
        for choice in self._choices(place, time):
            left = [each for each in choice if each not in self.hidden and self._size(*each)]
            if left:
                self.hide(*min(left, key=lambda block: (self._size(*block), block)))
                return True
        return False

    def _choices(self, place: str, time: str) -> Iterator[list[Block]]:
        year, around = self.year[time], [*self._around(place)]
        for each in around:
            yield [(each, year)]
            yield [(other, year) for other in self._beside(each, year, time)]
        for each in around:
            yield [(each, other) for other in self.years]

    def _around(self, place: str) -> Iterator[str]:
        """A place, and all that it lies in."""
        yield place
        for whole, parts in self.inside.items():
            if place in parts:
                yield from self._around(whole)

    def _beside(self, place: str, year: str, time: str) -> list[str]:
        """Places beside one of which hiding hides something then."""
        beside = next((parts for parts in self.inside.values() if place in parts), ())
        return [each for each in beside if self._at(each, time) and self._is_open(each, year)]

    def all(self) -> Iterator[Number]:
        """Each place at each time."""
        for place in self._within(self.root):
            for time in self.year:
                yield place, time

    def made(self) -> Iterator[tuple[Number, list[Number]]]:
        """Every number that is made of others: of those of the places in it, and of those of the times in it."""
        for place, time in self.all():
            inside, within = self.inside.get(place, ()), self.within.get(time, ())
            for parts in ([(each, time) for each in inside], [(place, each) for each in within]):
                if parts:
                    yield (place, time), parts

    def years_without_root(self) -> list[str]:
        """The years in which all there are is hidden."""
        return [year for year in self.years if (self.root, year) in self.hidden]

    def secret(self) -> Iterator[Number]:
        """The numbers that are not shown."""
        for place, year in self.hidden:
            for time in self.years[year]:
                if self.numbers.get((place, time)):
                    yield place, time

    def _within(self, place: str) -> Iterator[str]:
        """All within a place, those that are furthest within first, and itself."""
        for each in self.inside.get(place, ()):
            yield from self._within(each)
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
                if each not in chosen
                and any(self._at(each, time) for time in told)
                and self._is_open(each, year)
            ]
            if not beside:
                self.hide(whole, year)
                return
            chosen.append(min(beside, key=lambda each: (self._size(each, year), each)))
            self.hide(chosen[-1], year)

    def _tells(self, chosen: Sequence[str], whole: str, time: str) -> bool:
        """Whether what is known of these together, their sum or what they lie in, leaves one of them little room."""
        cells = [each for each in chosen if self._at(each, time)]
        total = sum(self._at(each, time) for each in cells)
        if not cells or min(total, self._at(whole, time)) - len(cells) < ROOMY:
            return bool(cells)
        bounds = [(self._low(each, time), self._high(each, time)) for each in cells]
        lows, highs = (sum(ends) for ends in zip(*bounds, strict=True))
        return any(
            min(high, total - (lows - low)) - max(low, total - (highs - high)) < FEW
            for low, high in bounds
        )

    def _low(self, place: str, time: str) -> int:
        """What a number is at least, by what is shown of its parts and of the times in it."""
        number, cell = self._at(place, time), (place, time)
        if not number or not self._is_hidden(place, time):
            return number
        if cell not in self.lows:
            parts, times = self.inside.get(place, ()), self.within.get(time, ())
            by_place = self._least_of(number, [(each, time) for each in parts])
            by_time = self._least_of(number, [(place, each) for each in times])
            self.lows[cell] = max(1, by_place, by_time)
        return self.lows[cell]

    def _least_of(self, whole: int, parts: Sequence[Number]) -> int:
        """What something is at least: the most of its parts, or their sum where nobody is in two of them."""
        exact = sum(self._at(*each) for each in parts) == whole
        return (sum if exact else max)([0, *(self._low(*each) for each in parts)])

    def _high(self, place: str, time: str) -> int:
        """What a number is at most."""
        number, cell = self._at(place, time), (place, time)
        if not number or not self._is_hidden(place, time):
            return number
        if cell not in self.highs:
            parts, times = self.inside.get(place, ()), self.within.get(time, ())
            by_place = sum(self._high(each, time) for each in parts) or UNBOUNDED
            by_time = sum(self._high(place, each) for each in times) or UNBOUNDED
            self.highs[cell] = min(by_place, by_time)
        return self.highs[cell]

    def _is_open(self, place: str, year: str) -> bool:
        """Whether hiding it hides anything: the years of a place, all shown, may tell how many there ever were."""
        years = self.within[EVER] if year == EVER else ()
        numbers = [self._at(place, each) for each in years]
        if not numbers or any((place, each) in self.hidden for each in years):
            return True
        return sum(numbers) > self._at(place, EVER) and sum(numbers) - max(numbers) >= FEW

    def _is_hidden(self, place: str, time: str) -> bool:
        return (place, self.year[time]) in self.hidden

    def _is_few(self, place: str, year: str) -> bool:
        return any(0 < self._at(place, time) < FEW for time in self.years[year])

    def _size(self, place: str, year: str) -> int:
        return max(self._at(place, time) for time in self.years[year])

    def _least(self, place: str, year: str) -> int:
        """The smallest of its numbers, other than zero."""
        return min(number for time in self.years[year] if (number := self._at(place, time)))

    def _at(self, place: str, time: str) -> int:
        return self.numbers.get((place, time), 0)
