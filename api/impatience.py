"""Clients that stall or trickle: who sends nothing, takes nothing of an answer, or is not done in time is given up."""

from __future__ import annotations

from contextlib import suppress
from contextvars import ContextVar
from socket import socket
from time import monotonic

from api.errors import UploadTooSlow

STALLED_S = 30.0
"""How long a client may send nothing, or take to receive one block of its answer."""
BODY_S = 60.0
"""How long all of a body may take to arrive, unless who reads it waits longer."""


class Patience:
    """A connection as one request's body is read from it: not only each of its bytes has its time, all of it has."""

    def __init__(self, connection: socket) -> None:
        self._connection = connection
        self.wait(BODY_S)

    def wait(self, seconds: float) -> None:
        """For all that is still to come."""
        self._seconds = seconds
        self._until = monotonic() + seconds

    def recv(self, size: int) -> bytes:
        """What has come, as a socket has it; UploadTooSlow."""
        left_s = self._until - monotonic()
        if left_s > 0:
            self._connection.settimeout(min(left_s, STALLED_S))
            try:
                with suppress(TimeoutError):
                    return self._connection.recv(size)
            finally:
                self._connection.settimeout(STALLED_S)  # for the answer
        raise UploadTooSlow(seconds=int(self._seconds), stalled=int(STALLED_S))


patience: ContextVar[Patience | None] = ContextVar("how long is waited for a body", default=None)


def wait_longer(seconds: float) -> None:
    """For the body of this request, where it comes over a connection."""
    if waiting := patience.get():
        waiting.wait(seconds)
