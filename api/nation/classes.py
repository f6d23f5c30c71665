"""Classes that move up as a whole at the turn of the school year, at some of the institutions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from api.nation.lines import Line, Story, iso, made_by
from api.nation.places import Institution
from api.nation.proportions import terms
from api.nation.timetable import after_weekend

_EVERY = 4
"""At one of so many institutions, the coordinator promotes classes; at the others, each learner."""
_EVENTS = 2
"""That the promotion of a class adds to each learner's."""


class _Class(NamedTuple):
    institution: Institution
    semester: int
    from_stage: str
    to_stage: str


class Classes:
    """Who moves up with whom, as far as stories were told."""

    def __init__(self) -> None:
        self._students: dict[_Class, list[str]] = {}

    def move_up(self, institution: Institution) -> bool:
        """Whether they do there."""
        return institution.number % _EVERY == 1

    def add(
        self, institution: Institution, semester: int, from_stage: str, to_stage: str, story: Story
    ) -> None:
        """A learner moves up with the class, at the beginning of a semester."""
        one = _Class(institution, semester, from_stage, to_stage)
        self._students.setdefault(one, []).append(story.id)
        story.concern(_day(semester), _EVENTS)

    def lines(self) -> Iterator[Line]:
        """A promotion of each class."""
        for one, students in self._students.items():
            story = Story(f"k-{one.institution.key}-{one.semester}-{one.from_stage}")
            day = _day(one.semester)
            story.tell(
                day,
                "students.promote_class",
                {"institution_id": made_by(one.institution.key)},
                {
                    "class_name": f"{one.from_stage.partition('-')[2]}.a",
                    "from_stage": one.from_stage,
                    "to_stage": one.to_stage,
                    "students": students,
                    "occurred_on": iso(terms()[one.semester].first_day.toordinal()),
                },
            )
            yield from story.lines()


def _day(semester: int) -> int:
    return after_weekend(terms()[semester].first_day.toordinal())
