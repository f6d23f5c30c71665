"""pumpurs class-promotions: classes that were promoted as a whole."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import filtered
from api.cli.moments import position_known_at, two_times
from projections.class_promotions import ClassFilter, ClassPromotions


@click.command("class-promotions")
@filtered(ClassFilter)
@two_times
@json_option
def class_promotions(
    where: ClassFilter, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """Classes that came into their next grade or course, or graduated."""
    with up_to_date() as (_, connection), ClassPromotions.reading(connection):
        known = position_known_at(connection, known_at)
        found = ClassPromotions.page(connection, where, as_of=as_of, known_at=known, limit=100_000)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["promotion", "class", "school year", "from", "to", "on", "students"],
            [
                (
                    each.promotion_id,
                    each.class_name,
                    each.school_year,
                    each.from_stage,
                    each.to_stage,
                    each.promoted_on,
                    each.students,
                )
                for each in found
            ],
        )
