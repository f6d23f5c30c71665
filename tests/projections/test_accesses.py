"""Who could do what on a day, and as known then: between being recorded and being revoked, whatever was said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.access import Accesses as Commands
from ledger.access import Scope
from projections.access_rows import AccessFilter, AccessShown, GrantFilter, GrantState
from projections.accesses import Accesses
from tests.ledger.scene import somebody
from tests.ledger.spec import id_of
from tests.projections.shown import Shown, shown

JANUARY = date(2023, 1, 31)
MARCH, APRIL, MAY, JUNE = (date(2023, month, 15) for month in (3, 4, 5, 6))
DAY = timedelta(1)
GRANT, KEY = id_of("grant"), id_of("key")


class Told:
    """Commands, each on a day of its own."""

    def __init__(self, world: Shown) -> None:
        self.world = world
        self.commands: Commands = world.scene.ledger.accesses
        with self.on(MARCH):
            self.id: UUID = self.commands.open(
                actor="e-klase", kind="machine", occurred_on=JANUARY
            ).id

    @contextmanager
    def on(self, day: date) -> Iterator[None]:
        """Told at noon of a day."""
        at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        with somebody(at=at, reason="it was wrong"):
            yield

    def grant(self, day: date, start: date, until: date | None = None) -> None:
        """An auditor of the whole nation."""
        with self.on(day):
            self.commands.grant(
                access_id=self.id,
                grant_id=GRANT,
                role="auditor",
                scope=Scope("nation"),
                valid_from=start,
                valid_until=until,
                occurred_on=day,
            )

    def tell(self, verb: str, day: date, **fields: Any) -> None:
        """Any other command."""
        with self.on(day):
            getattr(self.commands, verb)(access_id=self.id, **fields, occurred_on=day)

    def could(self, day: date, known_at: int | None = None, **where: Any) -> list[GrantState]:
        """What could be done that day."""
        asked = GrantFilter(**{"access_id": self.id, **where})
        return Accesses.granted_on(self.world.now(), asked, on=day, known_at=known_at)

    def days(self, *days: date, known_at: int | None = None) -> list[int]:
        """How many grants were in force, on each day."""
        return [len(self.could(day, known_at)) for day in days]

    def state(self, day: date | None = None, known_at: int | None = None) -> AccessShown:
        """All of it."""
        found = Accesses.get(self.world.now(), self.id, on=day, known_at=known_at)
        assert found
        return found


@pytest.fixture
def told(database_url: str) -> Iterator[Told]:
    """A machine whose access was opened in March; whatever a test did, built anew it is the same."""
    with shown(database_url, Accesses) as world:
        yield Told(world)
        assert world.differences() == []


def test_a_grant_counts_from_when_it_was_recorded(told: Told) -> None:
    """Said to be valid before: nobody could use it; valid later: not before; until its last day."""
    told.grant(APRIL, JANUARY, MAY)
    assert told.days(JANUARY, APRIL - DAY, APRIL, MAY, MAY + DAY) == [0, 0, 1, 1, 0]
    [grant] = told.state().grants
    assert (grant.valid_from, grant.first_day, grant.last_day) == (JANUARY, APRIL, MAY)


def test_a_revoked_grant_was_in_force_until_that_day(told: Told) -> None:
    """Whatever day is said; on that day it was in force and no more. A wrong one stays in history."""
    told.grant(APRIL, APRIL)
    before = told.world.position()
    with told.on(MAY):
        told.commands.revoke(access_id=told.id, grant_id=GRANT, occurred_on=APRIL)
    assert told.days(APRIL, MAY, MAY + DAY) == [1, 1, 0]
    assert [told.could(day)[0].ended for day in (APRIL, MAY)] == [False, True]
    assert told.days(MAY + DAY, known_at=before) == [1]
    assert told.could(MAY, before)[0].ended is False


def test_what_was_never_begun_was_never_in_force(told: Told) -> None:
    """Revoked before its first day."""
    told.grant(APRIL, JUNE)
    told.tell("revoke", MAY, grant_id=GRANT)
    assert told.days(APRIL, MAY, JUNE) == [0, 0, 0]
    told.tell("close", MAY)
    assert told.state(JUNE).access.closed


def test_a_narrowed_grant_was_wider_before(told: Told) -> None:
    """On the day of the narrowing it was both."""
    told.grant(APRIL, APRIL)
    told.tell("narrow", MAY, grant_id=GRANT, scope=Scope("region", "riga"))
    told.tell("narrow", JUNE, grant_id=GRANT, valid_until=JUNE)
    scopes = [
        [each.scope_kind for each in told.could(day)] for day in (APRIL, MAY, MAY + DAY, JUNE)
    ]
    assert scopes == [["nation"], ["nation", "region"], ["region"], ["region", "region"]]
    assert told.days(JUNE + DAY) == [0]
    assert told.could(MAY, scope_id="riga") == told.could(MAY, scope_kind="region")
    assert [grant.ended_on for grant in told.state().grants] == [MAY, JUNE, None]
    told.tell("revoke", JUNE, grant_id=GRANT)
    assert told.days(MAY, JUNE, JUNE + DAY) == [2, 2, 0]


def test_while_it_was_closed_nothing_could_be_done(told: Told) -> None:
    """Between closing and reopening, as often as that happens."""
    told.grant(MARCH, MARCH)
    told.tell("close", APRIL)
    closed = told.world.position()
    told.tell("reopen", MAY)
    told.tell("close", JUNE)
    days = (MARCH, APRIL, APRIL + DAY, MAY - DAY, MAY, JUNE, JUNE + DAY)
    assert told.days(*days) == [1, 1, 0, 0, 1, 1, 0]
    assert told.days(*days, known_at=closed) == [1, 1, 0, 0, 0, 0, 0]
    assert [told.could(day)[0].ended for day in (MARCH, APRIL, MAY, JUNE)] == [
        *(False, True, False, True)
    ]
    states = [told.state(day).access for day in (MARCH, APRIL, APRIL + DAY, MAY, JUNE)]
    assert [state.closed for state in states] == [False, True, True, False, True]
    roles = [["auditor"], ["auditor"], [], ["auditor"], ["auditor"]]
    assert [state.roles for state in states] == roles


def test_keys_are_told_without_what_opens_with_them(told: Told) -> None:
    """When they were issued, until when they are valid, and when they were revoked."""
    told.tell("issue_key", MARCH, key_id=KEY, digest="ab" * 32, valid_until=JUNE)
    before = told.world.position()
    told.tell("revoke_key", APRIL, key_id=KEY)
    [key] = told.state().keys
    assert (key.first_day, key.last_day, key.revoked_on) == (MARCH, JUNE, APRIL)
    assert [key.revoked_on for key in told.state(known_at=before).keys] == [None]
    assert "ab" * 32 not in repr(told.state())


def test_somebody_is_found_by_what_they_could_do(told: Told) -> None:
    """By handle, kind, role and scope; and whose access was closed."""
    told.grant(MARCH, MARCH)
    now = told.world.now()
    with told.on(MAY):
        told.commands.open(
            actor="anna.berzina", kind="person", issuer="schools", subject="s", occurred_on=MAY
        )
    pairs: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
        ({"actor": "e-klase"}, {"actor": "anna.berzina"}),
        ({"kind": "machine"}, {"kind": "person"}),
        ({"role": "auditor"}, {"role": "machine"}),
        ({"scope_kind": "nation"}, {"scope_id": "riga"}),
    )
    for same, other in pairs:
        assert len(told.could(APRIL, **same)) == 1
        assert told.could(APRIL, **other) == []

    def found(day: date, **where: Any) -> list[str]:
        return [each.actor for each in Accesses.page(now, AccessFilter(**where), on=day)]

    told.tell("close", JUNE)
    told.world.now()
    assert (found(APRIL), found(MAY)) == (["e-klase"], ["e-klase", "anna.berzina"])
    assert (found(JUNE, closed=True), found(MAY, closed=True)) == (["e-klase"], [])
    assert (found(JUNE, kind="person"), found(JUNE, actor="x")) == (["anna.berzina"], [])
    first, second = Accesses.page(now)
    assert Accesses.page(now, after=first.position) == [second]
    assert Accesses.get(now, id_of("nobody")) is None


@pytest.mark.parametrize("batch", [1, 2, 5_000])
def test_it_is_the_same_in_batches_of_any_size(database_url: str, batch: int) -> None:
    """Everything that can happen, in one go and one by one."""
    with shown(database_url, Accesses) as world:
        told = Told(world)
        told.grant(MARCH, MARCH)
        told.tell("narrow", APRIL, grant_id=GRANT, scope=Scope("region", "riga"))
        told.tell("close", APRIL)
        told.tell("reopen", MAY)
        told.tell("revoke", JUNE, grant_id=GRANT)
        world.now(batch)
        assert told.days(MARCH, APRIL, APRIL + DAY, MAY, JUNE, JUNE + DAY) == [1, 2, 0, 1, 1, 0]
