"""When things happen and become known: lessons by weekday and hour, and when in a month a school records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from api.nation.lines import iso
from api.nation.places import Institution
from ledger.calendar import RIGA

SEATS = 10
"""So many learners share one specialist, without ever meeting there."""
_HOURS = (((14, 10), (15, 45)), ((12, 30), (17, 20)), ((10, 55), (18, 55)))
"""Of the three lessons a week that each seat may have, each for one of two seats with the same weekday."""
_LATER = (0, 2, 4)  # weekdays between them
_WEEK = 7
_CLOSED = (date(2020, 3, 13).toordinal(), date(2020, 3, 22).toordinal())
_REMOTE_ONLY = (date(2020, 3, 23).toordinal(), date(2020, 6, 9).toordinal())
_OFTEN_REMOTE = (date(2020, 11, 9).toordinal(), date(2021, 5, 31).toordinal())
_OFTEN = 60  # per cent
_FIRST_YEAR, _LAST_YEAR = 2017, 2023
QUARTER_MIN = 10
"""A quarter of an academic hour, in minutes."""


def lessons(seat: int, which: int, first: int, last: int) -> Iterator[int]:
    """The days between two on which a seat's lesson, the first to the third of the week, may be."""
    weekday = (seat % SEATS // 2 + _LATER[which]) % 5
    day = first + (weekday - (first - 1)) % _WEEK  # ordinal 1 was a Monday
    while day <= last:
        if not _CLOSED[0] <= day <= _CLOSED[1]:
            yield day
        day += _WEEK


def hours(seat: int, which: int, day: int, quarters: int) -> tuple[str, str]:
    """When a lesson starts and ends."""
    hour, minute = _HOURS[which][seat % 2]
    ends = hour * 60 + minute + quarters * QUARTER_MIN
    offset = _offset(day)
    text = iso(day)
    return (
        f"{text}T{hour:02}:{minute:02}:00{offset}",
        f"{text}T{ends // 60:02}:{ends % 60:02}:00{offset}",
    )


def is_remote(day: int, chance: float) -> bool:
    """Whether a lesson of that day is, by a number from 0 to 1."""
    if _REMOTE_ONLY[0] <= day <= _REMOTE_ONLY[1]:
        return True
    return _OFTEN_REMOTE[0] <= day <= _OFTEN_REMOTE[1] and chance * 100 < _OFTEN


def next_record(institution: Institution, day: int) -> int:
    """The day after `day` on which the school records what happened: one in each month."""
    days = _records(3 + institution.number * 7 % 21)
    return days[bisect_right(days, day)]


def after_weekend(day: int) -> int:
    """That day, or the Monday after it."""
    weekday = (day - 1) % _WEEK
    return day + (_WEEK - weekday if weekday > 4 else 0)


@cache
def _records(day_of_month: int) -> tuple[int, ...]:
    return tuple(
        after_weekend(date(year, month, day_of_month).toordinal())
        for year in range(_FIRST_YEAR, _LAST_YEAR)
        for month in range(1, 13)
    )


@cache
def _offset(day: int) -> str:
    """Of Riga's clocks from UTC."""
    noon = datetime.combine(date.fromordinal(day), time(12), RIGA)
    return f"+{noon.utcoffset() or timedelta()!s:0>8}"[:6]
