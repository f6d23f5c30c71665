"""Batches and what is not theirs who send them: what is another school's, and what was theirs until a moment ago."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from werkzeug.test import TestResponse

from api.identity.local_issuer import NAME
from ledger import batches
from ledger.access import access_id
from ledger.batches import CHUNK
from ledger.role import Role
from ledger.scope import NATIONAL
from tests.api.batches import line, results, send, statuses
from tests.api.http import NOBODY, refused
from tests.api.people import START
from tests.api.test_access_granting import RISK, WHY, House, Who, house
from tests.ledger.scene import somebody
from tests.ledger.server_processes import eventually

__all__ = ["house"]

Line = dict[str, Any]
FACTORS = ("learning.other", "learning.conflict", "family.conflict")
MODES = ("?mode=atomic", "?mode=continue", "?dry_run=true")
WAITING = "SELECT FROM pg_locks WHERE relation = 'reservations'::regclass AND NOT granted"
SKEW = timedelta(seconds=30)
"""By how much clocks may differ where nothing else is configured."""


def risk(student: object, factor: str = "learning.other") -> Line:
    """A line that tells of a risk."""
    return line("students.identify_risk", {"student_id": str(student)}, RISK | {"factor": factor})


def in_two_commits(
    house: House, who: Who, lines: list[Line], between: Callable[[], object]
) -> list[Line]:
    """What those lines are answered that follow a first commit, and something that happens after it."""
    first = risk(house.schools.students["A"])
    answer = send(house.api, [first, *[b"[]"] * (CHUNK - 1), *lines], **who)
    pieces = answer.iter_encoded()  # one to a commit
    told = (json.loads(each) for piece in pieces for each in piece.splitlines())
    assert [next(told)["status"] for _ in range(CHUNK)] == [201] + [422] * (CHUNK - 1)
    with ThreadPoolExecutor(1) as somebody:  # a request of its own, beside this one
        somebody.submit(between).result()
    return list(told)


def whole(send: Callable[..., TestResponse], *sent: object, **who: str) -> TestResponse:
    """An answer to its end."""
    answer = send(*sent, **who)
    answer.get_data()
    return answer


@contextmanager
def deciding(
    house: House, who: Who, lines: list[Line], query: str
) -> Iterator[Future[TestResponse]]:
    """A batch whose sender was looked at, while its lines cannot be decided yet."""
    with psycopg.connect(house.api.url) as other, ThreadPoolExecutor(1) as client:
        other.execute("LOCK TABLE reservations IN ACCESS EXCLUSIVE MODE")
        answer = client.submit(whole, send, house.api, lines, query, **who)
        eventually(lambda: other.execute(WAITING).rowcount > 0)
        yield answer
        other.rollback()


def codes(answers: list[Line]) -> list[Any]:
    """What each is refused with, or None."""
    return [(each.get("problem") or {}).get("code") for each in answers]


def foreign(house: House, student: object, school: object, plan: object) -> list[Line]:
    """Lines that name what is not theirs: in the address, in the body, in what lies in a learner's own record."""
    own = {"student_id": str(house.schools.students["A"])}
    version = len(house.reach.ledger.recorder.select_events(house.schools.students["A"]))
    enrolled = {"institution_id": str(school), "stage": "grade-7", "occurred_on": "2020-09-02"}
    closed = {"student_id": str(student), "plan_id": str(plan)}
    return [
        risk(student),
        line("students.enrol", own, enrolled),
        line("students.close_plan", closed, {}, if_match=1),
        line("students.close_plan", {**own, "plan_id": str(plan)}, {}, if_match=version),
    ]


def test_a_line_reaches_nothing_of_another_school(house: House) -> None:
    """In any mode it is answered as if nobody had such an id, and nothing is recorded."""
    who = house.sign_in("anna", (Role.INSTITUTION_COORDINATOR, house.school("A")))
    schools, before = house.schools, house.api.log_length()
    theirs = schools.students["B"], schools.institutions["B"], schools.plans["B"]
    for query in ("", "?mode=atomic", "?dry_run=true"):
        refused, nothing = (
            results(send(house.api, foreign(house, *ids), query, **who))
            for ids in (theirs, (NOBODY,) * 3)
        )
        assert {each["status"] for each in refused} == {404}, refused
        assert codes(refused) == codes(nothing)
    assert house.api.log_length() == before


def test_what_is_taken_away_is_gone_at_the_next_commit(house: House) -> None:
    """In the middle of a batch: a line there is no grant for any more is refused, one there is a grant for is not."""
    who = house.sign_in(
        "anna", *((Role.INSTITUTION_COORDINATOR, house.school(name)) for name in "AB")
    )
    nation = house.sign_in("nation", (Role.NATIONAL, NATIONAL))
    at = f"/access/{access_id(house.reach.keys, NAME, 'anna')}"
    [grant] = [
        each["grant_id"]
        for each in house.api.get(at, **nation).get_json()["grants"]
        if each["scope_id"] == house.school("A").id
    ]

    def revoke() -> None:
        assert house.tell(nation, f"{at}/grants/{grant}/revoke", 3, WHY).status_code == 201

    rest = in_two_commits(house, who, [risk(house.schools.students[name]) for name in "AB"], revoke)
    assert [each["status"] for each in rest] == [404, 201]


