"""Catching up with funding, against SQL over the same events and the library's runner; memory and answers by size."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresFactory, PostgresTrackingRecorder
from eventsourcing.projection import BaseProjectionRunner
from eventsourcing.projection import Projection as LibraryProjection
from eventsourcing.utils import Environment
from psycopg.conninfo import conninfo_to_dict

from ledger.store.connection import Role, connect, connection_pool
from ledger.store.factory import StoreFactory
from ledger.student import events
from projections.dimensions import DIMENSIONS
from projections.engine import Engine
from projections.expenditure import split
from projections.funding import Funding
from projections.registry import drop
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks._consultations import DAYS, FIRST_DAY, fill

EVENTS = 100_000
BY_RUNNER = 2_000
SIZES = (50_000, 1_000_000)
QUESTIONS = 200
SCHEMA = f"{Funding.NAME}_v{Funding.VERSION}"

# One pass, each event parsed once; nothing kept. One process, as the engine is one.
GROUP_BY = """
SELECT partner_id, institution_id, municipality, semester, kind, date_trunc('month', occurred_on),
       sum(amount), sum(amount * esf / 100), sum(amount * shares_of.state / 100), count(*)
  FROM sequenced_events AS stored,
       jsonb_to_record(convert_from(stored.state, 'UTF8')::jsonb)
           AS event (semester text, kind text, occurred_on date, amount numeric, place jsonb, shares jsonb),
       jsonb_to_record(place) AS place_of (partner_id uuid, institution_id uuid, municipality text),
       jsonb_to_record(shares) AS shares_of (esf numeric, state numeric)
 WHERE topic = 'student.consultation_recorded'
 GROUP BY 1, 2, 3, 4, 5, 6
"""

INSERT = """
INSERT INTO runner.expenses
VALUES (%s, NULL, %s, %s, %s, 1, %s, %s, %s, %s)
"""


def measure() -> list[Figure]:
    """Every round begins with an empty read model, and reads the same log."""
    with durable_server() as url:
        fill(url, EVENTS)
        rates = interleaved(
            {
                "engine": lambda: catch_up(url),
                "GROUP BY": lambda: group_by(url),
                "runner": lambda: run_library(url),
            }
        )
    (small_mib, small_ms), (large_mib, large_ms) = (at_size(count) for count in SIZES)
    return [
        *(Figure(f"catching up: {name}", tuple(rates[name]), "events/s") for name in rates),
        Figure(
            "catching up: engine to SQL GROUP BY",
            ratios(rates["engine"], rates["GROUP BY"]),
            at_least=0.5,
        ),
        Figure(
            "catching up: engine to the library's ProjectionRunner",
            ratios(rates["engine"], rates["runner"]),
            at_least=20,
        ),
        Figure("memory of a rebuild of 1 M events", (large_mib,), "MiB", at_most=400),
        Figure("memory of a rebuild: 1 M events to 50 k", (large_mib / small_mib,), at_most=1.2),
        Figure("any total of 50 k events, p99", (small_ms,), "ms"),
        Figure("any total of 1 M events, p99", (large_ms,), "ms", at_most=100),
    ]


def catch_up(url: str) -> float:
    """Our engine, from nothing; events a second."""
    with connect(url, Role.WORKER) as worker:
        drop(worker, SCHEMA)
    started = perf_counter()
    applied = Engine(url, [Funding]).catch_up()
    return applied / (perf_counter() - started)


def group_by(url: str) -> float:
    """PostgreSQL alone; events a second."""
    with connect(url, Role.WORKER) as worker:
        worker.execute("SET max_parallel_workers_per_gather TO 0; SET work_mem TO '256MB'")
        started = perf_counter()
        counted = sum(row[-1] for row in worker.execute(GROUP_BY))
        return float(counted / (perf_counter() - started))


class View(PostgresTrackingRecorder):
    """The library's place for a read model: a line and the tracking, in one transaction."""

    def record(self, event: Any, tracking: Tracking) -> None:
        """Add the line of one event."""
        amounts = split(event.amount, event.shares)
        measure, student = event.consultation_id, event.originator_id
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            position = tracking.notification_id
            cursor.execute(
                INSERT, [position, measure, student, event.occurred_on, *amounts], prepare=True
            )


class Lines(LibraryProjection[View]):
    """Funding's lines, as the library would keep them; no dimensions, no cells."""

    name = "lines"
    topics = (events.ConsultationRecorded.TOPIC,)

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """One event."""
        self.view.record(domain_event, tracking)


def run_library(url: str) -> float:
    """The library's runner, from nothing, over the first events; events a second."""
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute(
            "DROP SCHEMA IF EXISTS runner CASCADE; CREATE SCHEMA runner;"
            f" CREATE TABLE runner.expenses (LIKE {SCHEMA}.expenses INCLUDING ALL)"
        )
    with library_runner(url) as runner:
        started = perf_counter()
        runner.wait(BY_RUNNER, timeout=120)
        done = runner._projection.view.max_tracking_id(runner.app_name) or 0
        return float(done / (perf_counter() - started))


@contextmanager
def library_runner(url: str) -> Iterator[Any]:
    """The runner over our log and mapper."""
    server = conninfo_to_dict(url)
    env = Environment(
        "lines",
        {
            "POSTGRES_DBNAME": str(server["dbname"]),
            "POSTGRES_HOST": str(server["host"]),
            "POSTGRES_PORT": str(server["port"]),
            "POSTGRES_USER": str(server["user"]),
            "POSTGRES_PASSWORD": str(server.get("password") or "none"),
            "POSTGRES_SCHEMA": "runner",
            "CREATE_TABLE": "true",
        },
    )
    with connection_pool(url, Role.READER) as pool:

        class Log(Application[UUID]):
            name = "ledger"

            def construct_factory(self, env: Environment) -> Any:
                return StoreFactory(env, pool)

        factory: PostgresFactory = PostgresFactory(env)
        view = factory.tracking_recorder(View)
        runner: BaseProjectionRunner[Log] = BaseProjectionRunner(
            projection=Lines(view),
            application_class=Log,
            tracking_recorder=view,
            topics=Lines.topics,
        )
        try:
            with runner:
                yield runner
        finally:
            factory.close()


def at_size(count: int) -> tuple[float, float]:
    """Over so many events: MiB that a rebuild needs at most, and ms that 99 of 100 questions need at most."""
    with durable_server(fsync="off") as url:
        fill(url, count)
        Engine(url, [Funding]).catch_up()
        return peak_memory(url, Funding.NAME), slowest_answer(url, count)


def peak_memory(url: str, *names: str) -> float:
    """What a process of its own needs at most to rebuild these read models, or all, in MiB."""
    program = (
        "import resource, sys; from projections.engine import Engine;"
        " Engine(sys.argv[1]).rebuild_all(sys.argv[2:]);"
        " print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, url, *names], check=True, stdout=subprocess.PIPE, text=True
    )
    return int(done.stdout) / 1024


def slowest_answer(url: str, positions: int) -> float:
    """Totals by one or two dimensions, on any day, as known at any position: the 99th percentile, in ms."""
    chance = Random(1)  # noqa: S311  the same questions each time
    times = []
    with connect(url, Role.READER) as reader:
        for _ in range(QUESTIONS):
            group_by = chance.sample(DIMENSIONS, chance.randint(0, 2))
            as_of = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
            known_at = chance.randint(positions // 2, positions)
            started = perf_counter()
            Funding.totals(reader, group_by, None, as_of, known_at)
            times.append((perf_counter() - started) * 1000)
    return sorted(times)[QUESTIONS * 99 // 100]
