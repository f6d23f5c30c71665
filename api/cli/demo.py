"""pumpurs demo: fill an empty ledger with Madona municipality 2017-2021."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from psycopg.conninfo import make_conninfo

from api import demo as facts
from api.cli.command import Problem, json_option, print_json
from api.cli.database import migrated
from api.cli.progress import progress_bars
from ledger.application import Ledger, opened
from ledger.key_encryption_key import load_kek
from ledger.store.sequencer import Sequencer


@click.group()
def demo() -> None:
    """Madona municipality as it was published, with learners who never were."""


@demo.command("load")
@json_option
def load(*, as_json: bool) -> None:
    """Record the demo in an empty ledger; go on with it where an earlier load was cut short."""
    with migrated(make=True) as url, _ledger(url) as ledger, progress_bars() as bar:
        Sequencer(url).sequence_once()
        try:
            recorded = facts.load(ledger, bar("facts"))
        except facts.LedgerNotEmpty as error:
            raise Problem(str(error)) from error
    if as_json:
        print_json({"recorded": recorded, "facts": len(facts.entries())})
    elif recorded:
        click.echo(f"Recorded {recorded} facts.")
    else:
        click.echo("The demo is there already: nothing was recorded.")


@contextmanager
def _ledger(url: str) -> Iterator[Ledger]:
    """A ledger that does not wait for the disk: facts that a crash takes back are told again."""
    hasty = make_conninfo(url, options="-c synchronous_commit=off")
    kek = load_kek(os.environ, Path(os.environ.get("PUMPURS_DATA") or ".data"))
    with opened(hasty, kek, max_connections=1) as ledger:
        yield ledger
