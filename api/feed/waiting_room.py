"""The waiting room: how many may wait at once, and how many of them for one client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from ledger.errors import LedgerError


class FeedFull(LedgerError):
    """{seats} readers wait already: follow the log without `wait` for a moment."""

    en = "As many readers wait as can."
    lv = "Gaidītāju ir pārāk daudz; mēģiniet vēlreiz pēc brīža."


class ReadersTooMany(LedgerError):
    """{client} waits {seats} times already: one reader that passes the events on needs no others."""

    en = "This client has as many readers waiting as it may."
    lv = "Šim klientam jau ir atļautais gaidītāju skaits."


class WaitingRoom:
    """The seats of one process."""

    def __init__(self, seats: int, seats_each: int) -> None:
        """`seats_each`: of one client."""
        self.seats = seats
        self.seats_each = seats_each
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    @property
    def taken(self) -> int:
        """How many wait."""
        return self._taken.total()

    @contextmanager
    def seat(self, client: str) -> Iterator[None]:
        """A seat, until the context is left; FeedFull, ReadersTooMany."""
        with self._lock:
            if self._taken[client] >= self.seats_each:
                raise ReadersTooMany(client=client, seats=self.seats_each)
            if self._taken.total() >= self.seats:
                raise FeedFull(seats=self.seats)
            self._taken[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[client] -= 1
                if not self._taken[client]:
                    del self._taken[client]
