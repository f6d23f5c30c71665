"""pumpurs outcomes: did risks fall, did learners stay in education?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from datetime import date
from functools import wraps
from typing import Any

import click

from api.cli.command import json_option, print_json, print_table
from api.cli.database import up_to_date
from api.cli.moments import position_known_at, two_times
from api.codes import require_known
from api.moment import today
from projections.outcome_rows import Cohort, Effect, LearnerOutcome, OutcomeFilter, RiskOutcomes
from projections.outcomes import Outcomes


@click.group()
def outcomes() -> None:
    """Distinct learners by what came of their plans (docs/concepts-results.md says what it means)."""


def _question(name: str, row: type[Any]) -> Callable[[Callable[..., Sequence[Any]]], None]:
    """A command that asks with a filter and the two times, and prints rows."""

    def declare(ask: Callable[..., Sequence[Any]]) -> None:
        @wraps(ask)
        def command(
            *, as_of: date | None, known_at: str | None, as_json: bool, **given: Any
        ) -> None:
            chosen = {field.name: given.pop(field.name) for field in fields(OutcomeFilter)}
            require_known(OutcomeFilter, {key: each for key, each in chosen.items() if each})
            with up_to_date() as (_, connection), Outcomes.reading(connection):
                known = position_known_at(connection, known_at)
                when = {"as_of": as_of or today(), "known_at": known}
                found = ask(connection, OutcomeFilter(**chosen), **when, **given)
            if as_json:
                print_json([asdict(each) for each in found])
            else:
                headings = [field.name.replace("_", " ") for field in fields(row)]
                print_table(headings, [_cells(each) for each in found])

        for option in reversed(_FILTER):
            command = option(command)
        outcomes.command(name)(two_times(json_option(command)))

    return declare


def _cells(row: Any) -> list[object]:
    """The values of a row for people: lists with commas."""
    return [", ".join(each) if isinstance(each, list) else each for each in asdict(row).values()]


_FILTER = (
    click.option("--institution", "institution_id", type=click.UUID, help="Plans of that school."),
    click.option("--partner", "partner_id", type=click.UUID, help="Plans of that partner."),
    click.option("--municipality", help="Plans in that municipality: its ISO 3166-2 code."),
    click.option("--region", help="Plans in that region."),
    click.option("--semester", help='Plans for that semester: "2020/21 I".'),
    click.option("--risk-group", help="Risks of that group only."),
)


@_question("risks", RiskOutcomes)
def risks(*asked: Any, **when: Any) -> Sequence[RiskOutcomes]:
    """Count learners under risks of a group in a semester, by how the risks came out."""
    return Outcomes.by_risk(*asked, **when)


@_question("effectiveness", Effect)
def effectiveness(*asked: Any, **when: Any) -> Sequence[Effect]:
    """Count who stayed in education 1, 2 and 4 semesters later, by kind and amount of support."""
    return Outcomes.effectiveness(*asked, **when)


@_question("cohorts", Cohort)
def cohorts(*asked: Any, **when: Any) -> Sequence[Cohort]:
    """Count learners by their first semester with a plan, each semester later."""
    return Outcomes.cohorts(*asked, **when)


@_question("learners", LearnerOutcome)
def learners(*asked: Any, **when: Any) -> Sequence[LearnerOutcome]:
    """List the plans behind these figures, at most 1000."""
    return Outcomes.learners(*asked, **when, limit=1000)
