"""The journal: each monetary event as one balanced entry, whose debits equal its credits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, ClassVar
from uuid import UUID

from psycopg import sql
from psycopg.rows import args_row, class_row

from ledger.store.connection import Connection
from projections.dimensions import COLUMNS, SOURCES, Where, checked, condition, parameters
from projections.expenditure import Spending, TakenBack
from projections.journal_partners import PartnerPostings
from projections.journal_rows import (
    BANK,
    EXPENDITURE,
    OWED,
    PAID_BY_THE_OPERATION,
    Balance,
    BookedEntry,
    Cell,
    Dimensions,
    Entry,
    PostedEntry,
    Posting,
    Postings,
    WrittenEntry,
)
from projections.moments import Moment, known_by
from projections.table import Table

ZERO = Decimal(0)


class Journal(PartnerPostings):
    """Entries and postings of everything that was spent on students and paid to partners.

    Both sides are the operation's own books. Expenditure is posted by funding source, exactly; a
    payment is not, because no fact says out of which source it was made.
    """

    VERSION = 9
    COST = 8
    LEVELS = (13, 17, 22)  # smaller ones, since the postings of an open block are many
    APART: ClassVar[tuple[str, ...]] = ("dimension_id", "account")
    MEASURES: ClassVar[tuple[str, ...]] = ("debit", "credit")

    entries = Table(BookedEntry)
    postings = Table(Posting)
    cells = Table(Cell)

    # --- folding ---------------------------------------------------------------------------------

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also reads the entries that the batch takes back, with their postings."""
        super().prepare(batch)
        self.originals: dict[UUID, tuple[BookedEntry, Sequence[Posting]]] = {}
        if self.corrected:
            of = {"subjects": list(self.corrected)}
            with self.connection.cursor(row_factory=args_row(BookedEntry)) as cursor:
                entries = cursor.execute(self.statement("originals"), of).fetchall()
            postings = _postings_of(self.connection, entries)
            for entry in entries:
                self.originals[entry.subject_id] = entry, postings.get(entry.position, ())

    def spent(self, spending: Spending) -> None:
        """Debit the expenditure, by funding source; credit what is owed to the partner, or the bank."""
        position, event, measure_id, student_id, occurred_on, subject, amounts = spending
        number = self.dimension(subject).dimension_id
        entry = BookedEntry(position, None, event, measure_id, student_id, occurred_on, number)
        account = EXPENDITURE[subject.cost_category]
        debits = [
            (account, source, part, ZERO)
            for source, part in zip(SOURCES, amounts[1:], strict=True)
            if part
        ]
        paid_by = BANK if subject.cost_category in PAID_BY_THE_OPERATION else OWED
        self.post(entry, [*debits, (paid_by, None, ZERO, amounts.amount)])

    def taken_back(self, correction: TakenBack) -> None:
        """The first entry once more, with debits and credits exchanged."""
        first, postings = self.originals[correction.measure_id]
        entry = replace(
            first,
            position=correction.position,
            corrects=first.position,
            event=correction.event,
            occurred_on=correction.occurred_on,
        )
        self.post(
            entry,
            [
                (posting.account, posting.funding_source, posting.credit, posting.debit)
                for posting in postings
            ],
        )

    def post(self, entry: BookedEntry, postings: Postings) -> None:
        """Keep an entry with its postings, numbered from 1."""
        self.entries.add(entry)
        lines = tuple(
            Posting(entry.position, number, *posting) for number, posting in enumerate(postings, 1)
        )
        for line in lines:
            self.postings.add(line)
        if self.corrected and entry.subject_id in self.corrected and entry.corrects is None:
            self.originals[entry.subject_id] = entry, lines

    # --- asking ----------------------------------------------------------------------------------

    @classmethod
    def posted(
        cls,
        connection: Connection,
        where: Where | None = None,
        as_of: date | None = None,
        known_at: Moment | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[PostedEntry]:
        """Entries with their postings, in the order of the log, from after a position on.

        `as_of`: of what had happened by that day. `known_at`: of what had been recorded by then.
        Raises UnknownDimension, NotAnId, ProjectionNotReady.
        """
        where = checked(where, COLUMNS)
        with cls.reading(connection) as position:
            upto = known_by(connection, known_at, position)
            asked = cls._page("entries", where, as_of, upto, after, limit)
            with connection.cursor(row_factory=class_row(Entry)) as cursor:
                entries = cursor.execute(*asked).fetchall()
            postings = _postings_of(connection, entries)
        return [PostedEntry(entry, postings.get(entry.position, ())) for entry in entries]

    @classmethod
    def written(
        cls,
        connection: Connection,
        where: Where | None = None,
        as_of: date | None = None,
        known_at: Moment | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[WrittenEntry]:
        """The same entries, written out, many times as fast.

        Raises UnknownDimension, NotAnId, ProjectionNotReady.
        """
        where = checked(where, COLUMNS)
        with cls.reading(connection) as position:
            upto = known_by(connection, known_at, position)
            rows = connection.execute(*cls._page("written", where, as_of, upto, after, limit))
        return [
            WrittenEntry._make((*row[:6], Dimensions._make(row[6:15]), _lines(row[15])))
            for row in rows
        ]

    @classmethod
    def balances(
        cls,
        connection: Connection,
        where: Where | None = None,
        as_of: date | None = None,
        known_at: Moment | None = None,
    ) -> list[Balance]:
        """The trial balance: each account that was posted to; the balances add up to zero.

        Raises UnknownDimension, NotAnId, ProjectionNotReady.
        """
        where = checked(where, COLUMNS)
        statement = cls.statement("balances").format(sums=cls.sums(), filter=condition(where))
        with cls.reading(connection) as position:
            of = cls.summed_up(known_by(connection, known_at, position), as_of)
            with connection.cursor(row_factory=class_row(Balance)) as cursor:
                return cursor.execute(statement, parameters(where) | of).fetchall()

    @classmethod
    def _page(
        cls,
        block: str,
        where: Where,
        as_of: date | None,
        known_at: int,
        after: int,
        limit: int,
    ) -> tuple[sql.Composed, dict[str, Any]]:
        """A question for entries, with its parameters."""
        of = {"as_of": as_of or date.max, "known_at": known_at, "after": after, "limit": limit}
        return cls.statement(block).format(filter=condition(where)), parameters(where) | of


def _lines(written: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(" ")) for line in written.split("\n") if line]


def _postings_of(
    connection: Connection, entries: Sequence[BookedEntry | Entry]
) -> dict[int, tuple[Posting, ...]]:
    """The postings of entries, by their position."""
    positions = {"positions": [entry.position for entry in entries]}
    with connection.cursor(row_factory=args_row(Posting)) as cursor:
        cursor.execute(Journal.statement("postings_of"), positions)
        return {
            position: tuple(lines)
            for position, lines in groupby(cursor, key=attrgetter("position"))
        }
