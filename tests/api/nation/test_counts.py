"""The counts of a nation: as published where they are asked for, and dealt out to its lines without a rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from api.nation import planning
from api.nation.classes import Classes
from api.nation.lines import Line
from api.nation.nation import Nation
from api.nation.places import SHARDS, Places
from api.nation.proportions import PUBLISHED_STUDENTS, SEMESTERS, published, terms
from api.nation.roster import (
    COMPENSATED,
    ECONOMIC,
    FAMILY,
    LEARNING,
    SOCIAL_HEALTH,
    Learner,
)
from tests.api.nation.counted import Counted

SMALL = 150


@cache
def nation() -> Nation:
    """At the published counts."""
    return Nation(PUBLISHED_STUDENTS, seed=460)


@cache
def learners() -> list[Learner]:
    """All of them."""
    return [each for shard in range(SHARDS) for each in nation().roster.learners(shard)]


@cache
def small() -> Counted:
    """A nation small enough to look at each line of it."""
    whole = Nation(SMALL, seed=7)

    def lines() -> Iterator[Line]:
        for part in whole.parts:
            yield from whole.lines(part)

    return Counted(sorted(lines()))


def with_plans(about: int, *semesters: int) -> int:
    """How many of the nation's learners have a plan of one of these semesters that is about that."""
    return sum(
        any(
            0 <= (place := semester - learner.first) < len(learner.abouts)
            and learner.abouts[place] & about
            for semester in semesters
        )
        for learner in learners()
    )


def ever_joined(places: Places, day: str) -> int:
    """How many institutions."""
    until = date.fromisoformat(day).toordinal()
    return sum(each.joined <= until for each in places.institutions)


def members(places: Places, first: date, last: date, kind: str = "") -> set[str]:
    """The municipalities of those that take part on a day of a period, each with the institution's number."""
    return {
        f"{each.municipality.code} {each.number}"
        for each in places.institutions
        if each.joined <= last.toordinal()
        and (each.left is None or each.left >= first.toordinal())
        and each.kind.startswith(kind)
    }


def test_plans_are_the_published_ones() -> None:
    """Of each year, and of the semester that is published by itself; nobody has two in one."""
    counts = [len(nation().roster.of_semester(each)) for each in range(SEMESTERS)]
    years = ("2017/18", "2018/19", "2019/20", "2020/21")
    assert [sum(counts[each : each + 2]) for each in (0, 2, 4, 6)] == [
        published("plans", year) for year in years
    ]
    assert counts[4] == published("plans", "2019/20 I")


def test_persons_are_the_published_ones() -> None:
    """More than 20 000 until December 2019, of whom 6409 came that autumn, and more than 23 000 until August 2020."""
    new = nation().proportions.new
    assert sum(new) == PUBLISHED_STUDENTS == len(nation().roster)
    assert sum(new[:5]) > 20_000
    assert sum(new[:6]) > 23_000
    assert new[4] == published("students_added", "2019-09 to 2019-11")


@pytest.mark.parametrize(
    ("figure", "period", "about", "semesters"),
    [
        ("students_risk_learning", "2019/20 I", LEARNING, (4,)),
        ("students_risk_learning", "2019/20 II", LEARNING, (5,)),
        ("students_risk_learning", "2020/21 I", LEARNING, (6,)),
        ("students_risk_economic", "2019/20", ECONOMIC, (4, 5)),
        ("students_risk_family", "2019/20", FAMILY, (4, 5)),
        ("students_risk_social_health", "2019/20", SOCIAL_HEALTH, (4, 5)),
        ("students_economic_support", "2020/21 I", COMPENSATED, (6,)),
    ],
)
def test_learners_by_risk_are_the_published_ones(
    figure: str, period: str, about: int, semesters: tuple[int, ...]
) -> None:
    """Each counted once, however many plans there are in the period."""
    assert with_plans(about, *semesters) == published(figure, period)


