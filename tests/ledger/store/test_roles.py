"""What each role may do, and that what is recorded stays."""

from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import FeatureNotSupported, InsufficientPrivilege
from psycopg.rows import TupleRow

from ledger.store.connection import Role, connect
from ledger.store.recorder import Recorder
from ledger.store.sequencer import Sequencer
from tests.ledger.store.conftest import Events

CHANGES = [
    "UPDATE events SET recorded_at = now()",
    "DELETE FROM events",
    "TRUNCATE events",
    "UPDATE log SET position = position + 1",
    "DELETE FROM log",
    "TRUNCATE log",
]
INSERTS = [
    "INSERT INTO events VALUES (gen_random_uuid(), 1, 1, 1, '2017-01-01', 't', '')",
    "INSERT INTO log SELECT 1, 1, 1, gen_random_uuid(), 1, now(), ''",
    "INSERT INTO reservations VALUES ('a', 'b', gen_random_uuid(), '{}', 1)",
    "SELECT nextval('tickets')",
    "SELECT setval('tickets', 1)",
]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("statement", CHANGES + INSERTS)
def test_no_role_touches_the_tables(database_url: str, role: Role, statement: str) -> None:
    """There is only `append`, so nobody forges an order or a time."""
    with connect(database_url, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement.encode())


@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.parametrize("replication_role", ["origin", "replica"])
def test_even_who_may_cannot_change_what_is_recorded(
    recorder: Recorder,
    events: Events,
    superuser: psycopg.Connection[TupleRow],
    database_url: str,
    statement: str,
    replication_role: str,
) -> None:
    """A trigger stops the owner and the superuser, also in a replication session."""
    recorder.append(events(3))
    Sequencer(database_url).sequence_once()
    superuser.execute(f"SET session_replication_role TO {replication_role}")
    with pytest.raises(FeatureNotSupported, match="never changed"):
        superuser.execute(statement.encode())
    superuser.execute("SET session_replication_role TO origin; SET ROLE pumpurs_owner")
    with pytest.raises(FeatureNotSupported, match="never changed"):
        superuser.execute(statement.encode())


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (Role.WORKER, "SELECT append('{}', '{}', '{}', '{}')"),
        (Role.READER, "SELECT append('{}', '{}', '{}', '{}')"),
        (Role.WRITER, "SELECT sequence_events(0, 1)"),
        (Role.READER, "SELECT sequence_events(0, 1)"),
        (Role.WORKER, "SELECT * FROM keys.student_keys"),
        (Role.READER, "SELECT * FROM keys.student_keys"),
        (Role.READER, "SELECT * FROM keys.personal_codes"),
        (Role.WRITER, "UPDATE keys.student_keys SET category = 'care'"),
        (Role.WRITER, "DELETE FROM keys.student_keys"),
        (Role.WRITER, "DELETE FROM keys.personal_codes"),
        (Role.WRITER, "DELETE FROM snapshots"),
        (Role.WRITER, "DELETE FROM key_uses"),
        (Role.READER, "INSERT INTO key_uses VALUES (gen_random_uuid(), now())"),
        (Role.WRITER, "CREATE SCHEMA funding_v1"),
        (Role.READER, "CREATE TABLE notes ()"),
    ],
)
def test_what_a_role_may_not(database_url: str, role: Role, statement: str) -> None:
    """Each role has what its users need, and no more."""
    with connect(database_url, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement.encode())


def test_writers_keep_keys(database_url: str) -> None:
    """They make and read them."""
    with connect(database_url, Role.WRITER) as writer:
        student = uuid4()
        writer.execute("INSERT INTO keys.student_keys VALUES (%s, 'care', 'wrapped')", [student])
        assert writer.execute("SELECT category FROM keys.student_keys").fetchall() == [("care",)]


def test_readers_see_what_the_worker_will_make(database_url: str) -> None:
    """A new projection needs no grant of its own."""
    with (
        connect(database_url, Role.WORKER) as worker,
        connect(database_url, Role.READER) as reader,
    ):
        worker.execute("CREATE SCHEMA funding_v1; CREATE TABLE funding_v1.lines (amount numeric)")
        worker.execute("INSERT INTO funding_v1.lines VALUES (22292.95)")
        assert reader.execute("SELECT count(*) FROM funding_v1.lines").fetchall() == [(1,)]
        assert reader.execute("SELECT count(*) FROM events_json").fetchall() == [(0,)]


def test_each_question_has_a_plan_of_its_own(database_url: str) -> None:
    """However often it was asked of other places and days before; what is recorded is always alike."""
    for role in Role:
        with connect(database_url, role) as connection:
            [mode] = connection.execute("SHOW plan_cache_mode").fetchone() or ("",)
            assert (mode == "force_custom_plan") == (role is Role.READER)
