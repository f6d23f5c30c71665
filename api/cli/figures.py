"""pumpurs figures: what was published, and what the ledger says."""

from __future__ import annotations

from dataclasses import asdict

import click
from click.exceptions import Exit

from api.cli.address import HOST, port_option
from api.cli.command import PROBLEM, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.in_process import client_of_api
from api.figures import Compared, compare

LEGEND = "published: > more than, >= at least, ~ within 1 %, ! contradicts another page and is not compared"


@click.command()
@port_option
@json_option
def figures(port: int, *, as_json: bool) -> None:
    """Compare the published figures with the ledger's answers. Exit code 1 when one differs.

    Each is asked of the API; the URL shown asks the same of the ledger that is being served: curl URL.
    Before what was published stand > and >= where the page says "more than" and "at least", ~ where it
    says "about" (one percent), and ! where it contradicts another page: that is shown, and not compared.
    """
    with up_to_date() as (url, _), client_of_api(url) as client:
        compared = compare(client)
    if as_json:
        print_json([asdict(each) | {"url": _url(each, port)} for each in compared])
    else:
        headings = ["figure", "scope", "period", "published", "ours", "equal", "url"]
        print_table(headings, (_line(each, port) for each in compared))
        click.echo(f"\n{LEGEND}")
    if any(each.equal is False for each in compared):
        raise Exit(PROBLEM)


def _url(each: Compared, port: int) -> str:
    return f"http://{HOST}:{port}{each.query}"


def _line(each: Compared, port: int) -> list[object]:
    equal = {True: "yes", False: "NO", None: "not compared"}[each.equal]
    if each.why:
        equal += f": {each.why}"
    relation = "" if each.relation == "=" else f"{each.relation} "
    published = f"{relation}{each.published}"
    return [each.figure, each.scope, each.period, published, each.ours, equal, _url(each, port)]
