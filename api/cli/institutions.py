"""pumpurs institutions: schools by date, and how many take part."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from operator import itemgetter
from uuid import UUID

import click

from api.cli.command import Problem, json_option, print_counts, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import filtered, group_by
from api.cli.moments import position_known_at, two_times
from api.moment import today
from projections.institution_rows import GROUPS, InstitutionFilter, InstitutionShown
from projections.institutions import Institutions


@click.group()
def institutions() -> None:
    """Schools: their membership of the operation and their municipality, by date."""


@institutions.command("list")
@filtered(InstitutionFilter, without=("institution_id",))
@two_times
@json_option
def listed(
    where: InstitutionFilter, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """List institutions as of a day; --member true: those that take part in the operation then."""
    with up_to_date() as (_, connection), Institutions.reading(connection):
        known = position_known_at(connection, known_at)
        found = Institutions.page(connection, where, on=as_of or today(), known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["institution", "name", "kind", "municipality", "member", "joined"],
            [
                (
                    each.institution_id,
                    each.name,
                    each.kind,
                    each.municipality,
                    "yes" if each.member else "no",
                    each.joined_on,
                )
                for each in found
            ],
        )


@institutions.command("show")
@click.argument("institution", type=click.UUID)
@two_times
@json_option
def show(institution: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show what is recorded of an institution up to a day."""
    with up_to_date() as (_, connection), Institutions.reading(connection):
        known = position_known_at(connection, known_at)
        found = Institutions.get(connection, institution, on=as_of or today(), known_at=known)
    if found is None:
        raise Problem("There is no such institution, or it was not known then.")
    if as_json:
        print_json(asdict(found))
    else:
        _print_institution(found)


@institutions.command("count")
@group_by(GROUPS)
@filtered(InstitutionFilter, without=("institution_id",))
@two_times
@json_option
def count(
    where: InstitutionFilter,
    group_by: tuple[str, ...],
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
) -> None:
    """Count those that take part on a day, and those that ever joined by then."""
    with up_to_date() as (_, connection), Institutions.reading(connection):
        known = position_known_at(connection, known_at)
        day = as_of or today()
        found = Institutions.counts(connection, group_by, where, on=day, known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_counts(group_by, found)


def _print_institution(shown: InstitutionShown) -> None:
    for name, value in asdict(shown.institution).items():
        if value is not None:
            click.echo(f"{name:<15} {value}")
    dated: list[tuple[date, date | None, str]] = [
        *((each.first_day, None, f"is called {each.name}") for each in shown.names),
        *((each.first_day, each.last_day, "takes part") for each in shown.memberships),
        *((each.first_day, None, f"lies in {each.municipality}") for each in shown.placements),
        *((each.first_day, None, f"belongs to {each.partner_id}") for each in shown.attachments),
        *((each.first_day, each.last_day, "has a coordinator") for each in shown.coordinations),
    ]
    click.echo()
    print_table(["since", "until", ""], sorted(dated, key=itemgetter(0)))
