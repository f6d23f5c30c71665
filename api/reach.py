"""What a process of the API reaches: the ledger, connections to read with, and whose tokens it believes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import cast

from flask import Flask, current_app
from psycopg_pool import ConnectionPool

from api.batches.spool import Room
from api.buckets import UNLIMITED, Buckets, Rates, configured
from api.identity import Issuers, Tokens
from api.metrics import Appends, Pools
from api.statistics.deciding import Decisions
from api.webhooks.targets import NOWHERE, Allowed
from ledger.application import Ledger
from ledger.key_encryption_key import load_kek
from ledger.sealed import Keys
from ledger.store.connection import Connection, Role, connection_pool
from ledger.store.keys import KeyStore

WAITING_MAX = 4  # of a worker's eight threads, so that the others go on answering
EXPORTS_MAX = 2  # of them, and of its connections
PATIENCE_S = 2.0
NOBODY = Issuers()


@dataclass(frozen=True)
class Times:
    """How long a statement may take, and wait for a lock that somebody else has, or for a decision; in seconds."""

    question_s: float = 10
    decision_s: float = 120
    """A statement that decides what the public is not shown of a publication."""
    patience_s: float = 8
    """How long who asks waits for such a decision: less than what may stand idle in a transaction."""
    command_s: float = 30
    lock_s: float = 5


TIMES = Times()


class Reach:
    """The ledger and the database of one process. Its connections are opened by its first request, after a fork."""

    def __init__(
        self,
        url: str,
        kek: bytes,
        *,
        issuers: Issuers = NOBODY,
        rates: Rates = UNLIMITED,
        times: Times = TIMES,
        targets: Allowed = NOWHERE,
        room: Room | None = None,
    ) -> None:
        """`targets`: where webhooks may go. `room`: for batches under way."""
        self.url = url
        self.targets = targets
        self.tokens = Tokens(issuers)
        self.writers = connection_pool(
            url,
            Role.WRITER,
            timeout_s=PATIENCE_S,
            statement_s=times.command_s,
            lock_s=times.lock_s,
        )
        self.readers = connection_pool(
            url, Role.READER, timeout_s=PATIENCE_S, statement_s=times.question_s
        )
        self.decisions = Decisions(url, patience_s=times.patience_s, statement_s=times.decision_s)
        self.buckets = Buckets(url, rates)
        self.keys = Keys(KeyStore(self.writers), kek)
        self.ledger = Ledger(self.writers, self.keys)
        self.ledger.recorder.observer = Appends()
        self.seen = Pools(
            {"writers": self.writers, "readers": self.readers, "buckets": self.buckets.pool}
        )
        self.waiting = BoundedSemaphore(WAITING_MAX)
        self.room = room or Room()
        self.exporting = BoundedSemaphore(EXPORTS_MAX)

    @property
    def _pools(self) -> Iterable[ConnectionPool[Connection]]:
        return self.writers, self.readers, self.buckets.pool

    @classmethod
    def from_environment(cls) -> Reach:
        """As the environment says: docs/operations.md."""
        data = Path(os.environ.get("PUMPURS_DATA", ".data"))
        kek = load_kek(os.environ, data)
        return cls(
            os.environ["DATABASE_URL"],
            kek,
            issuers=Issuers.from_environment(os.environ),
            rates=configured(os.environ),
            targets=Allowed.from_environment(os.environ),
            room=Room.configured(os.environ),
        )

    def attach(self, app: Flask) -> None:
        """Let the handlers of an application find it."""
        app.extensions["reach"] = self
        app.before_request(self.open)

    def open(self) -> None:
        """Open the connections; nothing happens when they are open."""
        for pool in self._pools:
            if pool.closed:
                pool.open()

    def mend(self) -> None:
        """Replace connections that are broken: the next requests need not find out."""
        for pool in self._pools:
            pool.check()

    def close(self) -> None:
        """Close the connections."""
        for pool in self._pools:
            pool.close()


def reach() -> Reach:
    """What this request's handler may reach."""
    return cast(Reach, current_app.extensions["reach"])
