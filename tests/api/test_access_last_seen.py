"""A command is admitted by the access as this process saw it last: what has happened since counts all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from api import api_keys
from api.api_keys import ApiKey
from api.application import create_app
from api.identity.local_issuer import NAME
from api.moment import today
from api.reach import Reach
from ledger.access import access_id
from ledger.application import Ledger, opened
from ledger.role import Role
from ledger.scope import Scope, institution
from tests.api.http import Api, anybody, refused
from tests.api.people import START, People
from tests.api.two_schools import TwoSchools
from tests.ledger.scene import somebody

Who = dict[str, str]
FACTORS = ("learning.other", "learning.low_achievement")


class Doors:
    """The API over two schools, and another process in which access is granted and taken."""

    def __init__(self, api: Api, schools: TwoSchools, people: People, elsewhere: Ledger) -> None:
        self.api, self.schools, self.people, self.elsewhere = api, schools, people, elsewhere
        self.scopes = {name: institution(schools.institutions[name]) for name in "AB"}

    def pedagogue(self, name: str) -> Who:
        """Somebody of school A whose access this process has seen."""
        who = self.people.grant(self.elsewhere, name, (Role.PEDAGOGUE, self.scopes["A"]))
        refused(self.tell("A", who, factor="nonsense"), 422, "unknown_code")
        return who

    def tell(
        self, school: str, who: Who, *, query: str = "", factor: object = FACTORS[0]
    ) -> TestResponse:
        """Tell of a risk of a school's learner."""
        path = f"/students/{self.schools.students[school]}/risks{query}"
        return self.api.post(path, {"factor": factor, "occurred_on": "2020-09-02"}, headers=who)

    def grant(self, access: UUID, role: Role, scope: Scope) -> None:
        """Let them do more."""
        with somebody():
            self.elsewhere.accesses.grant(
                access_id=access,
                grant_id=uuid4(),
                role=role,
                scope=scope,
                valid_from=START,
                occurred_on=START,
            )

    def issue(self, access: UUID) -> ApiKey:
        """A key of a machine's."""
        key = api_keys.drawn(uuid4())
        with somebody(at=datetime.now(UTC)):
            self.elsewhere.accesses.issue_key(
                access_id=access,
                key_id=key.id,
                digest=key.digest,
                valid_until=today() + timedelta(days=7),
                occurred_on=today(),
            )
        return key


@pytest.fixture
def doors(database_url: str, kek: bytes, tmp_path: Path) -> Iterator[Doors]:
    people = People(tmp_path)
    reach = Reach(database_url, kek, issuers=people.issuers)
    schools = TwoSchools(Api(create_app(reach, anybody), database_url))
    with opened(database_url, kek) as elsewhere:
        yield Doors(Api(create_app(reach), database_url), schools, people, elsewhere)
    reach.close()


def test_access_that_is_closed_lets_nobody_tell_anything(doors: Doors) -> None:
    """Neither what would be recorded or rehearsed, nor what the rules or the form refuse, nor what was told before."""
    who, key = doors.pedagogue("anna"), {"Idempotency-Key": "once"}
    assert doors.tell("A", who | key).status_code == 201
    doors.people.close(doors.elsewhere, "anna")
    recorded = doors.api.log_length()
    others = [doors.pedagogue(f"other-{number}") for number in range(4)]
    for number in range(4):
        doors.people.close(doors.elsewhere, f"other-{number}")
    refused(doors.tell("A", who | key), 403, "not_permitted")
    refused(doors.tell("A", others[0], factor=FACTORS[1]), 403, "not_permitted")
    refused(doors.tell("A", others[1], query="?dry_run=true"), 403, "not_permitted")
    refused(doors.tell("A", others[2], factor="nonsense"), 403, "not_permitted")
    refused(doors.tell("A", others[3], factor=5), 403, "not_permitted")
    topics = doors.elsewhere.recorder.select_events(doors.schools.students["A"])
    assert [each.topic for each in topics].count("student.risk_identified") == 2
    assert doors.api.log_length() == recorded + 4 * 3  # opened, granted, closed


def test_what_is_granted_meanwhile_counts_at_once(doors: Doors) -> None:
    """Where the access that was seen last would not have been enough."""
    who = doors.pedagogue("anna")
    refused(doors.tell("B", who), 404, "not_found")
    doors.grant(access_id(doors.elsewhere.keys, NAME, "anna"), Role.PEDAGOGUE, doors.scopes["B"])
    assert doors.tell("B", who).status_code == 201
    idle = doors.people.grant(doors.elsewhere, "idle")
    refused(doors.tell("A", idle), 403, "not_permitted")
    doors.grant(access_id(doors.elsewhere.keys, NAME, "idle"), Role.PEDAGOGUE, doors.scopes["A"])
    assert doors.tell("A", idle).status_code == 201


def test_keys_open_what_they_open_now(doors: Doors) -> None:
    """One that was revoked since nothing, one that was issued since all that the machine may do."""
    with somebody():
        machine = doors.elsewhere.accesses.open(actor="e-klase", kind="machine", occurred_on=START)
    doors.grant(machine.id, Role.MACHINE, doors.scopes["A"])
    first = doors.issue(machine.id)
    old = {"Authorization": f"Bearer {first}"}
    refused(doors.tell("A", old, factor="nonsense"), 422, "unknown_code")
    new = {"Authorization": f"Bearer {doors.issue(machine.id)}"}
    assert doors.tell("A", new).status_code == 201
    with somebody(reason="it was lost"):
        doors.elsewhere.accesses.revoke_key(
            access_id=machine.id, key_id=first.id, occurred_on=START
        )
    recorded = doors.api.log_length()
    refused(doors.tell("A", old, factor=FACTORS[1]), 401, "key_refused")
    assert doors.api.log_length() == recorded
