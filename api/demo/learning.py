"""What is told of an invented learner beside its plans: who it is, its risks, and what became of it."""

from __future__ import annotations

from datetime import date, timedelta

from api.demo import moving, names
from api.demo.diary import Fields
from api.demo.learners import Term
from api.demo.madona import schools
from api.demo.risks import factors, wrong_factor
from api.demo.story import Story


def introduce(story: Story, day: date) -> None:
    """Registration, enrolment, representative and risks."""
    learner, known = story.learner, day + story.days(0, 2)
    _register(story, day, known)
    _enrol(story, day, known)
    if not learner.is_adult(day):
        story.tell(
            known,
            "name_representative",
            representative_id=story.id("representative"),
            relation=story.random.choice(("mother", "father", "guardian")),
            name=names.person(story.random),
            contact=f"+371 2000 {learner.number:04}",
            occurred_on=day,
        )
    moving.take_part(story, day, known)
    if learner.number % 53 == 21:
        moving.declare_other_support(story, known)
    if learner.number % 149 == 31:
        moving.record_twice(story, known)
    found = factors(story.random)
    for factor in found:
        story.risks[story.id("risk", factor)] = factor
        _identify(story, known, day, factor)
    if learner.number % 83 == 11:
        mistaken = wrong_factor(found)
        _identify(story, known, day, mistaken)
        story.tell(
            known + timedelta(1),
            "void_risk",
            reason="it was about another learner",
            risk_id=story.id("risk", mistaken),
            occurred_on=day,
        )


def _register(story: Story, day: date, known: date) -> None:
    learner = story.learner
    person: Fields = {
        "name": names.person(story.random),
        "personal_code": names.personal_code(learner.number),
        "birth_date": learner.born,
        "occurred_on": day,
    }
    if learner.number % 89 == 7:
        story.tell(known, "register", **{**person, "name": f"{person['name']}a"})
        story.tell(known, "correct_personal_data", reason="the name was misspelt", **person)
    else:
        story.tell(known, "register", **person)


def _enrol(story: Story, day: date, known: date) -> None:
    """At the school since September; one in a hundred first at a wrong one, by mistake."""
    learner = story.learner
    stay: Fields = {
        "stage": f"grade-{learner.grade}",
        "occurred_on": date(int(learner.terms[0].semester.school_year[:4]), 9, 1),
    }
    if learner.number % 97 == 5:
        other = next(school for school in schools() if school != learner.school)
        wrong = story.id("enrolment at a wrong school")
        story.tell(known, "enrol", enrolment_id=wrong, institution_id=other.id, **stay)
        reason = "the learner goes to another school"
        story.tell(known, "void_enrolment", reason=reason, enrolment_id=wrong, occurred_on=day)
    school_id = learner.school.id
    story.tell(known, "enrol", enrolment_id=story.enrolment_id, institution_id=school_id, **stay)


def _identify(story: Story, known: date, day: date, factor: str) -> None:
    story.tell(
        known,
        "identify_risk",
        risk_id=story.id("risk", factor),
        factor=factor,
        note="seen in lessons and talks (demo)" if story.chance(30) else None,
        occurred_on=day,
    )


def move_up(story: Story, before: Term, term: Term, day: date) -> None:
    """In another school year: the next grade; and now and then a look at a risk."""
    known = day + story.days(0, 2)
    year = term.semester.school_year
    if year != before.semester.school_year:
        story.tell(
            known,
            "promote",
            enrolment_id=story.enrolment_id,
            stage=f"grade-{story.learner.grade_in(term)}",
            occurred_on=date(int(year[:4]), 9, 1),
        )
    if story.chance(20):
        risk_id = next(iter(story.risks))
        story.tell(
            known,
            "reassess_risk",
            risk_id=risk_id,
            reassessment_id=story.id("reassessment", term.code),
            result="persists",
            note=None,
            occurred_on=day,
        )


def farewell(story: Story, term: Term, known: date) -> None:
    """After the last plan of who does not graduate: the learner leaves, goes to another school, or goes on without."""
    if moving.must_go_elsewhere(story.learner, term):
        moving.go_elsewhere(story, term, known)
    elif story.chance(30):
        leaves = story.chance(6)
        if leaves:
            story.tell(known, "leave", enrolment_id=story.enrolment_id, last_day=term.ends)
            moving.take_part_no_longer(story, term.ends, known, "not_known")
        _outcome(story, known, term.ends, "left_early" if leaves else "continues")


def _outcome(story: Story, known: date, day: date, outcome: str) -> None:
    outcome_id = story.id("outcome")
    story.tell(known, "record_outcome", outcome_id=outcome_id, outcome=outcome, occurred_on=day)
