"""pumpurs partners: what was planned, spent, settled and paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

import click

from api.accounts import PartnerAccount, SemesterAccount, account, budgets, semester_accounts
from api.cli.command import Problem, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.moments import position_known_at, two_times
from ledger.store.connection import Connection
from projections.partner_rows import PartnerFilter
from projections.partners import Partners
from projections.settlement_rows import SettlementFilter
from projections.settlements import Settlements

SHOWN = (
    "semester",
    "planned",
    "spent",
    "used",
    "declared",
    "approved",
    "not_approved",
    "received",
    "received_as_prior_period",
    "advances_offset",
    "owed",
)
"""The columns for people; --json has all."""

Ask = Callable[[Connection, dict[str, Any]], Any]


@click.group()
def partners() -> None:
    """Partners: budgets, settlements, what is owed."""


@partners.command("show")
@click.argument("partner", type=click.UUID)
@two_times
@json_option
def show(partner: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show what the operation and a partner owe each other."""

    def ask(connection: Connection, when: dict[str, Any]) -> PartnerAccount:
        where = PartnerFilter(partner)
        if not Partners.page(connection, where, **when):
            raise Problem("There is no such partner at that time.")
        return account(connection, where, **when)

    found = _asked(ask, as_of, known_at)
    if as_json:
        print_json(asdict(found))
        return
    for name, value in asdict(found.total).items():
        if name != "semester":
            click.echo(f"{name:<25} {'' if value is None else value}")
    click.echo(f"{'advances_outstanding':<25} {found.advances_outstanding}")
    click.echo(f"{'recoveries_outstanding':<25} {found.recoveries_outstanding}\n")
    _print_semesters(found.semesters)


@partners.command("semesters")
@click.option("--partner", type=click.UUID, help="Of that partner alone.")
@click.option("--municipality", help="Of the partner that is this municipality (ISO 3166-2).")
@two_times
@json_option
def semesters(
    partner: UUID | None,
    municipality: str | None,
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
) -> None:
    """Add partners up by semester."""
    where = PartnerFilter(partner, municipality=municipality)
    found = _asked(
        lambda connection, when: semester_accounts(connection, where, **when), as_of, known_at
    )
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        _print_semesters(found)


@partners.command("settlements")
@click.option("--partner", type=click.UUID, help="Of that partner alone.")
@click.option("--semester", help="Of that semester alone.")
@two_times
@json_option
def settlements(
    partner: UUID | None,
    semester: str | None,
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
) -> None:
    """List settlements: what was declared, and what became of it."""
    where = SettlementFilter(partner, semester=semester)
    found = _asked(
        lambda connection, when: Settlements.page(connection, where, limit=10_000, **when),
        as_of,
        known_at,
    )
    _print(found, as_json=as_json, hidden=("position", "documents_sha256", "verifications"))


@partners.command("budgets")
@click.option("--at-least", type=click.IntRange(0), help="Only those used so far, in percent.")
@two_times
@json_option
def budgets_(
    at_least: int | None, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """List semester budgets, and how much of each is spent."""
    found = _asked(
        lambda connection, when: budgets(connection, at_least=at_least, **when), as_of, known_at
    )
    _print(found, as_json=as_json)


def _asked(ask: Ask, as_of: date | None, known_at: str | None) -> Any:
    with up_to_date() as (_, connection), Partners.reading(connection):
        known = position_known_at(connection, known_at)
        return ask(connection, {"as_of": as_of, "known_at": known})


def _print_semesters(found: Sequence[SemesterAccount]) -> None:
    rows = [asdict(each) for each in found]
    print_table(
        [name.replace("_", " ") for name in SHOWN],
        [[row[name] for name in SHOWN] for row in rows],
    )


def _print(found: Sequence[Any], *, as_json: bool, hidden: Sequence[str] = ()) -> None:
    rows = [asdict(each) for each in found]
    if as_json:
        print_json(rows)
        return
    names = [name for name in (rows[0] if rows else {}) if name not in hidden]
    print_table(
        [name.replace("_", " ") for name in names], [[row[name] for name in names] for row in rows]
    )
