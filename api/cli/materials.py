"""pumpurs materials: methodical materials, and which of them are current."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from api.cli.command import Problem, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import filtered
from api.cli.moments import position_known_at, two_times
from api.moment import today
from projections.materials import MaterialFilter, Materials, MaterialState


@click.group()
def materials() -> None:
    """Methodical materials, each one version of one document."""


@materials.command("list")
@filtered(MaterialFilter, without=("material_id",))
@two_times
@json_option
def listed(
    where: MaterialFilter, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """List materials as of a day; --current true: those to be used that day."""
    with up_to_date() as (_, connection), Materials.reading(connection):
        known = position_known_at(connection, known_at)
        found = Materials.page(connection, where, as_of=as_of or today(), known_at=known)
    _print(found, as_json=as_json)


@materials.command("history")
@click.argument("material", type=click.UUID)
@two_times
@json_option
def history(material: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show what a material took the place of, and what took its place."""
    with up_to_date() as (_, connection), Materials.reading(connection):
        known = position_known_at(connection, known_at)
        found = Materials.history(connection, material, as_of=as_of or today(), known_at=known)
    if not found:
        raise Problem("No such material was published by then.")
    _print(found, as_json=as_json)


def _print(found: Sequence[MaterialState], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(each) for each in found])
        return
    names = ("material_id", "title", "language", "version", "published_on", "current")
    ended = ("superseded_by", "superseded_on", "withdrawn_on")
    print_table(
        [name.removesuffix("_id").replace("_", " ") for name in (*names, *ended)],
        [[getattr(each, name) for name in (*names, *ended)] for each in found],
    )
