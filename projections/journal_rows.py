"""The chart of accounts, and the rows of the journal: what it keeps and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from ledger.money import ExactEuros

BANK = "1000"
ADVANCES = "1100"
RECOVERABLE = "1200"
BETWEEN_PARTNERS = "1900"
OWED = "2100"
CONSULTATIONS = "6100"
COMPENSATIONS = "6200"
YOUTH_PROJECTS = "6300"
TRAINING = "6400"
NOT_APPROVED = "6800"
RECOVERED = "6900"
EXPENDITURE = {
    "consultations": CONSULTATIONS,
    "compensations": COMPENSATIONS,
    "youth_projects": YOUTH_PROJECTS,
    "training": TRAINING,
}
"""The account that expenditure of each cost category is debited to."""
PAID_BY_THE_OPERATION = frozenset({"training"})
"""The cost categories that no partner spends: the money leaves the operation's bank account at once."""

ACCOUNTS = {
    BANK: "The operation's bank account",
    ADVANCES: "Advances to partners",
    RECOVERABLE: "To come back from partners",
    BETWEEN_PARTNERS: "Passed on between partners",
    OWED: "Owed to partners",
    CONSULTATIONS: "Expenditure on consultations",
    COMPENSATIONS: "Expenditure on compensations",
    YOUTH_PROJECTS: "Expenditure on youth projects",
    TRAINING: "Expenditure on training",
    NOT_APPROVED: "Expenditure not approved",
    RECOVERED: "Expenditure to be recovered",
}
"""The chart of accounts: docs/concepts-money.md says which event posts to which."""


@dataclass(slots=True)  # not frozen: one for each event, and that takes three times as long
class _Happened:
    """What one monetary event means."""

    position: int
    corrects: int | None
    """The position of the entry that this one takes back."""
    event: str
    """The topic of the event."""
    subject_id: UUID
    """The consultation, payment or grant."""
    student_id: UUID | None
    occurred_on: date


@dataclass(slots=True)
class BookedEntry(_Happened):
    """An entry as it is kept: with the number of the dimensions of all its postings."""

    dimension_id: int


@dataclass(slots=True)
class Entry(_Happened):
    """An entry as it is told: with these dimensions."""

    partner_id: UUID | None
    institution_id: UUID | None
    municipality: str | None
    region: str | None
    school_year: str | None
    semester: str | None
    cost_category: str | None
    form_of_cost: str | None
    kind: str | None


@dataclass(slots=True)  # not frozen: several for each event
class Posting:
    """One line of an entry: so much, on one side of one account."""

    position: int
    line: int
    account: str
    funding_source: str | None
    debit: ExactEuros
    credit: ExactEuros


@dataclass(frozen=True, slots=True)
class Cell:
    """The postings to one account in one block of 2^level positions, of one dimension and a day, month or year."""

    level: int
    block: int
    grain: str
    day: date
    """The first one."""
    dimension_id: int
    account: str
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """An entry with its postings; their debits equal their credits."""

    entry: Entry
    postings: tuple[Posting, ...]


class Dimensions(NamedTuple):
    """What all postings of an entry are about, as text."""

    partner_id: str | None
    institution_id: str | None
    municipality: str | None
    region: str | None
    school_year: str | None
    semester: str | None
    cost_category: str | None
    form_of_cost: str | None
    kind: str | None


class WrittenEntry(NamedTuple):
    """An entry with its postings as text, for who reads a great many of them."""

    position: int
    corrects: int | None
    event: str
    subject_id: str
    student_id: str | None
    occurred_on: str
    dimensions: Dimensions
    postings: Sequence[tuple[str, str, str]]
    """Account, funding source or nothing, and the debit, or less the credit, with four decimals at least."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What was posted to an account; `balance` is debits less credits."""

    account: str
    debit: Decimal
    credit: Decimal

    @property
    def name(self) -> str:
        """What the account is for."""
        return ACCOUNTS[self.account]

    @property
    def balance(self) -> Decimal:
        """Debits less credits."""
        return self.debit - self.credit


Postings = list[tuple[str, Any, Decimal, Decimal]]
"""Account, funding source, debit, credit."""
