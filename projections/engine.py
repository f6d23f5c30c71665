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
from projections.fold import advance_all
from projections.projection import Projection
from projections.rebuild import Difference, Progress, rebuild, verify
from projections.registry import Behind, ProjectionStatus
from projections.shares import Order, dealt_out, for_each_share, working

__all__ = ["Difference", "Engine", "ProjectionStatus", "UnknownProjection"]

logger = logging.getLogger(__name__)

BATCH = 5_000
"""Positions of the log to one transaction."""
BATCH_ANEW = 10_000
"""Of what is built anew, which nobody waits for: fewer rows are read that an earlier batch has written."""
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
        batch: int | None = None,
        keep_unused: timedelta = timedelta(hours=1),
    ) -> None:
        """`projections`: all, unless given. `keep_unused`: how long old schemas are kept for old readers.

        `batch`: positions to one transaction, by default BATCH, and BATCH_ANEW in a rebuild.
        """
        self.url = url
        self.projections = tuple(package.ALL if projections is None else projections)
        self._batch, self._batch_anew = batch or BATCH, batch or BATCH_ANEW
        self._keep_unused = keep_unused

    def catch_up(self) -> int:
        """Take in the log up to its head, as it is now; how many events were applied, over all projections."""
        with working(self.url) as connection:
            self._register(connection)
            return self._catch_up(connection, Event())

    def run(self, stop: Event) -> None:
        """Follow the log until told to stop; after a lost connection, go on with a new one.

        Projections that were stopped are tried once again.
        """
        retried = False
        while not stop.is_set():
            try:
                with working(self.url) as connection:
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
        self.rebuild_all([name], _of_one(progress))

    def verify(
        self, name: str, progress: Callable[[int, int], None] | None = None
    ) -> list[Difference]:
        """Build a projection anew beside the live one, and give the rows in which they differ.

        Raises UnknownProjection, ProjectionStopped, RebuildUnderWay.
        """
        return self.verify_all([name], _of_one(progress))[name]

    def rebuild_all(
        self, names: Sequence[str] = (), progress: Progress | None = None, processes: int = 1
    ) -> None:
        """Build these anew, or all, dealt out to so many processes; each takes its places when all its own are full.

        `progress` is called with the name, too. Raises as `rebuild`.
        """
        for_each_share(rebuild, self._order(names, processes), progress or _silent)

    def verify_all(
        self, names: Sequence[str] = (), progress: Progress | None = None, processes: int = 1
    ) -> dict[str, list[Difference]]:
        """Build these anew aside, or all, and give the rows in which they differ, by name. Raises as `verify`."""
        order = self._order(names, processes)
        found = for_each_share(verify, order, progress or _silent)
        by_name = {name: rows for share in found for name, rows in share.items()}
        return {name: by_name[name] for name in map(_name, self.projections) if name in by_name}

    def _order(self, names: Sequence[str], processes: int) -> Order:
        known = [*map(_name, self.projections)]
        for name in names:
            if name not in known:
                raise UnknownProjection(name)
        # In one order for everybody: two who build several do not wait for each other.
        wanted = [each for each in self.projections if each.NAME in (names or known)]
        return Order(self.url, dealt_out(wanted, processes), self._batch_anew)

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
            standing = list(group)
            applied += advance_all(
                connection,
                [(each.projection, each.schema) for each in standing],
                position,
                self._batch,
                standing[0].head,
                stop.is_set,
            )
        return applied if behind else None


def _position(behind: Behind) -> int:
    return behind.position


def _name(projection: type[Projection]) -> str:
    return projection.NAME


def _of_one(progress: Callable[[int, int], None] | None) -> Progress | None:
    return progress and (lambda _name, done, total: progress(done, total))


def _silent(_name: str, _done: int, _total: int) -> None:
    """No progress is shown."""
