"""What Prometheus is told: the counts of all processes that answer, and what the database itself says of its queues.

A process of its own, on an address of its own: nothing is measured twice, a scrape takes no place of a
request's, and what asks the database stands still alone when that does not answer.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import psycopg
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

import projections
from api.metrics_files import left
from ledger.store.connection import Connection, Role, connect
from projections.registry import status

log = logging.getLogger(__name__)

PATIENCE = "SET statement_timeout TO '2s'"
WAITING = """
SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::double precision,
       (SELECT coalesce(max(position), 0) FROM log)
  FROM events
 WHERE ticket > coalesce((SELECT max(ticket) FROM log), 0)"""
WEBHOOKS = """
SELECT (SELECT count(*) FROM deliveries WHERE state = 'pending'),
       (SELECT count(*) FROM deliveries WHERE state = 'dead'),
       (SELECT count(*) FROM webhook_queues WHERE failures > 0)"""


class Counted(Collector):
    """What the processes that answer have counted, those that are gone too; of what they hold, the living alone."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared

    def collect(self) -> Iterator[Metric]:
        """All of it, added up."""
        gone = set(left(self.shared, "gauge_live*.db"))
        files = [str(each) for each in self.shared.glob("*.db") if each not in gone]
        yield from MultiProcessCollector.merge(files)  # type: ignore[no-untyped-call]


class Database(Collector):
    """What waits in the database."""

    def __init__(self, url: str) -> None:
        self.url = url

    def collect(self) -> Iterator[Metric]:
        """All of it, by one connection; only that there is none where there is none."""
        try:
            with connect(self.url, Role.READER) as connection:
                connection.execute(PATIENCE)
                told = [*sequencing(connection), *following(connection), *sending(connection)]
        except psycopg.Error as error:
            log.warning("the database does not answer", extra={"kind": type(error).__name__})
            told = []
        up = "Whether the database answers."
        yield GaugeMetricFamily("pumpurs_database_up", up, 1 if told else 0)
        yield from told


def sequencing(connection: Connection) -> Iterator[Metric]:
    """How far the sequencer is behind."""
    count, age_s, position = connection.execute(WAITING).fetchone() or (0, 0.0, 0)
    yield gauge("pumpurs_log_position", "The last position of the log.", position)
    yield gauge("pumpurs_events_waiting", "Events that have no position yet.", count)
    yield gauge("pumpurs_events_waiting_seconds", "For how long the first of them waits.", age_s)


def following(connection: Connection) -> Iterator[Metric]:
    """How far the read models are behind."""
    lag = GaugeMetricFamily(
        "pumpurs_projection_lag", "Positions a read model is behind.", labels=["projection"]
    )
    stopped = GaugeMetricFamily(
        "pumpurs_projection_stopped", "1 where an event has stopped it.", labels=["projection"]
    )
    for each in status(connection, projections.ALL):
        lag.add_metric([each.name], each.lag)
        stopped.add_metric([each.name], int(each.error is not None))
    yield lag
    yield stopped


def sending(connection: Connection) -> Iterator[Metric]:
    """What waits to be sent to webhooks."""
    if connection.execute("SELECT to_regclass('deliveries')").fetchone() == (None,):
        return
    pending, dead, failing = connection.execute(WEBHOOKS).fetchone() or (0, 0, 0)
    queue = GaugeMetricFamily(
        "pumpurs_deliveries",
        "Deliveries to webhooks that wait, or were given up.",
        labels=["state"],
    )
    queue.add_metric(["pending"], pending)
    queue.add_metric(["dead"], dead)
    yield queue
    yield gauge("pumpurs_webhooks_failing", "Webhooks whose last attempt failed.", failing)


def gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    """One number."""
    return GaugeMetricFamily(name, said, value)


def told(url: str, shared: Path) -> CollectorRegistry:
    """Everything there is to tell."""
    registry = CollectorRegistry()
    registry.register(Counted(shared))
    registry.register(Database(url))
    return registry
