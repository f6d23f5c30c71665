"""The journal as Beancount reads it."""

from __future__ import annotations

from api.journal_files.form import NAMES, About, Form, coded, named, words
from projections.journal_rows import ACCOUNTS, Dimensions, WrittenEntry


class Beancount(Form):
    """A ledger for Beancount 3: dimensions as metadata, and every account opened on its first day.

    The days are known at the end, and stand there: Beancount puts a file in order by itself.
    """

    NAME = "beancount"
    SUFFIX = "beancount"

    def __init__(self, about: About) -> None:
        super().__init__(about)
        self.first_days: dict[str, str] = {}

    def head(self) -> str:
        """What the file is."""
        title = quoted(f"Journal of {self.about.title}")
        return f'{self.comments()}\noption "title" {title}\noption "operating_currency" "EUR"\n\n'

    def dimensions(self, of: Dimensions) -> tuple[str, str]:
        """The partner is the payee; the rest is metadata."""
        payee = self.about.partners.get(of.partner_id or "", "")
        said = (f"  {name}: {quoted(value)}\n" for name, value in named(of, self.about))
        return payee and f"{quoted(payee)} ", "".join(said)

    def entry(self, entry: WrittenEntry) -> str:
        """One transaction."""
        payee, said = self._dimensions(entry.dimensions)
        student = f'  student: "{entry.student_id}"\n' if entry.student_id else ""
        corrects = f"  corrects: {entry.corrects}\n" if entry.corrects else ""
        day, first_days = entry.occurred_on, self.first_days
        postings = ""
        for account, source, amount in entry.postings:
            if day < first_days.get(account, "A"):  # after all digits
                first_days[account] = day
            postings += f"  {NAMES[account]}  {amount} EUR\n"
            if source:
                postings += f'    funding_source: "{source}"\n'
        return (
            f'{day} * {payee}"{words(entry.event)}"\n'
            f'  position: {entry.position}\n  event: "{entry.event}"\n  subject: "{entry.subject_id}"\n'
            f"{student}{corrects}{said}{postings}\n"
        )

    def tail(self) -> str:
        """The accounts, before the end."""
        opened = [
            f"{day} open {NAMES[account]} EUR\n  name: {quoted(ACCOUNTS[account])}\n"
            for account, day in sorted(self.first_days.items())
        ]
        return f"{''.join(opened)}\n{super().tail()}"


def quoted(text: str) -> str:
    """A text in quotes, in one line."""
    escaped = coded(text, "").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
