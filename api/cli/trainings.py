"""pumpurs trainings: what staff were taught, how many took part, and what it cost."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from api.cli.command import Problem, json_option, print_counts, print_json, print_table
from api.cli.database import up_to_date
from api.cli.filters import filtered, group_by
from api.cli.moments import Day, position_known_at, two_times
from api.moment import today
from projections.training_rows import GROUPS, TrainingFilter, TrainingShown
from projections.trainings import Trainings


@click.group()
def trainings() -> None:
    """Seminars, workshops, supervisions, programmes and conferences for staff."""


@trainings.command("list")
@filtered(TrainingFilter, without=("training_id",))
@two_times
@json_option
def listed(
    where: TrainingFilter, as_of: date | None, known_at: str | None, *, as_json: bool
) -> None:
    """List trainings as of a day (today, if none is named)."""
    with up_to_date() as (_, connection), Trainings.reading(connection):
        known = position_known_at(connection, known_at)
        found = Trainings.page(connection, where, as_of=as_of or today(), known_at=known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_table(
            ["training", "kind", "title", "first day", "state", "modules", "of", "participants"],
            [
                (
                    each.training_id,
                    each.kind,
                    each.title,
                    each.first_day,
                    each.state,
                    each.modules_held,
                    each.modules,
                    each.participants,
                )
                for each in found
            ],
        )


@trainings.command("show")
@click.argument("training", type=click.UUID)
@two_times
@json_option
def show(training: UUID, as_of: date | None, known_at: str | None, *, as_json: bool) -> None:
    """Show what was held of a training by a day, and what it cost."""
    with up_to_date() as (_, connection), Trainings.reading(connection):
        known = position_known_at(connection, known_at)
        found = Trainings.get(connection, training, as_of=as_of or today(), known_at=known)
    if found is None:
        raise Problem("No such training was planned by then.")
    if as_json:
        print_json(asdict(found))
    else:
        _print_training(found)


@trainings.command("counts")
@group_by(GROUPS)
@click.option("--from", "since", type=Day(), help="What happened on that day or later.")
@click.option("--until", type=Day(), help="What happened on that day or earlier.")
@filtered(TrainingFilter, without=("training_id",))
@two_times
@json_option
def counts(
    where: TrainingFilter,
    group_by: tuple[str, ...],
    since: date | None,
    until: date | None,
    as_of: date | None,
    known_at: str | None,
    *,
    as_json: bool,
) -> None:
    """Count what was planned for, held, completed, cancelled and paid between two days."""
    with up_to_date() as (_, connection), Trainings.reading(connection):
        known = position_known_at(connection, known_at)
        span = {"since": since, "until": until, "as_of": as_of or today()}
        found = Trainings.counts(connection, group_by, where, known_at=known, **span)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        print_counts(group_by, found)


def _print_training(shown: TrainingShown) -> None:
    for name, value in asdict(shown.training).items():
        if value not in (None, []):
            said = ", ".join(map(str, value)) if isinstance(value, list) else value
            click.echo(f"{name:<13} {said}")
    if shown.ending and shown.ending.reason:
        click.echo(f"{'reason':<13} {shown.ending.reason}")
    for heading, rows, names in (
        (
            "moved",
            shown.moves,
            ("moved_on", "first_day", "last_day", "delivery", "venue", "reason"),
        ),
        ("held", shown.modules, ("number", "held_on", "hours", "delivery", "participants")),
        ("certified", shown.certifications, ("certified_on", "certificates", "numbers")),
        ("euros", shown.costs, ("paid_on", "kind", "amount", "number", "issuer", "reversed_on")),
    ):
        if rows:
            click.echo(f"\n{heading}")
            headings = [name.replace("_", " ") for name in names]
            print_table(headings, [[getattr(each, name) for name in names] for each in rows])
