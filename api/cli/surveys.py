"""pumpurs surveys: who responded, and which share gave which answer."""

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
from projections.survey_rows import SurveyFilter
from projections.surveys import Surveys


@click.group()
def surveys() -> None:
    """Surveys of municipalities, institutions and parents."""


@surveys.command("list")
@filtered(SurveyFilter, without=("survey_id",))
@two_times
@json_option
def listed(where: SurveyFilter, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """List surveys as of a day (today, if none is named)."""
    with up_to_date() as (_, connection), Surveys.reading(connection):
        known = position_known_at(connection, known_at)
        found = Surveys.page(connection, where, as_of=as_of or today(), known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    names = ("survey_id", "title", "opened_on", "state", "closed_on", "respondents")
    print_table(
        [name.removesuffix("_id").replace("_", " ") for name in names],
        [[getattr(each, name) for name in names] for each in found],
    )


@surveys.command("show")
@click.argument("survey", type=click.UUID)
@two_times
@json_option
def show(survey: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show who had responded to a survey by a day, and the share of each answer."""
    with up_to_date() as (_, connection), Surveys.reading(connection):
        known = position_known_at(connection, known_at)
        found = Surveys.get(connection, survey, as_of=as_of or today(), known_at=known)
    if found is None:
        raise Problem("No such survey was opened by then.")
    if as_json:
        print_json(asdict(found))
        return
    click.echo(f"{found.survey.title}, {found.survey.state}")
    print_table(["respondents", "number"], [(each.kind, each.number) for each in found.respondents])
    click.echo()
    print_table(
        ["question", "answer", "respondents", "answers", "of", "%"],
        [
            (each.text, each.answer, each.kind or "all", each.answers, each.answered, each.share)
            for each in found.shares
        ],
    )
