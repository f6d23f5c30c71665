"""pumpurs plans: individual support plans."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from api.cli.command import Problem, json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.moments import position_known_at, two_times
from api.moment import today
from ledger.errors import NoSuchSemester
from projections.plan_rows import PlanShown
from projections.plans import Plans


@click.group()
def plans() -> None:
    """Individual support plans."""


@plans.command("show")
@click.argument("student", type=click.UUID)
@click.option("--plan", type=click.UUID, help="That plan, instead of the one in force.")
@click.option("--revision", type=click.IntRange(1), help="With --plan: that revision of it.")
@two_times
@json_option
def show(
    student: UUID,
    plan: UUID | None,
    revision: int | None,
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
) -> None:
    """Show what a student is to get, and what came of it."""
    if revision and plan is None:
        raise click.UsageError("--revision needs --plan.")
    found = None
    with up_to_date() as (_, connection), Plans.reading(connection):
        known = position_known_at(connection, known_at)
        if plan is None:
            day = as_of or today()
            with suppress(NoSuchSemester):  # the operation is over
                found = Plans.in_force(connection, student, on=day, known_at=known)
            missing = (
                f"No plan is in force on {day}: name a day with --as-of, or a plan with --plan."
            )
        else:
            found = Plans.revision(connection, student, plan, revision, as_of=as_of, known_at=known)
            missing = "There is no such plan of that student, or no such revision, at that time."
    if found is None:
        raise Problem(missing)
    if as_json:
        print_json(asdict(found))
    else:
        print_plan(found)


def print_plan(shown: PlanShown) -> None:
    """Print a plan for people."""
    plan, revision = shown.plan, shown.revision
    for name, value in {
        "plan": plan.plan_id,
        "semester": plan.semester,
        "state": plan.state,
        "institution": plan.institution_id,
        "municipality": plan.municipality,
        "revision": f"{revision.revision} of {plan.latest_revision}",
        "in force": revision.in_force_from or "not yet",
        "agreed by": ", ".join(each.signatory for each in shown.agreements) or "nobody yet",
    }.items():
        click.echo(f"{name:<13} {value}")
    if shown.consultations:
        click.echo("\nhours")
        print_table(
            ["consultation", "specialist", "subject", "planned", "held", "missed"],
            [tuple(asdict(line).values()) for line in shown.consultations],
        )
    if shown.compensations:
        click.echo("\neuros")
        print_table(
            ["compensation", "planned", "claimed", "paid"],
            [tuple(asdict(line).values()) for line in shown.compensations],
        )
