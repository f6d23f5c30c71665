"""The publicity report of a municipality: a page to read and to print, and the same figures as CSV and JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, g
from marshmallow import fields, validate

from api import openapi
from api.answers import JSON, as_json
from api.asked import TWO_TIMES, Asked, Query
from api.context import reading
from api.fields import Value
from api.formats import LANGUAGES, Language
from api.lists import CSV, media_type
from api.moment import today
from api.publicity.gathering import Gathering
from api.publicity.page import Page
from api.publicity.report import PublicityReport
from api.publicity.table import as_csv
from api.reach import reach
from api.resource import TEXT, UNANSWERED, Read, Resource
from api.schemas import Strict, row_schema
from api.statistics.answering import READ
from api.statistics.period import WHOLE

publicity = Resource(
    "publicity", "What the operation did in a municipality, told so that everybody may know it."
)

HTML = "text/html"
FORMATS = {"html": HTML, "csv": CSV, "json": JSON}
WORDS = """Report on a municipality for the public.

Institutions, learners, plans, hours, compensations, youth projects and money, of a period and by
semester, as the public statistics tell them: what could tell of fewer than five learners is withheld.
As a page that stands alone, with charts, to be printed; as CSV; or as JSON."""
TIMES = Asked([], None, TWO_TIMES)
ASKED: Query = {
    "period": Value(
        load_default=WHOLE,
        metadata={
            "description": "A semester (2020/21 I), a school year (2020/21), all until a day (until 2021-08-31),"
            " or whole."
        },
    ),
    "language": fields.String(
        load_default=LANGUAGES[0],
        validate=validate.OneOf(LANGUAGES),
        metadata={"description": "Of the page, and of the names in the CSV."},
    ),
    "format": fields.String(
        validate=validate.OneOf(tuple(FORMATS)),
        metadata={"description": "What a link asks for; else the header Accept says it."},
    ),
    **TWO_TIMES,
}


def _look(query: dict[str, Any], *, municipality: str) -> Response:
    period, language, form = query.pop("period"), query.pop("language"), query.pop("format", None)
    media = FORMATS[form] if form else media_type(tuple(FORMATS.values()))
    with reading(*READ) as connection:
        known_at = TIMES.of(connection, {}, query)["known_at"]
        gathering = Gathering(
            connection, reach().decisions, municipality, query.get("as_of"), today(), known_at
        )
        report = gathering.report(period)
    return _rendered(report, media, language)


def _rendered(report: PublicityReport, media: str, language: Language) -> Response:
    if media == JSON:
        return Response(as_json(report), mimetype=JSON)
    if media == CSV:
        return Response(as_csv(report, language), mimetype=CSV)
    other = next(each for each in LANGUAGES if each != language)
    links = {
        "other_language": _link(report, language=other),
        "csv": _link(report, language=language, format="csv"),
        "json": _link(report, format="json"),
    }
    page = Response(Page(report, language).html(links, g.position), mimetype=HTML)
    page.content_language = language
    return page


def _link(report: PublicityReport, **asked: str) -> str:
    """The same report, as it is known now, in another shape."""
    times = {"as_of": report.as_of, "known_at": g.position}
    return f"?{urlencode({'period': report.asked.code, **asked, **times})}"


publicity.serve(
    "GET",
    "/municipalities/<municipality>/publicity-report",
    "publicity.report",
    _look,
    (Read(Strict.from_dict(dict(ASKED), name="PublicityReportQuery")(), "query"),),
    publicity.response(
        200, row_schema(PublicityReport), headers=openapi.answered("Ledger-Position")
    ),
    publicity.alt_response(200, schema=TEXT, content_type=HTML, success=True),
    publicity.alt_response(200, schema=TEXT, content_type=CSV, success=True),
    summary="Report on a municipality for the public",
    words=WORDS,
    headers=openapi.QUESTION_HEADERS,
    refusals=UNANSWERED,
)
