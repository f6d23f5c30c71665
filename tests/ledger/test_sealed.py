"""Seals: only the right key opens the right box; destroyed keys stay destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool

from ledger import sealed
from ledger.errors import (
    KeyDestroyed,
    PersonalCodeInvalid,
    UnknownCode,
    WrongKey,
    WrongKeyEncryptionKey,
)
from ledger.sealed import Keys, Sealed
from ledger.store.connection import Connection, Role, connection_pool
from ledger.store.holds import Holds, ReservationTaken
from ledger.store.keys import KeyStore
from ledger.store.recorder import Recorder
from tests.ledger.scene import somebody

KEK = bytes(range(32))
CODE, OTHER_CODE = "161175-19997", "111111-11111"


@pytest.fixture
def pool(database_url: str) -> Iterator[ConnectionPool[Connection]]:
    """Writers' connections."""
    with connection_pool(database_url, Role.WRITER, timeout_s=30) as pool:
        yield pool


@pytest.fixture
def keys(pool: ConnectionPool[Connection]) -> Keys:
    """The keys of one process."""
    return Keys(KeyStore(pool), KEK)


@pytest.fixture
def others(pool: ConnectionPool[Connection]) -> Keys:
    """The keys of another process on the same database."""
    return Keys(KeyStore(pool), KEK)


def stored(url: str) -> list[Any]:
    """Every key in the database."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT * FROM keys.student_keys").fetchall()


@given(st.text(), st.sampled_from(sealed.CATEGORIES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_sealed_opens(keys: Keys, others: Keys, text: str, category: str) -> None:
    """Any text, in another process too; and never twice to the same bytes."""
    subject = UUID(int=1)
    one, two = keys.seal(subject, category, text), keys.seal(subject, category, text)
    assert one.box != two.box
    assert others.unseal(subject, one) == keys.unseal(subject, two) == text


def test_no_key_and_no_text_is_stored_open(keys: Keys, database_url: str) -> None:
    """What the database holds opens nothing without the key-encryption key."""
    subject = uuid4()
    box = keys.seal(subject, "care", "Jānis Ozols")
    assert b"Ozols" not in box.box
    [(holder, category, wrapped)] = stored(database_url)
    assert (holder, category, len(wrapped)) == (subject, "care", 12 + 32 + 16)


def test_a_box_opens_for_its_person_and_category_only(keys: Keys) -> None:
    """Moved to another, or with a bit changed, it does not open."""
    subject, other = uuid4(), uuid4()
    box = keys.seal(subject, "care", "text")
    keys.seal(other, "care", "text")
    keys.seal(subject, "payment", "text")
    flipped = bytes([*box.box[:-1], box.box[-1] ^ 1])
    for holder, wrong in (
        (other, box),
        (subject, Sealed("payment", box.box)),
        (subject, Sealed("care", flipped)),
        (subject, Sealed("care", box.box[:5])),
    ):
        with pytest.raises(WrongKey):
            keys.unseal(holder, wrong)


def test_keys_do_not_move_between_people(keys: Keys, others: Keys, database_url: str) -> None:
    """A wrapped key copied to another row does not unwrap there."""
    subject, other = uuid4(), uuid4()
    keys.seal(subject, "care", "text")
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO keys.student_keys SELECT %s, category, wrapped_key FROM keys.student_keys",
            (other,),
        )
    with pytest.raises(WrongKey):
        others.seal(other, "care", "text")


def test_another_key_encryption_key_opens_nothing(
    keys: Keys, pool: ConnectionPool[Connection]
) -> None:
    """It does not make new keys either, neither over the old ones nor beside them."""
    subject = uuid4()
    box = keys.seal(subject, "care", "text")
    stranger = Keys(KeyStore(pool), token_bytes(32))
    for _ in range(2):
        with pytest.raises(WrongKeyEncryptionKey):
            stranger.unseal(subject, box)
        with pytest.raises(WrongKeyEncryptionKey):
            stranger.seal(uuid4(), "care", "text")
        with pytest.raises(WrongKeyEncryptionKey):
            stranger.student_of(CODE)
        with pytest.raises(WrongKeyEncryptionKey):
            stranger.code_of(subject, CODE)


def test_a_rehearsal_does_not_settle_the_key_encryption_key(
    pool: ConnectionPool[Connection], keys: Keys
) -> None:
    """Only what is recorded does."""
    with somebody(dry_run=True):
        Keys(KeyStore(pool), token_bytes(32)).seal(uuid4(), "care", "text")
    keys.seal(uuid4(), "care", "text")


def test_a_destroyed_key_opens_nothing(keys: Keys, others: Keys, database_url: str) -> None:
    """And one category may be destroyed without the other."""
    subject = uuid4()
    care, payment = keys.seal(subject, "care", "name"), keys.seal(subject, "payment", "account")
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM keys.student_keys WHERE category = 'care'")
    with pytest.raises(KeyDestroyed):
        others.unseal(subject, care)
    assert others.unseal(subject, payment) == "account"


def test_an_unknown_category_is_refused(keys: Keys, database_url: str) -> None:
    """And gets no key."""
    with pytest.raises(UnknownCode):
        keys.seal(uuid4(), "secrets", "text")
    assert stored(database_url) == []


def test_first_keys_made_at_once_are_one(
    pool: ConnectionPool[Connection], database_url: str
) -> None:
    """Whoever seals, everyone can open."""
    subject = uuid4()
    processes = [Keys(KeyStore(pool), KEK) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        boxes = list(threads.map(lambda each: each.seal(subject, "care", "text"), processes))
    assert len(stored(database_url)) == 1
    assert {each.unseal(subject, box) for each in processes for box in boxes} == {"text"}


def test_only_so_many_keys_are_kept_open(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one not used for longest goes; it is read again when needed."""
    monkeypatch.setattr(sealed, "CACHED_KEYS", 2)
    subjects = [uuid4() for _ in range(3)]
    boxes = [keys.seal(subject, "care", str(subject)) for subject in subjects]
    assert [keys.unseal(*each) for each in zip(subjects, boxes, strict=True)] == [
        str(subject) for subject in subjects
    ]
    assert len(keys._open) == 2


