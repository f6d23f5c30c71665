"""pumpurs regional-coordinators: from when to when each region has somebody."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import filtered
from api.cli.moments import position_known_at, two_times
from api.moment import today
from projections.regional_coordinators import AppointmentFilter, RegionalCoordinators


@click.group("regional-coordinators")
def regional_coordinators() -> None:
    """Who coordinates the operation in each of its five regions."""


@regional_coordinators.command("list")
@filtered(AppointmentFilter, without=("coordinator_id",))
@two_times
@json_option
def listed(
    where: AppointmentFilter, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """List appointments as of a day; --acting true: of those who coordinate then."""
    with up_to_date() as (_, connection), RegionalCoordinators.reading(connection):
        known = position_known_at(connection, known_at)
        day = as_of or today()
        found = RegionalCoordinators.page(connection, where, as_of=day, known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["coordinator", "region", "since", "until"],
            [(each.coordinator_id, each.region, each.first_day, each.last_day) for each in found],
        )
