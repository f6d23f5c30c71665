"""pumpurs funding: what was spent, by any dimension."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import where
from api.cli.moments import position_known_at, two_times
from api.indirect_costs import indirect_costs
from projections.dimensions import DIMENSIONS
from projections.funding import Funding
from projections.projection import snapshot


@click.group()
def funding() -> None:
    """What was spent on students."""


@funding.command("totals")
@click.option(
    "--group-by",
    multiple=True,
    type=click.Choice(DIMENSIONS),
    metavar="DIMENSION",
    help=f"A total for each; may be given again. One of {', '.join(DIMENSIONS)}.",
)
@where(DIMENSIONS)
@two_times
@json_option
def totals(
    group_by: tuple[str, ...],
    where: dict[str, list[str]],
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
) -> None:
    """Add up euros, exactly; shown in cents, with the part of each funding source."""
    with up_to_date() as (_, connection), Funding.reading(connection) as head:
        position = position_known_at(connection, known_at)
        found = Funding.totals(connection, group_by, where, as_of=as_of, known_at=position)
    if as_json:
        print_json(
            {
                "position": head if position is None else min(position, head),
                "as_of": as_of,
                "totals": [asdict(each) | {"shown": each.shown._asdict()} for each in found],
            }
        )
    else:
        print_table(
            [*group_by, "lines", "amount", "esf", "state", "state non-eligible"],
            [(*each.group.values(), each.lines, *each.shown) for each in found],
        )


@funding.command("indirect")
@click.option("--partner", multiple=True, type=click.UUID, help="Only of that partner.")
@click.option("--municipality", multiple=True, metavar="CODE", help="Only there, as LV-059.")
@click.option("--semester", multiple=True, help="Only of that semester, as '2020/21 I'.")
@two_times
@json_option
def indirect(
    as_of: date | None, known_at: str | None, *, as_json: bool, **where: tuple[object, ...]
) -> None:
    """Apply the flat rate of each day to the direct personnel costs of that day."""
    chosen = {name: list(values) for name, values in where.items() if values}
    with up_to_date() as (_, connection), snapshot(connection):
        position = position_known_at(connection, known_at)
        found = indirect_costs(connection, chosen, as_of=as_of, known_at=position)
    if as_json:
        print_json(found)
        return
    print_table(
        ["since", "until", "per cent", "base", "amount"],
        [
            *((s.first_day, s.last_day, s.percent, s.base, s.amount) for s in found.spans),
            ("", "", None, found.base, found.amount),
        ],
    )
    click.echo(f"in cents: {found.shown}")
