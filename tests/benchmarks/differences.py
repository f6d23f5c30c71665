"""Finding measures that differ from the rules: by how many differ, not by how many there are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any
from uuid import uuid4

from ledger.application import opened
from ledger.operation import Shares
from ledger.store.connection import Role, connect
from ledger.store.sequencer import Sequencer
from projections.differences import Differences
from projections.engine import Engine
from tests.benchmarks import ROUNDS, Figure, durable_server, ratios
from tests.benchmarks._consultations import DAYS, FIRST_DAY, fill
from tests.ledger.scene import START, somebody
from tests.projections.facts import HOUR

SIZES = (20_000, 200_000)
LAST_DAYS = FIRST_DAY + timedelta(days=DAYS - 5)


def measure() -> list[Figure]:
    """A page of 100, where no measure differs, and where those of the last five days of 270 do."""
    none: tuple[list[float], list[float]] = ([], [])
    some: tuple[list[float], list[float]] = ([], [])
    found = 0
    for size, agreeing, differing in zip(SIZES, none, some, strict=True):
        with durable_server(fsync="off") as url:
            _set_rate(url, HOUR, START)
            fill(url, size)
            Engine(url, [Differences]).catch_up()
            agreeing += [_page(url, 0) for _ in range(ROUNDS)]
            _set_rate(url, HOUR + 1, LAST_DAYS)
            with connect(url, Role.READER) as reader:
                found = len(Differences.page(reader, limit=size))
            differing += [_page(url, 100) for _ in range(ROUNDS)]
    return [
        Figure("differences: none among 200 k measures", tuple(none[1]), "ms"),
        Figure("differences: none, 200 k measures to 20 k", ratios(none[1], none[0]), at_most=1.5),
        Figure(f"differences: 100 of {found} among 200 k measures", tuple(some[1]), "ms"),
        Figure("differences: five days of 200 k measures to none", ratios(some[1], none[1])),
    ]


def _set_rate(url: str, unit_cost: Decimal, since: date) -> None:
    """What pedagogues cost from a day on; with the first one, who pays, and the operation itself."""
    said: dict[str, Any] = {"source": "benchmark", "occurred_on": since}
    with opened(url, bytes(32)) as ledger, somebody():
        if since == START:
            period: dict[str, Any] = {"first_day": START, "last_day": date(2023, 12, 31)}
            ledger.operations.open(number="8.3.4.0/16/I/001", name="PuMPuRS", **period, **said)
            shares = Shares(Decimal(85), Decimal(15), Decimal(0))
            ledger.operations.set_cofinancing(
                rule_id=uuid4(), shares=shares, valid_from=since, **said
            )
        ledger.operations.set_rate(
            rule_id=uuid4(),
            specialist_kind="pedagogue",
            unit_cost=unit_cost,
            hour="clock",
            method_document="benchmark",
            valid_from=since,
            **said,
        )
    Sequencer(url).sequence_once()
    Engine(url, [Differences]).catch_up()


def _page(url: str, expected: int) -> float:
    """How long a page takes, in ms."""
    with connect(url, Role.READER) as reader:
        Differences.page(reader)
        started = perf_counter()
        found = Differences.page(reader)
        took = (perf_counter() - started) * 1000
    if len(found) != expected:
        raise RuntimeError(f"{len(found)} measures differ on the page, not {expected}")
    return took
