"""Appending and reading, beyond what the library's tests say."""

from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import DataError, IntegrityError, OperationalError, StoredEvent
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from ledger.store.connection import Connection, Role, connection_pool
from ledger.store.holds import Holds, Reservation
from ledger.store.recorder import Recorder, SnapshotRecorder
from ledger.store.sequencer import Sequencer
from tests.ledger.store.conftest import Events

Superuser = psycopg.Connection[TupleRow]


def test_each_append_has_one_ticket(recorder: Recorder, events: Events) -> None:
    """Tickets rise from append to append, however many events there are in one."""
    tickets = [recorder.append(events(count)) for count in (1, 3, 50, 1)]
    assert tickets == [1, 2, 3, 4]


def test_one_append_of_20_000_events(recorder: Recorder, events: Events, database_url: str) -> None:
    """A great append does not hang, and gets positions in the order of its lines."""
    stream = uuid4()
    recorder.append(events(20_000, stream))
    assert Sequencer(database_url).sequence_once() == 20_000
    notifications = recorder.select_notifications(None, 30_000)
    assert [n.id for n in notifications] == list(range(1, 20_001))
    assert [n.originator_version for n in notifications] == list(range(1, 20_001))


@pytest.mark.parametrize("count", [1, 4, 5])
def test_a_version_that_is_there_already_is_a_conflict(
    recorder: Recorder, events: Events, count: int
) -> None:
    """Nothing of the append is recorded, neither its events nor its reservations."""
    stream = uuid4()
    recorder.append(events(2, stream))
    held = Holds(reserve=(Reservation("document", "1", stream),))
    with pytest.raises(IntegrityError):
        recorder.append([*events(count, stream, after=2), *events(1, stream)], held)
    assert len(recorder.select_events(stream)) == 2
    assert recorder.reservation("document", "1") is None


def test_state_comes_back_byte_for_byte(recorder: Recorder) -> None:
    """Whatever the bytes are."""
    event = StoredEvent(uuid4(), 1, "student.registered", bytes(range(256)))
    recorder.append([event])
    assert recorder.select_events(event.originator_id) == [event]


def test_events_json_reads_states_as_json(
    recorder: Recorder, events: Events, database_url: str, superuser: Superuser
) -> None:
    """The view for readers shows the log with its states as jsonb."""
    recorder.append(events(2))
    Sequencer(database_url).sequence_once()
    rows = superuser.execute(
        "SELECT position, state ->> 'n' FROM events_json ORDER BY position"
    ).fetchall()
    assert rows == [(1, "1"), (2, "2")]


def test_the_first_snapshot_of_a_version_stays(pool: ConnectionPool[Connection]) -> None:
    """Two processes may take the same snapshot; the second changes nothing."""
    snapshots = SnapshotRecorder(pool)
    stream = uuid4()
    for state in (b"first", b"second"):
        snapshots.insert_events([StoredEvent(stream, 100, "student.snapshot", state)])
    assert [s.state for s in snapshots.select_events(stream, desc=True, limit=1)] == [b"first"]


def test_lost_connections_are_an_operational_error_once(
    recorder: Recorder, events: Events, superuser: Superuser
) -> None:
    """After the server dropped all connections an append says so, and the next one succeeds."""
    recorder.append(events())
    end_connections(superuser)
    with pytest.raises(OperationalError):
        recorder.append(events())
    recorder.append(events())


def test_reading_survives_lost_connections(
    recorder: Recorder, events: Events, superuser: Superuser
) -> None:
    """A read is simply repeated."""
    stream = uuid4()
    recorder.append(events(1, stream))
    end_connections(superuser)
    assert len(recorder.select_events(stream)) == 1


def test_no_server_is_an_operational_error() -> None:
    """PostgreSQL away: the library's error, within the pool's timeout."""
    nowhere = "postgresql:///nothing?host=/nonexistent"
    with connection_pool(nowhere, Role.WRITER, min_size=0, timeout_s=0.2) as pool:
        with pytest.raises(OperationalError):
            Recorder(pool).append([StoredEvent(UUID(int=1), 1, "t", b"{}")])
        with pytest.raises(OperationalError):
            Recorder(pool).max_notification_id()


def end_connections(superuser: Superuser) -> None:
    """What a restart of the server does to a pool."""
    superuser.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def test_what_is_beyond_a_limit_is_no_failure_of_the_database(
    recorder: Recorder, events: Events
) -> None:
    """It would fail again however often it is tried: a fault of the data."""
    key = "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))
    with pytest.raises(DataError, match="index row"):
        recorder.append(events(), Holds(reserve=(Reservation("publication", key, uuid4()),)))
