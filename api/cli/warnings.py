"""pumpurs warnings: what may be funded twice, and what other projects give."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.moments import position_known_at, two_times
from projections.warnings import Warnings

_WARNING = ("state", "raised_on", "rule", "measure_kind", "measure_id", "conflict_id", "warning_id")
_SUPPORT = ("programme", "funder", "kinds", "first_day", "last_day", "declared_on", "support_id")


@click.command()
@click.argument("student", type=click.UUID)
@click.option("--support", is_flag=True, help="What other projects give, instead of the warnings.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@two_times
@json_option
def warnings(
    student: UUID,
    limit: int,
    as_of: date | None,
    known_at: str | None,
    *,
    support: bool,
    as_json: bool,
) -> None:
    """Show the warnings of double funding about a STUDENT, and what was decided."""
    with up_to_date() as (_, connection), Warnings.reading(connection):
        known = position_known_at(connection, known_at)
        when: Any = {"as_of": as_of, "known_at": known, "limit": limit}
        found: list[Any] = (
            [*Warnings.support_of(connection, student, **when)]
            if support
            else [*Warnings.of_student(connection, student, **when)]
        )
    rows = [asdict(each) for each in found]
    if as_json:
        print_json(rows)
        return
    names = _SUPPORT if support else _WARNING
    print_table(list(names), [tuple(_said(row[name]) for name in names) for row in rows])


def _said(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
