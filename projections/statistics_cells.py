"""Contributions to counts, and their sums by day, month and block of positions: what statistics are read from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from projections import statistics_rows as rows
from projections.blocks import filled
from projections.projection import Projection
from projections.statistics_families import FAMILIES, bit
from projections.table import Table

Own = tuple[tuple[str, str | None], ...]
Subject = tuple[str, rows.Where, str | None, Own]
"""A family, a place, a semester, and whatever else it is told apart by."""


Made = tuple[int, int, int, date, int, int, int, int, int]
"""The columns of a contribution."""
Numbers = tuple[int, int, int]
_LINE = "%d\t%d\t%d\t%s\t%d\t%d\t%d\t%d\t%d\n"


class Contributions(Projection):
    """The base of `Statistics`: an append-only list of what each event adds to which count.

    A count is the sum of some contributions: of those whose day has come (`as_of`) and whose position is
    known (`known_at`). A correction is a contribution of its own, at its own position, with the day of
    what it corrects where that never was.

    So that an answer takes as long over five million events as over fifty thousand, sums are kept for
    full blocks of positions, by day and by month: an answer adds up months, the days of the month that
    `as_of` cuts, and the contributions of the block that is not full.
    """

    LEVELS: ClassVar[tuple[int, ...]] = (14, 18, 22)
    """Cells are kept for blocks of 2^14, 2^18 and 2^22 positions."""

    places = Table(rows.Place, key="place_id")
    topics = Table(rows.Topic, key="topic_id")
    contributions = Table(rows.Contribution)
    month_cells = Table(rows.MonthCell)
    day_cells = Table(rows.DayCell)

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also begins the batch's own lists."""
        super().prepare(batch)
        self.made: list[Made] = []
        self._subjects: dict[Numbers, Subject] = {}

    def contribute(
        self,
        position: int,
        of: Subject,
        day: date,
        counted: int,
        number: int,
        hundredths: int = 0,
        source: int | None = None,
    ) -> None:
        """Add to the counts of a family, place, semester and whatever else is said."""
        family, place, topic = self.numbers(of)
        added = counted, number, hundredths
        self.made.append((position, source or position, family, day, place, topic, *added))

    def numbers(self, of: Subject) -> Numbers:
        """Family, place and topic, by their numbers; they are written with the batch."""
        found = _numbers(of)
        self._subjects[found] = of
        return found

    def subject(self, of: rows.Contribution) -> Subject:
        """What a contribution is to, of this batch or an earlier one."""
        if known := self._subjects.get((of.family, of.place_id, of.topic_id)):
            return known
        place, topic = self.places[of.place_id], self.topics[of.topic_id]
        where = place.institution, place.municipality, place.region
        [name] = [name for name, each in FAMILIES.items() if each.number == topic.family]
        own = tuple((each, getattr(topic, each)) for each in FAMILIES[name].own)
        return name, where, topic.semester, own

    def write(self) -> None:
        """Also writes the contributions, and the places and topics that are new."""
        self.places.load({place for _, place, _ in self._subjects})
        self.topics.load({topic for _, _, topic in self._subjects})
        for (_, place_id, topic_id), (name, where, semester, own) in self._subjects.items():
            if self.places.get(place_id) is None:
                for place in rows.places_of(where):
                    self.places.add(place)
            if self.topics.get(topic_id) is None:
                for topic in rows.topics_of(name, semester, own):
                    self.topics.add(topic)
        super().write()
        # A line for most events: written so, it takes a third of the time.
        copying = Contributions.statement("copy")
        with self.connection.cursor() as cursor, cursor.copy(copying) as copy:
            copy.write("".join(map(_LINE.__mod__, self.made)))

    @classmethod
    def has_to_finish(cls, after: int, until: int) -> bool:
        """Where a block becomes full."""
        return any(filled(cls.LEVELS, after, until))

    def finish(self, after: int, until: int) -> None:
        """Each block that is full now gets its cells: the smallest from contributions, others from smaller ones."""
        for each in filled(self.LEVELS, after, until):
            smallest = "cells_of_contributions", "months_of_days"
            for block in smallest if each.below is None else ("days_of_days", "months_of_months"):
                self.connection.execute(Contributions.statement(block), _CUBES | each._asdict())


@lru_cache(maxsize=20_000)
def _numbers(of: Subject) -> Numbers:
    name, where, semester, own = of
    topic = rows.topics_of(name, semester, own)[0]
    return topic.family, rows.places_of(where)[0].place_id, topic.topic_id


def _cubes() -> dict[str, list[int]]:
    """Which cells are kept, one list for each column of them."""
    kept = [(each, *of) for each in FAMILIES.values() for of in each.cubes]
    return {
        "cubes": [family.cube(depth, period) for family, depth, period in kept],
        "families": [family.number for family, _, _ in kept],
        "bits": [bit(depth, period) for _, depth, period in kept],
        "depths": [depth for _, depth, _ in kept],
        "periods": [period for _, _, period in kept],
    }


_CUBES = _cubes()
