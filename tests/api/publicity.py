"""A publicity report to be shown: as little as every part of the page can be seen with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from flask import Flask

from api import protection
from api.formats import Language
from api.publicity.gathering import meaning
from api.publicity.page import Page
from api.publicity.report import Project, PublicityReport, Told
from api.publicity.selection import (
    BY_SEMESTER,
    COMPENSATIONS,
    LATEST,
    SPENT,
    SPENT_ON,
    SUMMARY,
    TOLD,
)
from api.statistics.catalogue import figure
from api.statistics.period import SEMESTER, Period

PERIOD = Period(SEMESTER, "2020/21 I", date(2020, 9, 1), date(2021, 1, 3))
SEMESTERS = ["2019/20 II", PERIOD.code]
LINKS = {"other_language": "?language=en", "csv": "?format=csv", "json": "?format=json"}
POSITION = 18_412
LATEST_PERIOD = "until 2021-01-03"


def figures() -> Iterator[Told]:
    """Every figure of every place on the page, told apart by its number; persons are withheld."""
    number = Decimal("1000.25")
    for code in (*SUMMARY, *COMPENSATIONS):
        period = LATEST_PERIOD if code == LATEST else PERIOD.code
        number += 1
        yield told(code, period, None, None if code == "persons_with_plan" else number)
    for kind in SPENT_ON:
        yield told(SPENT, PERIOD.code, kind, number := number + 1)
    for semester in SEMESTERS[:1]:
        for code in BY_SEMESTER:
            yield told(code, semester, None, number := number + 1)


def told(code: str, period: str, kind: str | None, value: Decimal | None) -> Told:
    """One figure; withheld where it has no value."""
    return Told(code, period, kind, value, figure(code).unit, withheld=value is None)


def report(
    name: str = "Madonas novads",
    institutions: Sequence[str] = ("Kalsnavas pamatskola",),
    shown: Sequence[Told] | None = None,
    municipality: str = "LV-059",
    asked: Period = PERIOD,
    over: Sequence[str] = SEMESTERS,
) -> PublicityReport:
    """A report of a semester."""
    project = Project(
        number="8.3.4.0/16/I/001",
        name="Atbalsts priekšlaicīgas mācību pārtraukšanas samazināšanai",
        first_day=date(2017, 3, 16),
        last_day=date(2022, 12, 31),
        esf=Decimal(85),
        state=Decimal(15),
    )
    return PublicityReport(
        municipality=municipality,
        name=name,
        asked=asked,
        latest=LATEST_PERIOD,
        as_of=date(2021, 8, 31),
        published_on=date(2021, 8, 31),
        semesters=list(over),
        project=project,
        institutions=list(institutions),
        figures=list(figures() if shown is None else shown),
        meanings=[meaning(code) for code in TOLD],
    )


def page(of: PublicityReport, language: Language = "lv") -> str:
    """The page, without a server."""
    app = Flask("api")
    protection.install(app)
    with app.test_request_context():
        return Page(of, language).html(LINKS, POSITION)
