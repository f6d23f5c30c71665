"""Who is let in, and to what: with real tokens, over two schools of two partners in two regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.application import create_app
from api.reach import Reach
from ledger.role import Role
from ledger.scope import NATIONAL, REGION, Scope, institution, partner
from tests.api.http import Api, anybody, refused
from tests.api.people import People
from tests.api.two_schools import TwoSchools

RISK = {"factor": "learning.other", "occurred_on": "2020-09-02"}


@dataclass
class Gate:
    """The API as it is guarded, over a world that was recorded before."""

    guarded: Api
    open: TwoSchools
    people: People
    reach: Reach

    def grant(self, name: str, *granted: tuple[Role, Scope], **since: date) -> dict[str, str]:
        """Somebody who may do this there; the headers with which they sign in."""
        return self.people.grant(self.reach.ledger, name, *granted, **since)

    def identify(self, school: str, who: dict[str, str], **also: str) -> TestResponse:
        """Tell of a risk of a school's learner."""
        path = f"/students/{self.open.students[school]}/risks"
        return self.guarded.post(path, RISK, headers={**who, **also})

    def listed(self, path: str, who: dict[str, str], **also: str) -> list[dict[str, Any]]:
        """The rows of an answer."""
        self.guarded.settle()
        answer = self.guarded.app.test_client().get(f"/api/v1{path}", headers={**who, **also})
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, Any]] = answer.get_json()["items"]
        return rows


@pytest.fixture
def gate(database_url: str, kek: bytes, tmp_path: Path) -> Iterator[Gate]:
    """Two schools, and who may work where still to be said."""
    people = People(tmp_path)
    reach = Reach(database_url, kek, issuers=people.issuers)
    schools = TwoSchools(Api(create_app(reach, anybody), database_url))
    yield Gate(Api(create_app(reach), database_url), schools, people, reach)
    reach.close()


