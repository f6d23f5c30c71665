"""Projections dealt out to several processes, which build them anew side by side."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from multiprocessing.synchronize import Lock
from threading import Thread
from typing import TypeVar

from ledger.store.connection import Connection, Role, connect
from projections.projection import Projection
from projections.rebuild import Progress, Projections

Result = TypeVar("Result")
Work = Callable[[Connection, Projections, int, Progress], Result]

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
    """What the work gives for each share; several are worked on at once, each in a process of its own.

    These end when this one does, however it ends.
    """
    if len(order.shares) == 1:
        return [_work(work, order, order.shares[0], progress)]
    context = multiprocessing.get_context("spawn")  # a fork would take the locks of threads along
    listening, telling = context.Pipe(duplex=False)
    began = _begin, (telling, context.Lock())
    with listening, telling, ProcessPoolExecutor(len(order.shares), context, *began) as pool:
        done = [pool.submit(_work, work, order, share, _tell) for share in order.shares]
        try:
            while not all(each.done() for each in done) or listening.poll():
                if listening.poll(_LISTEN_S):
                    progress(*listening.recv())
        except BaseException:
            listening.close()  # who has more to tell fails, clears away and ends: nobody waits to be heard
            raise
        return [each.result() for each in done]


_to_parent: tuple[Pipe, Lock]
"""Of a process that works for another: where it tells how far it is, one at a time."""


def _begin(telling: Pipe, lock: Lock) -> None:
    global _to_parent  # neither can be handed over later
    _to_parent = telling, lock
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os._exit(1)  # at once: the database takes back what is not finished


def _tell(name: str, done: int, total: int) -> None:
    telling, lock = _to_parent
    with lock:
        telling.send((name, done, total))


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
        " SET idle_in_transaction_session_timeout TO '10min';"  # a batch is folded in its transaction
        " SET client_connection_check_interval TO '1s';"  # who was killed holds nothing any longer
        " SET max_parallel_workers_per_gather TO 0; SET enable_memoize TO off"
    )
    return connection
