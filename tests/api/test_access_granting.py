"""Who lets whom in, over HTTP and with real tokens and keys: in their own scope, to no more than is theirs to give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.application import create_app
from api.identity.local_issuer import NAME
from api.moment import today
from api.reach import Reach
from ledger.access import Access, access_id
from ledger.role import Role
from ledger.scope import NATIONAL, Scope, institution, partner
from tests.api.http import Api, anybody, refused
from tests.api.people import People
from tests.api.two_schools import TwoSchools

RISK = {"factor": "learning.other", "occurred_on": "2020-09-02"}
WHY = {"reason": "left the school"}
Who = dict[str, str]


@dataclass
class House:
    """Two schools, and the doors to them."""

    api: Api
    schools: TwoSchools
    people: People
    reach: Reach

    def school(self, name: str) -> Scope:
        """Where somebody works."""
        return institution(self.schools.institutions[name])

    def sign_in(self, name: str, *granted: tuple[Role, Scope]) -> Who:
        """Somebody who was let in before."""
        return self.people.grant(self.reach.ledger, name, *granted)

    def open(self, by: Who, name: str, **said: str) -> str:
        """Somebody lets another in, to do nothing yet; the address of the access."""
        person = {"actor": name, "kind": "person", "issuer": NAME, "subject": name}
        answer = self.api.post("/access", person | said, headers=by)
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"].removeprefix("/api/v1")

    def grant(self, by: Who, at: str, version: int, role: str, scope: Scope) -> TestResponse:
        """A role from today on."""
        where = {"kind": scope.kind, "id": scope.id}
        said = {"role": role, "scope": where, "valid_from": str(today())}
        return self.tell(by, f"{at}/grants", version, said)

    def tell(self, by: Who, path: str, version: int, said: dict[str, Any]) -> TestResponse:
        """Anything, at the version that was read."""
        return self.api.post(path, said, headers={**by, "If-Match": f'"{version}"'})

    def machine(self, by: Who) -> tuple[Who, str]:
        """Let a machine into school A with a key: how it signs in, and the address of the key, at version 3."""
        at = self.open(by, "e-klase", kind="machine")
        assert self.grant(by, at, 1, "machine", self.school("A")).status_code == 201
        until = {"valid_until": str(today() + timedelta(days=1))}
        issued = self.tell(by, f"{at}/keys", 2, until).get_json()
        return {"Authorization": f"Bearer {issued['key']}"}, f"{at}/keys/{issued['key_id']}"

    def access(self, name: str) -> str:
        """Where the access of somebody who was let in before is."""
        return f"/access/{access_id(self.reach.ledger.keys, NAME, name)}"

    def granted(self, name: str) -> str:
        """The one thing that they were granted."""
        stream = access_id(self.reach.ledger.keys, NAME, name)
        [grant_id] = self.reach.ledger.load(Access, stream).grants
        return str(grant_id)

    def identify(self, by: Who, school: str) -> TestResponse:
        """Tell of a risk of a school's learner."""
        return self.api.post(f"/students/{self.schools.students[school]}/risks", RISK, headers=by)


@pytest.fixture
def house(database_url: str, kek: bytes, tmp_path: Path) -> Iterator[House]:
    """Nobody is in yet."""
    people = People(tmp_path)
    reach = Reach(database_url, kek, issuers=people.issuers)
    schools = TwoSchools(Api(create_app(reach, anybody), database_url))
    yield House(Api(create_app(reach), database_url), schools, people, reach)
    reach.close()


def test_a_director_lets_a_teacher_in_and_out(house: House) -> None:
    """Into the own school, and the teacher works there at once; what is shut is shut with the next request."""
    director = house.sign_in("director", (Role.DIRECTOR, house.school("A")))
    at = house.open(director, "teacher")
    teacher = house.people.token("teacher")
    refused(house.identify(teacher, "A"), 403, "not_permitted")
    granted = house.grant(director, at, 1, "pedagogue", house.school("A"))
    assert granted.status_code == 201, granted.text
    assert house.identify(teacher, "A").status_code == 201
    refused(house.identify(teacher, "B"), 404, "not_found")
    grant = f"{at}/grants/{granted.get_json()['grant_id']}"
    assert house.tell(director, f"{grant}/revoke", 2, WHY).status_code == 201
    refused(house.identify(teacher, "A"), 403, "not_permitted")


