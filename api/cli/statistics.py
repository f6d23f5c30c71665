"""pumpurs statistics: the published figures, by query."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Any

import click

from api.cli.command import print_json, print_table, refused
from api.cli.database import client_of_api, up_to_date
from api.openapi import PREFIX
from api.statistics.catalogue import figures
from api.statistics.workbook import SUPPRESSED, XLSX

FORMS = {"table": "application/json", "json": "application/json", "csv": "text/csv", "xlsx": XLSX}


@click.command()
@click.argument("code", required=False)
@click.option("--scope", help="nation, region:vidzeme, municipality:LV-059 or institution:ID.")
@click.option(
    "--period",
    help="2020/21, '2020/21 I', 2019-09-01..2019-11-30, 2019-07, 2020, 'until 2020-02-26', 2020-02-26 or whole.",
)
@click.option("--group-by", multiple=True, help="A value for each; may be given again.")
@click.option("--as-of", metavar="DAY", help="What had happened by the end of that day.")
@click.option("--known-at", metavar="MOMENT", help="What had been recorded by then.")
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="table")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it there.")
def statistics(
    code: str | None,
    form: str,
    out: Path | None,
    group_by: tuple[str, ...],
    **asked: str | None,
) -> None:
    """Tell a figure by its CODE, with its definition; without one, list the figures there are."""
    if code is None:
        _list(form)
        return
    if form == "xlsx" and out is None:
        raise click.UsageError("A workbook needs a file: --out FILE.xlsx")
    query = {name: value for name, value in asked.items() if value is not None}
    if group_by:
        query["group_by"] = ",".join(group_by)
    with up_to_date() as (url, _), client_of_api(url) as client:
        address = f"{PREFIX}/statistics/{code}"
        answer = client.get(address, query_string=query, headers={"Accept": FORMS[form]})
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        refused(answer.get_json(), as_json=form == "json")
    if out is not None:
        out.write_bytes(answer.data)
    elif form == "csv":
        click.echo(answer.text, nl=False)
    elif form == "json":
        print_json(answer.get_json())
    else:
        _table(answer.get_json())


def _list(form: str) -> None:
    if form == "json":
        print_json(list(figures().values()))
        return
    print_table(
        ["code", "unit", "periods", "grouped by", ""],
        [
            (each.code, each.unit, ", ".join(each.periods), ", ".join(each.groups), each.name.en)
            for each in figures().values()
        ],
    )


def _table(told: dict[str, Any]) -> None:
    """For people: what it is, then the values."""
    values, groups = told["values"], told["group_by"]
    name, definition, period = told["name"], told["definition"], told["period"]
    click.echo(f"{name['en']} ({told['unit']}), {told['scope']}, {period['code']}")
    click.echo(f"{definition['en']}\n")
    print_table(
        [*groups, "value"],
        [
            (
                *(each["group"][name] for name in groups),
                SUPPRESSED if each["suppressed"] else each["value"],
            )
            for each in values
        ],
    )
    click.echo(f"\nAs of {told['as_of']}, as known at position {told['known_at']}.")
