"""Statistics: every published figure, with its definition, and the events behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import fields, validate

from api import openapi
from api.access.errors import NotPermitted
from api.asked import KNOWN_AT, TWO_TIMES, Asked, Query
from api.context import reading
from api.fields import Value as Said
from api.lists import CSV, media_type
from api.moment import today
from api.reach import reach
from api.resource import TEXT, UNANSWERED, Read, Resource
from api.schemas import Strict, row_schema
from api.statistics.answering import READ, Statistic, Understood, answer, understood
from api.statistics.answering import Asked as Question
from api.statistics.behind import EVENTS, Behind, groups
from api.statistics.catalogue import Bilingual, Figure, figures
from api.statistics.publishing import published
from api.statistics.rendering import OFFERED, rendered
from api.statistics.scope import INSTITUTION, REGION, WHOLE, Scope
from api.statistics.scope import read as read_scope
from api.statistics.workbook import XLSX
from ledger.errors import NotFound
from ledger.store import log
from ledger.store.connection import Connection
from projections.publications import Publications

statistics = Resource("statistics", "The published figures, by query, each with its definition.")

_SCOPE = "nation, region:vidzeme, municipality:LV-059 or institution: with its id."
_PERIOD = (
    "A school year 2020/21, a semester 2020/21 I, days 2019-09-01..2019-11-30, a month 2019-07, a year 2020,"
    " until 2020-02-26, one day 2020-02-26, or whole; each figure says which of them it is told for."
)
ASKED: Query = {
    "scope": Said(metadata={"description": _SCOPE}),
    "period": Said(metadata={"description": _PERIOD}),
    "group_by": fields.String(
        validate=validate.Regexp(r"^[a-z_]{1,30}(,[a-z_]{1,30}){0,5}$"),
        metadata={"description": "A value for each; one or more, with commas."},
    ),
}
OF_ONE: Query = {
    "scope": ASKED["scope"],
    "period": ASKED["period"],
    "of": Said(metadata={"description": "One group alone: municipality:LV-059, more with commas."}),
}
_NARROWING: Query = {"region": Said(), "institution": Said()}
"""What an answer is narrowed by to the scope of who asks; no client is offered it."""


@dataclass(frozen=True)
class FigureShown:
    """A figure, what it means, and how it may be asked for."""

    code: str
    name: Bilingual
    definition: Bilingual
    unit: str
    counts: str
    public: str
    scopes: list[str]
    periods: list[str]
    group_by: list[str]
    public_group_by: list[str]


@statistics.listing("/statistics", shows=FigureShown, paged=False)
def catalogue(_connection: Connection) -> list[FigureShown]:
    """Every figure with its definition, the scopes and kinds of periods it is told for, and what it is grouped by."""
    return [_shown(each) for each in figures().values()]


def _shown(each: Figure) -> FigureShown:
    return FigureShown(
        each.code,
        each.name,
        each.definition,
        each.unit,
        each.counts,
        each.public,
        list(each.scopes),
        list(each.periods),
        list(each.groups),
        list(each.public_groups),
    )


def _one(query: dict[str, Any], code: str) -> Response:
    media = media_type(OFFERED)
    with reading(*READ) as connection:
        meant, known_at = _meant(connection, code, query)
        told = answer(connection, meant, known_at, reach().keys)
    return rendered(told, media)


def _published(query: dict[str, Any], code: str) -> Response:
    media = media_type(OFFERED)
    with reading(*READ, Publications) as connection:
        asked = {name: query.pop(name, None) for name in ASKED}
        known_at = Asked([], None, KNOWN_AT).of(connection, {}, query)["known_at"]
        meant = understood(connection, question(connection, code, **asked), today(), known_at)
        told = published(connection, reach().decisions, meant, known_at)
    return rendered(told, media)


def _meant(connection: Connection, code: str, query: dict[str, Any]) -> tuple[Understood, int]:
    """What is asked for, and the position it is to be known at."""
    asked = {name: query.pop(name, None) for name in ASKED} | {"as_of": query.get("as_of")}
    times = Asked([], None, {**_NARROWING, **TWO_TIMES}).of(connection, {}, query)
    known_at = times["known_at"]
    meant = question(connection, code, **asked)
    if asked["scope"] is None:
        meant = replace(meant, scope=_own(times))
    elif not meant.scope.within(_own(times)):
        if meant.scope.kind != INSTITUTION:  # everybody knows that there is one
            raise NotPermitted()
        raise NotFound(what=meant.scope.kind, id=meant.scope.id)
    return understood(connection, meant, today(), known_at), known_at


def question(
    connection: Connection,
    code: str,
    *,
    scope: str | None = None,
    period: str | None = None,
    group_by: str | None = None,
    as_of: date | None = None,
) -> Question:
    """What is asked of a figure, as a query says it: of the nation, unless of another scope."""
    asked = read_scope(connection, scope) if scope else WHOLE
    return Question(code, asked, period, tuple(group_by.split(",")) if group_by else (), as_of)


@dataclass(frozen=True)
class StatisticEvent:
    """An event behind a figure, in its place in the log."""

    position: int
    type: str
    stream: UUID
    version: int
    recorded_at: datetime


@statistics.listing(
    "/statistics/<code>/events",
    *READ,
    shows=StatisticEvent,
    query={**OF_ONE, **TWO_TIMES},
)
def events(
    connection: Connection,
    *,
    code: str,
    of: str | None,
    known_at: int,
    after: int,
    limit: int,
    **asked: Any,
) -> list[StatisticEvent]:
    """The events behind one value of a figure, by position; the log has them whole."""
    meant = understood(connection, question(connection, code, **asked), today(), known_at)
    behind = Behind(meant.asking(connection, known_at), groups(meant.figure, of), after, limit)
    return events_at(connection, EVENTS[meant.figure.source](behind))


def events_at(connection: Connection, positions: Sequence[int]) -> list[StatisticEvent]:
    """The events at some positions, in order."""
    return [
        StatisticEvent(each.position, each.topic, each.stream, each.version, each.recorded_at)
        for each in log.entries_at(connection, positions)
    ]


def _own(asked: Mapping[str, Any]) -> Scope:
    """The widest scope that is theirs who ask."""
    for kind in (INSTITUTION, REGION):
        if asked[kind] is not None:
            return Scope(kind, str(asked[kind]))
    return WHOLE


def _schema(name: str, query: Query) -> Read:
    return Read(Strict.from_dict(dict(query), name=name)(), "query")


_OFFERED = (
    statistics.response(200, row_schema(Statistic), headers=openapi.answered("Ledger-Position")),
    statistics.alt_response(200, schema=TEXT, content_type=CSV, success=True),
    statistics.alt_response(200, schema=TEXT, content_type=XLSX, success=True),
)
statistics.serve(
    "GET",
    "/statistics/<code>",
    "statistics.one",
    _one,
    (_schema("StatisticsOneQuery", {**ASKED, **TWO_TIMES}),),
    *_OFFERED,
    summary="A figure of a scope and period",
    words="""A figure of a scope and period, with its definition, and the address of the events behind each value.

Persons are never summed: each value counts them anew.""",
    headers=openapi.QUESTION_HEADERS,
    refusals=UNANSWERED,
)
statistics.serve(
    "GET",
    "/statistics/<code>/public",
    "statistics.published",
    _published,
    (_schema("StatisticsPublishedQuery", {**ASKED, **KNOWN_AT}),),
    *_OFFERED,
    summary="A figure as anybody may know it",
    words="""A figure as anybody may know it: what few learners stand behind is suppressed, and what would tell of it.

What counts learners speaks for the last publication by `known_at`, and for times that were over by then.""",
    headers=openapi.QUESTION_HEADERS,
    refusals=UNANSWERED,
)
