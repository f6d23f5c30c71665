"""The story of one learner: who it is, its risks and plans in turn, and what becomes of it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from api.demo import names
from api.nation import risks
from api.nation.classes import Classes
from api.nation.lines import Fields, Story, digest, iso, made_by
from api.nation.proportions import terms
from api.nation.roster import COMPENSATED, Learner
from api.nation.timetable import next_record
from ledger.calendar import Semester

_RELATIONS = ("mother", "father", "guardian")
_CODES = 99_999
_ADULT = 18
_BASIC = 9  # the last grade of basic education


@dataclass
class Plan:
    """A plan of the story, as far as it has come."""

    semester: Semester
    id: str
    about: int
    quarters: int | None
    """Of hours of mathematics, where they are given."""
    risks: list[str]
    in_force: int
    known: int
    """The last day on which something of it becomes known."""


@dataclass
class Told:
    """One learner's story as it is told."""

    learner: Learner
    random: Random
    story: Story
    born: date
    grade: int
    """In the first of the semesters."""
    enrolment: str = ""
    risks: dict[str, str] = field(default_factory=dict)
    """Ids by factor."""
    classes: Classes = field(kw_only=True)
    """Which of them move up as a whole."""

    @property
    def institution_id(self) -> str:
        """The school, as an id."""
        return made_by(self.learner.place.institution.key)

    def chance(self, percent: float) -> bool:
        """Whether something happens that does so in so many cases of a hundred."""
        return self.random.random() * 100 < percent

    def tell(
        self, day: int, verb: str, events: int = 1, *, at: Fields | None = None, **said: Any
    ) -> str:
        """Tell a command about the learner."""
        address = {"student_id": self.story.id}
        if at:
            address |= at
        return self.story.tell(day, f"students.{verb}", address, said, events)

    def stage(self, semester: int) -> str:
        """The grade or course in a semester."""
        name, _, _ = self.learner.place.institution.stages
        return f"{name}-{self.grade + semester // 2 - self.learner.first // 2}"

    def is_adult(self, day: int) -> bool:
        """Whether eighteen years have passed."""
        on = date.fromordinal(day)
        return (on.year - self.born.year, on.month, on.day) >= (
            _ADULT,
            self.born.month,
            self.born.day,
        )


def begun(seed: int, learner: Learner, classes: Classes) -> Told:
    """A story of which nothing is told yet."""
    random = Random(f"{seed}:{learner.number}")  # noqa: S311  it is meant to be foreseen
    institution = learner.place.institution
    name, lowest, highest = institution.stages
    years = (learner.first + len(learner.abouts) - 1) // 2 - learner.first // 2
    grade = random.randint(lowest, highest - years)
    autumn = terms()[learner.first].first_day.year - learner.first % 2
    age = grade + (15 if name == "course" else 6)
    born = date(autumn - age - 1, 9, 1).toordinal() + random.randrange(365)
    story = Story(f"s{learner.number:06}")
    return Told(learner, random, story, date.fromordinal(born), grade, classes=classes)


def introduce(told: Told, day: int, known: int) -> None:
    """Registration, enrolment, representative, participation."""
    number, random = told.learner.number, told.random
    person: Fields = {"name": names.person(random), "occurred_on": iso(day)}
    if number < _CODES:
        person["personal_code"] = names.personal_code(number + 1)
    person["birth_date"] = told.born.isoformat()
    misspelt = number % 89 == 7
    told.story.tell(
        known,
        "students.register",
        {},
        {**person, "name": f"{person['name']}a"} if misspelt else person,
    )
    if misspelt:
        told.tell(known, "correct_personal_data", reason="the name was misspelt", **person)
    first = terms()[told.learner.first]
    september = date(int(first.school_year[:4]), 9, 1).isoformat()
    told.enrolment = told.tell(
        known,
        "enrol",
        institution_id=told.institution_id,
        stage=told.stage(told.learner.first),
        occurred_on=september,
    )
    if not told.is_adult(day):
        told.tell(
            known,
            "name_representative",
            relation=random.choice(_RELATIONS),
            name=names.person(random),
            contact=f"+371 2000 {number:06}",
            occurred_on=iso(day),
        )
    is_basic = told.learner.place.institution.kind == "general"
    told.tell(
        known,
        "enter_participant",
        gender=random.choice(("female", "male")),
        education="isced_1" if is_basic and told.grade <= _BASIC else "isced_2",
        disability={"answer": "yes" if told.chance(5) else "no"},
        background={"answer": "no"},
        disadvantage={"answer": "yes" if told.chance(30) else "no"},
        occurred_on=iso(day),
    )


