"""The journal: each monetary event as a balanced entry of postings."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response
from marshmallow import fields, validate

from api import access, openapi
from api.asked import TWO_TIMES, Asked, Query, named, one_of
from api.context import reading
from api.journal_files import FORMS, TooManyExports, blocks, export
from api.journal_files.exporting import READS
from api.reach import reach
from api.resource import TEXT, Read, Resource
from api.schemas import Strict
from ledger.money import ExactEuros
from ledger.store.connection import Connection
from projections.dimensions import COLUMNS
from projections.journal import Journal
from projections.journal_rows import Entry, Posting

FORM: Query = {
    "format": fields.String(
        load_default="hledger",
        validate=validate.OneOf(tuple(FORMS)),
        metadata={"description": "For which program."},
    )
}
EXPORTED = """The journal as a file for hledger or Beancount, whose balances are those of `/journal/balances`.

It comes as it is read, and all of it speaks for the one position. Its last line begins with `; End:`: a file without
that line was cut off. At most a few exports run at once, and who stops receiving is given up.
"""

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


def _export(query: dict[str, Any]) -> Response:
    access.permit().see({})
    form = query.pop("format")
    with _place() as place:
        with reading(*READS) as connection:
            asked = _ASKED.of(connection, {}, query)
            as_of, known_at = asked.pop("as_of"), asked.pop("known_at")
            begun = export(connection, form, named(asked), as_of=as_of, known_at=known_at)
        answer = Response(blocks(begun, reach().readers.connection), mimetype="text/plain")
        answer.call_on_close(place.pop_all().close)
    file = f"journal-{known_at}.{begun.form.SUFFIX}"
    answer.headers.set("Content-Disposition", "attachment", filename=file)
    return answer


def _place() -> ExitStack:
    """One of the few at which an export may run, kept until it is closed; TooManyExports."""
    if not reach().exporting.acquire(blocking=False):
        raise TooManyExports()
    place = ExitStack()
    place.callback(reach().exporting.release)
    return place


_ASKED = Asked([], None, {**one_of(COLUMNS), **TWO_TIMES})
journal.serve(
    "GET",
    "/journal/export",
    "journal.export",
    _export,
    (Read(Strict.from_dict({**FORM, **_ASKED.declared}, name="JournalExportQuery")(), "query"),),
    journal.response(
        200, TEXT, content_type="text/plain", headers=openapi.answered("Ledger-Position")
    ),
    summary="The journal as a file for hledger or Beancount",
    words=EXPORTED,
    headers=openapi.QUESTION_HEADERS,
    refusals=(400, 401, 403, 404, 422, 429, 503, 504),
)
