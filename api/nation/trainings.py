"""Trainings of the nation, as many of each kind as were published, a survey, and the methodical material."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from api.nation.lines import Fields, Line, Story, digest, iso, made_by
from api.nation.places import Institution, Places
from api.nation.proportions import Proportions, published
from api.nation.timetable import after_weekend
from ledger.vocabulary import terms

_PROVIDER = "SIA Mācību centrs (izdomāts)"
_MODULES = {"school_workshop": 3}
_PLANNED_BEFORE, _BETWEEN, _PAID_AFTER = 28, 14, 21  # days
_EMERGENCY = (date(2020, 3, 23).toordinal(), date(2020, 9, 1).toordinal())
_EUROS = {
    "intro_seminar": 310,
    "municipal_workshop": 420,
    "school_workshop": 1260,
    "supervision": 180,
    "conference": 5400,
}
_SIGNIFICANT, _SLIGHT = 85, 9  # per cent of what was answered


class Course(NamedTuple):
    """So many trainings of a kind, spread over some days, of which so many modules are held."""

    kind: str
    first: date
    last: date
    times: int
    held: int
    """Modules of each: fewer than all, and it is not completed."""
    earlier: date | None = None
    """When the first module was held, where that was long before."""


def trainings(of: Proportions, where: Places) -> Iterator[Line]:
    """Lines of many streams, stream by stream."""
    schools = [each for each in where.institutions if each.left is None and each.joined < _OPENED]
    number = 0
    for course in _courses(of):
        for place in range(course.times):
            number += 1
            yield from _training(course, place, number, schools, where)
    yield from _material()
    yield from _survey()


_OPENED = date(2018, 9, 1).toordinal()


def _courses(of: Proportions) -> list[Course]:
    completed = published("school_workshops_completed", "2020")
    early = 20  # of them began the year before; of some of 2021, a module was held in 2020
    late = published("school_workshop_modules", "2020") - (3 * completed - early)
    planned = published("municipal_workshops_planned", "2020/21")
    workshops = published("school_workshops_planned", "2021")
    courses = [
        Course("intro_seminar", date(2017, 9, 25), date(2019, 6, 1), 30, 1),
        Course("intro_seminar", date(2019, 9, 10), date(2020, 6, 1), _intro("2019/20"), 1),
        Course("intro_seminar", date(2020, 9, 10), date(2020, 12, 10), _intro("2020/21 I"), 1),
        Course("municipal_workshop", date(2018, 10, 1), date(2019, 5, 31), 10, 1),
        Course("municipal_workshop", date(2019, 9, 16), date(2020, 5, 29), _workshops(), 1),
        Course("municipal_workshop", date(2020, 9, 16), date(2021, 5, 28), planned, 1),
        Course(
            "school_workshop", date(2020, 1, 13), date(2020, 2, 14), early, 3, date(2019, 12, 2)
        ),
        Course("school_workshop", date(2020, 2, 17), date(2020, 11, 2), completed - early, 3),
        Course("school_workshop", date(2020, 12, 1), date(2020, 12, 15), late, 1),
        Course("school_workshop", date(2021, 1, 18), date(2021, 11, 2), workshops, 3),
        Course("supervision", date(2019, 9, 3), date(2021, 5, 31), _supervisions(), 1),
        Course("conference", date(2018, 11, 20), date(2019, 11, 28), 2, 1),
    ]
    return [each._replace(times=of.of(each.times)) for each in courses]


def _intro(period: str) -> int:
    return published("intro_seminars", period)


def _workshops() -> int:
    return published("municipal_workshops", "2019/20")


def _supervisions() -> int:
    return published("supervisions_planned", "whole period")


def _training(
    course: Course, place: int, number: int, schools: list[Institution], where: Places
) -> Iterator[Line]:
    """From its plan to its costs."""
    first, last = course.first.toordinal(), course.last.toordinal()
    begins = after_weekend(first + (last - first) * place // course.times)
    modules = _MODULES.get(course.kind, 1)
    days = [after_weekend(begins + _BETWEEN * each) for each in range(modules)]
    if course.earlier:
        days[0] = after_weekend(course.earlier.toordinal() + place % _BETWEEN)
    story = Story(f"t{number:04}")
    delivery = "remote" if _EMERGENCY[0] <= days[-1] < _EMERGENCY[1] else "in_person"
    planned = days[0] - _PLANNED_BEFORE
    said: Fields = {
        "outline": _outline(course, place, modules, schools, where),
        "schedule": {"first_day": iso(days[0]), "last_day": iso(days[-1]), "delivery": delivery},
        "occurred_on": iso(planned),
    }
    story.tell(planned, "trainings.plan_training", {}, said)
    for each, day in enumerate(days[: course.held], 1):
        held: Fields = {
            "number": each,
            "hours": "6.00",
            "delivery": "remote" if _EMERGENCY[0] <= day < _EMERGENCY[1] else "in_person",
            "staff": [{"kind": "pedagogue", "number": 8 + number % 17}],
            "occurred_on": iso(day),
        }
        story.tell(day, "trainings.hold_module", {"training_id": story.id}, held)
    if course.held == modules:
        _complete(story, course.kind, days[-1])
    return story.lines()


def _outline(
    course: Course, place: int, modules: int, schools: list[Institution], where: Places
) -> Fields:
    """Workshops are for one school or municipality, seminars for a region, a conference for all."""
    outline: Fields = {
        "kind": course.kind,
        "title": f"{course.kind.replace('_', ' ').capitalize()} (izdomāts)",
        "provider": _PROVIDER,
        "modules": modules,
        "contract": "IKVD 1 (izdomāts)",
        "institutions": [],
    }
    if course.kind in ("school_workshop", "supervision"):
        outline["institutions"] = [made_by(schools[place % len(schools)].key)]
    elif course.kind == "municipal_workshop":
        standing = [each for each in where.municipalities if each.successor is None]
        lasting = standing or list(where.municipalities)
        outline["municipality"] = lasting[place % len(lasting)].code
    elif course.kind == "intro_seminar":
        regions = list(terms("region"))
        outline["region"] = regions[place % len(regions)]
    return outline


def _complete(story: Story, kind: str, day: int) -> None:
    """And by one invoice, three weeks after the end, it is paid."""
    at: Fields = {"training_id": story.id}
    story.tell(day, "trainings.complete_training", at, {"occurred_on": iso(day)})
    paid = day + _PAID_AFTER
    invoice, amount = f"MC-{story.key}", f"{_EUROS[kind]}.00"
    document: Fields = {
        "number": invoice,
        "issued_on": iso(day),
        "issuer": _PROVIDER,
        "sha256": digest(invoice),
        "total": amount,
    }
    cost: Fields = {
        "kind": "service",
        "amount": amount,
        "document": document,
        "occurred_on": iso(paid),
    }
    story.tell(paid, "trainings.record_cost", at, cost)


# --- a survey, and the material -----------------------------------------------------------------------


def _survey() -> Iterator[Line]:
    """The survey of 2019; how many answered was published, and that most called the support significant."""
    asked = {
        kind: published(f"survey_respondents_{kind}", "2019")
        for kind in ("municipal", "institution", "parent")
    }
    story = Story("u-survey")
    opened, closed = date(2019, 4, 1).toordinal(), date(2019, 6, 14).toordinal()
    question: Fields = {
        "text": "Cik nozīmīgs ir atbalsts?",
        "options": ["nozīmīgs", "mazsvarīgs", "grūti pateikt"],
    }
    questionnaire: Fields = {
        "title": "Atbalsta nozīme (izdomāta)",
        "respondents": list(asked),
        "questions": [question],
    }
    said: Fields = {"questionnaire": questionnaire, "occurred_on": iso(opened)}
    story.tell(opened, "surveys.open_survey", {}, said)
    at: Fields = {"survey_id": story.id}
    responses: Fields = {
        "respondents": [{"kind": kind, "number": number} for kind, number in asked.items()],
        "answers": [_answers(kind, number) for kind, number in asked.items()],
        "occurred_on": iso(closed),
    }
    story.tell(closed, "surveys.record_responses", at, responses)
    story.tell(closed, "surveys.close_survey", at, {"occurred_on": iso(closed)})
    return story.lines()


def _answers(kind: str, number: int) -> Fields:
    significant, slight = number * _SIGNIFICANT // 100, number * _SLIGHT // 100
    return {
        "kind": kind,
        "question": 1,
        "counts": [significant, slight, number - significant - slight],
    }


def _material() -> Iterator[Line]:
    story = Story("m-material")
    day = date(2018, 6, 4).toordinal()
    description: Fields = {
        "title": "Individuālā atbalsta plāns (izdomāts)",
        "language": "lv",
        "version": "1. izdevums",
    }
    said: Fields = {
        "description": description,
        "sha256": digest("material"),
        "occurred_on": iso(day),
    }
    story.tell(day, "materials.publish_material", {}, said)
    return story.lines()
