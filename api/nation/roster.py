"""Who is supported when, where and against which risks: counts dealt out to learners before any story is told."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from api.nation.places import Institution, Places
from api.nation.proportions import SEMESTERS, Proportions, published, terms

LEARNING, ECONOMIC, SOCIAL_HEALTH, FAMILY, COMPENSATED, MATHEMATICS = 1, 2, 4, 8, 16, 32
"""What a plan is about, by bits: risk groups, whether costs are compensated, and whether it is mathematics for sure."""
GROUPS = {
    LEARNING: "learning",
    ECONOMIC: "economic",
    SOCIAL_HEALTH: "social_health",
    FAMILY: "family",
}
_SHARES_YEAR = "2018/19"
_MATHEMATICS = 3  # 2018/19 II
_MATHEMATICS_SHARE = 45  # per cent of plans against risks of learning
_FAMILY_LATER, _SETTLED = (
    15,
    7,
)  # per cent of plans without lessons in 2020/21 I; days before plans are made
_LAST_MEETING = 16  # days after which a plan is in force at the latest


@dataclass(frozen=True)
class Place:
    """Where a learner sits: the institution, and the how manieth of its learners it is."""

    institution: Institution
    seat: int


@dataclass(frozen=True)
class Learner:
    """A learner who never was."""

    number: int
    place: Place
    first: int
    """The semester of the first plan, from 0."""
    abouts: tuple[int, ...]
    """What each of the plans is about, one for each semester in turn."""
    mathematics_quarters: int | None
    """In 2018/19 II, where it is mathematics for sure."""


class Roster:
    """All learners, a few bytes each; the same for the same seed and size."""

    def __init__(self, seed: int, of: Proportions, where: Places) -> None:
        self._random = Random(f"{seed}:roster")  # noqa: S311  it is meant to be foreseen
        self._of = of
        self._where = where
        self._first, self._length = self._cohorts()
        self._institution, self._seat, self.seats = self._seated()
        self._about = bytearray(len(self._first) * SEMESTERS)
        self._deal()
        self._lessons = self._mathematics()

    def __len__(self) -> int:
        return len(self._first)

    def learners(self, shard: int) -> Iterator[Learner]:
        """Those of one part of the nation, in the order of their numbers."""
        for number, index in enumerate(self._institution):
            institution = self._where.institutions[index]
            if institution.shard == shard:
                yield self._learner(number, institution)

    def _learner(self, number: int, institution: Institution) -> Learner:
        first = self._first[number]
        start = number * SEMESTERS + first
        return Learner(
            number,
            Place(institution, self._seat[number]),
            first,
            tuple(self._about[start : start + self._length[number]]),
            self._lessons.get(number),
        )

    def of_semester(self, semester: int) -> list[int]:
        """The learners with a plan in a semester."""
        return [
            number
            for number, (first, length) in enumerate(zip(self._first, self._length, strict=True))
            if first <= semester < first + length
        ]

    def plans_by_partner(self) -> dict[str, dict[int, tuple[int, int]]]:
        """By the partner's id and the semester: how many plans, and how many of them with lessons."""
        found: dict[str, dict[int, tuple[int, int]]] = {}
        for number, index in enumerate(self._institution):
            learner = self._learner(number, self._where.institutions[index])
            of = found.setdefault(learner.place.institution.partner, {})
            for semester, about in enumerate(learner.abouts, learner.first):
                plans, lessons = of.get(semester, (0, 0))
                of[semester] = (plans + 1, lessons + (about & LEARNING))
        return found

    # --- when and where ---------------------------------------------------------------------------

    def _cohorts(self) -> tuple[array[int], array[int]]:
        """The first semester of each, and for how many in a row there are plans."""
        first, length = array("b"), array("b")
        before: list[int] = []
        for semester, (plans, new) in enumerate(zip(self._of.plans, self._of.new, strict=True)):
            now = sorted(self._random.sample(before, plans - new))
            for number in now:
                length[number] += 1
            fresh = range(len(first), len(first) + new)
            first.extend([semester] * new)
            length.extend([1] * new)
            before = [*now, *fresh]
        return first, length

    def _seated(self) -> tuple[array[int], array[int], list[int]]:
        """The institution of each, in turn one that is a member for as long as there are plans; and the seat there."""
        institutions = self._where.institutions
        taken, seats, turn = array("h"), array("h"), 0
        count = [0] * len(institutions)
        open_to = [self._open_in(semester) for semester in range(SEMESTERS)]
        for first, length in zip(self._first, self._length, strict=True):
            candidates, last = open_to[first], terms()[first + length - 1].last_day.toordinal()
            while True:
                turn += 1
                index = candidates[turn % len(candidates)]
                left = institutions[index].left
                if left is None or left >= last or left >= last - 62:
                    break
            taken.append(index)
            seats.append(count[index])
            count[index] += 1
        return taken, seats, count

    def _open_in(self, semester: int) -> list[int]:
        """Members early enough for a plan of that semester to be given."""
        latest = (terms()[semester].ends - timedelta(days=28)).toordinal()
        found = [
            each.number
            for each in self._where.institutions
            if each.joined <= latest and (each.left is None or each.left > latest)
        ]
        self._random.shuffle(found)
        return found

    # --- against what -----------------------------------------------------------------------------

    def _deal(self) -> None:
        for semester in (0, 1, 2, 3, 7):
            self._deal_shares(semester)
        self._deal_risks_of_2019()
        self._deal_autumn_2020()

    def _shuffled(self, semester: int) -> list[int]:
        found = self.of_semester(semester)
        self._random.shuffle(found)
        return found

    def _set(self, numbers: Sequence[int], semester: int, about: int) -> None:
        for number in numbers:
            self._about[number * SEMESTERS + semester] |= about

    def _deal_shares(self, semester: int) -> None:
        """One group to a plan, and the measures that answer it, in their published shares."""
        everybody = self._shuffled(semester)
        learning = _share("learning", len(everybody))
        economic = learning + _share("economic", len(everybody))
        self._set(everybody[:learning], semester, LEARNING)
        self._set(everybody[learning:economic], semester, ECONOMIC | COMPENSATED)
        self._set(everybody[economic:], semester, SOCIAL_HEALTH)

    def _deal_risks_of_2019(self) -> None:
        """Other risks are the learner's for the year; in each semester, so many have one of learning."""
        whole = sorted({*self.of_semester(4), *self.of_semester(5)})
        self._random.shuffle(whole)
        economic = self._of.economic
        family = economic + self._of.family
        others = family + self._of.social_health
        for semester, learning in zip((4, 5), self._of.learning, strict=False):
            there = set(self.of_semester(semester))
            poor = [each for each in whole[:economic] if each in there]
            without = poor[: len(there) - learning]
            self._set(poor, semester, ECONOMIC)
            self._set([each for each in whole[economic:family] if each in there], semester, FAMILY)
            self._set(
                [each for each in whole[family:others] if each in there], semester, SOCIAL_HEALTH
            )
            self._set(sorted(there - set(without)), semester, LEARNING)
            self._set(poor[: len(poor) * 2 // 3], semester, COMPENSATED)

    def _deal_autumn_2020(self) -> None:
        """Most plans were about other things than learning; for some, costs were compensated."""
        everybody = self._shuffled(6)
        learning = self._of.learning[2]
        compensated = learning + self._of.compensated
        self._set(everybody[:learning], 6, LEARNING)
        self._set(everybody[learning:compensated], 6, ECONOMIC | COMPENSATED)
        for place, number in enumerate(everybody[compensated:]):
            groups = (ECONOMIC, FAMILY, SOCIAL_HEALTH, FAMILY, ECONOMIC)
            self._set([number], 6, groups[place % len(groups)])

    def _mathematics(self) -> dict[int, int]:
        """Who has lessons in mathematics in 2018/19 II, and how many quarters of hours."""
        there = [
            each
            for each in self._shuffled(_MATHEMATICS)
            if self._about[each * SEMESTERS + _MATHEMATICS] & LEARNING
        ]
        chosen = sorted(there[: len(there) * _MATHEMATICS_SHARE // 100])
        self._set(chosen, _MATHEMATICS, MATHEMATICS)
        each, more = divmod(self._of.mathematics_quarters, max(1, len(chosen)))
        return {number: each + (place < more) for place, number in enumerate(chosen)}


def _share(group: str, of: int) -> int:
    return of * published(f"measures_share_risk_{group}", _SHARES_YEAR) // 100
