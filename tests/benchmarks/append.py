"""Append: 8 writer processes, one event a commit, the sequencer running beside them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from threading import Event
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

from ledger.store.connection import Role, connection_pool
from ledger.store.recorder import Recorder
from ledger.store.sequencer import Sequencer
from tests.benchmarks import ROUNDS, Figure, durable_server, interleaved, ratios

WRITERS = 8
ROUND_S = 1.2
WARM_UP_S = 0.3
EVENTS_PER_STREAM = 20
GREAT = 20_000
TOPIC = "student.consultation_recorded"
STATE = (b'{"class_version":1,"kind":"subject","hours":"1.00","note":"' + b"x" * 600 + b'"}').ljust(
    700
)

Insert = Callable[[StoredEvent], object]
Superuser = psycopg.Connection[Any]
processes = get_context("spawn")


@contextmanager
def ours(url: str) -> Iterator[Insert]:
    """The product's recorder, as the web processes use it."""
    with connection_pool(url, Role.WRITER, max_size=1) as pool:
        recorder = Recorder(pool)
        yield lambda event: recorder.append([event])


@contextmanager
def stock(url: str) -> Iterator[Insert]:
    """The library's recorder as it comes, on its own table."""
    with stock_datastore(url) as datastore:
        recorder = PostgresApplicationRecorder(datastore)
        yield lambda event: recorder.insert_events([event])


def stock_datastore(url: str) -> PostgresDatastore:
    """The library's way to the same database."""
    info = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    return PostgresDatastore(
        info["dbname"], info["host"], info["port"], info["user"], info.get("password", "")
    )


@contextmanager
def raw(url: str) -> Iterator[Insert]:
    """psycopg's INSERT and commit of the same rows, prepared, and nothing else."""
    statement = b"INSERT INTO raw_events VALUES (%s, %s, %s, %s)"
    with psycopg.connect(url, autocommit=True) as connection:
        yield lambda event: connection.execute(
            statement,
            (event.originator_id, event.originator_version, event.topic, event.state),
            prepare=True,
        )


CONTENDERS = {"ours": ours, "stock": stock, "raw": raw}


def write(url: str, contender: str, told: Pipe) -> None:
    """One writer: told when to start and to end, it tells how many events it wrote."""
    with CONTENDERS[contender](url) as insert:
        while span := told.recv():
            start, end = span
            written = 0
            stream, version = uuid4(), 0
            while (now := monotonic()) < end:
                version += 1
                insert(StoredEvent(stream, version, TOPIC, STATE))
                written += now >= start
                if version == EVENTS_PER_STREAM:
                    stream, version = uuid4(), 0
            told.send(written)


def sequence(url: str) -> None:
    """The sequencer's process."""
    Sequencer(url).run(Event())


class Crowd:
    """Eight writers of one kind, each in a process."""

    def __init__(self, url: str, contender: str) -> None:
        self._writers: list[Pipe] = []
        for _ in range(WRITERS):
            end, other = processes.Pipe()
            processes.Process(target=write, args=(url, contender, other), daemon=True).start()
            self._writers.append(end)

    def rate(self) -> float:
        """Events a second that all of them wrote together, in one round."""
        self._round(0.0, 0.0)  # until all are there
        start = monotonic() + WARM_UP_S
        return sum(self._round(start, start + ROUND_S)) / ROUND_S

    def _round(self, start: float, end: float) -> list[int]:
        for writer in self._writers:
            writer.send((start, end))
        return [writer.recv() for writer in self._writers]

    def leave(self) -> None:
        """Let the processes end."""
        for writer in self._writers:
            writer.send(None)
            writer.close()


LAG = b"""
SELECT percentile_cont(%s) WITHIN GROUP (ORDER BY extract(epoch FROM
           pg_xact_commit_timestamp(log.xmin) - pg_xact_commit_timestamp(events.xmin)) * 1000)
  FROM log JOIN events USING (ticket, line) WHERE recorded_at >= %s
"""
UNSEQUENCED = b"SELECT (SELECT count(*) FROM events) - (SELECT count(*) FROM log)"


