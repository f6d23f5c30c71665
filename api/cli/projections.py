"""pumpurs projections: how the read models stand; build them anew; prove that they are right."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict

import click
from click.exceptions import Exit

import projections as read_models
from api.cli.command import PROBLEM, json_option, print_json, print_table
from api.cli.database import in_order, migrated, up_to_date
from api.cli.progress import Report, progress_bars
from projections.engine import Engine

names_argument = click.argument(
    "names", nargs=-1, metavar="[NAME]...", callback=lambda *given: known(given[-1])
)

processes_option = click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=lambda: len(os.sched_getaffinity(0)),
    show_default="as many as there are processors",
    help="How many processes do it side by side.",
)


@click.group()
def projections() -> None:
    """The read models, which are derived from the log."""


@projections.command("status")
@json_option
def status(*, as_json: bool) -> None:
    """Say how far each has read the log. Exit code 1 when an event has stopped one."""
    with migrated() as url:
        found = Engine(url).status()
    if as_json:
        print_json([asdict(one) | {"lag": one.lag} for one in found])
    else:
        print_table(
            ["projection", "version", "state", "position", "lag", "error"],
            [(one.name, one.version, one.state, one.position, one.lag, one.error) for one in found],
        )
    if any(one.error for one in found):
        raise Exit(PROBLEM)


@projections.command("rebuild")
@names_argument
@processes_option
@json_option
def rebuild(names: Sequence[str], *, processes: int, as_json: bool) -> None:
    """Build them anew, while the live ones answer. All, if none is named."""
    with in_order() as (url, _), progress_bars() as bar:
        Engine(url).rebuild_all(names, Bars(bar), processes)
    if as_json:
        print_json({"rebuilt": names})
    else:
        click.echo(f"Rebuilt: {', '.join(names)}.")


@projections.command("verify")
@names_argument
@processes_option
@json_option
def verify(names: Sequence[str], *, processes: int, as_json: bool) -> None:
    """Build them anew aside and compare, row for row. Exit code 1 when a row differs."""
    with up_to_date() as (url, _), progress_bars() as bar:
        differences = Engine(url).verify_all(names, Bars(bar), processes)
    if as_json:
        print_json(
            [
                {"projection": name, "differences": [asdict(one) for one in found]}
                for name, found in differences.items()
            ]
        )
    else:
        print_table(
            ["projection", "differences"], [(name, len(rows)) for name, rows in differences.items()]
        )
        for name, found in differences.items():
            for one in found:
                click.echo(f"{name}.{one.table}, only in the {one.only_in} one: {one.row}")
    if any(differences.values()):
        raise Exit(PROBLEM)


class Bars(dict[str, Report]):
    """A bar for each projection that something is told of."""

    def __init__(self, bar: Callable[[str], Report]) -> None:
        super().__init__()
        self._bar = bar

    def __missing__(self, name: str) -> Report:
        return self.setdefault(name, self._bar(name))

    def __call__(self, name: str, done: int, total: int) -> None:
        self[name](done, total)


def known(names: Sequence[str], none: Sequence[str] | None = None) -> list[str]:
    """These names, or `none` (by default all) if none are given; a usage error when the program does not know one."""
    all_names = [projection.NAME for projection in read_models.ALL]
    for name in names:
        if name not in all_names:
            raise click.BadParameter(f"{name!r} is none of {', '.join(all_names)}.")
    return list(names) or list(all_names if none is None else none)
