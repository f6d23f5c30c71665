"""The time that a figure is told for."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.statistics.errors import NoSuchPeriod, PeriodUnclear
from ledger.calendar import semester, semesters
from ledger.errors import NoSuchSemester

YEAR, SEMESTER, SPAN, UNTIL, DAY, WHOLE = "year", "semester", "span", "until", "day", "whole"
KINDS = (YEAR, SEMESTER, SPAN, UNTIL, DAY, WHOLE)

_DAY = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True)
class Period:
    """A kind of period with its days, both included, and as it was asked for."""

    kind: str
    code: str
    first_day: date
    last_day: date

    @property
    def cumulative(self) -> bool:
        """Whether it speaks for all that there was up to its last day."""
        return self.kind in (UNTIL, WHOLE)

    @property
    def where(self) -> dict[str, Any]:
        """What a read model that knows semesters is filtered by."""
        return {{YEAR: "school_year", SEMESTER: "semester"}[self.kind]: self.code}


@dataclass(frozen=True)
class Runs:
    """The days on which the operation runs."""

    first_day: date
    last_day: date


def read(text: str, runs: Runs, today: date) -> Period:
    """The period that a text names; PeriodUnclear, NoSuchPeriod."""
    period = _read(" ".join(text.split()), runs, today)
    if period.first_day > period.last_day:
        raise NoSuchPeriod(value=text, why="it ends before it begins")
    if period.last_day < runs.first_day:
        raise NoSuchPeriod(value=text, why=f"the operation began on {runs.first_day}")
    if period.first_day > today:
        raise NoSuchPeriod(value=text, why="it has not begun")
    if period.first_day > runs.last_day:
        raise NoSuchPeriod(value=text, why=f"the operation ended on {runs.last_day}")
    return period


def latest(kinds: Sequence[str], day: date) -> str:
    """The period that is meant where none is named: the whole, the day, or what had begun last by a day."""
    if WHOLE in kinds:
        return WHOLE
    if DAY in kinds:
        return day.isoformat()
    begun = [each for each in semesters() if each.first_day <= day]
    last = begun[-1] if begun else semesters()[0]
    return last.code if SEMESTER in kinds else last.school_year


def _read(text: str, runs: Runs, today: date) -> Period:
    if text == "whole":
        return Period(WHOLE, text, runs.first_day, max(runs.first_day, min(runs.last_day, today)))
    if re.fullmatch(r"\d{4}/\d\d", text, re.ASCII):
        return _year(text)
    if re.fullmatch(r"\d{4}/\d\d II?", text, re.ASCII):
        return _semester(text)
    if match := re.fullmatch(rf"({_DAY})\.\.({_DAY})", text, re.ASCII):
        return Period(SPAN, text, _day(match[1], text), _day(match[2], text))
    if match := re.fullmatch(r"(?:(until) )?(\d{4}(?:-\d\d){0,2})", text, re.ASCII):
        first, last = _days(match[2], text)
        if match[1]:
            return Period(UNTIL, text, min(runs.first_day, last), last)
        return Period(DAY if first == last else SPAN, text, first, last)
    raise PeriodUnclear(value=text)


def _year(code: str) -> Period:
    found = [each for each in semesters() if each.school_year == code]
    if not found:
        raise NoSuchPeriod(value=code, why="the calendar has no such school year")
    return Period(YEAR, code, found[0].first_day, date(found[0].first_day.year + 1, 8, 31))


def _semester(code: str) -> Period:
    try:
        found = semester(code)
    except NoSuchSemester:
        raise NoSuchPeriod(value=code, why="the calendar has no such semester") from None
    return Period(SEMESTER, code, found.first_day, found.last_day)


def _days(part: str, text: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    year, *more = part.split("-")
    if more and not 1 <= int(more[0]) <= 12:
        why = f"there is no month {more[0]}, they are 01 to 12; a school year is written 2020/21"
        raise NoSuchPeriod(value=text, why=why)
    if len(more) == 2:
        return (day := _day(part, text)), day
    first, last = _day(f"{year}-{(more or ['01'])[0]}-01", text), _month(more)
    return first, first.replace(month=last, day=monthrange(first.year, last)[1])


def _month(more: list[str]) -> int:
    return int(more[0]) if more else 12


def _day(text: str, whole: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchPeriod(value=whole, why="the calendar has no such day") from None
