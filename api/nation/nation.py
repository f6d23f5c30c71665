"""A nation of so many learners: every line of it, in the parts in which it can be told side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from api.nation import planning
from api.nation.classes import Classes
from api.nation.founding import founding
from api.nation.lines import Line
from api.nation.places import SHARDS, Places, places
from api.nation.proportions import Proportions, proportions
from api.nation.roster import Roster
from api.nation.trainings import trainings
from api.nation.youth_projects import youth_projects


@dataclass(frozen=True)
class Nation:
    """The same for the same seed and number, to the byte."""

    students: int
    seed: int

    @property
    def name(self) -> str:
        """Under which it is recorded: idempotency keys are its own."""
        return f"nation {self.seed} of {self.students}"

    @cached_property
    def proportions(self) -> Proportions:
        """How much there is of everything."""
        return proportions(self.students)

    @cached_property
    def places(self) -> Places:
        """Municipalities and institutions."""
        return places(self.seed, self.proportions)

    @cached_property
    def roster(self) -> Roster:
        """Who is supported when, where, against what."""
        return Roster(self.seed, self.proportions, self.places)

    @property
    def parts(self) -> range:
        """Of the lines: 0 is what all others stand on, and they do not need each other."""
        return range(1 + SHARDS)

    def lines(self, part: int) -> Iterator[Line]:
        """All of one part, stream by stream."""
        if part == 0:
            yield from chain(
                founding(self.places, self.roster.seats, self.roster.plans_by_partner(), self.seed),
                trainings(self.proportions, self.places),
                youth_projects(self.proportions, self.places),
            )
            return
        classes = Classes()
        for learner in self.roster.learners(part - 1):
            yield from planning.told(self.seed, learner, classes).lines()
        yield from classes.lines()
