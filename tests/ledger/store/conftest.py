"""A store of the test's own, and ways to it."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from ledger.store.connection import Connection, Role, connection_pool
from ledger.store.recorder import Recorder

Events = Callable[..., list[StoredEvent]]


@pytest.fixture
def pool(database_url: str) -> Iterator[ConnectionPool[Connection]]:
    """Writers' connections."""
    with connection_pool(database_url, Role.WRITER, max_size=16, timeout_s=30) as pool:
        yield pool


@pytest.fixture
def recorder(pool: ConnectionPool[Connection]) -> Recorder:
    """The recorder under test."""
    return Recorder(pool)


@pytest.fixture
def superuser(database_url: str) -> Iterator[psycopg.Connection[TupleRow]]:
    """Somebody whom no privilege stops."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def events() -> Events:
    """Makes the next so many events of a stream, a new one if not named."""

    def make(count: int = 1, stream: UUID | None = None, after: int = 0) -> list[StoredEvent]:
        stream = stream or uuid4()
        return [
            StoredEvent(stream, after + n, "student.registered", b'{"n": "%d"}' % n)
            for n in range(1, count + 1)
        ]

    return make
