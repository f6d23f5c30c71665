"""Following the log: the next page for a reader, at once or as soon as there is something on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from flask import Flask

from api.feed.lookout import Lookout, Waiter
from api.feed.page import Page, Wanted
from api.feed.waiting_room import WaitingRoom

WAIT_MAX_S = 30
"""A proxy takes an answer that comes later for lost."""
SEATS, SEATS_EACH = 200, 20
_GLANCE_S = 1.0
"""How often it is asked whether who waits is still there."""

Look = Callable[[], Page]
Gone = Callable[[], bool]


class Feed:
    """What a process needs to let readers follow the log."""

    def __init__(
        self,
        url: str,
        source: str,
        *,
        wait_max_s: int = 0,
        seats: int = SEATS,
        seats_each: int = SEATS_EACH,
    ) -> None:
        """`source`: the ledger's name. `wait_max_s`: 0 where nobody may wait, as in the workers that write."""
        self.source = source
        self.wait_max_s = wait_max_s
        self.lookout = Lookout(url)
        self.room = WaitingRoom(seats, seats_each)

    def attach(self, app: Flask) -> None:
        """Let the handlers of an application find it."""
        app.extensions["feed"] = self

    def stop(self) -> None:
        """Answer all who wait."""
        self.lookout.stop()

    @contextmanager
    def waiting(self, client: str, wanted: Wanted) -> Iterator[Waiter]:
        """A seat for somebody, and a call when something may have come for them; FeedFull, ReadersTooMany."""
        with self.room.seat(client), self.lookout.waiting(wanted) as waiter:
            yield waiter

    def wait(self, waiter: Waiter, look: Look, deadline: float, gone: Gone) -> Page:
        """The first page with something on it; an empty one at the deadline, or when who waits has gone."""
        while True:
            waiter.called.clear()
            found = look()
            if found.entries or not found.ends or monotonic() >= deadline or self.lookout.stopping:
                return found
            if not self._called(waiter, deadline, gone):
                break
        # Up to there whom an event concerns had been called, before it was said to be seen.
        seen = self.lookout.seen(waiter.wanted)
        if waiter.called.is_set():
            return look()
        return found._replace(position=max(found.position, seen))

    def _called(self, waiter: Waiter, deadline: float, gone: Gone) -> bool:
        """Wait to be called; false at the deadline, or when nobody is there any more."""
        while (left_s := deadline - monotonic()) > 0:
            if waiter.called.wait(min(left_s, _GLANCE_S)):
                return True
            if gone():
                return False
        return False
