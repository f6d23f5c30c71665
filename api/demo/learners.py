"""Invented learners: who has a plan in which semester, at which school, in which grade."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from uuid import UUID

from api.demo.diary import id_of
from api.demo.madona import MADONA, School, schools
from ledger import reference
from ledger.calendar import Semester, semester

_PLANS = {
    # of each municipality and semester: plans of learners who had none in the semester before, and of others
    MADONA: {
        "2017/18 I": (43, 0),
        "2017/18 II": (9, 34),
        "2018/19 I": (24, 26),
        "2018/19 II": (28, 40),
        "2019/20 I": (80, 43),
        "2019/20 II": (8, 94),
        "2020/21 I": (75, 70),
        "2020/21 II": (36, 105),
        "2021/22 I": (11, 7),
    },
    "Lubānas novads": {
        "2018/19 II": (4, 0),
        "2019/20 I": (4, 2),
        "2019/20 II": (0, 5),
        "2020/21 I": (3, 3),
        "2020/21 II": (0, 5),
    },
    "Cesvaines novads": {
        "2019/20 I": (4, 0),
        "2019/20 II": (0, 4),
        "2020/21 I": (2, 3),
        "2020/21 II": (0, 4),
    },
}
"""Madona's 123 in 2019/20 I, 145 in 2020/21 I and 141 in 2020/21 II are published, and so are the
181 distinct learners of 2020/21: 105 with a plan in both semesters. The others are the demo's."""


@dataclass(frozen=True)
class Term:
    """A semester with its teaching days."""

    semester: Semester
    starts: date
    ends: date

    @property
    def code(self) -> str:
        """ "2020/21 I" """
        return self.semester.code

    def begins_for(self, school: School) -> date:
        """When plans are made at a school: a week into the semester, or once it has joined."""
        return max(self.starts + timedelta(days=7), school.joined + timedelta(days=2))


@dataclass
class Learner:
    """A learner who never was, and the semesters with a plan."""

    number: int
    school: School
    born: date
    grade: int
    """In the first of the semesters."""
    terms: list[Term] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The student's id."""
        return id_of("student", self.number)

    def grade_in(self, term: Term) -> int:
        """One more with each school year."""
        return self.grade + _autumn(term) - _autumn(self.terms[0])

    def is_adult(self, day: date) -> bool:
        """Whether eighteen years have passed."""
        return (day.year - self.born.year, day.month, day.day) >= (
            18,
            self.born.month,
            self.born.day,
        )


@cache
def terms() -> tuple[Term, ...]:
    """The semesters of the demo."""
    return tuple(
        Term(
            semester(f"{row['school_year']} {row['semester']}"),
            date.fromisoformat(row["starts"]),
            date.fromisoformat(row["ends"]),
        )
        for row in reference.rows("semesters")[: len(_PLANS[MADONA])]
    )


def cohort(random: Random) -> list[Learner]:
    """Everybody, in the order in which they come."""
    everybody: list[Learner] = []
    before: list[Learner] = []
    for term in terms():
        now: list[Learner] = []
        for municipality, plans in _PLANS.items():
            new, going_on = plans.get(term.code, (0, 0))
            members = [school for school in schools() if _takes_part(school, municipality, term)]
            staying = [each for each in before if each.school in members and _may_stay(each, term)]
            now += random.sample(staying, going_on)
            for school in _spread(random, members, {each.school for each in now}, new):
                learner = _newcomer(random, len(everybody) + 1, school, term)
                everybody.append(learner)
                now.append(learner)
        for learner in now:
            learner.terms.append(term)
        before = now
    return everybody


def _takes_part(school: School, municipality: str, term: Term) -> bool:
    day = term.begins_for(school)
    return (
        day < term.ends - timedelta(days=30)
        and school.is_member(day)
        and school.lies_in(day) == municipality
    )


def _may_stay(learner: Learner, term: Term) -> bool:
    return learner.grade_in(term) <= learner.school.highest_grade


def _spread(random: Random, members: list[School], served: set[School], count: int) -> list[School]:
    """Schools for `count` newcomers: first those where nobody has a plan yet, the large one more often."""
    unserved = [school for school in members if school not in served][:count]
    weights = [4 if "pilsētas" in school.name else 1 for school in members]
    return unserved + random.choices(members, weights, k=count - len(unserved)) if members else []


def _newcomer(random: Random, number: int, school: School, term: Term) -> Learner:
    youngest = 2 if term.code == "2021/22 I" else 9 if school.for_adults else 5
    grade = random.randint(youngest, school.highest_grade)
    age = grade + (12 if school.for_adults else 6)
    born = date(_autumn(term) - age - 1, 9, 1) + timedelta(days=random.randrange(365))
    return Learner(number, school, born, grade)


def _autumn(term: Term) -> int:
    """The calendar year in which the school year began."""
    return int(term.semester.school_year[:4])
