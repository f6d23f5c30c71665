"""pumpurs journal: the balances of the accounts, and the journal as a file for other programs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import IO

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import up_to_date
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
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Into this file, which is there when it is whole; else it is printed.",
)
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
        with _written(out) as file:
            file.writelines(blocks(begun, lambda: nullcontext(connection)))
    if out:
        written = begun.form
        click.echo(f"{out}: {written.entries} entries, {written.postings} postings.", err=True)


@contextmanager
def _written(out: Path | None) -> Iterator[IO[bytes]]:
    """Where to write: a file appears under its name when it is whole, and nothing is left of one that is not."""
    if out is None:
        with click.open_file("-", "wb") as file:
            yield file
    elif out.exists() and not out.is_file():  # a device, a pipe
        with out.open("wb") as file:
            yield file
    else:
        part = out.with_name(f".{out.name}.{os.getpid()}")
        try:
            with part.open("xb") as file:
                yield file
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
