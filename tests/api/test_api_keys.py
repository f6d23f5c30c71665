"""API keys: who holds a good one is known; whatever is wrong with one, the answer is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from api import api_keys
from api.api_keys import ApiKey, KeyRefused
from ledger.access import Scope
from ledger.application import Ledger, opened
from ledger.store.key_uses import KeyUses, last_used
from tests.ledger.scene import somebody

DAY = date(2023, 9, 1)
AT = datetime(2023, 12, 31, 12, tzinfo=UTC)
LAST = date(2024, 1, 31)


class Machine:
    """A machine that may look at everything, with a key."""

    def __init__(self, ledger: Ledger) -> None:
        self.accesses = ledger.accesses
        with somebody(reason="it was lost"):
            self.id = self.accesses.open(actor="e-klase", kind="machine", occurred_on=DAY).id
            self.accesses.grant(
                access_id=self.id,
                grant_id=uuid4(),
                role="machine",
                scope=Scope("nation"),
                valid_from=DAY,
                occurred_on=DAY,
            )
        self.key = self.issued()

    def issued(self) -> ApiKey:
        """Another key."""
        key = api_keys.drawn(uuid4())
        with somebody(reason="it was lost"):
            self.accesses.issue_key(
                access_id=self.id,
                key_id=key.id,
                digest=key.digest,
                valid_until=LAST,
                occurred_on=DAY,
            )
        return key

    def revoke(self, key: ApiKey) -> None:
        """It opens nothing any more."""
        with somebody(reason="it was lost"):
            self.accesses.revoke_key(access_id=self.id, key_id=key.id, occurred_on=DAY)


@pytest.fixture
def machine(ledger: Ledger) -> Machine:
    return Machine(ledger)


def test_a_key_says_whose_it_is(ledger: Ledger, machine: Machine) -> None:
    """Two are good at once, so that one can follow the other; the ledger keeps neither secret."""
    second = machine.issued()
    for key in (machine.key, second):
        access = api_keys.verify(ledger, str(key), AT)
        assert (access.id, access.actor, len(access.granted(DAY))) == (machine.id, "e-klase", 1)
    machine.revoke(machine.key)
    assert api_keys.verify(ledger, str(second), AT).id == machine.id
    with pytest.raises(KeyRefused):
        api_keys.verify(ledger, str(machine.key), AT)
    for stored in ledger.recorder.select_events(machine.id):
        assert second.secret.encode() not in stored.state


BROKEN: tuple[Callable[[str], str], ...] = (
    lambda key: key[:0],
    lambda key: key[:3],
    lambda key: key[:-1],
    lambda key: key + "0",
    lambda key: key.upper(),
    lambda key: key + "\n",
    lambda key: key.replace("pk_", "sk_"),
    lambda key: key.replace("_", "-"),
    lambda key: key[:-1] + "٣",
    lambda key: key[:-1] + ("0" if key[-1] != "0" else "1"),
    lambda key: str(ApiKey(uuid4(), key.rpartition("_")[2])),
    lambda key: str(api_keys.drawn(UUID(key.split("_")[1]))),
    lambda key: key[:3] + "_" * 97,
    lambda key: key * 10_000,
)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_key_that_is_not_quite_one_is_refused(
    ledger: Ledger, machine: Machine, broken: Callable[[str], str]
) -> None:
    """Half typed, spelled otherwise, of nobody, with another's secret: in the same words, and no use is noted."""
    with pytest.raises(KeyRefused) as refusal:
        api_keys.verify(ledger, broken(str(machine.key)), AT)
    assert refusal.value.args == KeyRefused().args
    with ledger.pool.connection() as connection:
        assert last_used(connection, [machine.key.id]) == {}


def test_a_key_runs_out(ledger: Ledger, machine: Machine) -> None:
    """Its last day is one in Riga."""
    last = datetime(2024, 1, 31, 21, 59, tzinfo=UTC)
    assert api_keys.verify(ledger, str(machine.key), last)
    with pytest.raises(KeyRefused):
        api_keys.verify(ledger, str(machine.key), last + timedelta(minutes=1))


def test_what_another_process_shuts_is_shut_at_once(machine: Machine, database_url: str) -> None:
    """A key that is revoked, an access that is closed: whatever this process has kept of it."""
    with opened(database_url, bytes(32)) as other:
        assert api_keys.verify(other, str(machine.key), AT)
        with somebody(reason="it was lost"):
            machine.accesses.close(access_id=machine.id, occurred_on=DAY)
        with pytest.raises(KeyRefused):
            api_keys.verify(other, str(machine.key), AT)
        with somebody(reason="it was lost"):
            machine.accesses.reopen(access_id=machine.id, occurred_on=DAY)
        assert api_keys.verify(other, str(machine.key), AT)
        machine.revoke(machine.key)
        with pytest.raises(KeyRefused):
            api_keys.verify(other, str(machine.key), AT)


def test_it_is_kept_when_a_key_was_last_used(ledger: Ledger, machine: Machine) -> None:
    """To the minute, and never an earlier moment than is known already."""
    at = [AT + timedelta(seconds=seconds) for seconds in (0, 59, 61, -200)]
    known = []
    with ledger.pool.connection() as connection:
        for moment in at:
            api_keys.verify(ledger, str(machine.key), moment)
            known.append(last_used(connection, [machine.key.id]))
        ledger.accesses.uses = KeyUses(ledger.pool)  # as in a process just begun
        api_keys.verify(ledger, str(machine.key), AT)
        known.append(last_used(connection, [machine.key.id]))
    assert [each[machine.key.id] for each in known] == [at[0], at[0], at[2], at[2], at[2]]


def test_no_request_fails_because_a_use_cannot_be_written_down(
    ledger: Ledger, machine: Machine, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said in the log, once in a minute."""
    with psycopg.connect(database_url, autocommit=True) as superuser:
        superuser.execute("DROP TABLE key_uses")
    for _ in range(3):
        assert api_keys.verify(ledger, str(machine.key), AT)
    assert len(caplog.messages) == 1
    assert machine.key.secret not in caplog.text
