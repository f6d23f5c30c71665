"""What is counted and added up about learners: taking it in, and answers over ten times as many events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from ledger.store.connection import Connection, Role, connect
from projections.dimensions import DIMENSIONS
from projections.engine import Engine
from projections.funding import Funding
from projections.journal import Journal
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

Ask = Callable[[Connection, int], object]
"""A question, as known at a position."""


def measure() -> list[Figure]:
    """Both logs on servers of their own, asked the same in turns."""
    with ExitStack() as stack:
        logs = [stack.enter_context(_filled(students)) for students in STUDENTS]
        small = logs[0][0]
        rates = interleaved(
            {each.NAME: _catching_up(small, each) for each in (Statistics, Funding)}
        )
        for url, _ in logs:
            Engine(url, [Statistics, Funding, Journal]).catch_up()
        readers = [stack.enter_context(connect(url, Role.READER)) for url, _ in logs]
        heads = [events for _, events in logs]
        return [
            Figure(
                "taking in statistics: to funding", ratios(rates["statistics"], rates["funding"])
            ),
            Figure("taking in statistics", tuple(rates["statistics"]), "events/s"),
            *_compared("count", _count, readers, heads),
            *_compared("funding total", _total, readers, heads),
            *_compared("trial balance", _balance, readers, heads),
        ]


def _compared(
    what: str, question: Callable[[Random], Ask], readers: list[Connection], heads: list[int]
) -> Iterator[Figure]:
    """How long 99 of 100 questions take over each log, and how much longer over the larger one."""
    slowest, medians = _answers(question, readers, heads)
    yield Figure(f"any {what} of 1.5 M events, p99", tuple(slowest[1]), "ms", at_most=100)
    yield Figure(f"any {what} of 150 k events, p99", tuple(slowest[0]), "ms")
    for name, by_log in (("p99", slowest), ("median", medians)):
        ratio = ratios(by_log[1], by_log[0])
        yield Figure(f"any {what}, {name}: 1.5 M to 150 k", ratio, at_most=1.5)


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
    question: Callable[[Random], Ask], readers: list[Connection], heads: list[int]
) -> tuple[list[list[float]], list[list[float]]]:
    """The 99th percentile and the median of many questions, in ms, by reader and round."""
    slowest: list[list[float]] = [[] for _ in readers]
    medians: list[list[float]] = [[] for _ in readers]
    for number in range(ROUNDS):
        chance = Random(number)  # noqa: S311  the same questions each time
        times: list[list[float]] = [[] for _ in readers]
        for _ in range(QUESTIONS):
            ask, part = question(chance), chance.uniform(0.5, 1)
            for each, reader in enumerate(readers):
                started = perf_counter()
                ask(reader, round(part * heads[each]))
                times[each].append((perf_counter() - started) * 1000)
        for each, taken in enumerate(times):
            slowest[each].append(sorted(taken)[QUESTIONS * 99 // 100])
            medians[each].append(median(taken))
    return slowest, medians


def _count(chance: Random) -> Ask:
    """Any indicator by one or two dimensions, of the nation, a municipality or a semester, on any day."""
    indicator = chance.choice(list(INDICATORS))
    of = INDICATORS[indicator]
    group_by = [*chance.sample(of.dimensions, chance.randint(0, 1)), *of.family.apart]
    where, as_of = _slice(chance)
    where = {name: value for name, value in where.items() if name in of.dimensions}
    asked: dict[str, Any] = {"as_of": as_of}
    return lambda reader, known_at: Statistics.values(
        reader, indicator, list(dict.fromkeys(group_by)), where, **asked, known_at=known_at
    )


def _total(chance: Random) -> Ask:
    """What was spent, by none, one or two dimensions."""
    group_by = chance.sample(DIMENSIONS, chance.randint(0, 2))
    where, as_of = _slice(chance)
    return lambda reader, known_at: Funding.totals(reader, group_by, where, as_of, known_at)


def _balance(chance: Random) -> Ask:
    """All accounts."""
    where, as_of = _slice(chance)
    return lambda reader, known_at: Journal.balances(reader, where, as_of, known_at)


def _slice(chance: Random) -> tuple[dict[str, str], date]:
    """Of the nation, a municipality or a semester; as of any day."""
    where: dict[str, str] = {}
    if chance.random() < 1 / 3:
        where["municipality"] = f"LV-{chance.randrange(100):03}"
    if chance.random() < 1 / 3:
        where["semester"] = "2019/20 I"
    return where, FIRST_DAY + timedelta(days=chance.randrange(DAYS))
