"""School years: every day of the operation lies in exactly one semester."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendar import RIGA, riga_day, semester, semester_on, semesters, utc
from ledger.errors import NoSuchSemester

FIRST, LAST = semesters()[0].first_day, semesters()[-1].last_day


def test_semesters_follow_each_other_without_a_gap() -> None:
    """From 2017-09-01 on, two to a school year."""
    assert date(2017, 9, 1) == FIRST
    assert all(a.last_day + timedelta(1) == b.first_day for a, b in pairwise(semesters()))
    assert [each.code for each in semesters()[:3]] == ["2017/18 I", "2017/18 II", "2018/19 I"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2020, 9, 1), "2020/21 I"),
        (date(2021, 1, 3), "2020/21 I"),  # holidays: support goes on
        (date(2021, 1, 4), "2020/21 II"),
        (date(2021, 8, 31), "2020/21 II"),
        (date(2021, 9, 1), "2021/22 I"),
        (date(2018, 9, 1), "2018/19 I"),  # a Saturday: lessons began on the 3rd
    ],
)
def test_a_semester_runs_to_the_day_before_the_next(day: date, code: str) -> None:
    """I from 1 September to the day before II starts; II until 31 August."""
    assert semester_on(day).code == code


@given(st.dates(FIRST, LAST))
def test_each_day_lies_in_the_semester_it_names(day: date) -> None:
    """And a semester is found by its code."""
    found = semester_on(day)
    assert found.first_day <= day <= found.last_day
    assert semester(found.code) == found
    assert found.code.startswith(found.school_year)


@pytest.mark.parametrize("day", [FIRST - timedelta(1), LAST + timedelta(1)])
def test_outside_of_the_calendar_there_is_none(day: date) -> None:
    """It says which day."""
    with pytest.raises(NoSuchSemester, match=day.isoformat()):
        semester_on(day)


@pytest.mark.parametrize("code", ["", "2020/21", "2020/21 III", "2020/2021 I", "2020/21 i"])
def test_other_codes_are_unknown(code: str) -> None:
    """A code is written as it is published."""
    with pytest.raises(NoSuchSemester):
        semester(code)


def test_a_day_ends_in_riga() -> None:
    """22:30 in UTC is the next day there, in winter; in summer 21:30 is."""
    assert riga_day(datetime(2020, 12, 31, 22, 30, tzinfo=UTC)) == date(2021, 1, 1)
    assert riga_day(datetime(2020, 12, 31, 21, 30, tzinfo=UTC)) == date(2020, 12, 31)
    assert riga_day(datetime(2021, 6, 30, 21, 30, tzinfo=UTC)) == date(2021, 7, 1)


@given(st.datetimes(timezones=st.just(RIGA)))
def test_an_instant_stays_itself_in_utc(instant: datetime) -> None:
    """Only its writing changes."""
    assert utc(instant).tzinfo is UTC
    assert utc(instant).timestamp() == instant.timestamp()
