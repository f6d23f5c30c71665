"""Keeps the projections up with the log: catches up, rebuilds beside the live one, verifies."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import groupby
from threading import Event
from time import monotonic

import psycopg
from psycopg import sql

import projections as package
from ledger.store.connection import LOG_CHANNEL, Connection, Role, connect
from projections import registry
from projections.fold import advance, advance_together
from projections.projection import Projection
from projections.rebuild import Difference, rebuild, verify
from projections.registry import Behind, ProjectionStatus
from projections.stretch import Stretch

__all__ = ["Difference", "Engine", "ProjectionStatus", "UnknownProjection"]

logger = logging.getLogger(__name__)

BATCH = 5_000
"""Positions of the log to one transaction."""
_TOGETHER = 200  # positions, of which one transaction takes in all projections
_LOOK_EVERY_S = 0.25  # in case a notification was missed
_RECONNECT_S = 0.25
_REST_MAX_S = 0.1
_DROP_EVERY = 1_000  # rounds


class UnknownProjection(LookupError):
    """The program has no projection of that name."""


class Engine:
    """All projections of one database. Any number of engines may run at once."""

    def __init__(
        self,
        url: str,
        projections: Sequence[type[Projection]] | None = None,
        *,
        batch: int = BATCH,
        keep_unused: timedelta = timedelta(hours=1),
    ) -> None:
        """`projections`: all, unless given. `keep_unused`: how long old schemas are kept for old readers."""
        self.url = url
        self.projections = tuple(package.ALL if projections is None else projections)
        self._batch = batch
        self._keep_unused = keep_unused

    def catch_up(self) -> int:
        """Take in the log up to its head, as it is now; how many events were applied, over all projections."""
        with _connect(self.url) as connection:
            self._register(connection)
            return self._catch_up(connection, Event())

    def run(self, stop: Event) -> None:
        """Follow the log until told to stop; after a lost connection, go on with a new one.

        Projections that were stopped are tried once again.
        """
        retried = False
        while not stop.is_set():
            try:
                with _connect(self.url) as connection:
                    if not retried:
                        for projection in self.projections:
                            registry.let_try_again(connection, projection)
                        retried = True
                    self._follow(connection, stop)
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                lost = {"kind": type(error).__name__}
                logger.warning("the projections lost their connection and try again", extra=lost)
                stop.wait(_RECONNECT_S)

    def status(self) -> list[ProjectionStatus]:
        """How each projection stands."""
        with connect(self.url, Role.READER) as connection:
            return registry.status(connection, self.projections)

    def rebuild(self, name: str, progress: Callable[[int, int], None] | None = None) -> None:
        """Build a projection anew beside the live one, then let it take its place.

        `progress` is called with the position reached and the head of the log. Raises
        UnknownProjection, ProjectionStopped, RebuildUnderWay.
        """
        with _connect(self.url) as connection:
            rebuild(connection, self._named(name), self._batch, progress or _silent)

    def verify(
        self, name: str, progress: Callable[[int, int], None] | None = None
    ) -> list[Difference]:
        """Build a projection anew beside the live one, and give the rows in which they differ.

        Raises UnknownProjection, ProjectionStopped, RebuildUnderWay.
        """
        with _connect(self.url) as connection:
            return verify(connection, self._named(name), self._batch, progress or _silent)

    def _named(self, name: str) -> type[Projection]:
        named = {projection.NAME: projection for projection in self.projections}
        if name not in named:
            raise UnknownProjection(name)
        return named[name]

    def _register(self, connection: Connection) -> None:
        for projection in self.projections:
            registry.register(connection, projection)

    def _follow(self, connection: Connection, stop: Event) -> None:
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(LOG_CHANNEL)))
        self._register(connection)
        rounds = 0
        while not stop.is_set():
            if rounds % _DROP_EVERY == 0:
                registry.drop_unused(connection, self._keep_unused, self.projections)
            rounds += 1
            began = monotonic()
            if self._round(connection, stop) is not None:
                # While much is recorded, as long as it took: half as many rounds, twice as large,
                # and time for those who record.
                stop.wait(min(monotonic() - began, _REST_MAX_S))
                continue
            for _ in connection.notifies(timeout=_LOOK_EVERY_S, stop_after=1):
                pass

    def _catch_up(self, connection: Connection, stop: Event) -> int:
        applied = 0
        while (more := self._round(connection, stop)) is not None:
            applied += more
        return applied

    def _round(self, connection: Connection, stop: Event) -> int | None:
        """A batch for each projection that is behind, so that none waits for another's long way; None: none is."""
        behind = registry.behind(connection, self.projections)
        applied = 0
        for position, group in groupby(sorted(behind, key=_position), key=_position):
            if stop.is_set():
                return None
            applied += self._take_in(connection, stop, position, list(group))
        return applied if behind else None

    def _take_in(
        self, connection: Connection, stop: Event, position: int, group: list[Behind]
    ) -> int:
        """The next stretch, read once, for all that stand before it."""
        head = group[0].head
        until = min(position + self._batch, head)
        stretch = Stretch(connection, [each.projection for each in group], position, until)
        standing = [(each.projection, each.schema) for each in group]
        # Who has nothing to do in it only moves on; and where little has happened, a transaction for each would
        # be most of the work.
        small = until - position <= _TOGETHER
        alone = [] if small else [one for one in standing if stretch.concerns(one[0])]
        together = [one for one in standing if one not in alone]
        applied = advance_together(connection, together, stretch, head) if together else 0
        if applied is None:
            alone, applied = standing, 0
        for projection, schema in alone:
            if stop.is_set():
                break
            applied += advance(connection, projection, schema, until - position, stretch)
        return applied


def _position(behind: Behind) -> int:
    return behind.position


def _connect(url: str) -> Connection:
    connection = connect(url, Role.WORKER)
    # A crash may take back the last batches, with their positions: they are read again. A batch is
    # one walk along the log's index: workers, a sort or a cache of rows would only delay it.
    connection.execute(
        "SET synchronous_commit TO off; SET work_mem TO '64MB';"
        " SET max_parallel_workers_per_gather TO 0; SET enable_memoize TO off"
    )
    return connection


def _silent(_done: int, _total: int) -> None:
    """No progress is shown."""
