"""The journal: each monetary event as a balanced entry of postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from api.asked import TWO_TIMES, named, one_of
from api.resource import Resource
from ledger.money import ExactEuros
from ledger.store.connection import Connection
from projections.dimensions import COLUMNS
from projections.journal import Journal
from projections.journal_rows import Entry, Posting

journal = Resource("journal", "Every monetary event as an entry whose debits equal its credits.")


@dataclass(frozen=True)
class JournalEntry:
    """An entry at the position of its event, with its postings."""

    position: int
    entry: Entry
    postings: tuple[Posting, ...]


@dataclass(frozen=True)
class AccountBalance:
    """What was posted to an account; `balance` is debits less credits."""

    account: str
    name: str
    debit: ExactEuros
    credit: ExactEuros
    balance: ExactEuros


@journal.listing(
    "/journal/entries", Journal, shows=JournalEntry, query={**one_of(COLUMNS), **TWO_TIMES}
)
def entries(
    connection: Connection,
    *,
    as_of: date | None,
    known_at: int | None,
    after: int,
    limit: int,
    **where: Any,
) -> list[JournalEntry]:
    """Entries in the order of the log, with their postings."""
    found = Journal.posted(connection, named(where), as_of, known_at, after=after, limit=limit)
    return [JournalEntry(each.entry.position, each.entry, each.postings) for each in found]


@journal.listing(
    "/journal/balances",
    Journal,
    shows=AccountBalance,
    query={**one_of(COLUMNS), **TWO_TIMES},
    paged=False,
)
def balances(
    connection: Connection, *, as_of: date | None, known_at: int | None, **where: Any
) -> list[AccountBalance]:
    """The trial balance: the balances add up to zero."""
    return [
        AccountBalance(each.account, each.name, each.debit, each.credit, each.balance)
        for each in Journal.balances(connection, named(where), as_of, known_at)
    ]
