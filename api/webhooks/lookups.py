"""Looking names up in time: the machine's resolver may take half a minute, and cannot be told to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock, Thread
from time import monotonic

from api.webhooks.targets import Resolve

Name = tuple[str, int]
MOST = 64
"""So many names are looked up at once, and of so many a late answer is kept: twice as many as webhooks are served."""
KEPT_S = 600.0
"""Longer than the second wait of a message, and than an address is ever left in peace after a failure."""


@dataclass
class Asked:
    """A lookup under way."""

    answer: Future[Sequence[str]] = field(default_factory=Future)
    late: bool = False
    """Somebody has waited for it in vain."""


@dataclass(frozen=True)
class Kept:
    """An answer that came late."""

    found: Sequence[str]
    until: float


class Lookups:
    """A resolver with a deadline. A lookup that is late goes on by itself, for who asks for that name next.

    Its answer is kept for that one: else nobody would ever be told by a resolver that is late each time, as one is
    whose first name server is down.
    """

    def __init__(
        self, resolve: Resolve, patience_s: float, clock: Callable[[], float] = monotonic
    ) -> None:
        self._resolve = resolve
        self._patience_s = patience_s
        self._clock = clock
        self._under_way: dict[Name, Asked] = {}
        self._kept: dict[Name, Kept] = {}
        self._lock = Lock()

    def __call__(self, name: str, port: int) -> Sequence[str]:
        """The addresses of a host; TimeoutError, OSError."""
        with self._lock:
            kept = self._kept.get((name, port))
            if kept and self._clock() < kept.until:
                return kept.found
            asked = self._under_way.get((name, port)) or self._begun(name, port)
        try:
            return asked.answer.result(self._patience_s)
        except TimeoutError:
            with self._lock:
                asked.late = True
            if asked.answer.done():  # just now, or it is the resolver that says so
                return asked.answer.result()
            raise

    def _begun(self, name: str, port: int) -> Asked:
        if len(self._under_way) >= MOST:
            raise TimeoutError("too many names are being looked up")
        asked = Asked()
        # Not of a pool: that would be waited for when the process ends.
        thread = Thread(target=self._look_up, args=(name, port, asked), daemon=True)
        try:
            thread.start()
        except RuntimeError as error:
            raise OSError("no thread can be started to look a name up") from error
        self._under_way[name, port] = asked
        return asked

    def _look_up(self, name: str, port: int, asked: Asked) -> None:
        found: Sequence[str] = ()
        failed: Exception | None = None
        try:
            found = self._resolve(name, port)
        except Exception as error:  # noqa: BLE001  it is raised where it is asked
            failed = error
        with self._lock:
            del self._under_way[name, port]
            self._kept.pop((name, port), None)
            if asked.late and not failed:
                self._keep((name, port), found)
            if failed:
                asked.answer.set_exception(failed)
            else:
                asked.answer.set_result(found)

    def _keep(self, name: Name, found: Sequence[str]) -> None:
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]  # the oldest
        self._kept[name] = Kept(found, self._clock() + KEPT_S)
