"""How much of everything there is in a nation: the published counts, and what lies between them, scaled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ledger import reference
from ledger.calendar import Semester, semesters

SEMESTERS = 8
"""From 2017/18 I to 2020/21 II, for which plans are published."""
PUBLISHED_STUDENTS = 30_000
"""The sum of `_NEW`: more than 20 000 by December 2019 and more than 23 000 by August 2020, as was published."""

_FIRST_HALF = {"2017/18": 1480, "2018/19": 7195, "2020/21": 9871}
"""Plans of the first semester of a year, where only the year is published; ours."""
_NEW = (1480, 4400, 3900, 4400, 0, 2700, 4300, 2411)
"""Learners whose first plan is of that semester, ours; those of 2019/20 I are published."""


@dataclass(frozen=True)
class Proportions:
    """Counts of the nation; those by semester are tuples of eight."""

    plans: tuple[int, ...]
    new: tuple[int, ...]
    """Learners with their first plan."""
    learning: tuple[int, int, int]
    """Learners with a plan against risks of learning, in 2019/20 I and II and 2020/21 I."""
    economic: int
    """Learners with such a risk in 2019/20, and those of the other two groups."""
    family: int
    social_health: int
    compensated: int
    """Learners for whose plan of 2020/21 I something was paid."""
    mathematics_quarters: int
    """Quarters of hours of mathematics in 2018/19 II."""
    scale: float
    """Against the published nation."""

    def of(self, count: int) -> int:
        """So many of the published nation in this one, at least one."""
        return max(1, round(count * min(self.scale, 1.0)))


@cache
def terms() -> tuple[Semester, ...]:
    """The semesters of the nation."""
    return semesters()[:SEMESTERS]


@cache
def published(figure: str, period: str) -> int:
    """A published count of the nation."""
    [value] = [
        row["value"]
        for row in reference.rows("published")
        if row["relation"] == "="
        and (row["figure"], row["scope"], row["period"]) == (figure, "nation", period)
    ]
    return int(value)


def proportions(students: int) -> Proportions:
    """Those of a nation of so many learners; at `PUBLISHED_STUDENTS`, the published counts themselves."""

    def scaled(count: int) -> int:
        return count * students // PUBLISHED_STUDENTS

    new = [scaled(each) for each in _new()]
    new[4] += students - sum(new)
    plans: list[int] = []
    for count, fresh in zip(_plans(), new, strict=True):
        before = plans[-1] if plans else 0
        plans.append(min(max(scaled(count), fresh), fresh + before))
    return Proportions(
        plans=tuple(plans),
        new=tuple(new),
        learning=(
            scaled(published("students_risk_learning", "2019/20 I")),
            scaled(published("students_risk_learning", "2019/20 II")),
            scaled(published("students_risk_learning", "2020/21 I")),
        ),
        economic=scaled(published("students_risk_economic", "2019/20")),
        family=scaled(published("students_risk_family", "2019/20")),
        social_health=scaled(published("students_risk_social_health", "2019/20")),
        compensated=scaled(published("students_economic_support", "2020/21 I")),
        mathematics_quarters=scaled(4 * published("consultation_hours_mathematics", "2018/19 II")),
        scale=students / PUBLISHED_STUDENTS,
    )


def _plans() -> list[int]:
    found = []
    for year in ("2017/18", "2018/19", "2019/20", "2020/21"):
        whole = published("plans", year)
        first = _FIRST_HALF.get(year) or published("plans", f"{year} I")
        found += [first, whole - first]
    return found


def _new() -> list[int]:
    new = list(_NEW)
    new[4] = published("students_added", "2019-09 to 2019-11")
    return new
