"""Which factors a risk has, in the published shares of its group, and how it stands in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from random import Random

from api.demo.risks import ADVISERS, LEARNING_FACTORS, SUBJECTS
from api.nation.roster import GROUPS

_FACTORS: Mapping[str, Mapping[str, float]] = {
    "learning": LEARNING_FACTORS,
    "economic": {
        "economic.basic_needs": 45,
        "economic.travel": 35,
        "economic.learning_aids": 20,
    },
    "economic at home": {"economic.home_duties": 70, "economic.other": 30},
    "social_health": {
        "social_health.special_needs": 16.1,
        "social_health.disability": 16.1,
        "social_health.ill_relative": 13.5,
        "social_health.pregnancy_small_child": 10.7,
        "social_health.other": 43.6,
    },
    "family": {
        "family.conflict": 20.3,
        "family.lack_of_support": 14.3,
        "family.parents_away": 13.1,
        "family.parents_addiction": 8.4,
        "family.other": 43.9,
    },
}
"""Of the whole group; economic factors have no published shares."""
_RESULTS = ("reduced", "persists", "worse")


class Weighted:
    """Codes of which the heavier are picked the more often."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._codes = list(weights)
        self._weights = list(accumulate(weights.values()))

    def pick(self, random: Random) -> str:
        """One of them."""
        return random.choices(self._codes, cum_weights=self._weights)[0]


_BY_GROUP = {group: Weighted(factors) for group, factors in _FACTORS.items()}
_ADVISERS = [kind for kind, weight in ADVISERS.items() for _ in range(weight // 10)]
OTHER_SUBJECTS = Weighted(
    {each: weight for each, weight in SUBJECTS.items() if each != "mathematics"}
)
ANY_SUBJECT = Weighted(SUBJECTS)


def groups(about: int) -> Iterator[str]:
    """The groups of risks that a plan is against."""
    return (group for bit, group in GROUPS.items() if about & bit)


def factor(random: Random, group: str, *, compensated: bool) -> str:
    """One of a group, such as is met in the way that the plan takes."""
    name = "economic at home" if group == "economic" and not compensated else group
    return _BY_GROUP[name].pick(random)


def adviser(block: int) -> str:
    """Of which kind the adviser of so many seats is: of ten blocks, as many as in the demo's weights."""
    return _ADVISERS[block * 3 % len(_ADVISERS)]


def result(random: Random, *, goes_on: bool) -> str:
    """How a risk stood when its plan was evaluated."""
    weights = (35, 95, 100) if goes_on else (70, 98, 100)
    return random.choices(_RESULTS, cum_weights=weights)[0]
