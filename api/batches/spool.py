"""Where batches lie until they are recorded: in memory while they are small, then on disk, which has an end."""

from __future__ import annotations

import errno
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from threading import Lock

from api.batches.errors import NoRoom

log = logging.getLogger(__name__)

IN_MEMORY = 1024 * 1024
MIB = 1024 * 1024
VARIABLE = "PUMPURS_BATCH_ROOM"
ROOM_MIB = 2048
"""Of what all batches that one process is given at once have on disk, unless the environment says so."""
RETRY_AFTER_S = 30


class Room:
    """How much disk the batches of a process may take at once."""

    def __init__(self, size: int = ROOM_MIB * MIB) -> None:
        """In bytes."""
        self.size = size
        self.left = size
        self._lock = Lock()

    @classmethod
    def configured(cls, environ: Mapping[str, str]) -> Room:
        """As $PUMPURS_BATCH_ROOM says, in MiB; ValueError."""
        text = environ.get(VARIABLE) or str(ROOM_MIB)
        if not re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII):
            raise ValueError(f"{VARIABLE} is {text!r}: write a number of MiB, such as {ROOM_MIB}.")
        return cls(int(text) * MIB)

    def take(self, size: int) -> None:
        """So many bytes; NoRoom."""
        with self._lock:
            if size > self.left:
                raise NoRoom(retry_after_s=RETRY_AFTER_S)
            self.left -= size

    def give_back(self, size: int) -> None:
        """What was taken."""
        with self._lock:
            self.left += size


class Spool:
    """What one request sends: written once, then read once; closed in any case.

    While it is in memory it takes no room: whoever sends much keeps nobody from sending little.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._size = 0
        self._taken = 0
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  `close` closes it

    def write(self, block: bytes) -> None:
        """Keep some more; NoRoom, also where the disk is full."""
        self._size += len(block)
        if self._size > IN_MEMORY:  # then all of it goes to disk
            self._room.take(self._size - self._taken)
            self._taken = self._size
        try:
            self._file.write(block)
        except OSError as error:
            raise _full(error) from None

    def rewind(self) -> None:
        """From here on it is read; NoRoom where the disk is full."""
        try:
            self._file.seek(0)  # writes what was not written yet
        except OSError as error:
            raise _full(error) from None

    def read(self, size: int) -> bytes:
        """The next bytes."""
        return self._file.read(size)

    def close(self) -> None:
        """Let go of it, and of the room it took."""
        with suppress(OSError):  # of what a full disk did not take
            self._file.close()
        self._room.give_back(self._taken)
        self._taken = 0


def _full(error: OSError) -> NoRoom:
    said = {"kind": errno.errorcode.get(error.errno or 0, "OSError")}
    log.error("a batch cannot be kept: is the disk of the temporary folder full?", extra=said)
    return NoRoom(retry_after_s=RETRY_AFTER_S)
