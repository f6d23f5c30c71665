"""pumpurs figures: what was published, and what the ledger says."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click
from click.exceptions import Exit

from api.application import create_app
from api.cli.command import PROBLEM, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.context import Reach
from api.figures import Compared, compare
from ledger.key_encryption_key import load_kek


@click.command()
@json_option
def figures(*, as_json: bool) -> None:
    """Compare the published figures with the ledger's answers. Exit code 1 when one differs.

    Each is asked of the API, with the query shown: curl 'http://127.0.0.1:8000<query>'.
    """
    with up_to_date() as (url, _):
        kek = load_kek(os.environ, Path(os.environ.get("PUMPURS_DATA") or ".data"))
        with closing(Reach(url, kek)) as reach:
            compared = compare(create_app(reach).test_client())
    if as_json:
        print_json([asdict(each) for each in compared])
    else:
        headings = ["figure", "scope", "period", "published", "ours", "equal", "query"]
        print_table(headings, map(_line, compared))
    if any(each.equal is False for each in compared):
        raise Exit(PROBLEM)


def _line(each: Compared) -> list[object]:
    equal = {True: "yes", False: "NO", None: "not compared"}[each.equal]
    relation = "" if each.relation == "=" else f"{each.relation} "
    published = f"{relation}{each.published}"
    return [each.figure, each.scope, each.period, published, each.ours, equal, each.query]