def test_nobody_gives_what_is_not_theirs_to_give(house: House) -> None:
    """No role above the own, nowhere else, nothing to oneself; and nothing is recorded."""
    director = house.sign_in("director", (Role.DIRECTOR, house.school("A")))
    coordinator = (Role.PARTNER_COORDINATOR, partner(house.schools.partners["A"]))
    other = house.sign_in("coordinator", coordinator)
    at = house.open(director, "teacher")
    before = house.api.log_length()
    for by, role, scope in (
        (director, "director", house.school("A")),
        (director, "pedagogue", house.school("B")),
        (director, "pedagogue", Scope("institution", None)),
        (director, "national", NATIONAL),
        (other, "partner_coordinator", partner(house.schools.partners["A"])),
        (other, "director", house.school("B")),
    ):
        refused(house.grant(by, at, 1, role, scope), 403, "not_permitted")
    teacher = house.people.token("teacher")
    refused(house.grant(teacher, at, 1, "pedagogue", house.school("A")), 403, "not_permitted")
    own = house.api.post("/access", {"actor": "x1", "kind": "machine"}, headers=teacher)
    refused(own, 403, "not_permitted")
    assert house.api.log_length() == before


def test_nobody_takes_from_whom_they_could_not_have_given_it(house: House) -> None:
    """A coordinator neither shuts out the director, nor lets them in again, nor makes keys of the school's machine."""
    nation = house.sign_in("ikvd", (Role.NATIONAL, NATIONAL))
    coordinator = house.sign_in("coordinator", (Role.INSTITUTION_COORDINATOR, house.school("A")))
    house.sign_in("director", (Role.DIRECTOR, house.school("A")))
    house.sign_in("e-klase", (Role.MACHINE, house.school("A")))
    until = {"valid_until": str(today() + timedelta(days=1))}
    before = house.api.log_length()
    for name, path, said in (
        ("director", "/close", WHY),
        ("director", f"/grants/{house.granted('director')}/revoke", WHY),
        ("director", f"/grants/{house.granted('director')}/narrow", {"valid_until": str(today())}),
        ("e-klase", "/keys", until),
    ):
        body = {**said, **WHY} if path.endswith("narrow") else said
        answer = house.tell(coordinator, f"{house.access(name)}{path}", 2, body)
        refused(answer, 403, "not_permitted")
    assert house.api.log_length() == before
    assert house.tell(nation, f"{house.access('director')}/close", 2, WHY).status_code == 201
    reopened = house.tell(coordinator, f"{house.access('director')}/reopen", 3, WHY)
    refused(reopened, 403, "not_permitted")


def test_another_school_s_people_are_not_to_be_known_of(house: House) -> None:
    """Neither read, nor granted anything, nor shut out; who works at both is the nation's affair."""
    a = house.sign_in("director-a", (Role.DIRECTOR, house.school("A")))
    b = house.sign_in("director-b", (Role.DIRECTOR, house.school("B")))
    nation = house.sign_in("ikvd", (Role.NATIONAL, NATIONAL))
    at = house.open(a, "teacher")
    assert house.grant(a, at, 1, "pedagogue", house.school("A")).status_code == 201
    house.api.settle()
    refused(house.api.look(at, **b), 404, "not_found")
    for path, said in (("/close", WHY), ("/keys", {"valid_until": str(today())})):
        refused(house.tell(b, f"{at}{path}", 2, said), 404, "not_found")
    refused(house.grant(b, at, 2, "pedagogue", house.school("B")), 404, "not_found")
    assert house.grant(nation, at, 2, "pedagogue", house.school("B")).status_code == 201
    refused(house.tell(a, f"{at}/close", 3, WHY), 404, "not_found")
    assert house.tell(nation, f"{at}/close", 3, WHY).status_code == 201


def test_a_machine_works_with_its_key(house: House) -> None:
    """As what it was granted, where it was; a key that was revoked opens nothing, and says nothing about itself."""
    director = house.sign_in("director", (Role.DIRECTOR, house.school("A")))
    machine, key = house.machine(director)
    recorded = house.identify(machine, "A")
    assert recorded.status_code == 201, recorded.text
    *_, last = house.reach.ledger.events.get(house.schools.students["A"])
    said: Any = last
    assert (said.actor, said.role, said.client) == ("e-klase", "machine", "e-klase")
    refused(house.identify(machine, "B"), 404, "not_found")
    another = {"valid_until": str(today())}
    refused(house.tell(machine, key.rpartition("/")[0], 3, another), 403, "not_permitted")
    assert house.tell(director, f"{key}/revoke", 3, WHY).status_code == 201
    whole = machine["Authorization"]
    for said in (whole, whole[:-1], "Bearer pk_x"):
        answer = house.identify({"Authorization": said}, "A")
        problem = refused(answer, 401, "key_refused")
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        assert said.removeprefix("Bearer ") not in str(problem)
