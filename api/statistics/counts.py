"""Where figures that count learners, their plans and what they were given come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from api.statistics.asking import Asking, Counted, share
from api.statistics.period import SEMESTER, SPAN, YEAR
from projections.statistics import Statistics
from projections.statistics_rows import Value

MEASURE, RISK_GROUP = "measure", "risk_group"
ANSWERS = {"subject": "learning", "advisory": "social_health"}
"""The group of risks that each kind of consultation answers; compensations answer economic risks."""
ECONOMIC = "economic"


def counted(asking: Asking) -> list[Counted]:
    """One indicator, by its dimensions."""
    found = values(asking, asking.about, asking.group_by)
    return [Counted({**each.group}, each.value) for each in found]


def shares(asking: Asking) -> list[Counted]:
    """Each group in per cent of a whole: `about` names both, part/whole."""
    part, _, whole = asking.about.partition("/")
    [total] = values(asking, whole, ())
    return [
        Counted({**each.group}, share(each.value, total.value))
        for each in values(asking, part, asking.group_by)
    ]


def measures(asking: Asking) -> list[Counted]:
    """Consultations held and compensations paid, each kind or group of risks in per cent of all of them."""
    numbers: dict[str, Decimal] = {}
    for kind, number in _measures(asking):
        name = kind if asking.group_by == (MEASURE,) else ANSWERS.get(kind, ECONOMIC)
        numbers[name] = numbers.get(name, Decimal(0)) + number
    whole, [dimension] = sum(numbers.values()), asking.group_by
    return [Counted({dimension: name}, share(number, whole)) for name, number in numbers.items()]


def _measures(asking: Asking) -> Iterator[tuple[str, Decimal]]:
    for indicator, dimension in PARTS.items():
        for each in values(asking, indicator, (dimension,)):
            yield each.group[dimension] or "", each.value


PARTS = {"consultations_held": "consultation_kind", "compensations_paid": "compensation_kind"}
"""What measures are, and what tells their kinds apart."""


def values(asking: Asking, indicator: str, group_by: Sequence[str]) -> list[Value]:
    """An indicator of the scope and period."""
    return Statistics.values(
        asking.connection,
        indicator,
        group_by,
        where(asking),
        **days(asking),
    )


def where(asking: Asking) -> dict[str, Any]:
    """The scope, and the semester or school year; other periods are told by days."""
    period = asking.period
    of = period.where if period.kind in (YEAR, SEMESTER) else {}
    return {**asking.scope.where, **of}


def days(asking: Asking) -> dict[str, Any]:
    """From which day on and up to which, and as known when; what is told up to a day has no first one."""
    if asking.period.kind != SPAN:
        return asking.two_times
    last_day = min(asking.period.last_day, asking.as_of)
    return {**asking.two_times, "since": asking.period.first_day, "as_of": last_day}
