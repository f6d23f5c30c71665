"""pumpurs youth-projects: calls, projects, and how many there are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from api.cli.command import Problem, json_option, print_counts, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import filtered, group_by
from api.cli.moments import position_known_at, two_times
from api.moment import today
from projections.youth_project_rows import (
    GROUPS,
    CallFilter,
    ProjectFilter,
    ProjectShown,
)
from projections.youth_projects import YouthProjects


@click.group("youth-projects")
def youth_projects() -> None:
    """Youth initiative projects, and the calls they are applied for in."""


@youth_projects.command("list")
@filtered(ProjectFilter, without=("youth_project_id",))
@two_times
@json_option
def listed(
    where: ProjectFilter, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """List projects as of a day (today, if none is named)."""
    with up_to_date() as (_, connection), YouthProjects.reading(connection):
        known = position_known_at(connection, known_at)
        found = YouthProjects.page(connection, where, as_of=as_of or today(), known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["project", "municipality", "applicant", "title", "state", "participants", "granted"],
            [
                (
                    each.youth_project_id,
                    each.municipality,
                    each.applicant,
                    each.title,
                    each.state,
                    each.participants,
                    each.granted,
                )
                for each in found
            ],
        )


@youth_projects.command("show")
@click.argument("project", type=click.UUID)
@two_times
@json_option
def show(project: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show what had become of a project by a day."""
    with up_to_date() as (_, connection), YouthProjects.reading(connection):
        known = position_known_at(connection, known_at)
        found = YouthProjects.get(connection, project, as_of=as_of or today(), known_at=known)
    if found is None:
        raise Problem("Nobody had applied for such a project by then.")
    if as_json:
        print_json(asdict(found))
    else:
        _print_project(found)


@youth_projects.command("count")
@group_by(GROUPS)
@filtered(ProjectFilter, without=("youth_project_id",))
@two_times
@json_option
def count(
    where: ProjectFilter,
    group_by: tuple[str, ...],
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
) -> None:
    """Count what had become of applications by a day."""
    with up_to_date() as (_, connection), YouthProjects.reading(connection):
        known = position_known_at(connection, known_at)
        found = YouthProjects.counts(
            connection, group_by, where, as_of=as_of or today(), known_at=known
        )
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_counts(group_by, found)


@youth_projects.command("calls")
@filtered(CallFilter)
@two_times
@json_option
def calls(where: CallFilter, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """List calls that had opened by a day."""
    with up_to_date() as (_, connection), YouthProjects.reading(connection):
        known = position_known_at(connection, known_at)
        day = as_of or today()
        found = YouthProjects.calls_page(connection, where, as_of=day, known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["call", "municipality", "name", "opens", "closes", "applications", "approved"],
            [
                (
                    each.call_id,
                    each.municipality,
                    each.name,
                    each.opens_on,
                    each.closes_on,
                    each.applications,
                    each.approved,
                )
                for each in found
            ],
        )


def _print_project(shown: ProjectShown) -> None:
    for name, value in asdict(shown.project).items():
        if value is not None:
            click.echo(f"{name:<17} {value}")
    if shown.decision:
        click.echo(f"{'decision':<17} {shown.decision}")
    if shown.reports:
        click.echo("\nparticipants")
        print_table(
            ["day", "all", "with an identified risk"],
            [(each.reported_on, each.participants, each.at_risk) for each in shown.reports],
        )
    if shown.grants:
        click.echo("\neuros")
        print_table(
            ["paid", "amount", "bank entry", "recovered"],
            [
                (each.paid_on, each.amount, each.reference, each.recovered_on)
                for each in shown.grants
            ],
        )
