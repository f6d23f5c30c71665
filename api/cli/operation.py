"""pumpurs operation: the operation and its dated rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date
from typing import Any

import click
import msgspec

from api.cli.command import Problem, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.moments import Day, position_known_at, two_times
from api.codes import require_known
from api.moment import today
from ledger.errors import LedgerError
from projections.difference_rows import DifferenceFilter
from projections.differences import Differences
from projections.operation_rows import InForce, OperationOn, RuleFilter
from projections.operations import KINDS, Operations


@click.group()
def operation() -> None:
    """The operation and its dated rules."""


@operation.command("show")
@click.option("--on", type=Day(), help="What holds on that day; else today.")
@two_times
@json_option
def show(on: date | None, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show what holds on a day."""
    with up_to_date() as (_, connection), Operations.reading(connection):
        known = position_known_at(connection, known_at)
        day = on or today()
        found = Operations.on_day(connection, on=day, as_of=as_of, known_at=known)
    if found is None:
        raise Problem("The operation was not open then.")
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.number} {found.name}, {found.first_day} to {found.last_day}; {day}:")
    print_table(["rule", "what it says", "since", "until", "source"], _lines(found))


@operation.command("rules")
@click.option(
    "--kind",
    type=click.Choice(list(KINDS.values())),
    metavar="KIND",
    help=", ".join(KINDS.values()),
)
@two_times
@json_option
def rules(kind: str | None, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """List all rules that were ever set, withdrawn ones too."""
    with up_to_date() as (_, connection), Operations.reading(connection):
        known = position_known_at(connection, known_at)
        found = Operations.page(connection, RuleFilter(kind), as_of=as_of, known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    print_table(
        ["position", "rule", "of", "what it says", "since", "until", "withdrawn", "source"],
        [
            (
                each.position,
                each.kind,
                each.about,
                _said(each.terms),
                each.valid_from,
                each.holds_until,
                each.withdrawn_on,
                each.source,
            )
            for each in found
        ],
    )


@operation.command("differences")
@click.option("--partner", "partner_id", type=click.UUID, help="Only of that partner.")
@click.option("--institution", "institution_id", type=click.UUID, help="Only of that school.")
@click.option("--municipality", metavar="CODE", help="Only there, as LV-059.")
@click.option("--semester", help="Only of plans of that semester, as '2020/21 I'.")
@click.option("--after", type=click.IntRange(0), default=0, help="Only those after that position.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=1_000, show_default=True)
@two_times
@json_option
def differences(
    as_of: date | None,
    known_at: str | None,
    after: int,
    limit: int,
    *,
    as_json: bool,
    **where: Any,
) -> None:
    """List measures that would have come out otherwise by the rules as they are known now."""
    try:
        require_known(DifferenceFilter, where)
    except LedgerError as error:
        raise click.BadParameter(str(error)) from error
    chosen = DifferenceFilter(**where)
    with up_to_date() as (_, connection), Differences.reading(connection):
        known = position_known_at(connection, known_at)
        found = Differences.page(
            connection, chosen, as_of=as_of, known_at=known, after=after, limit=limit
        )
    if as_json:
        print_json([asdict(each) for each in found])
        return
    print_table(
        [
            "position",
            "measure",
            "day",
            "unit cost",
            "by rule",
            "amount",
            "by rule",
            "ESF",
            "by rule",
        ],
        [
            (
                each.position,
                f"{each.kind} {each.measure_id}",
                each.day,
                each.unit_cost,
                each.rule_unit_cost,
                each.amount,
                each.rule_amount,
                each.esf,
                each.rule_esf,
            )
            for each in found
        ],
    )


def _lines(found: OperationOn) -> Iterator[tuple[object, ...]]:
    """A line for each rule in force."""
    of_every_rule = {field.name for field in fields(InForce)}
    for field in fields(found):
        held = getattr(found, field.name)
        for rule in held if isinstance(held, list) else [held]:
            if isinstance(rule, InForce):
                said = msgspec.to_builtins(rule)
                terms = {name: said[name] for name in said if name not in of_every_rule}
                yield field.name, _said(terms), rule.valid_from, rule.valid_until, rule.source


def _said(terms: Any) -> str:
    """What a rule says, in a line."""
    if isinstance(terms, dict):
        return ", ".join(
            f"{name} {_said(each)}" for name, each in terms.items() if each is not None
        )
    return " ".join(terms) if isinstance(terms, list | tuple) else str(terms)