def move_up(told: Told, semester: int, day: int, known: int) -> None:
    """In another school year, the next stage; and now and then a look at a risk."""
    institution = told.learner.place.institution
    if semester % 2 == 0 and told.classes.move_up(institution):
        told.classes.add(
            institution, semester, told.stage(semester - 1), told.stage(semester), told.story
        )
    elif semester % 2 == 0:
        told.tell(
            known,
            "promote",
            at={"enrolment_id": told.enrolment},
            stage=told.stage(semester),
            occurred_on=terms()[semester].first_day.isoformat(),
        )
    if told.chance(20):
        risk = next(iter(told.risks.values()))
        told.tell(
            known, "reassess_risk", at={"risk_id": risk}, result="persists", occurred_on=iso(day)
        )


def identify(told: Told, about: int, day: int, known: int) -> list[str]:
    """The risks that a plan is against: one of each of its groups, identified when first addressed."""
    found: list[str] = []
    if not told.risks and told.learner.number % 83 == 11:
        mistaken = told.tell(known, "identify_risk", factor="family.other", occurred_on=iso(day))
        reason = "it was about another learner"
        told.tell(known, "void_risk", at={"risk_id": mistaken}, reason=reason, occurred_on=iso(day))
    for group in risks.groups(about):
        factor = next((each for each in told.risks if each.startswith(group)), None)
        if factor is None:
            factor = risks.factor(told.random, group, compensated=bool(about & COMPENSATED))
            said: Fields = {"factor": factor, "occurred_on": iso(day)}
            if told.chance(30):
                said["note"] = "seen in lessons and talks (invented)"
            told.risks[factor] = told.tell(known, "identify_risk", **said)
        found.append(told.risks[factor])
    return found


def evaluate(told: Told, plan: Plan, *, goes_on: bool) -> None:
    """In the last week of teaching; then the plan is closed, when all of it is known."""
    day = plan.semester.ends.toordinal() - told.random.randint(2, 7)
    known = next_record(told.learner.place.institution, day)
    results = [
        {"risk_id": risk, "result": risks.result(told.random, goes_on=goes_on)}
        for risk in plan.risks
    ]
    said: Fields = {"results": results, "support_goes_on": goes_on, "occurred_on": iso(day)}
    at = {"plan_id": plan.id}
    if told.learner.number % 101 == 2:
        mistaken = {**said, "support_goes_on": not goes_on}
        told.tell(known, "evaluate_plan", at=at, **mistaken)
        reason = "the wrong box was ticked"
        told.tell(known, "void_evaluation", at=at, reason=reason, occurred_on=iso(day))
    if told.chance(40):
        said["narrative"] = "sekmes uzlabojušās (izdomāts)"
    told.tell(known, "evaluate_plan", at=at, **said)
    closed = max(plan.known, known, plan.semester.ends.toordinal() + 4)
    plan.known = closed
    told.tell(closed, "close_plan", at=at, occurred_on=iso(closed))


def farewell(told: Told, plan: Plan) -> None:
    """After the last plan: a risk that is gone, and what became of the learner."""
    ends, known = plan.semester.ends, plan.known
    if told.chance(40):
        told.tell(
            known, "resolve_risk", at={"risk_id": plan.risks[0]}, occurred_on=ends.isoformat()
        )
    if told.chance(30):
        leaves = told.chance(6)
        # What is compensated by the month goes on until its end.
        day = iso(min(known, ends.replace(day=monthrange(ends.year, ends.month)[1]).toordinal()))
        if leaves:
            told.tell(known, "leave", at={"enrolment_id": told.enrolment}, last_day=day)
        outcome = "left_early" if leaves else "continues"
        told.tell(known, "record_outcome", outcome=outcome, occurred_on=day)


def sign(told: Told, plan: Plan, revision: int, signatories: tuple[str, ...], day: int) -> None:
    """All who have to agree do so that day."""
    for signatory in signatories:
        told.tell(
            plan.known,
            "agree_plan",
            at={"plan_id": plan.id, "revision": revision},
            signatory=signatory,
            form="electronic" if told.chance(25) else "paper",
            document_sha256=digest(f"{plan.id}/{revision}/{signatory}"),
            occurred_on=iso(day),
        )
