"""What the processes that answer count, for Prometheus; together, through files that they share.

No label can take more values than the program has routes, codes and limits: nobody outside can make series.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from psycopg_pool import ConnectionPool

from ledger.store.connection import Connection

POOLS_EVERY_S = 1.0
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

registry = CollectorRegistry()
REQUESTS = Counter(
    "pumpurs_requests",
    "Requests answered; route is the pattern of the address.",
    ("route", "method", "status"),
    registry=registry,
)
DURATION = Histogram(
    "pumpurs_request_seconds",
    "From when a request was read until its answer was sent.",
    ("route", "method"),
    buckets=SECONDS,
    registry=registry,
)
REFUSED = Counter("pumpurs_refused", "Refusals, by code.", ("code",), registry=registry)
LIMITED = Counter("pumpurs_limited", "Requests beyond a limit.", ("limit",), registry=registry)
REPLAYED = Counter("pumpurs_replayed", "Commands that were recorded before.", registry=registry)
APPENDED = Histogram(
    "pumpurs_append_seconds",
    "An append to the log, until it was committed.",
    buckets=(0.001, 0.0025, *SECONDS[:-2]),
    registry=registry,
)
CONFLICTS = Counter(
    "pumpurs_conflicts",
    "Appends decided again: somebody else had appended to the same stream.",
    registry=registry,
)
CONNECTIONS = Gauge(
    "pumpurs_connections",
    "Connections to PostgreSQL of the processes that answer, by pool: open, idle, and requests that wait for one.",
    ("pool", "state"),
    multiprocess_mode="livesum",
    registry=registry,
)


class Appends:
    """Is told by the store."""

    def appended(self, seconds: float) -> None:
        """An append was committed."""
        APPENDED.observe(seconds)

    def conflicted(self) -> None:
        """A command is decided again."""
        CONFLICTS.inc()


class Pools:
    """Looks at the pools of this process now and then, while it answers."""

    def __init__(self, pools: Mapping[str, ConnectionPool[Connection]]) -> None:
        self.pools = pools
        self._due = 0.0
        self._lock = Lock()

    def look(self) -> None:
        """Write down how many connections there are, unless somebody just did."""
        with self._lock:
            if monotonic() < self._due:
                return
            self._due = monotonic() + POOLS_EVERY_S
        for name, pool in self.pools.items():
            seen = pool.get_stats()
            for state, key in STATES:
                CONNECTIONS.labels(name, state).set(seen.get(key, 0))


STATES = (("open", "pool_size"), ("idle", "pool_available"), ("wanted", "requests_waiting"))
