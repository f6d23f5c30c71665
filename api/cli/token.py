"""pumpurs token: sign in to the ledger that `pumpurs run` serves on this machine, as anybody."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import click

from api.cli.address import data_option
from api.cli.command import Problem, Unavailable
from api.cli.database import kek, migrated
from api.demo import people
from api.identity import LocalIssuer, local_issuer
from api.moment import now
from ledger.access import Access, access_id
from ledger.application import opened
from ledger.errors import NotFound

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
    """Print a token of the local issuer, and nothing else; not for whom the ledger does not know.

    For one of the demo, by role, or for whom access was opened with the issuer "local":
    TOKEN=$(pumpurs token director), and send it as "Authorization: Bearer $TOKEN".
    """
    path = Path(os.environ.get(local_issuer.VARIABLE) or data / local_issuer.FILE)
    if not path.exists():
        raise Unavailable(
            f"There is no local issuer in {path.absolute().parent}: 'pumpurs run' makes one."
        )
    known = [each.actor for each in people.everybody()]
    if actor not in known and not _let_in(actor, data):
        raise Problem(
            f"No access was opened for {actor} with the issuer local; of the demo are {', '.join(known)}."
        )
    issuer = LocalIssuer.read(path)
    click.echo(issuer.token(actor, now(), timedelta(hours=hours)))


def _let_in(actor: str, data: Path) -> bool:
    """Whether the ledger knows them: who is of no demo would get a token that is good for nothing."""
    os.environ["PUMPURS_DATA"] = str(data)
    with migrated() as url, opened(url, kek()) as ledger:
        try:
            ledger.reference(Access, access_id(ledger.keys, local_issuer.NAME, actor))
        except NotFound:
            return False
    return True
