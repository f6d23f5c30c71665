"""Which numbers of all tables of learners are not shown, so that no table tells of what another one hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.statistics.narrowing import UNBOUNDED, Bounds, Cell, Fact, made, worked_out
from api.statistics.scope import NATION
from api.statistics.suppression import FEW, Number, Table

AMONG = (("persons_compensated", "persons_with_plan"),)
"""Who is in the first is in the second, at that time: something is paid under a plan. At that place, too, unless the
plan has moved since. Who was consulted is no number that is published, so nothing follows from it."""


@dataclass(frozen=True)
class Shape:
    """How places and kinds lie in each other, and times in school years."""

    places: Mapping[str, Sequence[str]]
    kinds: Mapping[str, Sequence[str]]
    """Of all learners (`nation`): the groups, of a group its factors."""
    years: Mapping[str, Sequence[str]]


def decide(tables: Mapping[str, tuple[Mapping[Number, int], Shape]]) -> dict[str, set[Number]]:
    """What is not shown of each count: by itself, and then as long as what is shown of all tells too much of one."""
    counts = {name: Count(name, *table) for name, table in tables.items()}
    rests = [Rest(counts[few], counts[many]) for few, many in AMONG if {few, many} <= {*counts}]
    together: list[Count | Rest] = [*counts.values(), *rests]
    facts = [fact for each in together for fact in each.facts()]
    while True:
        for count in counts.values():
            count.decide()
        found = worked_out({cell: of for each in together for cell, of in each.known()}, facts)
        told = [
            (name, *number)
            for name, count in counts.items()
            for number in sorted(count.secret())  # or each process would decide otherwise
            if _is_told(count.at(*number), *found[name, *number])
        ]
        more = [cell for cell in told if _hidden_more(counts, *cell)]
        if not more:
            return {name: count.secret() for name, count in counts.items()}


def _is_told(number: int, low: int, high: int) -> bool:
    """Whether too little of it is open: of few learners five values have to be possible, of others two."""
    return high - low + 1 < (FEW if number < FEW else 2)


def _hidden_more(counts: Mapping[str, Count], name: str, place: str, time: str) -> bool:
    """Whether one more could be hidden for the sake of a number: of its own count, else of one that tells of it."""
    telling = [each for pair in AMONG if name in pair for each in pair if each in counts]
    return any(counts[each].hide_more(place, time) for each in dict.fromkeys((name, *telling)))


class Count:
    """A count of learners by place and by kind, while it is decided which of its numbers are not shown."""

    def __init__(self, name: str, numbers: Mapping[Number, int], shape: Shape) -> None:
        self.name = name
        self.numbers = numbers
        self.kinds = Table(numbers, shape.kinds, shape.years, NATION)
        self.places = Table(numbers, shape.places, shape.years, NATION)

    def decide(self) -> None:
        """Kinds first; where they cannot be told without telling of all learners, these are hidden by place, too."""
        self.kinds.decide(forced=self.places.years_without_root())
        self.places.decide(forced=self.kinds.years_without_root())
        for year in self.places.years_without_root():
            self.kinds.hide(NATION, year)

    def secret(self) -> set[Number]:
        """The numbers that are not shown."""
        return {*self.kinds.secret(), *self.places.secret()}

    def hide_more(self, place: str, time: str) -> bool:
        """The number itself, if it is shown; else one more for its sake, if any is left."""
        is_kind = any(place in parts for parts in self.kinds.inside.values())
        return (self.kinds if is_kind else self.places).hide_more(place, time)

    def known(self) -> Iterator[tuple[Cell, Bounds]]:
        """What everybody knows of its numbers."""
        secret = self.secret()
        for number, value in self.numbers.items():
            yield (self.name, *number), (1, UNBOUNDED) if number in secret else (value, value)

    def facts(self) -> Iterator[Fact]:
        """What each number is made of."""
        for whole, parts in (*self.kinds.made(), *self.places.made()):
            inside = [each for each in parts if self.at(*each)]
            if inside and self.at(*whole):
                exact = self.at(*whole) == sum(self.at(*each) for each in inside)
                yield from made(
                    self._cell(whole), [self._cell(each) for each in inside], exact=exact
                )

    def at(self, place: str, time: str) -> int:
        """A number."""
        return self.numbers.get((place, time), 0)

    def _cell(self, number: Number) -> Cell:
        return self.name, *number


class Rest:
    """Who is in a count and not in another that is among it: nobody publishes it, and everybody can take them apart."""

    def __init__(self, few: Count, many: Count) -> None:
        self.few = few
        self.many = many
        self.numbers = {
            number: many.at(*number) - few.at(*number)
            for number in many.places.all()
            if many.at(*number) or few.at(*number)
        }
        """Below zero where plans have moved."""

    def known(self) -> Iterator[tuple[Cell, Bounds]]:
        """Both shown tell it; else nobody is in the one alone, as far as that is so."""
        hidden = self.few.secret() | self.many.secret()
        for number, value in self.numbers.items():
            least = min(value, 0) if self.many.at(*number) else -UNBOUNDED
            bounds = (least, UNBOUNDED) if number in hidden else (value, value)
            yield self._cell(number), bounds

    def facts(self) -> Iterator[Fact]:
        """It is what is left; and it is made of parts as both counts are."""
        for number in self.numbers:
            if self.many.at(*number):
                few = [(self.few.name, *number)] if self.few.at(*number) else []
                yield from made((self.many.name, *number), [*few, self._cell(number)], exact=True)
        for whole, parts in self.many.places.made():
            inside = [each for each in parts if each in self.numbers]
            if whole in self.numbers and inside:
                yield from self._made(whole, inside)

    def _made(self, whole: Number, parts: Sequence[Number]) -> Iterator[Fact]:
        """There may be some in a part who are not in the whole: what was paid to them was paid in another part."""
        cells = [self._cell(each) for each in parts]
        more = self.numbers[whole] - sum(self.numbers[each] for each in parts)
        yield Fact([self._cell(whole)], cells, max(0, more))
        if not more:
            yield Fact(cells, [self._cell(whole)])

    def _cell(self, number: Number) -> Cell:
        return f"{self.many.name} without {self.few.name}", *number
