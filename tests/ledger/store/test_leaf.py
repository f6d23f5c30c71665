"""One leaf hash, twice computed."""

import hashlib
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID, uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import TupleRow

from ledger.store.leaf import leaf_entry, leaf_hash
from ledger.store.recorder import Recorder
from ledger.store.sequencer import Sequencer


def test_an_entry_is_canonical_json() -> None:
    """Sorted keys, no spaces, microseconds always written: what an auditor hashes by hand."""
    entry = leaf_entry(
        7, UUID(int=1), 3, "student.registered", datetime(2021, 3, 1, 10, tzinfo=UTC), b"{}"
    )
    assert entry == (
        b'{"position":7,"recorded_at":"2021-03-01T10:00:00.000000Z",'
        b'"sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",'
        b'"stream":"00000000-0000-0000-0000-000000000001","topic":"student.registered","version":3}'
    )


def test_the_log_holds_the_hashes_python_computes(
    recorder: Recorder, database_url: str, superuser: psycopg.Connection[TupleRow]
) -> None:
    """For every event, from what the log itself shows of it."""
    recorder.append([StoredEvent(uuid4(), n, f"topic {n}", bytes([n] * n)) for n in range(30)])
    Sequencer(database_url).sequence_once()
    rows = superuser.execute(
        "SELECT position, originator_id, originator_version, topic, recorded_at, state, leaf_hash"
        " FROM sequenced_events"
    ).fetchall()
    assert len(rows) == 30
    for *entry, stored_hash in rows:
        assert leaf_hash(*entry) == stored_hash
        assert stored_hash == hashlib.sha256(b"\x00" + leaf_entry(*entry)).digest()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    position=st.integers(1, 2**53),
    stream=st.uuids(),
    version=st.integers(0, 2**53),
    topic=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
    microseconds=st.integers(0, 8 * 10**15),
    zone=st.timezones(),
    state=st.binary(max_size=200),
)
def test_sql_and_python_hash_alike(
    superuser: psycopg.Connection[TupleRow],
    position: int,
    stream: UUID,
    version: int,
    topic: str,
    microseconds: int,
    zone: tzinfo,
    state: bytes,
) -> None:
    """Whatever the topic's characters and the zone the time was written in."""
    recorded_at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    row = superuser.execute(
        "SELECT leaf_hash(%s, %s, %s, %s, %s, %b)",
        (position, stream, version, topic, recorded_at, state),
    ).fetchone()
    assert row == (
        leaf_hash(position, stream, version, topic, recorded_at.astimezone(zone), state),
    )