def test_nobody_is_served_without_saying_who_they_are(gate: Gate) -> None:
    """Nothing but descriptions and whether the ledger works; and what is asked is not even read."""
    client = gate.guarded.app.test_client()
    for header in ({}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer"}):
        answer = client.get("/api/v1/students", headers=header)
        refused(answer, 401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    refused(gate.guarded.post("/students", data="not even JSON"), 401, "unauthenticated")
    for path in ("/healthz", "/api/docs", "/api/v1/openapi.json"):
        with client.get(path) as served:
            assert served.status_code == 200


def test_a_good_token_alone_opens_nothing(gate: Gate) -> None:
    """Access has to be opened, and granted; a token that has expired says nothing at all."""
    stranger = gate.people.token("stranger")
    refused(gate.guarded.look("/students", **stranger), 403, "no_access")
    nothing = gate.grant("anna")
    refused(gate.guarded.look("/students", **nothing), 403, "not_permitted")
    old = gate.people.token("anna", timedelta(hours=-1))
    refused(gate.guarded.look("/students", **old), 401, "token_refused")


def test_what_is_somebody_else_s_is_not_found(gate: Gate) -> None:
    """As if it were not there: the same answer as for an id that nobody has, and nothing is recorded."""
    who = gate.grant("anna", (Role.PEDAGOGUE, institution(gate.open.institutions["A"])))
    assert gate.identify("A", who).status_code == 201
    recorded = gate.guarded.log_length()
    foreign = refused(gate.identify("B", who), 404, "not_found")
    path = "/students/00000000-0000-4000-8000-000000000000/risks"
    nothing = refused(gate.guarded.post(path, RISK, headers=who), 404, "not_found")
    assert {**foreign, "request_id": ""} == {**nothing, "request_id": ""}
    assert gate.guarded.log_length() == recorded


def test_a_taken_personal_code_names_its_learner_to_who_may_know(gate: Gate) -> None:
    """To the school that has the learner and to the nation; another school learns that it is taken, not whose."""
    body = {"name": "A B", "personal_code": "32000000001"}
    schools = [
        gate.grant(f"school-{name.lower()}", (Role.MACHINE, institution(id_)))
        for name, id_ in gate.open.institutions.items()
    ]
    nation = gate.grant("nation", (Role.MACHINE, NATIONAL))
    learner = gate.guarded.post("/students", body, headers=schools[0]).get_json()["id"]
    for who, told in ((schools[0], True), (schools[1], False), (nation, True)):
        taken = gate.guarded.post("/students", body, headers=who)
        problem = refused(taken, 409, "personal_code_taken")
        assert (learner in problem["detail"]) is told
    assert learner not in gate.guarded.post("/students", body, headers=schools[1]).text


def test_an_answer_is_narrowed_to_what_is_theirs(gate: Gate) -> None:
    """In an institution, a partner, a region and the nation; another's filter is not found."""
    a, b = gate.open.institutions["A"], gate.open.institutions["B"]
    learners = {name: {str(gate.open.students[name])} for name in "AB"}
    wide = (
        gate.grant("director", (Role.DIRECTOR, institution(a))),
        gate.grant("town", (Role.PARTNER_COORDINATOR, partner(gate.open.partners["A"]))),
        gate.grant("region", (Role.REGIONAL_COORDINATOR, Scope(REGION, "vidzeme"))),
    )
    for who in wide:
        seen = {row["student_id"] for row in gate.listed("/students", who)}
        assert seen == learners["A"]
        assert [row["institution_id"] for row in gate.listed("/plans", who)] == [str(a)]
    refused(gate.guarded.look(f"/plans?institution_id={b}", **wide[0]), 404, "not_found")
    assert gate.listed(f"/plans?institution_id={b}", wide[1]) == []
    nation = gate.grant("ikvd", (Role.NATIONAL, NATIONAL))
    assert {row["student_id"] for row in gate.listed("/students", nation)} == (
        learners["A"] | learners["B"]
    )


def test_who_acts_for_several_says_for_which(gate: Gate) -> None:
    """Where it matters: a list, something new; a record says by itself whose it is."""
    a, b = (institution(gate.open.institutions[name]) for name in "AB")
    who = gate.grant("anna", (Role.PLAN_PREPARER, a), (Role.INSTITUTION_COORDINATOR, b))
    assert gate.identify("A", who).status_code == 201
    assert gate.identify("B", who).status_code == 201
    said = [
        each["data"] for each in gate.listed("/log?type=student.risk_identified", _national(gate))
    ]
    assert [(each["role"], each["on_behalf_of"]) for each in said[-2:]] == [
        ("plan_preparer", a.id),
        ("institution_coordinator", b.id),
    ]
    refused(gate.guarded.look("/plans", **who), 400, "capacity_unclear")
    behalf = {"On-Behalf-Of": str(a.id)}
    assert len(gate.listed("/plans", who, **behalf)) == 1
    refused(gate.identify("B", who, **behalf), 404, "not_found")
    elsewhere = {"On-Behalf-Of": str(gate.open.partners["A"])}
    refused(gate.identify("A", who, **elsewhere), 403, "not_permitted")


def test_a_grant_holds_from_its_day_on_until_it_is_revoked(gate: Gate) -> None:
    """At once, in every process."""
    a = institution(gate.open.institutions["A"])
    later = date.today() + timedelta(days=2)  # noqa: DTZ011  whichever day it is
    refused(
        gate.identify("A", gate.grant("early", (Role.PEDAGOGUE, a), since=later)),
        403,
        "not_permitted",
    )
    who = gate.grant("anna", (Role.PEDAGOGUE, a))
    assert gate.identify("A", who).status_code == 201
    gate.people.close(gate.reach.ledger, "anna")
    refused(gate.identify("A", who), 403, "not_permitted")


def _national(gate: Gate) -> dict[str, str]:
    return gate.grant("auditor", (Role.AUDITOR, NATIONAL))
