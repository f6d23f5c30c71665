"""The journal as hledger reads it."""

from __future__ import annotations

from api.journal_files.form import NAMES, Form, coded, named, words
from projections.journal_rows import ACCOUNTS, Dimensions, WrittenEntry

TYPES = {"Assets": "A", "Equity": "E", "Liabilities": "L", "Expenses": "X"}


class Hledger(Form):
    """A journal for hledger 1.25 and later: accounts declared, dimensions as tags."""

    NAME = "hledger"
    SUFFIX = "journal"

    def head(self) -> str:
        """How euros are written, and all accounts."""
        accounts = [
            f"account {name}  ; type:{TYPES[name.partition(':')[0]]}, {ACCOUNTS[code]}\n"
            for code, name in NAMES.items()
        ]
        return f"{self.comments()}\ncommodity 1000.0000 EUR\n{''.join(accounts)}\n"

    def dimensions(self, of: Dimensions) -> tuple[str, str]:
        """The partner begins the description; the rest are tags."""
        payee = self.about.partners.get(of.partner_id or "", "")
        tags = ", ".join(f"{name}:{coded(value, ',')}" for name, value in named(of, self.about))
        return payee and f"{coded(payee, ';|')} | ", tags and f"    ; {tags}\n"

    def entry(self, entry: WrittenEntry) -> str:
        """One transaction, its position as the code."""
        payee, tags = self._dimensions(entry.dimensions)
        student = f", student:{entry.student_id}" if entry.student_id else ""
        corrects = f", corrects:{entry.corrects}" if entry.corrects else ""
        postings = "".join(
            f"    {NAMES[account]}  {amount} EUR  ; funding_source:{source}\n"
            if source
            else f"    {NAMES[account]}  {amount} EUR\n"
            for account, source, amount in entry.postings
        )
        return (
            f"{entry.occurred_on} * ({entry.position}) {payee}{words(entry.event)}\n"
            f"    ; position:{entry.position}, event:{entry.event}, subject:{entry.subject_id}{student}{corrects}\n"
            f"{tags}{postings}\n"
        )
