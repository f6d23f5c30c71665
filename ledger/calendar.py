"""School years and semesters, and the day it is in Riga."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from ledger import reference
from ledger.errors import NoSuchSemester

RIGA = ZoneInfo("Europe/Riga")
SEPTEMBER = 9


@dataclass(frozen=True, order=True)
class Semester:
    """One semester as support measures know it: without gaps, I from 1 September, II until 31 August.

    `code` is what the published pages print: "2020/21 I".
    """

    first_day: date
    last_day: date
    school_year: str
    code: str
    starts: date
    ends: date
    """The last of its teaching days; `starts` is the first. Summer and the days between are holidays."""

    def teaches(self, day: date) -> bool:
        """Whether a day lies between its first and its last teaching day."""
        return self.starts <= day <= self.ends


@cache
def semesters() -> tuple[Semester, ...]:
    """All semesters of the calendar file, in order."""
    taught = {
        (row["school_year"], row["semester"]): (
            date.fromisoformat(row["starts"]),
            date.fromisoformat(row["ends"]),
        )
        for row in reference.rows("semesters")
    }
    return tuple(_semester(year, half, taught) for year, half in taught)


def _semester(year: str, half: str, taught: dict[tuple[str, str], tuple[date, date]]) -> Semester:
    autumn = int(year[:4])
    second = taught[year, "II"][0] if (year, "II") in taught else date(autumn + 1, 1, 8)
    first_day = date(autumn, 9, 1) if half == "I" else second
    last_day = date.fromordinal(second.toordinal() - 1) if half == "I" else date(autumn + 1, 8, 31)
    return Semester(first_day, last_day, year, f"{year} {half}", *taught[year, half])


def semester(code: str) -> Semester:
    """The semester of a code such as "2020/21 I"; NoSuchSemester."""
    try:
        return _by_code()[code]
    except KeyError:
        raise NoSuchSemester(value=code) from None


@cache
def _by_code() -> dict[str, Semester]:
    return {each.code: each for each in semesters()}


def semester_on(day: date) -> Semester:
    """The semester a day lies in; NoSuchSemester outside the calendar."""
    for each in semesters():
        if each.first_day <= day <= each.last_day:
            return each
    raise NoSuchSemester(value=day.isoformat())


def school_year_of(day: date) -> str:
    """The school year of a day, from 1 September to 31 August: "2020/21"."""
    autumn = day.year if day.month >= SEPTEMBER else day.year - 1
    return f"{autumn}/{(autumn + 1) % 100:02}"


@lru_cache(4096)
def riga_day(instant: datetime) -> date:
    """The calendar day of an instant in Europe/Riga, where the operation's days end."""
    return instant.astimezone(RIGA).date()


def utc(instant: datetime) -> datetime:
    """The same instant in UTC: how instants are stored."""
    return instant.astimezone(UTC)
