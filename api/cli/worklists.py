"""pumpurs worklists: what coordinators have to do."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.moments import position_known_at, two_times
from api.moment import today
from api.worklists import ALL_KINDS, counts, page
from projections.worklist_rows import WorkFilter
from projections.worklists import Worklists


@click.command()
@click.argument("kind", required=False, type=click.Choice(ALL_KINDS), metavar="[KIND]")
@click.option("--institution", "institution_id", type=click.UUID, help="Of one institution.")
@click.option("--partner", "partner_id", type=click.UUID, help="Of one partner.")
@click.option("--municipality", metavar="CODE", help="Of one municipality, such as LV-059.")
@click.option("--region", metavar="CODE", help="Of one region, such as vidzeme.")
@click.option("--semester", metavar="CODE", help='About one semester, such as "2020/21 I".')
@click.option("--student", "student_id", type=click.UUID, help="About one learner.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@two_times
@json_option
def worklists(
    kind: str | None,
    limit: int,
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
    **where: UUID | str | None,
) -> None:
    """Show how much there is to do, or what is to be done of one KIND.

    Kinds: plan_not_agreed, plan_not_evaluated, agreement_without_document, claim_to_approve, claim_to_pay,
    warning_open, double_funding, budget_used.
    """
    chosen: Any = where
    with up_to_date() as (_, connection), Worklists.reading(connection):
        when: Any = {
            "as_of": as_of or today(),
            "known_at": position_known_at(connection, known_at),
        }
        found: list[Any] = (
            [*page(connection, kind, WorkFilter(**chosen), limit=limit, **when)]
            if kind
            else [*counts(connection, WorkFilter(**chosen), **when)]
        )
    rows = [asdict(each) for each in found]
    if as_json:
        print_json(rows)
    else:
        names = _OF_TASKS if kind else _OF_COUNTS
        print_table(list(names), [tuple(_said(row[name]) for name in names) for row in rows])


_OF_COUNTS = ("kind", "institution_id", "municipality", "items", "students", "oldest")
_OF_TASKS = ("since", "student_id", "item_id", "revision", "who", "code", "amount", "municipality")


def _said(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
