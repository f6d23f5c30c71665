"""Projections dealt out to several processes, which build them anew side by side."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TypeVar

from ledger.store.connection import Connection, Role, connect
from projections.projection import Projection
from projections.rebuild import Progress, Projections

Result = TypeVar("Result")
Work = Callable[[Connection, Projections, int, Progress], Result]
Told = tuple[str, int, int]

_LISTEN_S = 0.1


@dataclass(frozen=True)
class Order:
    """Which projections of which database are worked on together, in how large batches."""

    url: str
    shares: Sequence[Projections]
    batch: int


def dealt_out(projections: Projections, shares: int) -> list[Projections]:
    """The heaviest first, each to the share that has least to do so far; no share is empty."""
    dealt: list[list[type[Projection]]] = [[] for _ in range(min(max(shares, 1), len(projections)))]
    for each in sorted(projections, key=_cost, reverse=True):
        min(dealt, key=lambda share: sum(map(_cost, share))).append(each)
    return [sorted(share, key=projections.index) for share in dealt]


def _cost(projection: type[Projection]) -> int:
    return projection.COST


def for_each_share(work: Work[Result], order: Order, progress: Progress) -> list[Result]:
    """What the work gives for each share; several are worked on at once, each in a process of its own."""
    if len(order.shares) == 1:
        return [_work(work, order, order.shares[0], progress)]
    context = multiprocessing.get_context("spawn")  # a fork would take the locks of threads along
    with context.Manager() as manager:
        told: Queue[Told] = manager.Queue()
        with ProcessPoolExecutor(len(order.shares), mp_context=context) as pool:
            done = [
                pool.submit(_work, work, order, share, _Telling(told)) for share in order.shares
            ]
            while not all(each.done() for each in done) or not told.empty():
                with suppress(Empty):
                    progress(*told.get(timeout=_LISTEN_S))
            return [each.result() for each in done]


@dataclass(frozen=True)
class _Telling:
    """Tells the process that listens."""

    told: Queue[Told]

    def __call__(self, name: str, done: int, total: int) -> None:
        self.told.put((name, done, total))


def _work(work: Work[Result], order: Order, share: Projections, progress: Progress) -> Result:
    with working(order.url) as connection:
        return work(connection, share, order.batch, progress)


def working(url: str) -> Connection:
    """A connection that projections are written over."""
    connection = connect(url, Role.WORKER)
    # A crash may take back the last batches, with their positions: they are read again. A batch is
    # one walk along the log's index: workers, a sort or a cache of rows would only delay it.
    connection.execute(
        "SET synchronous_commit TO off; SET work_mem TO '64MB';"
        " SET max_parallel_workers_per_gather TO 0; SET enable_memoize TO off"
    )
    return connection
