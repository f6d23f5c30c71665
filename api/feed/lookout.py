"""The lookout: one connection listens to the log for all who wait, and calls those whom a new event concerns."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

import psycopg
from psycopg import sql

from api.feed.page import Wanted
from ledger.scope import NATIONAL, Scope
from ledger.store import log
from ledger.store.connection import LOG_CHANNEL, Connection, Role, connect
from projections.projection import ProjectionNotReady
from projections.scopes import Scopes

logger = logging.getLogger(__name__)

AT_ONCE = 1_000
"""New positions that are looked at one by one; of more, everybody is called to look for themselves."""
_GATHER_S = 0.01  # so that what comes close together is one look
_LOOK_EVERY_S = 0.25  # in case a notification was missed
_BEHIND_S = 0.01  # the read model does not say when it has followed the log
_RECONNECT_S = 0.25


class Waiter:
    """Somebody who waits."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.called = Event()
        """Something may have come for them."""


class Lookout:
    """Watches the log of one database, from the first who waits on."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.stopping = False
        self._lock = Lock()
        self._waiters: set[Waiter] = set()
        self._thread: Thread | None = None
        self._logged: int | None = None
        self._placed: int | None = None

    @contextmanager
    def waiting(self, wanted: Wanted) -> Iterator[Waiter]:
        """Be called from now on: what was there before, the caller has to look for after this."""
        waiter = Waiter(wanted)
        with self._lock:
            self._waiters.add(waiter)
            if self.stopping:
                waiter.called.set()
            elif self._thread is None:
                self._thread = Thread(target=self._run, name="lookout", daemon=True)
                self._thread.start()
        try:
            yield waiter
        finally:
            with self._lock:
                self._waiters.discard(waiter)

    def stop(self) -> None:
        """Call everybody, and let nobody wait any more."""
        self.stopping = True
        self._call_all()

    def seen(self, wanted: Wanted) -> int:
        """Up to where those whom it concerns have been called."""
        return (self._logged if wanted.national else self._placed) or 0

    # --- in its thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        pause = Event()
        while not self.stopping:
            try:
                with connect(self.url, Role.READER) as connection:
                    self._watch(connection, pause)
            except (psycopg.Error, ProjectionNotReady) as error:
                logger.warning("The lookout of the feed begins anew: %s", error)
                pause.wait(_RECONNECT_S)

    def _watch(self, connection: Connection, pause: Event) -> None:
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(LOG_CHANNEL)))
        while not self.stopping:
            behind = self._look(connection)
            patience_s = _BEHIND_S if behind else _LOOK_EVERY_S
            # All that came together are told by one.
            if list(connection.notifies(timeout=patience_s, stop_after=1)):
                pause.wait(_GATHER_S)

    def _look(self, connection: Connection) -> bool:
        """Call whom the new events concern; whether the read model has yet to follow the log."""
        logged = log.end(connection)
        try:
            placed = Scopes.position(connection)
        except ProjectionNotReady:
            placed = self._placed or 0
        with self._lock:
            waiters = list(self._waiters)
        if _too_many(self._logged, logged) or _too_many(self._placed, placed):
            self._call_all()
        else:
            new = self._new(connection, waiters, logged, placed)
            for waiter in waiters:
                if _concerns(waiter.wanted, new):
                    waiter.called.set()
        # Only now: who is not called by then has been told of all up to here.
        self._logged, self._placed = logged, placed
        return placed < logged

    def _new(
        self, connection: Connection, waiters: list[Waiter], logged: int, placed: int
    ) -> dict[Scope, set[str]]:
        """By scope, the topics of what is new there; only where somebody waits for it."""
        new: dict[Scope, set[str]] = defaultdict(set)
        before, before_placed = self._logged or 0, self._placed or 0
        if logged > before and any(waiter.wanted.national for waiter in waiters):
            query = (
                "SELECT DISTINCT topic FROM sequenced_events WHERE position > %s AND position <= %s"
            )
            new[NATIONAL] = {topic for (topic,) in connection.execute(query, [before, logged])}
        if placed > before_placed and any(not waiter.wanted.national for waiter in waiters):
            for each in Scopes.places_of(connection, after=before_placed, until=placed):
                for scope in each.scopes:
                    new[scope].add(each.topic)
        return new

    def _call_all(self) -> None:
        with self._lock:
            for waiter in self._waiters:
                waiter.called.set()


def _too_many(before: int | None, now: int) -> bool:
    return before is None or now - before > AT_ONCE


def _concerns(wanted: Wanted, new: dict[Scope, set[str]]) -> bool:
    return any(
        new[scope] if not wanted.topics else new[scope] & wanted.topics
        for scope in wanted.scopes
        if scope in new
    )
