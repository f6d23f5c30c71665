"""pumpurs statistics: the published figures, by query."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Any

import click

from api.cli.command import json_option, print_json, print_table, refused
from api.cli.database import up_to_date
from api.cli.files import out_option, written
from api.cli.in_process import client_of_api
from api.openapi import PREFIX
from api.statistics.catalogue import figures
from api.statistics.workbook import SUPPRESSED, XLSX

FORMS = {"table": "application/json", "json": "application/json", "csv": "text/csv", "xlsx": XLSX}


class Figures(click.Group):
    """Of which one command need not be named: what is no command is the code of a figure."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Asked for nothing but a figure, or for none, it shows."""
        named = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["show", *args])


@click.group(cls=Figures)
def statistics() -> None:
    """The published figures, by query: `pumpurs statistics CODE`, or `show CODE`."""


@statistics.command("show")
@click.argument("code", required=False)
@click.option("--scope", help="nation, region:vidzeme, municipality:LV-059 or institution:ID.")
@click.option(
    "--period",
    help="2020/21, '2020/21 I', 2019-09-01..2019-11-30, 2019-07, 2020, 'until 2020-02-26', 2020-02-26 or whole.",
)
@click.option("--group-by", multiple=True, help="A value for each; may be given again.")
@click.option("--as-of", metavar="DAY", help="What had happened by the end of that day.")
@click.option("--known-at", metavar="MOMENT", help="What had been recorded by then.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    help="Unless said, a table; in a file, what its name ends in.",
)
@click.option("--public", is_flag=True, help="As anybody may know it: small numbers suppressed.")
@out_option("Into this file: .csv, .xlsx or .json, unless --format says which.")
def show(
    code: str | None,
    form: str | None,
    out: Path | None,
    group_by: tuple[str, ...],
    *,
    public: bool,
    **asked: str | None,
) -> None:
    """Tell a figure by its CODE, with its definition; without one, list the figures there are."""
    form = _form(form, out)
    if code is None:
        if form not in ("table", "json") or out:
            raise click.UsageError("The list of figures is printed, as a table or as JSON.")
        _list(form)
        return
    query = {name: value for name, value in asked.items() if value is not None}
    if group_by:
        query["group_by"] = ",".join(group_by)
    with up_to_date() as (url, _), client_of_api(url) as client:
        address = f"{PREFIX}/statistics/{code}{'/public' * public}"
        answer = client.get(address, query_string=query, headers={"Accept": FORMS[form]})
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        refused(answer.get_json(), as_json=form == "json")
    if out is not None:
        with written(out) as file:
            file.write(answer.data)
    elif form == "csv":
        click.echo(answer.text, nl=False)
    elif form == "json":
        print_json(answer.get_json())
    else:
        _table(answer.get_json())


def _form(said: str | None, out: Path | None) -> str:
    """As what a figure is told; a usage error."""
    if out is None:
        if said == "xlsx":
            raise click.UsageError("A workbook needs a file: --out FILE.xlsx")
        return said or "table"
    form = said or out.suffix.removeprefix(".").lower()
    if form not in FORMS or form == "table":
        ends = "end its name in .csv, .xlsx or .json, or say one of them with --format"
        raise click.UsageError(f"{out} has to be CSV, a workbook or JSON: {ends}.")
    return form


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


@statistics.command("diff")
@click.option("--from", "earlier", required=True, metavar="MOMENT", help="The earlier moment.")
@click.option("--to", "known_at", metavar="MOMENT", help="The later one; else now.")
@click.option("--code", multiple=True, help="Only this figure; may be given again.")
@click.option("--scope", help="nation, region:vidzeme, municipality:LV-059 or institution:ID.")
@click.option("--period", help="As of a figure; else what each is told for.")
@click.option("--group-by", multiple=True, help="A value for each; may be given again.")
@click.option("--as-of", metavar="DAY", help="What had happened by the end of that day.")
@click.option(
    "--events",
    type=click.IntRange(0, 1_000),
    default=5,
    show_default=True,
    help="Of each, so many.",
)
@json_option
def diff(
    earlier: str,
    code: tuple[str, ...],
    group_by: tuple[str, ...],
    events: int,
    *,
    as_json: bool,
    **asked: str | None,
) -> None:
    """List the values that differ between two moments of knowledge, and the events that made the difference.

    A moment is a position, a day that is over, an instant, or the name of a publication.
    """
    query = {"from": earlier, **{name: value for name, value in asked.items() if value is not None}}
    for name, values in (("code", code), ("group_by", group_by)):
        if values:
            query[name] = ",".join(values)
    with up_to_date() as (url, _), client_of_api(url) as client:

        def got(address: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
            answer = client.get(address, query_string=asked or None)
            if answer.status_code >= HTTPStatus.BAD_REQUEST:
                refused(answer.get_json(), as_json=as_json)
            rows: list[dict[str, Any]] = answer.get_json()["items"]
            return rows

        found = got(f"{PREFIX}/statistics/differences", query)
        for each in found:
            address = f"{each['events']}&limit={events}"
            each["changed_at"] = got(address, {}) if events and each["events"] else []
    if as_json:
        print_json(found)
    else:
        _differences(found)


def _differences(found: list[dict[str, Any]]) -> None:
    """For people: each value as it was and is, and below it its events."""
    for each in found:
        group = "".join(f", {name} {value}" for name, value in each["group"].items())
        click.echo(f"{each['code']}, {each['scope']}, {each['period']}{group}")
        click.echo(f"    {each['earlier']} -> {each['later']} {each['unit']}")
        for event in each["changed_at"]:
            click.echo(f"    {event['position']:>10}  {event['type']}")
    click.echo("1 value differs." if len(found) == 1 else f"{len(found)} values differ.")
