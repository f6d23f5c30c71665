"""Benchmarks: each module measures one promise of design section 10, as ratios within one run.

A module has `measure() -> list[Figure]`. `python -m tests.benchmarks [--json] [NAME …]` runs them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg

from ledger.store import embedded
from ledger.store.migrate import migrate

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """Something measured in several rounds; a ratio unless it has a unit."""

    what: str
    rounds: tuple[float, ...]
    unit: str = "×"
    at_least: float | None = None
    at_most: float | None = None

    @property
    def median(self) -> float:
        """Of the rounds."""
        return median(self.rounds)

    @property
    def met(self) -> bool:
        """Whether the median keeps the promise, if there is one."""
        return (self.at_least is None or self.median >= self.at_least) and (
            self.at_most is None or self.median <= self.at_most
        )


def ratios(ours: list[float], theirs: list[float]) -> tuple[float, ...]:
    """Round by round: what was measured in the same round is compared."""
    return tuple(our / their for our, their in zip(ours, theirs, strict=True))


def interleaved(
    contenders: dict[str, Callable[[], float]],
    rounds: int = ROUNDS,
    before_round: Callable[[], object] = lambda: None,
    before_turn: Callable[[], object] = lambda: None,
) -> dict[str, list[float]]:
    """Measure every contender in each round, in turns of order; what each gave, by name."""
    measured: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds):
        before_round()
        names = list(contenders) if number % 2 == 0 else list(reversed(contenders))
        for name in names:
            before_turn()
            measured[name].append(contenders[name]())
    return measured


@contextmanager
def durable_server(**settings: str) -> Iterator[str]:
    """The URL of a migrated database on a server of the benchmark's own that flushes every commit."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        if settings:
            with embedded.server(data) as url, psycopg.connect(url, autocommit=True) as superuser:
                for name, value in settings.items():
                    superuser.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
        with embedded.server(data) as url:
            migrate(url)
            yield url
