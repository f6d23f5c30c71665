"""The guards against double payment: what an append costs beside 10 000 measures, and beside a million."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from uuid import UUID, uuid4

import psycopg
from eventsourcing.persistence import StoredEvent

from ledger.document import digest
from ledger.store.connection import Role, connection_pool
from ledger.store.holds import (
    Booking,
    BookingOverlaps,
    Cover,
    CoverOverlaps,
    Holds,
    Portion,
    Reservation,
    Shared,
)
from ledger.store.recorder import Recorder
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks.append import STATE, TOPIC

ROUNDS = 9
APPENDS = 400
FEW, MANY = 10_000, 1_000_000
AT_MOST = 1.5
SUBJECT = (
    "CREATE FUNCTION subject(kind text, number integer) RETURNS uuid IMMUTABLE LANGUAGE sql"
    " RETURN md5(kind || number)::uuid"
)


@dataclass
class Filled:
    """A database with so many rows in each table of holds, and what is appended beside them."""

    recorder: Recorder
    specialists: list[UUID]
    students: list[UUID]
    random: Random = field(default_factory=lambda: Random(1))  # noqa: S311  repeatable
    at: datetime = datetime(2030, 1, 1, tzinfo=UTC)
    """Later than all there is: what is recorded next is seldom for long ago."""

    def consultation(self) -> Holds:
        """An hour of a specialist and a student of those there are."""
        self.at += timedelta(hours=1)
        during = self.at, self.at + timedelta(hours=1)
        held_by, measure = uuid4(), uuid4()
        who: tuple[UUID, UUID] = (
            self.random.choice(self.specialists),
            self.random.choice(self.students),
        )
        return Holds(
            book=(
                Booking("specialist", who[0], *during, held_by, measure, held_by),
                Booking("student", who[1], *during, held_by, measure, held_by),
            )
        )

    def taken_hour(self) -> Holds:
        """An hour that every specialist there is has given."""
        start, held_by = datetime(2018, 1, 1, 10, tzinfo=UTC), uuid4()
        who, end = self.random.choice(self.specialists), start + timedelta(hours=1)
        return Holds(book=(Booking("specialist", who, start, end, held_by, held_by, held_by),))

    def claim(self) -> Holds:
        """A part of a document of its own, for days of a student of those there are."""
        self.at += timedelta(days=1)
        student, measure = self.random.choice(self.students), uuid4()
        document, scan = digest(measure), digest(measure, "scan")
        part = f"{document}|{student}|catering|{self.at.date()}|{self.at.date()}"
        days = (self.at.date(), self.at.date())
        return Holds(
            reserve=(Reservation("document_part", part, measure),),
            share=(Shared("scan", scan, document), Shared("document", document, scan)),
            portions=(Portion("document", document, Decimal(100), Decimal(60)),),
            cover=(Cover("catering", student, *days, uuid4(), student, measure),),
        )

    def taken_days(self) -> Holds:
        """Days for which every student there is has been catered for elsewhere."""
        student, measure = self.random.choice(self.students), uuid4()
        days = date(2018, 1, 5), date(2018, 1, 9)
        return Holds(cover=(Cover("catering", student, *days, uuid4(), student, measure),))

    def append(self, holds: Callable[[], Holds], *, event: bool = True) -> float:
        """Seconds of one append, whether it is recorded or refused: the median of many."""
        prepared = [holds() for _ in range(APPENDS)]
        seconds = []
        for each in prepared:
            events = [StoredEvent(uuid4(), 1, TOPIC, STATE)] if event else []
            started = perf_counter()
            with suppress(BookingOverlaps, CoverOverlaps):
                self.recorder.append(events, each)
            seconds.append(perf_counter() - started)
        return median(seconds)


def measure() -> list[Figure]:
    """Flushing aside, which takes the same time and would hide the guards."""
    with filled(FEW) as few, filled(MANY) as many:
        return [
            figure
            for name, holds, event in (
                ("a consultation", "consultation", True),
                ("a claim", "claim", True),
                ("a consultation's guards alone", "consultation", False),
                ("a claim's guards alone", "claim", False),
                ("a refused consultation", "taken_hour", True),
                ("a refused claim", "taken_days", True),
            )
            for figure in compare(name, few, many, holds, event=event)
        ]


def compare(name: str, few: Filled, many: Filled, holds: str, *, event: bool) -> Iterator[Figure]:
    """Both in turns; what one costs in µs, and the ratio."""

    def timed(where: Filled) -> Callable[[], float]:
        return lambda: where.append(getattr(where, holds), event=event) * 1e6

    contenders = {f"{FEW:,}": timed(few), f"{MANY:,}": timed(many)}
    for warm_up in contenders.values():
        warm_up()
    times = interleaved(contenders, rounds=ROUNDS)
    for size in contenders:
        yield Figure(f"{name} beside {size} measures", tuple(times[size]), "µs")
    ratio = ratios(times[f"{MANY:,}"], times[f"{FEW:,}"])
    yield Figure(f"{name}: a million to ten thousand", ratio, at_most=AT_MOST)


@contextmanager
def filled(count: int) -> Iterator[Filled]:
    """A database of its own with `count` rows in each table, indexes grown as they grow in use."""
    with durable_server(synchronous_commit="off", max_wal_size="'4GB'") as url:
        with psycopg.connect(url, autocommit=True) as superuser:
            superuser.execute(SUBJECT)
            for statement in _statements():
                superuser.execute(statement.encode(), {"count": count})
            superuser.execute("VACUUM ANALYZE")
            superuser.execute("CHECKPOINT")
            specialists, students = (
                _subjects(superuser, kind) for kind in ("specialist", "student")
            )
        with connection_pool(url, Role.WRITER, max_size=1) as pool:
            yield Filled(Recorder(pool), specialists, students)


def _subjects(superuser: psycopg.Connection[tuple[UUID]], kind: str) -> list[UUID]:
    query = "SELECT DISTINCT subject FROM bookings WHERE kind = %s ORDER BY subject"
    return [subject for (subject,) in superuser.execute(query, [kind])]


def _statements() -> list[str]:
    text = Path(__file__).with_name("_measures.sql").read_text("utf-8")
    return [each for each in re.split(r"^-- name: \w+$", text, flags=re.MULTILINE) if each.strip()]
