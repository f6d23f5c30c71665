"""Sequencer: positions and leaf hashes for a backlog, against one plain INSERT … SELECT."""

from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

import psycopg
from eventsourcing.persistence import StoredEvent

from ledger.store.append import append
from ledger.store.connection import Role, connect
from ledger.store.sequencer import Sequencer
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks.append import STATE, TOPIC

ROUNDS = 6  # even, so that each goes first as often: the second finds the events in memory
APPENDS, EVENTS_PER_APPEND = 1500, 20

PLAIN = b"""
INSERT INTO plain_log (position, ticket, line, originator_id, originator_version, sequenced_at, leaf_hash)
SELECT position, ticket, line, originator_id, originator_version, now(),
       leaf_hash(position, originator_id, originator_version, topic, recorded_at, state)
  FROM (SELECT row_number() OVER (ORDER BY ticket, line)
               + (SELECT coalesce(max(position), 0) FROM plain_log) AS position, events.*
          FROM events
         WHERE ticket > (SELECT coalesce(max(ticket), 0) FROM plain_log)) AS numbered
"""


def measure() -> list[Figure]:
    """Both number the same new events in each round, into tables with the same indexes."""
    with durable_server() as url, psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute("CREATE TABLE plain_log (LIKE log INCLUDING ALL)")
        superuser.execute("SET jit TO off")
        sequencer = Sequencer(url)
        rates = interleaved(
            {
                "sequencer": lambda: rate(sequencer.sequence_once),
                "INSERT … SELECT": lambda: rate(lambda: superuser.execute(PLAIN)),
            },
            rounds=ROUNDS,
            before_round=lambda: fill(url),
        )
    return [
        *(
            Figure(f"sequencing a backlog: {name}", tuple(rates[name]), "events/s")
            for name in rates
        ),
        Figure(
            "sequencing a backlog: sequencer to INSERT … SELECT",
            ratios(*rates.values()),
            at_least=0.8,
        ),
    ]


def fill(url: str) -> None:
    """One round's events, written as writers write them."""
    with connect(url, Role.WRITER, autocommit=False) as connection:
        for _ in range(APPENDS):
            stream = uuid4()
            append(
                connection,
                [StoredEvent(stream, n, TOPIC, STATE) for n in range(1, EVENTS_PER_APPEND + 1)],
            )
        connection.commit()


def rate(sequence: Callable[[], object]) -> float:
    """Events a second."""
    started = perf_counter()
    sequence()
    return APPENDS * EVENTS_PER_APPEND / (perf_counter() - started)
