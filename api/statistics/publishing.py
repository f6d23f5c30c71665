"""Figures as anybody may know them: what few learners stand behind is suppressed, and what would tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from api.statistics.answering import Statistic, StatisticValue, Understood, answer, told, values_of
from api.statistics.catalogue import GUARDED, OPEN
from api.statistics.deciding import Decisions
from api.statistics.errors import NotPublic
from api.statistics.period import SEMESTER, WHOLE, YEAR
from api.statistics.public_table import TOTALS
from api.statistics.scope import INSTITUTION, MUNICIPALITY, NATION, REGION
from ledger.store.connection import Connection
from projections.publications import Publication, Publications

PLACES = (REGION, MUNICIPALITY)
PERIODS = (SEMESTER, YEAR, WHOLE)


def published(
    connection: Connection, decisions: Decisions, asked: Understood, known_at: int
) -> Statistic:
    """A figure as anybody may know it; NotPublic, NotYetDecided.

    What counts learners speaks for the last publication by `known_at`, whatever day is asked about: who could
    ask for any day would see, from one day to the next, what became of one child.
    """
    figure = asked.figure
    if figure.public == OPEN:
        return replace(answer(connection, asked, known_at), public=True)
    if figure.public != GUARDED:
        raise NotPublic(code=figure.code, why="it may tell of single learners")
    issued = latest(connection, known_at)
    if issued is None:
        raise NotPublic(code=figure.code, why="nothing has been published yet")
    asked = replace(asked, as_of=issued.published_on)
    require_published(asked)
    secret = decisions.secret((TOTALS[each] for each in figure.guards), issued)
    values = []
    for each in values_of(connection, asked, issued.position):
        suppressed = any((of, asked.period.code) in secret for of in _about(asked, each.group))
        shown = None if each.value is None or suppressed else Decimal(each.value)
        values.append(StatisticValue(each.group, shown, suppressed, None))
    return told(asked, issued.position, values, public=True)


def latest(connection: Connection, known_at: int) -> Publication | None:
    """The last publication by a position; what counts learners is published as it was then."""
    found = [each for each in Publications.all(connection) if each.position <= known_at]
    return found[-1] if found else None


def require_published(asked: Understood) -> None:
    """NotPublic for what is told of smaller groups, or other times, than are published."""
    figure, period, kinds = asked.figure, asked.period, set(asked.group_by) - {*PLACES}
    why = ""
    if asked.scope.kind == INSTITUTION:
        why = "learners are not told of by institution"
    elif period.kind not in PERIODS:
        why = "only semesters, school years and the whole are published, each when it is over"
    elif period.kind != WHOLE and period.last_day > asked.as_of:
        why = f"by the last publication, of {asked.as_of}, {period.code} was not over"
    elif not set(asked.group_by) <= {*figure.public_groups, *PLACES}:
        why = f"it is published by {', '.join(figure.public_groups)} alone"
    elif kinds and (asked.scope.kind != NATION or {*PLACES} & {*asked.group_by}):
        why = "kinds are told apart for the whole nation alone"
    elif len(kinds) > 1:
        why = "one dimension at a time"
    if why:
        raise NotPublic(code=figure.code, why=why)


def _about(asked: Understood, group: Mapping[str, str | None]) -> Iterator[str]:
    """The places and kinds of the decided table that a value is about: all of them have to be shown."""
    places = {asked.scope.kind: str(asked.scope)}
    places |= {name: f"{name}:{group[name]}" for name in PLACES if name in group}
    yield places[next(name for name in (MUNICIPALITY, REGION, NATION) if name in places)]
    yield from (f"{name}:{value}" for name, value in group.items() if name not in PLACES)
