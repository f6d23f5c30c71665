"""What the files have in common: the accounts' names, what they say of themselves, and texts that cannot get out."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from urllib.parse import quote

from ledger.catalogue.pages import sentence
from ledger.events import EVENTS
from projections.journal import Journal
from projections.journal_rows import Dimensions, WrittenEntry

NAMES: Mapping[str, str] = {
    "1000": "Assets:1000-Bank",
    "1100": "Assets:1100-Advances",
    "1200": "Assets:1200-Recoverable",
    "1900": "Equity:1900-Between-Partners",
    "2100": "Liabilities:2100-Owed",
    "6100": "Expenses:6100-Consultations",
    "6200": "Expenses:6200-Compensations",
    "6300": "Expenses:6300-Youth-Projects",
    "6400": "Expenses:6400-Training",
    "6800": "Expenses:6800-Not-Approved",
    "6900": "Expenses:6900-Recovered",
}
"""By the code of the account: a name that both programs take as it is."""
EXACT = "; Every amount is exact. What a text cannot contain stands in it as %XX, of its UTF-8.\n"
DIMENSIONS_KEPT = 4096
"""Whose lines are kept written out: many entries are about the same."""


@dataclass(frozen=True)
class About:
    """What a file is, and what is named in it."""

    title: str
    """Of which operation."""
    where: Mapping[str, Sequence[str]]
    """By dimension: which values its entries have; of others, all."""
    as_of: date
    known_at: int
    partners: Mapping[str, str]
    institutions: Mapping[str, str]
    """Names by id, as they were known."""


class Form(ABC):
    """Writes one file: its head, its entries in the order of the log, its end."""

    NAME: str
    """What it is asked for by."""
    SUFFIX: str
    """Of a file."""

    def __init__(self, about: About) -> None:
        self.about = about
        self.entries = self.postings = 0
        self._dimensions = lru_cache(DIMENSIONS_KEPT)(self.dimensions)

    @abstractmethod
    def head(self) -> str:
        """What stands before the first entry."""

    @abstractmethod
    def dimensions(self, of: Dimensions) -> tuple[str, str]:
        """What every entry with these says: who got the money, and the lines about the rest."""

    @abstractmethod
    def entry(self, entry: WrittenEntry) -> str:
        """One entry."""

    def tail(self) -> str:
        """What stands after the last entry: who does not find it has not got the whole."""
        return f"; End: {self.entries} entries, {self.postings} postings.\n"

    def text(self, entries: Sequence[WrittenEntry]) -> str:
        """Entries, one after the other."""
        self.entries += len(entries)
        self.postings += sum(len(each.postings) for each in entries)
        return "".join(map(self.entry, entries))

    def comments(self) -> str:
        """What the file is, for who reads it, in lines of comment."""
        about = self.about
        chosen = [f"{name} = {' or '.join(values)}" for name, values in about.where.items()]
        said = [
            f"Journal of {about.title}",
            f"Entries with: {', and '.join(chosen)}" if chosen else "Entries: all",
            f"As of {about.as_of}, as known at position {about.known_at} of the log",
            f"Made by pumpurs-ledger {version('pumpurs-ledger')}, journal version {Journal.VERSION}",
        ]
        return "".join(f"; {coded(line, '')}\n" for line in said) + EXACT


def named(of: Dimensions, about: About) -> list[tuple[str, str]]:
    """What is known of some dimensions, by name; the institution with its name."""
    pairs = [
        ("partner", of.partner_id),
        ("institution", of.institution_id),
        ("institution_name", about.institutions.get(of.institution_id or "")),
        *zip(Dimensions._fields[2:], of[2:], strict=True),
    ]
    return [(name, value) for name, value in pairs if value]


@lru_cache
def words(topic: str) -> str:
    """What an event says happened, in the words of its class."""
    return re.split(r"[.;:]\s|\.$", sentence(EVENTS[topic]), maxsplit=1)[0]


def coded(text: str, special: str) -> str:
    """A text in one line: what does not print, a space at its end, `%` and what is `special`, as %XX of its UTF-8.

    `urllib.parse.unquote` gives it back.
    """
    if text.isprintable() and text == text.strip() and not set(text) & {"%", *special}:
        return text
    begins, ends = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    return "".join(
        each
        if each.isprintable() and each not in special + "%" and begins <= place < ends
        else quote(each, safe="")
        for place, each in enumerate(text)
    )
