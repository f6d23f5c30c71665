"""Any slice of the journal, written page by page: between two pages nothing of the database is held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.journal_files.beancount import Beancount
from api.journal_files.form import About, Form
from api.journal_files.hledger import Hledger
from ledger.errors import LedgerError
from ledger.store.connection import Connection
from projections.institutions import Institutions
from projections.journal import Journal
from projections.journal_rows import WrittenEntry
from projections.operations import Operations
from projections.partners import Partners
from projections.projection import Projection

FORMS: Mapping[str, type[Form]] = {form.NAME: form for form in (Hledger, Beancount)}
READS: tuple[type[Projection], ...] = (Journal, Partners, Institutions, Operations)
"""What an export is made of."""
PAGE = 2_000
"""Entries that are read at once."""

Connections = Callable[[], AbstractContextManager[Connection]]


class TooManyExports(LedgerError):
    """As many exports as may be are under way: ask again in a while."""

    en = "Too many exports are under way."
    lv = "Pārāk daudz eksportu vienlaikus; mēģiniet vēlreiz pēc brīža."


@dataclass(frozen=True)
class Export:
    """A file that is begun: all of it speaks for one day and one position."""

    form: Form
    first: Sequence[WrittenEntry]
    of: Mapping[str, Any]
    """Which entries: as the journal is asked for them."""


def export(
    connection: Connection,
    form: str,
    where: Mapping[str, Sequence[Any]],
    *,
    as_of: date,
    known_at: int,
) -> Export:
    """Begin a file of one of FORMS, with what names it and the first page, in one look at the read models.

    UnknownDimension, NotAnId, ProjectionNotReady.
    """
    of: dict[str, Any] = {"where": where, "as_of": as_of, "known_at": known_at}
    first = Journal.written(connection, **of, limit=PAGE)
    operation = Operations.on_day(connection, on=as_of, as_of=as_of, known_at=known_at)
    partners = _every(Partners.page, connection, as_of=as_of, known_at=known_at)
    institutions = _every(Institutions.page, connection, on=as_of, known_at=known_at)
    about = About(
        title=f"operation {operation.number} ({operation.name})" if operation else "no operation",
        where={name: [str(value) for value in values] for name, values in where.items()},
        as_of=as_of,
        known_at=known_at,
        partners={str(each.partner_id): each.name for each in partners},
        institutions={str(each.institution_id): each.name for each in institutions},
    )
    return Export(FORMS[form](about), first, of)


def blocks(begun: Export, connections: Connections) -> Iterator[bytes]:
    """The file, a page at a time; `connections` lends one for each."""
    form, page = begun.form, begun.first
    yield form.head().encode()
    while page:
        yield form.text(page).encode()
        if len(page) < PAGE:
            break
        with connections() as connection:
            page = Journal.written(connection, **begun.of, after=page[-1].position, limit=PAGE)
    yield form.tail().encode()


def _every(
    page: Callable[..., Sequence[Any]], connection: Connection, **when: Any
) -> Iterator[Any]:
    """All rows of a list, read in pages."""
    after = 0
    while rows := page(connection, **when, after=after, limit=1_000):
        yield from rows
        after = rows[-1].position
