"""Funding: what was spent, by any dimension, as of any day, as it was known at any position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar
from uuid import UUID

from psycopg import sql
from psycopg.rows import args_row, class_row

from ledger.store.connection import Connection
from projections.blocks import cover
from projections.dimensions import (
    COLUMNS,
    DIMENSIONS,
    SOURCES,
    Where,
    checked,
    chosen,
    condition,
    parameters,
)
from projections.expenditure import Amounts, Spending, Subject, TakenBack
from projections.funding_rows import (
    Cell,
    Dimension,
    Expense,
    FundingLine,
    FundingTotal,
    dimension_of,
    in_cents,
    part_of,
)
from projections.moments import Moment, known_by
from projections.spending import AllExpenditure
from projections.table import Table

DAY = timedelta(days=1)
LAST_MONTH = date.max.replace(day=1)
"""No calendar has a month after it, and no fact is dated so far ahead."""


class Funding(AllExpenditure):
    """What was spent.

    A correction is a line of its own, on the day and at the position at which it was recorded, with
    the dimensions of what it corrects: no figure changes that somebody has already been told.
    """

    VERSION = 5
    COST = 6
    LEVELS: ClassVar[tuple[int, ...]] = (14, 18, 22)
    """Cells are kept for blocks of 2^14, 2^18 and 2^22 positions."""

    dimensions = Table(Dimension, key="dimension_id")
    expenses = Table(Expense)
    cells = Table(Cell)

    # --- folding ---------------------------------------------------------------------------------

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also reads the dimensions of the batch, and the lines that it takes back."""
        super().prepare(batch)
        self._numbers: dict[Subject, int] = {}
        self.dimensions.load({dimension_of(subject).dimension_id for subject in self.subjects})
        self.originals: dict[UUID, Expense] = {}
        if self.corrected:
            with self.connection.cursor(row_factory=args_row(Expense)) as cursor:
                students = {student for student in self.corrected.values() if student}
                of = {"measures": list(self.corrected), "students": list(students)}
                cursor.execute(self.statement("originals"), of)
                self.originals = {line.measure_id: line for line in cursor}

    def spent(self, spending: Spending) -> None:
        """A line."""
        position, _, measure_id, student_id, occurred_on, subject, amounts = spending
        number = self._numbers.get(subject) or self._number(subject)
        line = Expense(position, None, measure_id, student_id, occurred_on, number, *amounts)
        self.expenses.add(line)
        if self.corrected and measure_id in self.corrected:
            self.originals[measure_id] = line

    def taken_back(self, correction: TakenBack) -> None:
        """The negative of the first line, on the day of the correction."""
        first = self.originals[correction.measure_id]
        amounts = (-first.amount, -first.esf, -first.state, -first.state_non_eligible)
        self.expenses.add(
            Expense(
                correction.position,
                first.position,
                correction.measure_id,
                first.student_id,
                correction.occurred_on,
                first.dimension_id,
                *amounts,
            )
        )

    def _number(self, subject: Subject) -> int:
        """The dimension of a subject, kept with the first line that needs it; ValueError if two share a number."""
        dimension = dimension_of(subject)
        standing = self.dimensions.get(dimension.dimension_id)
        if standing is None:
            self.dimensions.add(dimension)
        elif standing != dimension:
            raise ValueError(f"{standing} and {dimension} have one number")
        self._numbers[subject] = dimension.dimension_id
        return dimension.dimension_id

    @classmethod
    def has_to_finish(cls, after: int, until: int) -> bool:
        """Where a block becomes full."""
        return after >> cls.LEVELS[0] != until >> cls.LEVELS[0]

    def finish(self, after: int, until: int) -> None:
        """Each block that is full now gets its cells: the smallest from lines, others from smaller ones."""
        below = None
        for level in self.LEVELS:
            first, end = after >> level, until >> level
            if first == end:
                return
            of = {"level": level, "after": first << level, "until": end << level}
            if below is None:
                self.connection.execute(self.statement("cells_of_expenses"), of)
            else:
                of |= {"below": below, "step": level - below}
                self.connection.execute(self.statement("cells_of_cells"), of)
            below = level

    # --- asking ----------------------------------------------------------------------------------

    @classmethod
    def totals(
        cls,
        connection: Connection,
        group_by: Sequence[str] = (),
        where: Where | None = None,
        as_of: date | None = None,
        known_at: Moment | None = None,
    ) -> list[FundingTotal]:
        """Totals by DIMENSIONS, in their order; without any, one total.

        `as_of`: of what had happened by that day. `known_at`: of what had been recorded by then.
        Raises UnknownDimension, NotAnId, ProjectionNotReady.
        """
        where = checked(where, DIMENSIONS, group_by)
        sources = chosen(where, "funding_source") if "funding_source" in where else SOURCES
        by_source = "funding_source" in group_by
        columns = [name for name in group_by if name in COLUMNS]
        with cls.reading(connection) as position:
            rows = connection.execute(
                cls._totals_statement(columns, where),
                parameters(where) | cls._cover(known_by(connection, known_at, position), as_of),
            ).fetchall()
        totals = []
        for row in rows:
            group, (lines, *amounts) = dict(zip(columns, row, strict=False)), row[len(columns) :]
            exact = Amounts(*amounts)
            shown = in_cents(exact)  # of the whole, before any source is picked out of it
            for paying in [(source,) for source in sources] if by_source else [sources]:
                named = {**group, "funding_source": paying[0]} if by_source else group
                group_of = {name: named[name] for name in group_by}
                parts = part_of(exact, paying)
                totals.append(FundingTotal(group_of, lines, *parts, shown=part_of(shown, paying)))
        return totals

    @classmethod
    def between(
        cls,
        connection: Connection,
        ends: Sequence[date],
        where: Where | None = None,
        known_at: Moment | None = None,
    ) -> list[Decimal]:
        """What was spent on the days up to each of `ends`, from the day after the one before it; as of the last.

        Unlike in totals, what was taken back by then is taken from the days on which it was spent.
        Raises UnknownDimension, NotAnId, ProjectionNotReady.
        """
        where = checked(where, DIMENSIONS)
        with cls.reading(connection) as position:
            upto = known_by(connection, known_at, position)
            totals = [cls.totals(connection, (), where, end, upto)[0].amount for end in ends]
            spent = [later - before for before, later in pairwise([Decimal(0), *totals])]
            if starts := [end + DAY for end in ends[:-1]]:
                of = {"starts": starts, "known_at": upto, "as_of": ends[-1]}
                query = cls.statement("taken_back_later").format(filter=condition(where))
                for spent_in, taken_back_in, amount in connection.execute(
                    query, parameters(where) | of
                ):
                    spent[spent_in] += amount
                    spent[taken_back_in] -= amount
        return spent

    @classmethod
    def by_day(
        cls,
        connection: Connection,
        where: Where,
        since: date,
        *,
        as_of: date,
        known_at: Moment | None = None,
    ) -> list[tuple[UUID, date, Decimal]]:
        """What each partner spent on each day since one, less what was taken back on it, in the order of days."""
        where = checked(where, DIMENSIONS)
        with cls.reading(connection) as position:
            upto = known_by(connection, known_at, position)
            query = cls.statement("by_day").format(filter=condition(where))
            of = {"since": since, "as_of": as_of, "known_at": upto}
            return connection.execute(query, parameters(where) | of).fetchall()

    @classmethod
    def lines(
        cls,
        connection: Connection,
        where: Where | None = None,
        as_of: date | None = None,
        known_at: Moment | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[FundingLine]:
        """The lines behind a total, in the order of the log, from after a position on.

        They add up to the total: filtered by funding source, they too have the part of that source alone.

        Raises UnknownDimension, NotAnId, ProjectionNotReady.
        """
        where = checked(where, DIMENSIONS)
        with cls.reading(connection) as position:
            upto = known_by(connection, known_at, position)
            statement = cls.statement("lines").format(filter=condition(where))
            of = {"after": after, "limit": limit, "known_at": upto, "as_of": as_of or date.max}
            with connection.cursor(row_factory=class_row(FundingLine)) as cursor:
                lines = cursor.execute(statement, parameters(where) | of).fetchall()
        if "funding_source" not in where:
            return lines
        sources = chosen(where, "funding_source")
        return [replace(line, **part_of(line, sources)._asdict()) for line in lines]

    @classmethod
    def _totals_statement(cls, columns: Sequence[str], where: Where) -> sql.Composed:
        names = sql.SQL(", ").join(sql.Identifier(COLUMNS[name]) for name in columns)
        chosen = sql.SQL("{},").format(names) if columns else sql.SQL("")
        grouped = (
            sql.SQL("GROUP BY {0} HAVING sum(lines) > 0 ORDER BY {0}").format(names)
            if columns
            else sql.SQL("")
        )
        return cls.statement("totals").format(
            chosen=chosen, grouped=grouped, filter=condition(where)
        )

    @classmethod
    def _cover(cls, known_at: int, as_of: date | None) -> dict[str, Any]:
        """Which blocks and months are answered from cells: the largest blocks first."""
        return {**cover(cls.LEVELS, known_at), "as_of": as_of or date.max, **_months(as_of)}


def _months(as_of: date | None) -> dict[str, Any]:
    """Cells of months before `cut`, plus or minus (`sign`) the lines of the days `since` … before `until`."""
    if as_of is None or as_of >= LAST_MONTH:
        return {"cut": date.max, "sign": 1, "since": date.max, "until": date.max}
    first, following_day = as_of.replace(day=1), as_of + DAY
    if as_of.day <= 15:
        return {"cut": first, "sign": 1, "since": first, "until": following_day}
    next_month = (first + timedelta(days=31)).replace(day=1)
    return {"cut": next_month, "sign": -1, "since": following_day, "until": next_month}
