"""pumpurs access: who may do what and where, and who could on any day."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from api.cli.command import Problem, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import filtered
from api.cli.moments import position_known_at, two_times
from api.moment import today
from ledger.store.key_uses import last_used
from projections.access_rows import AccessFilter, AccessShown, GrantFilter
from projections.accesses import Accesses


@click.group()
def access() -> None:
    """Who may do what and where; their names stay sealed. To change it: pumpurs record accesses.…"""


@access.command("list")
@filtered(AccessFilter, without=("access_id",))
@two_times
@json_option
def listed(where: AccessFilter, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """List who may sign in, and as what on a day; --closed true: who may no more."""
    with up_to_date() as (_, connection), Accesses.reading(connection):
        known = position_known_at(connection, known_at)
        found = Accesses.page(connection, where, on=as_of or today(), known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["access", "actor", "kind", "issuer", "opened", "closed", "as"],
            [
                (
                    each.access_id,
                    each.actor,
                    each.kind,
                    each.issuer,
                    each.opened_on,
                    each.closed,
                    ", ".join(each.roles),
                )
                for each in found
            ],
        )


@access.command()
@filtered(GrantFilter)
@two_times
@json_option
def grants(where: GrantFilter, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """List who could do what at any time of a day; ended: no more at its end."""
    with up_to_date() as (_, connection), Accesses.reading(connection):
        known = position_known_at(connection, known_at)
        found = Accesses.granted_on(connection, where, on=as_of or today(), known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["actor", "role", "scope", "", "since", "until", "ended"],
            [
                (
                    each.actor,
                    each.role,
                    each.scope_kind,
                    each.scope_id,
                    each.first_day,
                    each.last_day,
                    each.ended,
                )
                for each in found
            ],
        )


@access.command()
@click.argument("access_id", metavar="ACCESS", type=click.UUID)
@two_times
@json_option
def show(access_id: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show somebody's access, with all that was ever granted and issued."""
    with up_to_date() as (_, connection), Accesses.reading(connection):
        known = position_known_at(connection, known_at)
        found = Accesses.get(connection, access_id, on=as_of or today(), known_at=known)
        if found is None:
            raise Problem("Nobody has this access, or it was not known then.")
        used = last_used(connection, [key.key_id for key in found.keys])
    if as_json:
        keys = [{**asdict(key), "last_used_at": used.get(key.key_id)} for key in found.keys]
        print_json({**asdict(found), "keys": keys})
    else:
        _print_access(found)
        for key in found.keys:
            ended = f", revoked on {key.revoked_on}" if key.revoked_on else ""
            last = f"{used[key.key_id]:%Y-%m-%d %H:%M} UTC" if key.key_id in used else "never"
            click.echo(f"key {key.key_id}: until {key.last_day}{ended}; last used: {last}")


def _print_access(shown: AccessShown) -> None:
    access = shown.access
    click.echo(f"actor   {access.actor}, a {access.kind} known to {access.issuer}")
    click.echo(f"opened  {access.opened_on}{', closed' if access.closed else ''}\n")
    print_table(
        ["since", "until", "role", "scope", "", "grant"],
        [
            (
                each.first_day,
                each.last_day,
                each.role,
                each.scope_kind,
                each.scope_id,
                each.grant_id,
            )
            for each in shown.grants
        ],
    )
