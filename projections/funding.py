"""Funding: what was spent, by any dimension, as of any day, as it was known at any position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar
from uuid import UUID

from psycopg import sql
from psycopg.rows import args_row, class_row

from ledger.calendar import Semester
from ledger.store.connection import Connection
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
from projections.expenditure import Amounts, Spending, TakenBack
from projections.funding_rows import (
    Cell,
    Expense,
    FundingLine,
    FundingTotal,
    in_cents,
    part_of,
)
from projections.moments import Moment, known_by
from projections.money_cells import DAY, MoneyCells
from projections.table import Table


class Funding(MoneyCells):
    """What was spent.

    A correction is a line of its own, on the day and at the position at which it was recorded, with
    the dimensions of what it corrects: no figure changes that somebody has already been told.
    """

    VERSION = 6
    COST = 6
    MEASURES: ClassVar[tuple[str, ...]] = ("lines", *Amounts._fields)

    expenses = Table(Expense)
    cells = Table(Cell)

    # --- folding ---------------------------------------------------------------------------------

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also reads the lines that the batch takes back."""
        super().prepare(batch)
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
        number = self.dimension(subject).dimension_id
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
                parameters(where) | cls.summed_up(known_by(connection, known_at, position), as_of),
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
            query = cls.statement("by_day").format(sums=cls.sums("day"), filter=condition(where))
            days = cls.summed_up(upto, as_of, since=since)
            return connection.execute(query, parameters(where) | days).fetchall()

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
    def learners(
        cls,
        connection: Connection,
        under: Sequence[Semester],
        category: str,
        *,
        as_of: date,
        known_at: int,
    ) -> list[tuple[UUID, str, str, bool]]:
        """Records of learners to whom something was given under semesters' plans, in which municipality and semester.

        Each of all three is there once; last: whether some of it stands whatever the day. ProjectionNotReady.
        """
        of: dict[str, Any] = {"category": category, "as_of": as_of, "known_at": known_at}
        of["semesters"] = [each.code for each in under]
        of["first_days"] = [each.first_day for each in under]
        of["last_days"] = [each.last_day for each in under]
        with cls.reading(connection):
            return connection.execute(cls.statement("learners"), of).fetchall()

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
            chosen=chosen, grouped=grouped, filter=condition(where), sums=cls.sums()
        )
