"""Invented specialists: who teaches and advises where, and when each is free."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from api.demo.diary import Diary, id_of
from api.demo.madona import School, schools
from api.demo.names import person
from ledger.calendar import RIGA

_SHARED = ("psychologist", "social_pedagogue", "special_educator", "speech_therapist")
"""Kinds of which a few serve all schools; pedagogues are each school's own."""
_AFTERNOON = (time(14, 10), time(15, 40), time(17, 10))
ACADEMIC_HOUR = timedelta(minutes=40)


def specialists(school: School, kind: str) -> list[UUID]:
    """Who acts as one of this kind at a school."""
    if kind == "pedagogue":
        return [id_of("specialist", kind, school.name, number) for number in (1, 2)]
    return [id_of("specialist", kind, schools().index(school) % 3)]


def tell(diary: Diary, random: Random) -> None:
    """Each is registered when the first school needs them, and attached to every school they serve."""
    known: set[UUID] = set()
    for school in sorted(schools(), key=lambda school: school.joined):
        for kind in ("pedagogue", *_SHARED):
            for specialist_id in specialists(school, kind):
                if specialist_id not in known:
                    known.add(specialist_id)
                    _register(diary, school, specialist_id, kind, person(random))
                diary.note(
                    school.joined,
                    "specialists.attach_to_institution",
                    school.coordinator,
                    specialist_id=specialist_id,
                    attachment_id=id_of(specialist_id, "works at", school.name),
                    institution_id=school.id,
                    occurred_on=school.joined,
                )


def _register(diary: Diary, school: School, specialist_id: UUID, kind: str, name: str) -> None:
    diary.note(
        school.joined,
        "specialists.register",
        school.coordinator,
        specialist_id=specialist_id,
        name=name,
        occurred_on=school.joined,
    )
    diary.note(
        school.joined,
        "specialists.qualify",
        school.coordinator,
        specialist_id=specialist_id,
        qualification_id=id_of(specialist_id, "qualified"),
        kind=kind,
        valid_from=date(2017, 9, 1),
        occurred_on=school.joined,
    )


class Timetable:
    """The afternoons of specialists and learners: nobody is in two places at once."""

    def __init__(self) -> None:
        self._taken: set[tuple[UUID, datetime]] = set()

    def free(
        self, candidates: list[UUID], learner: UUID, day: date
    ) -> tuple[UUID, datetime] | None:
        """A specialist and the start of an hour at which both are free that day, now taken."""
        for hour in _AFTERNOON:
            starts = datetime.combine(day, hour, RIGA)
            for specialist in candidates:
                pair = {(specialist, starts), (learner, starts)}
                if not pair & self._taken:
                    self._taken |= pair
                    return specialist, starts
        return None