# --- personal codes -------------------------------------------------------------------------------


def hold(pool: ConnectionPool[Connection], keys: Keys, student: UUID, code: str | None) -> None:
    """What an append does that records a student's personal code."""
    Recorder(pool).append([], Holds(codes=(keys.code_of(student, code),)))


def test_a_student_is_found_by_personal_code(
    pool: ConnectionPool[Connection], keys: Keys, others: Keys, database_url: str
) -> None:
    """Written either way; the code itself is not stored."""
    student = uuid4()
    assert keys.student_of(CODE) is None
    hold(pool, keys, student, CODE)
    hold(pool, keys, student, CODE)
    assert others.student_of(CODE.replace("-", "")) == student
    assert others.student_of(OTHER_CODE) is None
    with psycopg.connect(database_url) as connection:
        [(digest,)] = connection.execute("SELECT code_hmac FROM keys.personal_codes").fetchall()
    assert digest == keys.personal_code_index(CODE)
    assert len(digest) == 32


def test_a_personal_code_is_one_students(pool: ConnectionPool[Connection], keys: Keys) -> None:
    """A second student with it is refused, naming the first, until the first has another or none."""
    first, second = uuid4(), uuid4()
    hold(pool, keys, first, CODE)
    with pytest.raises(ReservationTaken) as refusal:
        hold(pool, keys, second, CODE)
    assert refusal.value.holder == first
    hold(pool, keys, first, None)
    hold(pool, keys, second, CODE)
    assert keys.student_of(CODE) == second


def test_the_index_needs_the_key(keys: Keys, pool: ConnectionPool[Connection]) -> None:
    """Somebody with the table alone cannot try all codes."""
    stranger = Keys(KeyStore(pool), token_bytes(32))
    assert stranger.personal_code_index(CODE) != keys.personal_code_index(CODE)
    with pytest.raises(PersonalCodeInvalid):
        keys.personal_code_index("161175-19998")