def test_every_plan_is_against_some_risk() -> None:
    """And hours of mathematics are dealt out to the last quarter."""
    assert all(about & 15 for each in learners() for about in each.abouts)
    quarters = sum(each.mathematics_quarters or 0 for each in learners())
    assert quarters == 4 * published("consultation_hours_mathematics", "2018/19 II")


def test_institutions_join_as_was_published() -> None:
    """Ever joined, taking part in a period, vocational ones among them, and in how many municipalities."""
    places = nation().places
    assert ever_joined(places, "2017-12-31") == published("institutions_joined", "2017 II")
    assert ever_joined(places, "2019-07-31") == published("institutions_joined", "2019-07")
    assert ever_joined(places, "2019-11-30") == ever_joined(places, "2019-07-31") + published(
        "institutions_added", "2019-09 to 2019-11"
    )
    assert ever_joined(places, "2022-12-31") >= 665
    early = members(places, date(2017, 3, 16), date(2019, 2, 28))
    year = members(places, date(2019, 9, 1), date(2020, 8, 31))
    assert len({each.split()[0] for each in early}) > 70
    assert len({each.split()[0] for each in year}) == published(
        "municipalities_participating", "2019/20"
    )
    assert places.first_year() == published("municipalities_participating", "first year")
    assert len(members(places, date(2017, 3, 16), date(2019, 2, 28), "voc")) == 34
    assert len(year) == published("institutions_participating", "2019/20")
    assert len(members(places, date(2019, 9, 1), date(2020, 8, 31), "voc")) == 33
    autumn = (date(2020, 9, 1), date(2021, 1, 3))
    assert len(members(places, *autumn)) == published("institutions_participating", "2020/21 I")
    assert len(members(places, *autumn, "voc")) == 32


def test_lines_say_what_was_dealt() -> None:
    """Whoever counts the lines of a nation finds the counts that it was planned with."""
    counted = small()
    proportions = Nation(SMALL, seed=7).proportions
    codes = [term.code for term in terms()]
    assert [counted.plans_of(each) for each in codes] == list(proportions.plans)
    assert counted.persons(*codes) == SMALL
    assert tuple(counted.persons(each, group="learning") for each in codes[4:7]) == (
        proportions.learning
    )
    assert counted.persons(*codes[4:6], group="economic") == proportions.economic
    assert counted.mathematics(codes[3]) * 4 == proportions.mathematics_quarters
    assert counted.persons_paid(codes[6]) == proportions.compensated


def test_measures_have_the_published_shares() -> None:
    """Of 2018/19, as near as so small a nation can come."""
    shares = small().shares("2018/19")
    for group in ("learning", "economic", "social_health"):
        expected = published(f"measures_share_risk_{group}", "2018/19")
        assert abs(shares[group] - expected) < 5
    assert abs(shares["lessons"] - published("measures_share_consultations", "2018/19")) < 5
    assert shares.get("family", 0) <= 1


def test_some_facts_are_late_or_mended() -> None:
    """A few in a hundred."""
    mended = sum(
        count
        for command, count in small().commands.items()
        if "void" in command or "reverse" in command or "refuse" in command
    )
    assert 0.01 < mended / small().commands.total() < 0.05


def test_who_comes_of_age_meanwhile_signs_alone() -> None:
    """This learner turns eighteen on the day on which a plan that was returned is written anew."""
    nation = Nation(60_000, seed=5)
    [learner] = [each for each in nation.roster.learners(2) if each.number == 6673]
    lines = planning.told(nation.seed, learner, Classes()).lines()
    told = [each for each in (json.loads(line.text) for line in lines) if "body" in each]
    assert [
        (each["command"].removeprefix("students."), each["body"].get("signatory"))
        for each in told
        if each["body"].get("occurred_on") == "2018-09-11"
    ] == [("return_plan", "representative"), ("revise_plan", None), ("agree_plan", "learner")]
