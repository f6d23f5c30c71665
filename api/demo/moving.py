"""What is told of invented learners as participants, in classes, between schools, and in two records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from api.demo import names
from api.demo.diary import Clerk, Diary, id_of, workday
from api.demo.learners import Learner, Term
from api.demo.madona import schools
from api.demo.rules import NATIONAL
from api.demo.story import Story
from ledger.student.participation import Answer

_NO = Answer("no", None)
_REFUSED = Answer("refused", "representative_declined")
_GRADUATION = (6, 12)
"""Month and day."""


# --- participants of the ESF -------------------------------------------------------------------------


def take_part(story: Story, day: date, known: date) -> None:
    """Asked once, when the first plan is made; one in twelve does not want to say everything."""
    learner = story.learner
    story.tell(
        known,
        "enter_participant",
        participation_id=story.id("participation"),
        gender=story.random.choice(("female", "male")),
        age_band=None,
        education="isced_1" if learner.grade <= 9 else "isced_2",
        disability=Answer("yes", None) if story.chance(5) else _NO,
        background=_REFUSED if story.chance(8) else _NO,
        disadvantage=Answer("yes", None) if story.chance(30) else _NO,
        occurred_on=day,
    )


def take_part_no_longer(story: Story, day: date, known: date, status: str) -> None:
    """With what is known of the learner in the weeks after."""
    story.tell(
        known,
        "exit_participant",
        participation_id=story.id("participation"),
        statuses=(status,),
        occurred_on=day,
    )


# --- between schools ---------------------------------------------------------------------------------


def must_go_elsewhere(learner: Learner, term: Term) -> bool:
    """Whether the school leaves the operation with that semester; to learn goes on for the learner."""
    left = learner.school.left
    ends = left is not None and term.code.endswith("II") and left.year == term.ends.year
    return ends and not learner.school.for_adults


def go_elsewhere(story: Story, term: Term, known: date) -> None:
    """To another school of the same municipality, from September on, in the next grade."""
    learner, day = story.learner, date(term.ends.year, 9, 1)
    there = next(
        school
        for school in schools()
        if school.is_member(day)
        and school.lies_in(day) == learner.school.lies_in(day)
        and school.highest_grade > learner.grade_in(term)
    )
    story.tell(
        max(known, day),
        "transfer",
        clerk=there.coordinator,
        enrolment_id=story.enrolment_id,
        new_enrolment_id=story.id("enrolment", "elsewhere"),
        institution_id=there.id,
        stage=f"grade-{learner.grade_in(term) + 1}",
        occurred_on=day,
    )


# --- a class that graduates --------------------------------------------------------------------------


def graduates(learner: Learner, term: Term) -> bool:
    """Whether that was the last semester of the school's last grade."""
    return term.code.endswith("II") and learner.grade_in(term) == learner.school.highest_grade


def graduate(diary: Diary, stories: Iterable[tuple[Story, Term, date]]) -> None:
    """Each class of a school at once, when the plans of all are closed: story, last semester, day of closing."""

    def of(graduate: tuple[Story, Term, date]) -> tuple[str, str]:
        return graduate[0].learner.school.name, graduate[1].code

    for (name, code), members in groupby(sorted(stories, key=of), key=of):
        everybody = list(members)
        (story, term, _), *_others = everybody
        school, day = story.learner.school, date(term.ends.year, *_GRADUATION)
        known = workday(max(day, *(closed for _, _, closed in everybody)))
        diary.note(
            known,
            "students.promote_class",
            school.coordinator,
            institution_id=school.id,
            promotion_id=id_of("class promotion", name, code),
            class_name=f"{school.highest_grade}.a",
            from_stage=f"grade-{school.highest_grade}",
            to_stage="graduated",
            students=tuple(story.learner.id for story, _, _ in everybody),
            occurred_on=day,
        )
        for story, _, _ in everybody:
            take_part_no_longer(story, day, known, "qualification")


# --- two records of one child, and support from elsewhere --------------------------------------------


def record_twice(story: Story, day: date) -> None:
    """A teacher who did not find the learner registered the child again; half a year later somebody notices."""
    duplicate = story.id("second record")
    school = story.learner.school
    clerk = Clerk(f"teacher of {school.name}", "specialist", str(school.id))
    known = workday(day + timedelta(days=9))
    story.diary.note(
        known,
        "students.register",
        clerk,
        student_id=duplicate,
        name=names.person(story.random),
        personal_code=None,
        birth_date=None,
        occurred_on=known,
    )
    noticed = workday(known + timedelta(days=150))
    story.tell(
        noticed,
        "merge",
        clerk=NATIONAL,
        reason="the same child, registered without a personal code",
        duplicate_id=duplicate,
        occurred_on=noticed,
    )


def declare_other_support(story: Story, day: date) -> None:
    """Another project of the fund helps the learner, too: what is like it is recorded with a warning."""
    story.other_support = story.id("other support")
    story.tell(
        day,
        "declare_other_support",
        support_id=story.other_support,
        programme="Cits ESF projekts (demo)",
        funder="ESF",
        kinds=("advisory", "catering"),
        first_day=day,
        occurred_on=day,
    )
