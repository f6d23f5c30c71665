"""Building all read models anew, against reading the same log once and doing nothing with it; memory by size."""

from __future__ import annotations

from time import perf_counter

import psycopg

from ledger.store.mapper import read
from projections.engine import Engine
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks._nation import fill
from tests.benchmarks.projections import peak_memory

STUDENTS = 250
"""94 events each."""
TIMES = 4
"""As many in the larger of the two logs that memory is measured with."""

_LOG = "SELECT topic, state FROM sequenced_events ORDER BY position"


def measure() -> list[Figure]:
    """One process, so that it compares with one that reads; a rebuild on two processors takes half as long."""
    with durable_server() as url:
        events = fill(url, STUDENTS)
        engine = Engine(url)
        engine.catch_up()
        rates = interleaved(
            {
                "rebuild": lambda: events / _seconds_of_rebuild(engine),
                "read": lambda: events / _seconds_of_reading(url),
            }
        )
        small_mib = peak_memory(url)
    with durable_server(fsync="off") as url:
        fill(url, STUDENTS * TIMES)
        large_mib = peak_memory(url)
    return [
        Figure("all read models anew", tuple(rates["rebuild"]), "events/s"),
        Figure("the log read once", tuple(rates["read"]), "events/s"),
        Figure(
            "all read models anew to the log read once",
            ratios(rates["rebuild"], rates["read"]),
            at_least=0.1,
        ),
        Figure(f"memory of it, {events * TIMES:,} events", (large_mib,), "MiB", at_most=400),
        Figure(f"memory of it: {TIMES} times the events", (large_mib / small_mib,), at_most=1.2),
    ]


def _seconds_of_rebuild(engine: Engine) -> float:
    started = perf_counter()
    engine.rebuild_all()
    return perf_counter() - started


def _seconds_of_reading(url: str) -> float:
    """Every event from PostgreSQL, checked and made an object, as whoever asks the log gets it."""
    started = perf_counter()
    with psycopg.connect(url) as reader, reader.cursor("log", binary=True) as cursor:
        cursor.itersize = 5_000
        for topic, state in cursor.execute(_LOG):
            read(topic, state)
    return perf_counter() - started
