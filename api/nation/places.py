"""Where the nation learns: municipalities, state vocational schools, and institutions as they join and leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from api.demo.names import word
from api.nation.lines import made_by
from api.nation.proportions import Proportions, published
from ledger.vocabulary import municipalities

REFORM = date(2021, 7, 1).toordinal()
SHARDS = 4
"""Into so many parts the nation falls, none of which needs to know of another."""
_VOCATIONAL = 34
_LEAVING = 21
_WAVES = (
    # joined on, of the published nation so many, in so many municipalities by then
    (date(2017, 9, 4), 60, 30),
    (date(2017, 10, 2), 60, 42),
    (date(2017, 11, 6), 0, 49),  # the rest of those of 2017
    (date(2018, 9, 3), 150, 65),
    (date(2019, 1, 7), 0, 78),  # the rest of those until July 2019
    (date(2019, 9, 2), 60, 90),
    (date(2019, 10, 1), 20, 94),
    (date(2019, 11, 4), 0, 94),  # the rest of those of autumn 2019
    (date(2020, 9, 1), 21, 94),
    (date(2021, 9, 1), 60, 94),
    (date(2022, 9, 1), 60, 94),
)
_CITIES = "city"


@dataclass(frozen=True)
class Municipality:
    """One that takes part, and its successor by the reform of 2021."""

    number: int
    code: str
    name: str
    successor: str | None
    """Its code."""
    region: str

    @property
    def partner(self) -> str:
        """The partner that it is, as an id."""
        return made_by(partner_key(self.code))

    @property
    def standing(self) -> str:
        """Its code after the reform."""
        return self.successor or self.code


@dataclass(frozen=True)
class Institution:
    """One that joins; after `left`, its last day, it takes part no longer."""

    number: int
    name: str
    kind: str
    municipality: Municipality
    joined: int
    left: int | None

    @cached_property
    def key(self) -> str:
        """Of the line that registers it."""
        return f"c{self.number:03}"

    @property
    def shard(self) -> int:
        """Which part of the nation it belongs to."""
        return self.municipality.number % SHARDS

    @property
    def stages(self) -> tuple[str, int, int]:
        """How its stages are called, the first that the operation supports, and the last."""
        if self.kind == "vocational":
            return "course", 1, 4
        return ("grade", 5, 9) if "pamatskola" in self.name else ("grade", 5, 12)

    @property
    def partner(self) -> str:
        """Whose it is, as an id: a state vocational school is a partner itself."""
        if self.kind == "vocational":
            return made_by(partner_key(self.key))
        return self.municipality.partner


def partner_key(name: str) -> str:
    """Of the line with which a partner joins."""
    return f"b-{name}"


@dataclass(frozen=True)
class Places:
    """All of them, in the order in which they join."""

    municipalities: tuple[Municipality, ...]
    institutions: tuple[Institution, ...]

    def first_year(self) -> int:
        """How many municipalities are there in the first school year."""
        until = date(2018, 8, 31).toordinal()
        return len({each.municipality for each in self.institutions if each.joined <= until})


def places(seed: int, of: Proportions) -> Places:
    """The same for the same seed and size."""
    random = Random(f"{seed}:places")  # noqa: S311  it is meant to be foreseen
    most = of.of(published("municipalities_participating", "2019/20"))
    municipal = tuple(_municipalities(random)[:most])
    found: list[Institution] = []
    before = 0
    for joined, count, reached in _waves():
        there = municipal[: of.of(reached)]
        for place in range(of.of(count)):
            # Those that are new come first, so that there is nobody without an institution.
            lies_in = there[(before + place) % len(there)]
            found.append(_institution(random, len(found), lies_in, joined, of))
        before = len(there)
    return Places(municipal, tuple(found))


def _waves() -> list[tuple[date, int, int]]:
    """With the rests that make the published counts."""
    counts = [count for _, count, _ in _WAVES]
    counts[2] = published("institutions_joined", "2017 II") - sum(counts[:2])
    counts[4] = published("institutions_joined", "2019-07") - sum(counts[:4])
    counts[7] = published("institutions_added", "2019-09 to 2019-11") - sum(counts[5:7])
    return [(day, count, most) for (day, _, most), count in zip(_WAVES, counts, strict=True)]


def _municipalities(random: Random) -> list[Municipality]:
    """Those before the reform: first the cities, then the others in any order."""
    rows = [each for each in municipalities().values() if not each["valid_from"]]
    random.shuffle(rows)
    rows.sort(key=lambda row: row["kind"] != _CITIES)
    codes = {
        row["name"]: row["iso_3166_2"] for row in municipalities().values() if not row["valid_to"]
    }
    return [
        Municipality(
            number,
            row["iso_3166_2"],
            row["name"],
            codes[row["successor"]] if row["successor"] else None,
            row["operation_region"],
        )
        for number, row in enumerate(rows)
    ]


def _institution(
    random: Random, number: int, lies_in: Municipality, joined: date, of: Proportions
) -> Institution:
    """Each twelfth of the first ones is a vocational school."""
    first = number < of.of(published("institutions_joined", "2019-07"))
    vocational = first and number % 12 == 5 and number // 12 < of.of(_VOCATIONAL)
    kind = "vocational" if vocational else "general"
    form = "tehnikums" if vocational else random.choice(("pamatskola", "vidusskola", "vidusskola"))
    name = f"{word(random, 3)}s {form} (izdomāta, Nr. {number + 1})"
    return Institution(number, name, kind, lies_in, joined.toordinal(), _left(number, of))


def _left(number: int, of: Proportions) -> int | None:
    """Twenty-one before 2019/20, one of them vocational, and another such one a year later."""
    if of.scale < 1:
        return None
    if number == 12 * 31 + 5:
        return date(2020, 6, 30).toordinal()
    if number == 12 * 30 + 5 or (number % 12 == 3 and 100 <= number < 100 + 12 * (_LEAVING - 1)):
        return date(2019, 6, 30).toordinal()
    return None
