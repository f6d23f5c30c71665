"""Looking names up in time: the machine's resolver may take half a minute, and cannot be told to stop."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from threading import Lock, Thread

from api.webhooks.targets import Resolve

Asked = Future[Sequence[str]]
MOST = 64
"""So many names are looked up at once: twice as many as webhooks are served at once."""


class Lookups:
    """A resolver with a deadline. A lookup that is late goes on by itself, for who asks for that name next."""

    def __init__(self, resolve: Resolve, patience_s: float) -> None:
        self._resolve = resolve
        self._patience_s = patience_s
        self._under_way: dict[tuple[str, int], Asked] = {}
        self._lock = Lock()

    def __call__(self, name: str, port: int) -> Sequence[str]:
        """The addresses of a host; TimeoutError, OSError."""
        return self._asked(name, port).result(self._patience_s)

    def _asked(self, name: str, port: int) -> Asked:
        with self._lock:
            if asked := self._under_way.get((name, port)):
                return asked
            if len(self._under_way) >= MOST:
                raise TimeoutError("too many names are being looked up")
            asked = self._under_way[name, port] = Future()
        # Not of a pool: that would be waited for when the process ends.
        Thread(target=self._look_up, args=(name, port, asked), daemon=True).start()
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
        if failed:
            asked.set_exception(failed)
        else:
            asked.set_result(found)
