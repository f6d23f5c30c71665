"""pumpurs participants: the common indicators of the ESF."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import keys_of, up_to_date
from api.cli.moments import position_known_at, two_times
from api.codes import require_known
from api.indicators import IndicatorCount, count
from api.moment import today
from ledger.vocabulary import terms
from projections.participants import ParticipantFilter, Participants


@click.group()
def participants() -> None:
    """Participants of the ESF."""


@participants.command("indicators")
@click.option("--institution", type=click.UUID, help="Who entered at that school.")
@click.option("--partner", type=click.UUID, help="Who entered with that partner.")
@click.option("--municipality", help="Who entered in that municipality: its ISO 3166-2 code.")
@click.option("--region", help="Who entered in that region.")
@two_times
@json_option
def indicators(
    institution: UUID | None,
    partner: UUID | None,
    municipality: str | None,
    region: str | None,
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
) -> None:
    """Count the common indicators by gender. Sealed answers are opened in memory only."""
    where = ParticipantFilter(institution, partner, municipality, region)
    require_known(ParticipantFilter, {key: each for key, each in asdict(where).items() if each})
    with up_to_date() as (url, connection), Participants.reading(connection), keys_of(url) as keys:
        known = position_known_at(connection, known_at)
        persons = Participants.persons(connection, where, as_of=as_of or today(), known_at=known)
        counted = count(connection, keys, persons)
    if as_json:
        print_json([asdict(each) for each in counted])
    else:
        headings = ["indicator", "gender", "participants", "refused", "not known"]
        print_table(headings, map(_line, counted))


def _line(each: IndicatorCount) -> list[object]:
    """For people: with the words of the code list."""
    said = terms("common_indicator")[each.indicator].en, terms("gender")[each.gender].en
    return [*said, each.participants, each.refused, each.not_known]