class Lag:
    """From an event's commit (its flush counts) until its position's commit: of every event."""

    def __init__(self, superuser: Superuser) -> None:
        self.p50_ms: list[float] = []
        self.p99_ms: list[float] = []
        self._superuser = superuser

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Of the events appended in this context, after the warming up."""
        since = datetime.now(UTC) + timedelta(seconds=WARM_UP_S)
        yield
        while self._one(UNSEQUENCED):
            sleep(0.01)
        self.p50_ms.append(self._one(LAG, 0.5, since))
        self.p99_ms.append(self._one(LAG, 0.99, since))

    def _one(self, query: bytes, *parameters: object) -> float:
        [value] = self._superuser.execute(query, parameters).fetchone() or [0]
        return float(value)


def measure() -> list[Figure]:
    """Both with the machine's own flush and with one that takes a millisecond more."""
    with (
        durable_server(track_commit_timestamp="on") as url,
        psycopg.connect(url, autocommit=True) as superuser,
    ):
        prepare(superuser, url)
        sequencer = processes.Process(target=sequence, args=(url,), daemon=True)
        sequencer.start()
        crowds = {name: Crowd(url, name) for name in CONTENDERS}
        figures = compare(superuser, crowds, "the machine's flush", stock_ratio=3, raw_ratio=0.45)
        superuser.execute("ALTER SYSTEM SET commit_delay = 1000")
        superuser.execute("ALTER SYSTEM SET commit_siblings = 0")
        superuser.execute("SELECT pg_reload_conf()")
        figures += compare(superuser, crowds, "a 1 ms flush", stock_ratio=5, raw_ratio=0.6)
        figures.append(great_append(url))
        for crowd in crowds.values():
            crowd.leave()
        sequencer.kill()
        sequencer.join()
    return figures


def prepare(superuser: Superuser, url: str) -> None:
    """The others' tables."""
    superuser.execute(
        "CREATE TABLE raw_events (originator_id uuid NOT NULL, originator_version bigint NOT NULL,"
        " topic text NOT NULL, state bytea NOT NULL, PRIMARY KEY (originator_id, originator_version))"
    )
    with stock_datastore(url) as datastore:
        PostgresApplicationRecorder(datastore).create_table()


def compare(
    superuser: Superuser,
    crowds: dict[str, Crowd],
    flush: str,
    *,
    stock_ratio: float,
    raw_ratio: float,
) -> list[Figure]:
    """All contenders in turn."""
    lag = Lag(superuser)

    def ours_with_lag() -> float:
        with lag.measured():
            return crowds["ours"].rate()

    contenders = {name: crowd.rate for name, crowd in crowds.items()} | {"ours": ours_with_lag}
    rates = interleaved(contenders)
    named = f"append, {flush}"
    return [
        *(Figure(f"{named}: {name}", tuple(rates[name]), "events/s") for name in CONTENDERS),
        Figure(
            f"{named}: ours to stock", ratios(rates["ours"], rates["stock"]), at_least=stock_ratio
        ),
        Figure(
            f"{named}: ours to raw INSERT", ratios(rates["ours"], rates["raw"]), at_least=raw_ratio
        ),
        Figure(f"{named}: commit to position, p50", tuple(lag.p50_ms), "ms"),
        Figure(f"{named}: commit to position, p99", tuple(lag.p99_ms), "ms", at_most=10),
    ]


def great_append(url: str) -> Figure:
    """One command that records 20 000 events; the stock recorder hangs from about 1100 on."""
    rates = []
    with connection_pool(url, Role.WRITER, max_size=1) as pool:
        recorder = Recorder(pool)
        for _ in range(ROUNDS):
            stream = uuid4()
            events = [StoredEvent(stream, n, TOPIC, STATE) for n in range(1, GREAT + 1)]
            started = monotonic()
            recorder.append(events)
            rates.append(GREAT / (monotonic() - started))
    return Figure(f"one append of {GREAT:,} events", tuple(rates), "events/s")
