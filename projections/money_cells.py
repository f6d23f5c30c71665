"""Money by what it is about, and its sums by day and by block of positions: what totals are read from."""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

import msgspec
from psycopg import sql

from ledger.calendar import semester
from projections.blocks import covering, filled
from projections.expenditure import Subject
from projections.spending import AllExpenditure
from projections.table import Table

DAY = timedelta(days=1)
DAYS, MONTHS, YEARS = "day", "month", "year"
GRAINS = (DAYS, MONTHS, YEARS)
"""What cells are kept for, each made from the one before."""


class About(NamedTuple):
    """What money is about, as far as it is known."""

    partner_id: UUID | None = None
    institution_id: UUID | None = None
    municipality: str | None = None
    region: str | None = None
    school_year: str | None = None
    semester: str | None = None
    cost_category: str | None = None
    form_of_cost: str | None = None
    kind: str | None = None


class Numbered(NamedTuple):
    """The same, with its number."""

    about: About
    dimension_id: int


@dataclass(frozen=True, slots=True)
class Dimension:
    """The same as a row."""

    dimension_id: int
    partner_id: UUID | None
    institution_id: UUID | None
    municipality: str | None
    region: str | None
    school_year: str | None
    semester: str | None
    cost_category: str | None
    form_of_cost: str | None
    kind: str | None


class MoneyCells(AllExpenditure, ABC):
    """The base of read models that add up money.

    So that an answer takes as long over five million events as over fifty thousand, sums are kept for
    full blocks of positions, by day, month and year: an answer adds up years, the months of the year
    that `as_of` cuts, the days of the month that it cuts, and the lines of the block that is not full.

    Who derives from it has a table `cells`, a block `money` in its SQL with the lines that they add up
    (position, day, `APART`, `MEASURES`), and gives each line the number of a dimension.
    """

    LEVELS: ClassVar[tuple[int, ...]] = (14, 18, 22)
    """Cells are kept for blocks of 2^14, 2^18 and 2^22 positions."""
    APART: ClassVar[tuple[str, ...]] = ("dimension_id",)
    """What cells are told apart by."""
    MEASURES: ClassVar[tuple[str, ...]]
    """What they add up."""

    dimensions = Table(Dimension, key="dimension_id")

    # --- folding ---------------------------------------------------------------------------------

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also reads the dimensions of the batch."""
        super().prepare(batch)
        self._said: set[Subject] = set()
        self._numbered = {subject: numbered(_about(subject)) for subject in self.subjects}
        self.dimensions.load({each.dimension_id for each in self._numbered.values()})

    def dimension(self, subject: Subject) -> Numbered:
        """What a subject is about, kept with the first line that needs it; ValueError if two share a number."""
        if (found := self._numbered.get(subject)) is None:
            found = self._numbered[subject] = numbered(_about(subject))
        if subject not in self._said:
            self._said.add(subject)
            self.keep(found)
        return found

    def keep(self, numbered: Numbered) -> None:
        """See to it that there is a row of the number; ValueError as above."""
        dimension = Dimension(numbered.dimension_id, *numbered.about)
        standing = self.dimensions.get(dimension.dimension_id)
        if standing is None:
            self.dimensions.add(dimension)
        elif standing != dimension:
            raise ValueError(f"{standing} and {dimension} have one number")

    @classmethod
    def has_to_finish(cls, after: int, until: int) -> bool:
        """Where a block becomes full."""
        return any(filled(cls.LEVELS, after, until))

    def finish(self, after: int, until: int) -> None:
        """Each block that is full now gets its cells: the smallest from lines, others from smaller ones."""
        for block in filled(self.LEVELS, after, until):
            of = block._asdict()
            if block.below is not None:
                for grain in GRAINS:
                    self._add_up("cells_of_cells", of | {"grain": grain, "finer": grain})
                continue
            self._add_up("cells_of_lines", of)
            of |= {"below": block.level, "step": 0}
            self._add_up("cells_of_cells", of | {"grain": MONTHS, "finer": DAYS})
            self._add_up("cells_of_cells", of | {"grain": YEARS, "finer": MONTHS})

    def _add_up(self, block: str, of: dict[str, Any]) -> None:
        self.connection.execute(self._formatted(block), of)

    # --- asking ----------------------------------------------------------------------------------

    @classmethod
    def sums(cls, *apart: str) -> sql.Composed:
        """A query of sums, by `APART` and what else is named; `summed_up` gives its parameters."""
        return cls._formatted("sums", *apart)

    @classmethod
    def _formatted(cls, block: str, *apart: str) -> sql.Composed:
        return MoneyCells.statement(block).format(
            apart=_listed([*apart, *cls.APART]),
            measures=_listed(cls.MEASURES),
            sums=sql.SQL(", ").join(
                sql.SQL("sum({0}) AS {0}").format(sql.Identifier(name)) for name in cls.MEASURES
            ),
            lines=cls.statement("money"),
        )

    @classmethod
    def summed_up(
        cls, known_at: int, as_of: date | None, *, since: date | None = None
    ) -> dict[str, Any]:
        """Which blocks and days are read from cells: of all days, or from one on, each by itself."""
        until = date.max if as_of is None or as_of == date.max else as_of + DAY
        days = {"since": since or date.min, "until": until}
        return {**covering(cls.LEVELS, known_at), **days, **_spans(since, until)}


def _about(subject: Subject) -> About:
    """What money spent on a subject is about."""
    return About(
        subject.partner_id,
        subject.institution_id,
        subject.municipality,
        subject.region,
        subject.semester and semester(subject.semester).school_year,
        subject.semester,
        subject.cost_category,
        subject.form_of_cost,
        subject.kind,
    )


@lru_cache(maxsize=20_000)
def numbered(about: About) -> Numbered:
    """With its number, a digest: the same in every order of the log. Much money is about the same."""
    digest = blake2b(msgspec.json.encode(tuple(about)), digest_size=8).digest()
    return Numbered(about, int.from_bytes(digest) >> 1)


def _spans(since: date | None, until: date) -> dict[str, list[Any]]:
    """Cells of which grain, from which first day on, up to before which other."""
    year, month = until.replace(month=1, day=1), until.replace(day=1)
    spans = [(YEARS, date.min, year), (MONTHS, year, month), (DAYS, month, until)]
    if since is not None:
        spans = [(DAYS, since, until)]
    grains, sinces, untils = zip(*spans, strict=True)
    return {"grains": list(grains), "sinces": list(sinces), "untils": list(untils)}


def _listed(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
