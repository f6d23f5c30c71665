"""pumpurs verifications: desk checks and on-the-spot visits."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from api.cli.command import Problem, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.moments import position_known_at, two_times
from projections.verification_rows import VerificationFilter
from projections.verifications import Verifications


@click.group()
def verifications() -> None:
    """Management verifications."""


@verifications.command("list")
@click.option("--partner", type=click.UUID, help="Of that partner alone.")
@two_times
@json_option
def listed(
    partner: UUID | None, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """List verifications, with what their lines come to."""
    with up_to_date() as (_, connection), Verifications.reading(connection):
        known = position_known_at(connection, known_at)
        where = VerificationFilter(partner_id=partner)
        found = Verifications.page(connection, where, as_of=as_of, known_at=known, limit=10_000)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["verification", "kind", "body", "state", "since", "lines", "clarify", "not eligible"],
            [
                (
                    str(each.verification_id),
                    each.kind,
                    each.body,
                    each.state,
                    each.since,
                    each.lines,
                    each.to_clarify,
                    each.not_eligible,
                )
                for each in found
            ],
        )


@verifications.command("show")
@click.argument("verification", type=click.UUID)
@two_times
@json_option
def show(verification: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show a verification, the verdict on each line, and the decisions that refer to it."""
    with up_to_date() as (_, connection), Verifications.reading(connection):
        known = position_known_at(connection, known_at)
        found = Verifications.get(connection, verification, as_of=as_of, known_at=known)
    if found is None:
        raise Problem("There is no such verification at that time.")
    if as_json:
        print_json(asdict(found))
        return
    for name, value in asdict(found.verification).items():
        click.echo(f"{name:<16} {value}")
    for things in (found.lines, found.referred_by):
        if rows := [asdict(each) for each in things]:
            print_table(list(rows[0]), [tuple(row.values()) for row in rows])
