"""A recorder that sequences at once, for the library's tests that expect positions back."""

from collections.abc import Sequence
from threading import Lock
from typing import Any, ClassVar, Never

from eventsourcing.persistence import AggregateRecorder, InfrastructureFactory, StoredEvent
from psycopg_pool import ConnectionPool

from ledger.store.connection import Connection
from ledger.store.recorder import Recorder, SnapshotRecorder
from ledger.store.sequencer import Sequencer


class SequencingRecorder(Recorder):
    """Appends, sequences, and gives the positions back, as the stock recorders do."""

    _one_at_a_time = Lock()  # it spares connections; the log itself needs no lock

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int]:
        """Append, and answer with positions."""
        if not stored_events:
            return []
        ticket = self.append(stored_events)
        with self._one_at_a_time:
            Sequencer(str(self.pool.conninfo)).sequence_once()
        with self.pool.connection() as connection:
            rows = connection.execute(
                "SELECT position FROM log WHERE ticket = %s ORDER BY line", [ticket]
            )
            return [position for (position,) in rows]


class SequencingFactory(InfrastructureFactory[Any]):
    """What the library's application tests construct; the pool is the running test's."""

    pool: ClassVar[ConnectionPool[Connection]]

    def application_recorder(self) -> SequencingRecorder:
        """Ours."""
        return SequencingRecorder(self.pool)

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Ours, for either purpose."""
        return SnapshotRecorder(self.pool) if purpose == "snapshots" else Recorder(self.pool)

    def tracking_recorder(self, tracking_recorder_class: object = None) -> Never:
        """None: projections keep their own positions."""
        raise NotImplementedError(tracking_recorder_class)

    def process_recorder(self) -> Never:
        """None, as above."""
        raise NotImplementedError
