"""pumpurs specialists: as what they may act and where they work, by date."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from api.cli.command import Problem, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import filtered
from api.cli.moments import position_known_at, two_times
from api.moment import today
from projections.specialists import SpecialistFilter, Specialists, SpecialistShown


@click.group()
def specialists() -> None:
    """Who gives consultations; their names stay sealed."""


@specialists.command("list")
@filtered(SpecialistFilter, without=("specialist_id",))
@two_times
@json_option
def listed(
    where: SpecialistFilter, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """List specialists as of a day; those of an institution or of a kind, if one is named."""
    with up_to_date() as (_, connection), Specialists.reading(connection):
        known = position_known_at(connection, known_at)
        found = Specialists.page(connection, where, as_of=as_of or today(), known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["specialist", "registered", "acts as", "works at"],
            [
                (
                    each.specialist_id,
                    each.registered_on,
                    ", ".join(each.kinds),
                    ", ".join(map(str, each.institutions)),
                )
                for each in found
            ],
        )


@specialists.command("show")
@click.argument("specialist", type=click.UUID)
@two_times
@json_option
def show(specialist: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show what is recorded of a specialist up to a day."""
    with up_to_date() as (_, connection), Specialists.reading(connection):
        known = position_known_at(connection, known_at)
        found = Specialists.get(connection, specialist, as_of=as_of or today(), known_at=known)
    if found is None:
        raise Problem("There is no such specialist, or it was not known then.")
    if as_json:
        print_json(asdict(found))
    else:
        _print_specialist(found)


def _print_specialist(shown: SpecialistShown) -> None:
    click.echo(f"specialist  {shown.specialist.specialist_id}")
    click.echo(f"registered  {shown.specialist.registered_on}\n")
    print_table(
        ["since", "until", ""],
        [
            *(
                (each.first_day, each.last_day, f"acts as {each.kind}")
                for each in shown.qualifications
            ),
            *(
                (each.first_day, each.last_day, f"works at {each.institution_id}")
                for each in shown.attachments
            ),
        ],
    )
