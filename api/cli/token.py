"""pumpurs token: sign in to the ledger that `pumpurs run` serves on this machine, as anybody."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import click

from api.cli.address import data_option
from api.cli.command import Unavailable
from api.demo import people
from api.identity import LocalIssuer, local_issuer
from api.moment import now

HOURS = 12
HOURS_MAX = 24 * 7


@click.command()
@click.argument("actor", metavar="ROLE|ACTOR")
@click.option(
    "--hours",
    type=click.IntRange(1, HOURS_MAX),
    default=HOURS,
    show_default=True,
    help="How long it is good for.",
)
@data_option
def token(actor: str, hours: int, data: Path) -> None:
    """Print a token of the local issuer, and nothing else.

    For one of the demo, by role, or for whom access was opened with the issuer "local":
    TOKEN=$(pumpurs token director), and send it as "Authorization: Bearer $TOKEN".
    """
    path = Path(os.environ.get(local_issuer.VARIABLE) or data / local_issuer.FILE)
    if not path.exists():
        raise Unavailable(f"There is no local issuer in {path.parent}: 'pumpurs run' makes one.")
    known = [each.actor for each in people.everybody()]
    if actor not in known:
        click.echo(f"{actor} is not of the demo, whose are {', '.join(known)}.", err=True)
    issuer = LocalIssuer.read(path)
    click.echo(issuer.token(actor, now(), timedelta(hours=hours)))
