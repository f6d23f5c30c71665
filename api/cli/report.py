"""pumpurs report: what the operation did in a municipality, for the public."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import click

from api.cli.command import refused
from api.cli.database import up_to_date
from api.cli.files import out_option, written
from api.cli.in_process import client_of_api
from api.formats import LANGUAGES
from api.openapi import PREFIX


@click.command()
@click.argument("municipality")
@click.option(
    "--period",
    help="A semester ('2020/21 I'), a school year (2020/21), all until a day ('until 2021-08-31'), or whole.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option(
    "--format", "form", type=click.Choice(["html", "csv"]), default="html", show_default=True
)
@click.option("--as-of", help="What had happened by the end of that day.")
@click.option("--known-at", metavar="MOMENT", help="What had been recorded by then.")
@out_option("Into this file; else it is printed.")
def report(municipality: str, form: str, out: Path | None, **asked: str | None) -> None:
    """Write the publicity report of a MUNICIPALITY, named by its code, as LV-059.

    The page stands alone: open it in a browser, print it from there. As over HTTP, what could tell of fewer
    than five learners is withheld.
    """
    query = {name: value for name, value in asked.items() if value is not None}
    with up_to_date() as (url, _), client_of_api(url) as client:
        path = f"{PREFIX}/municipalities/{municipality}/publicity-report"
        answer = client.get(path, query_string={**query, "format": form})
        text = answer.text
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        refused(answer.get_json(), as_json=False)
    if out is None:
        click.echo(text, nl=False)
    else:
        with written(out) as file:
            file.write(text.encode())
