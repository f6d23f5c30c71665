"""pumpurs journal: the balances of the accounts, and the journal as a file for other programs."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.files import out_option, written
from api.cli.filters import where
from api.cli.moments import position_known_at, two_times
from api.journal_files import FORMS, blocks, export
from api.journal_files.exporting import READS
from api.moment import today
from projections.dimensions import COLUMNS
from projections.journal import Journal
from projections.projection import snapshot


@click.group()
def journal() -> None:
    """Every monetary event as an entry whose debits equal its credits."""


@journal.command("balances")
@where(COLUMNS)
@two_times
@json_option
def balances(
    where: dict[str, list[str]], as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """The trial balance: what was posted to each account; the balances add up to zero."""
    with up_to_date() as (_, connection), Journal.reading(connection):
        position = position_known_at(connection, known_at)
        found = Journal.balances(connection, where, as_of or today(), position)
    rows = [(each.account, each.name, each.debit, each.credit, each.balance) for each in found]
    names = ("account", "name", "debit", "credit", "balance")
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(names, rows)


@journal.command("export")
@click.option(
    "--format", "form", type=click.Choice(list(FORMS)), required=True, help="For which program."
)
@where(COLUMNS)
@two_times
@out_option("Into this file, which is there when it is whole; else it is printed.")
def export_journal(
    form: str,
    where: dict[str, list[str]],
    as_of: date | None,
    known_at: str | None,
    out: Path | None,
) -> None:
    """Write the journal, or a slice of it, as a file that hledger or Beancount reads."""
    with up_to_date() as (_, connection):
        with snapshot(connection):
            head = min(each.position(connection) for each in READS)
            position = position_known_at(connection, known_at)
            known = head if position is None else min(position, head)
            begun = export(connection, form, where, as_of=as_of or today(), known_at=known)
        with written(out) as file:
            file.writelines(blocks(begun, lambda: nullcontext(connection)))
    if out:
        counted = begun.form
        click.echo(f"{out}: {counted.entries} entries, {counted.postings} postings.", err=True)