def test_a_batch_ends_when_its_sender_is_shut_out(house: House) -> None:
    """What was recorded before stays; the rest of it is one refusal."""
    who = house.sign_in("anna", (Role.INSTITUTION_COORDINATOR, house.school("A")))
    shut = partial(house.people.close, house.reach.ledger, "anna")
    [last] = in_two_commits(house, who, [risk(house.schools.students["A"])] * 2, shut)
    assert (last["line"], last["status"], last["ended"]) == (CHUNK + 1, 403, True)
    assert codes([last]) == ["not_permitted"]


def test_a_batch_ends_when_its_key_is_revoked(house: House) -> None:
    """A machine's key that somebody else has, say."""
    director = house.sign_in("director", (Role.DIRECTOR, house.school("A")))
    machine, key = house.machine(director)

    def revoke() -> None:
        assert house.tell(director, f"{key}/revoke", 3, WHY).status_code == 201

    [last] = in_two_commits(house, machine, [risk(house.schools.students["A"])], revoke)
    assert (last["line"], last["status"], last["ended"]) == (CHUNK + 1, 401, True)
    assert codes([last]) == ["key_refused"]


def test_what_is_taken_away_while_lines_are_decided_is_seen(house: House) -> None:
    """After a last look at the access and before the append: nothing of what was decided is recorded."""
    for name, query in zip(("anna", "ieva", "juris"), MODES, strict=True):
        who = house.sign_in(name, (Role.INSTITUTION_COORDINATOR, house.school("A")))
        lines = [risk(house.schools.students["A"], factor) for factor in FACTORS]
        with deciding(house, who, lines, query) as answer:
            house.people.close(house.reach.ledger, name)
            recorded = house.api.log_length()
        refused(answer.result(), 403, "not_permitted")
        assert house.api.log_length() == recorded


def test_what_was_recorded_is_said_whatever_comes_after_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two lines, told one by one since another has written to their learner; between them access ends."""
    schools, outcome = house.schools, batches._outcome
    who, ieva = (
        house.sign_in(name, (Role.INSTITUTION_COORDINATOR, house.school("A")))
        for name in ("anna", "ieva")
    )
    other = [risk(schools.students["A"], "family.other")]
    shut = partial(house.people.close, house.reach.ledger, "anna")
    write = partial(whole, send, house.api, other, **ieva)
    decided: list[Callable[[], object]] = [write, int, int, shut]  # its own line is decided, too

    def then(*told: Any) -> object:
        became = outcome(*told)
        if decided:
            with ThreadPoolExecutor(1) as somebody:  # a request of its own, beside this one
                somebody.submit(decided.pop(0)).result()
        return became

    monkeypatch.setattr(batches, "_outcome", then)
    lines = [risk(schools.students["A"], factor) for factor in FACTORS[:2]]
    first, last = results(send(house.api, lines, **who))
    assert (first["status"], first["replayed"]) == (201, False)
    assert (last["line"], last["status"], last["ended"]) == (2, 403, True)


def test_an_access_that_grows_meanwhile_is_no_obstacle(house: House) -> None:
    """The lines are decided anew, by what is granted by now."""
    who = house.sign_in("anna", (Role.INSTITUTION_COORDINATOR, house.school("A")))
    expected = zip(MODES, FACTORS, (201, 201, 200), strict=True)
    for query, factor, status in expected:
        lines = [risk(house.schools.students["A"], factor)]
        with deciding(house, who, lines, query) as answer, somebody():
            house.reach.ledger.accesses.grant(
                access_id=access_id(house.reach.keys, NAME, "anna"),
                grant_id=uuid4(),
                role=Role.DIRECTOR,
                scope=house.school("B"),
                valid_from=START,
                occurred_on=START,
            )
        assert statuses(answer.result()) == [status]


def test_a_token_may_run_out_while_a_batch_is_recorded(house: House) -> None:
    """It has to be in force when the batch comes; the access is looked at all the same."""
    house.sign_in("anna", (Role.INSTITUTION_COORDINATOR, house.school("A")))
    soon = house.people.token("anna", timedelta(seconds=2) - SKEW)

    def run_out() -> None:
        eventually(lambda: house.api.look("/students", **soon).status_code == 401)

    another = risk(house.schools.students["A"], "family.other")
    [last] = in_two_commits(house, soon, [another], run_out)
    assert last["status"] == 201
