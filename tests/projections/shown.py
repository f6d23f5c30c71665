"""A ledger in use, and what its read models show of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ledger.application import opened
from ledger.store.connection import Connection, Role, connect
from ledger.store.sequencer import Sequencer
from projections.engine import Engine
from projections.projection import Projection
from tests.ledger.scene import Scene, somebody


@dataclass
class Shown:
    """Commands go to the scene's ledger; `now` is a reader's connection that sees what they did."""

    scene: Scene
    url: str
    connection: Connection
    projections: Sequence[type[Projection]]

    def now(self, batch: int = 5_000) -> Connection:
        """Let the projections take in everything recorded so far."""
        Sequencer(self.url).sequence_once()
        Engine(self.url, self.projections, batch=batch).catch_up()
        return self.connection

    def position(self) -> int:
        """The last position of the log, for `known_at`."""
        Sequencer(self.url).sequence_once()
        [last] = self.connection.execute("SELECT max(position) FROM log").fetchone() or (0,)
        return int(last)

    def differences(self) -> list[object]:
        """What a projection built anew shows otherwise, over all of them."""
        self.now()
        engine = Engine(self.url, self.projections)
        return [each for one in self.projections for each in engine.verify(one.NAME)]


@contextmanager
def shown(url: str, *projections: type[Projection]) -> Iterator[Shown]:
    """An operation with a partner, a school and a specialist; a reason is at hand for corrections."""
    with (
        opened(url, bytes(32)) as ledger,
        somebody(reason="it was wrong"),
        connect(url, Role.READER) as connection,
    ):
        scene = Scene(ledger)
        scene.set()
        yield Shown(scene, url, connection, projections)
