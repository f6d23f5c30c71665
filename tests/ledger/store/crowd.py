"""What runs beside each other in the concurrency test: writers in processes of their own."""

import json
from multiprocessing.connection import Connection as Pipe
from random import Random
from threading import Event
from time import monotonic, sleep
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent

from ledger.store.append import append
from ledger.store.connection import Connection, Role, connect
from ledger.store.sequencer import Sequencer

Key = tuple[UUID, int]


class Writer:
    """Appends to streams of its own, at random, and remembers what it committed."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self.connection = connection
        self.random = Random(seed)  # noqa: S311  repeatable
        self.versions = {uuid4(): 0 for _ in range(5)}
        self.committed: list[Key] = []

    def append_plainly(self) -> None:
        """One append that commits by itself, as in production."""
        self.committed += self._append()

    def append_in_a_transaction(self) -> None:
        """Some appends in one transaction, some taken back to a savepoint, or all rolled back."""
        commits = self.random.random() < 0.8
        before = dict(self.versions)
        kept: list[Key] = []
        with self.connection.transaction(force_rollback=not commits):
            for _ in range(self.random.choice([1, 1, 1, 2, 3])):
                kept += self._append_at_a_savepoint()
            self._pause()
        if commits:
            self.committed += kept
        else:
            self.versions = before

    def _append_at_a_savepoint(self) -> list[Key]:
        keeps = self.random.random() < 0.7
        before = dict(self.versions)
        with self.connection.transaction(force_rollback=not keeps):
            appended = self._append()
            self._pause()
        if keeps:
            return appended
        self.versions = before
        return []

    def _append(self) -> list[Key]:
        """1 to 50 events of some of the streams; the states tell which append they belong to."""
        size = self.random.randint(1, 50)
        state = json.dumps({"append": str(uuid4()), "size": size}).encode()
        keys = []
        for stream in self.random.choices(list(self.versions), k=size):
            self.versions[stream] += 1
            keys.append((stream, self.versions[stream]))
        append(self.connection, [StoredEvent(*key, "student.registered", state) for key in keys])
        return keys

    def _pause(self) -> None:
        if self.random.random() < 0.3:
            sleep(self.random.expovariate(100))


def write(url: str, seed: int, seconds: float, told: Pipe) -> None:
    """Write for so long, then tell what was committed."""
    with connect(url, Role.WRITER) as connection:
        writer = Writer(connection, seed)
        until = monotonic() + seconds
        while monotonic() < until:
            if writer.random.random() < 0.5:
                writer.append_in_a_transaction()
            else:
                writer.append_plainly()
    told.send(writer.committed)


def sequence(url: str) -> None:
    """Sequence until killed."""
    Sequencer(url).run(Event())
