"""What the library asks for when it builds an application: our mapper and our recorders."""

from collections.abc import Iterator
from typing import Any, NoReturn
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    EventStore,
    InfrastructureFactory,
    Mapper,
    MapperDeserialisationError,
    Transcoder,
)
from eventsourcing.utils import Environment
from psycopg_pool import ConnectionPool

from ledger.store.connection import Connection
from ledger.store.mapper import FactMapper
from ledger.store.recorder import Recorder, SnapshotRecorder


class SnapshotStore(EventStore[UUID]):
    """Snapshots only save time: one that cannot be read is passed over."""

    def get(self, *args: Any, **kwargs: Any) -> Iterator[DomainEventProtocol[UUID]]:
        """The snapshots that today's program understands."""
        try:
            yield from list(super().get(*args, **kwargs))
        except MapperDeserialisationError:
            return


class StoreFactory(InfrastructureFactory[Any]):
    """The store in PostgreSQL, over one pool of connections."""

    def __init__(self, env: Environment, pool: ConnectionPool[Connection]) -> None:
        super().__init__(env)
        self.pool = pool

    def is_snapshotting_enabled(self) -> bool:
        """Always: each aggregate has its own snapshot class."""
        return True

    def mapper(
        self, transcoder: Transcoder | None = None, mapper_class: type[Mapper[Any]] | None = None
    ) -> Mapper[Any]:
        """Ours, whatever is asked for."""
        del transcoder, mapper_class
        return FactMapper()

    def application_recorder(self) -> Recorder:
        """The events."""
        return Recorder(self.pool)

    def aggregate_recorder(self, purpose: str = "events") -> Recorder | SnapshotRecorder:
        """The events, or the snapshots."""
        return SnapshotRecorder(self.pool) if purpose == "snapshots" else Recorder(self.pool)

    def tracking_recorder(self, *_: Any) -> NoReturn:
        """Projections keep their own position."""
        raise TypeError("projections keep their own position")

    def process_recorder(self) -> NoReturn:
        """Projections keep their own position."""
        raise TypeError("projections keep their own position")
