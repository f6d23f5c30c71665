"""pumpurs ask: any question of the API, asked the same way as over HTTP and without a server."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import click

from api.cli.command import print_json, print_table, refused
from api.cli.database import up_to_date
from api.cli.in_process import client_of_api
from api.openapi import PREFIX

FORMS = {"json": "application/json", "csv": "text/csv", "ndjson": "application/x-ndjson"}


@click.command()
@click.argument("address", required=False)
@click.argument("words", nargs=-1, metavar="[NAME=VALUE]...")
@click.option(
    "--as", "form", type=click.Choice(list(FORMS)), default="json", help="Lists may be either."
)
def ask(address: str | None, words: Sequence[str], form: str) -> None:
    """Ask any question of the API: its ADDRESS, and what is asked with.

    For example: students/ID/timeline known_at=120, plans municipality=LV-059 as_of=2021-01-15.
    Without an address, lists what can be asked. A list comes in pages: limit=1000, and the cursor
    of the answer for the next.
    """
    query = _query(words)
    with up_to_date() as (url, _), client_of_api(url) as client:
        if address is None:
            _list_questions(client.get(f"{PREFIX}/openapi.json").get_json())
            return
        path = f"{PREFIX}/{address.strip('/').removeprefix('api/v1/')}"
        answer = client.get(path, query_string=query, headers={"Accept": FORMS[form]})
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        refused(answer.get_json(), as_json=False)
    if answer.mimetype == FORMS["json"]:
        print_json(answer.get_json())
    else:
        click.echo(answer.text, nl=False)


def _query(words: Sequence[str]) -> list[tuple[str, str]]:
    """What is asked with; a usage error where a word says no name."""
    pairs = [word.partition("=") for word in words]
    for name, equals, value in pairs:
        if not (name and equals):
            raise click.UsageError(f"{name + equals + value!r} is not NAME=VALUE.")
    return [(name, value) for name, _, value in pairs]


def _list_questions(document: dict[str, Any]) -> None:
    asked = [
        (path.removeprefix(f"{PREFIX}/"), operations["get"]["summary"])
        for path, operations in document["paths"].items()
        if "get" in operations
    ]
    print_table(["address", ""], asked)
