"""Counts about learners: taking them in beside funding, and answers over ten times as many events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from ledger.store.connection import Connection, Role, connect
from projections.engine import Engine
from projections.funding import Funding
from projections.projection import Projection
from projections.registry import drop
from projections.statistics import Statistics
from projections.statistics_families import INDICATORS
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks._nation import fill

STUDENTS = (1_600, 16_000)
"""About 150 k and 1.5 M events."""
QUESTIONS, ROUNDS = 300, 3
FIRST_DAY, DAYS = date(2018, 9, 1), 900


def measure() -> list[Figure]:
    """Both logs on servers of their own, asked the same in turns."""
    with ExitStack() as stack:
        logs = [stack.enter_context(_filled(students)) for students in STUDENTS]
        small = logs[0][0]
        rates = interleaved(
            {each.NAME: _catching_up(small, each) for each in (Statistics, Funding)}
        )
        for url, _ in logs[1:]:
            Engine(url, [Statistics]).catch_up()
        readers = [stack.enter_context(connect(url, Role.READER)) for url, _ in logs]
        slowest, medians = _answers(readers, [events for _, events in logs])
    return [
        Figure("taking in statistics: to funding", ratios(rates["statistics"], rates["funding"])),
        Figure("taking in statistics", tuple(rates["statistics"]), "events/s"),
        Figure("any count of 1.5 M events, p99", tuple(slowest[1]), "ms", at_most=100),
        Figure("any count of 150 k events, p99", tuple(slowest[0]), "ms"),
        Figure("any count, p99: 1.5 M to 150 k", ratios(slowest[1], slowest[0]), at_most=1.5),
        Figure("any count, median: 1.5 M to 150 k", ratios(medians[1], medians[0]), at_most=1.5),
    ]


@contextmanager
def _filled(students: int) -> Iterator[tuple[str, int]]:
    """The URL of a log of so many learners, and how many events it has."""
    with durable_server(fsync="off") as url:
        yield url, fill(url, students)


def _catching_up(url: str, projection: type[Projection]) -> Callable[[], float]:
    def catch_up() -> float:
        with connect(url, Role.WORKER) as worker:
            drop(worker, f"{projection.NAME}_v{projection.VERSION}")
            [positions] = worker.execute("SELECT max(position) FROM log").fetchone() or (0,)
        started = perf_counter()
        Engine(url, [projection]).catch_up()
        return float(positions / (perf_counter() - started))

    return catch_up


def _answers(
    readers: list[Connection], positions: list[int]
) -> tuple[list[list[float]], list[list[float]]]:
    """The 99th percentile and the median of many questions, in ms, by reader and round."""
    slowest: list[list[float]] = [[] for _ in readers]
    medians: list[list[float]] = [[] for _ in readers]
    for number in range(ROUNDS):
        times: list[list[float]] = [[] for _ in readers]
        for indicator, by, when, part in _questions(Random(number)):  # noqa: S311  the same each time
            for each, reader in enumerate(readers):
                known_at = round(part * positions[each])
                started = perf_counter()
                Statistics.values(reader, indicator, *by, **when, known_at=known_at)
                times[each].append((perf_counter() - started) * 1000)
        for each, taken in enumerate(times):
            slowest[each].append(sorted(taken)[QUESTIONS * 99 // 100])
            medians[each].append(median(taken))
    return slowest, medians


def _questions(chance: Random) -> Iterator[tuple[str, tuple[Any, ...], dict[str, Any], float]]:
    """By one or two dimensions, of the nation, a municipality or a semester; any day, as known at any position."""
    for _ in range(QUESTIONS):
        indicator = chance.choice(list(INDICATORS))
        of = INDICATORS[indicator]
        group_by = [*chance.sample(of.dimensions, chance.randint(0, 1)), *of.family.apart]
        where: dict[str, str] = {}
        if "municipality" in of.dimensions and chance.random() < 1 / 3:
            where["municipality"] = f"LV-{chance.randrange(100):03}"
        if chance.random() < 1 / 3:
            where["semester"] = "2019/20 I"
        when = {"as_of": FIRST_DAY + timedelta(days=chance.randrange(DAYS))}
        yield indicator, (list(dict.fromkeys(group_by)), where), when, chance.uniform(0.5, 1)
