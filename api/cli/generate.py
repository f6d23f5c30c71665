"""pumpurs generate: a synthetic nation in the published proportions, as lines of a batch or in a ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from psycopg.conninfo import make_conninfo
from rich.console import Console

from api.cli.command import Problem, json_option, print_json
from api.cli.database import kek, migrated
from api.cli.files import out_option, written
from api.cli.progress import Report, progress_bars
from api.nation.loading import LedgerNotEmpty, PartFailed, Target, load
from api.nation.nation import Nation
from api.nation.proportions import PUBLISHED_STUDENTS
from api.nation.recording import LineRefused
from api.nation.spool import Spool

WORD_EVERY_S = 10.0
MOST = 1_000_000
STDOUT = Path("-")


@click.command()
@click.option("--students", type=click.IntRange(1, MOST), help="How many learners there are.")
@click.option("--seed", type=click.IntRange(0, 2**31), default=460, show_default=True)
@click.option(
    "--published",
    is_flag=True,
    help=f"With the published counts themselves: a nation of {PUBLISHED_STUDENTS} learners.",
)
@out_option("Write the lines of batches to a file; - is standard output.")
@click.option(
    "--load", "into_ledger", is_flag=True, help="Record them in an empty ledger, or go on."
)
@json_option
def generate(
    students: int | None,
    seed: int,
    out: Path | None,
    *,
    published: bool,
    into_ledger: bool,
    as_json: bool,
) -> None:
    """Make up a nation: institutions, learners and their plans in the proportions that were published.

    The same number and seed make the same nation, to the byte. A load that was cut short goes on when it is started
    again; a file is there when it is whole. Nobody in it ever was.
    """
    if published and students not in (None, PUBLISHED_STUDENTS):
        raise click.UsageError(f"--published is a nation of {PUBLISHED_STUDENTS} learners.")
    if not (published or students):
        raise click.UsageError("Say how many: --students N, or --published.")
    if bool(out) == into_ledger:
        raise click.UsageError("Say where to: either --out FILE or --load.")
    nation = Nation(students or PUBLISHED_STUDENTS, seed)
    began = time.monotonic()
    if out:
        lines = _written(nation, out)
        click.echo(f"Wrote {lines} lines.", err=True)
        return
    recorded = _loaded(nation)
    seconds = time.monotonic() - began
    if as_json:
        print_json({"recorded": recorded, "seconds": round(seconds, 1)})
    elif recorded:
        click.echo(f"Recorded {recorded} lines in {seconds:.0f} s.")
    else:
        click.echo("This nation is there already: nothing was recorded.")


def _written(nation: Nation, out: Path) -> int:
    """Write all lines in the order in which they become known; how many."""
    with (
        written(None if out == STDOUT else out) as file,
        TemporaryDirectory(prefix="pumpurs-nation-") as folder,
        _reports() as report,
    ):
        spool = Spool(Path(folder))
        for part in nation.parts:
            spool.write(part, nation.lines(part))
        done = 0
        for fortnight in sorted(spool.fortnights):
            for line in spool.merged(nation.parts, fortnight):
                file.write(line.text + b"\n")
                done += 1
            report(done, spool.count)
    return done


def _loaded(nation: Nation) -> int:
    """Record what is not recorded yet, without waiting for the disk: what a crash takes back is told again."""
    with migrated(make=True) as url, _reports() as report:
        hasty = make_conninfo(url, options="-c synchronous_commit=off")
        try:
            return load(nation, Target(hasty, kek()), report)
        except (LedgerNotEmpty, PartFailed, LineRefused) as error:
            raise Problem(str(error)) from error


@contextmanager
def _reports() -> Iterator[Report]:
    """A bar where somebody watches, else a word from time to time."""
    if Console(stderr=True).is_terminal:
        with progress_bars() as bar:
            yield bar("lines")
    else:
        yield _words()


def _words() -> Report:
    last = time.monotonic()

    def say(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > WORD_EVERY_S or done == total:
            last = time.monotonic()
            click.echo(f"{done} of {total} lines", err=True)

    return say
