"""The same request sent again records nothing new, and is answered as the first time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api.http import Api, refused
from tests.api.world import World

KEY = {"Idempotency-Key": "8e2f-first"}


def same(first: TestResponse, again: TestResponse) -> None:
    """The second answer is the first one, and says that it is."""
    assert again.status_code == first.status_code == 201, again.text
    assert again.get_json() == first.get_json()
    for header in ("Location", "ETag", "Ledger-Ticket"):
        assert again.headers[header] == first.headers[header]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_request_sent_again_is_answered_as_before(world: World) -> None:
    """However its JSON is spelled, and whatever has happened since."""
    api, path = world.api, f"{world.at}/risks"
    body = {"factor": "learning.other", "occurred_on": "2020-09-05"}
    first = api.post(path, body, headers=KEY)
    api.made(path, {"factor": "family.other"}, "risk_id")
    spelled = b'{"occurred_on":  "2020-09-05", "factor": "learning.othe\\u0072"}'
    events = world.api.log_length()
    again = api.post(path, headers=KEY, data=spelled, content_type="application/json")
    same(first, again)
    assert world.api.log_length() == events


def test_a_registration_sent_again_is_the_same_student(api: Api) -> None:
    """Also for commands that make a stream, with a personal code that is now taken."""
    body = {"name": "A B", "personal_code": "32000000001"}
    first = api.post("/students", body, headers=KEY)
    same(first, api.post("/students", body, headers=KEY))
    [event] = api.get("/log").get_json()["items"]
    assert event["stream"] == first.get_json()["student_id"]


def test_a_command_sent_again_is_not_refused_for_what_it_did(world: World) -> None:
    """A plan drafted is open now, a version given is stale now: the first answer comes all the same."""
    api = world.api
    first = api.post(f"{world.at}/plans", world.draft(), headers=KEY)
    same(first, api.post(f"{world.at}/plans", world.draft(), headers=KEY))
    path = f"{world.at}/plans/{first.get_json()['plan_id']}/close"
    headers = {"If-Match": world.version(), "Idempotency-Key": "second"}
    same(api.post(path, {}, headers=headers), api.post(path, {}, headers=headers))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/risks", {"factor": "learning.other", "occurred_on": "2020-09-06"}),
        ("/risks?dry_run=false", {"factor": "learning.other", "occurred_on": "2020-09-05"}),
        ("/outcomes", {"outcome": "learning.other", "occurred_on": "2020-09-05"}),
    ],
    ids=["another body", "another query", "another address"],
)
def test_the_key_of_another_request_is_422(world: World, path: str, body: Any) -> None:
    """A key is the name of one request."""
    said = {"factor": "learning.other", "occurred_on": "2020-09-05"}
    world.api.made(f"{world.at}/risks", said, "risk_id", Idempotency_Key=KEY["Idempotency-Key"])
    events = world.api.log_length()
    refused(world.api.post(f"{world.at}{path}", body, headers=KEY), 422, "key_reused")
    assert world.api.log_length() == events


def test_keys_belong_to_a_client(api: Api) -> None:
    """Two programs may use the same one."""
    one, two = (
        api.post("/students", {"name": "A"}, headers={**KEY, "Client": client})
        for client in ("one", "two")
    )
    assert one.get_json()["student_id"] != two.get_json()["student_id"]


def test_a_refusal_keeps_no_key(world: World) -> None:
    """What was refused may be mended and sent under the same key."""
    api, path = world.api, f"{world.at}/risks"
    refused(api.post(path, {"factor": "nothing"}, headers=KEY), 422, "unknown_code")
    assert api.post(path, {"factor": "learning.other"}, headers=KEY).status_code == 201


def test_twenty_at_once_record_one_event(world: World) -> None:
    """The same request from many threads: one event, and the same answer for all."""
    api = world.api
    body = {"name": "C D", "personal_code": "32000000001"}
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: api.post("/students", body, headers=KEY), range(20)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("Idempotent-Replayed" not in answer.headers for answer in answers) == 1
    events = api.get("/log?type=student.registered").get_json()["items"]
    assert len(events) == 2
    taken = api.post("/students", body)
    problem = refused(taken, 409, "personal_code_taken")
    assert answers[0].get_json()["student_id"] in problem["detail"]


def test_a_dry_run_checks_everything_and_records_nothing(world: World) -> None:
    """Right or wrong, it is told; and the key stays free."""
    api = world.api
    plan = world.plan()
    events = world.api.log_length()
    path = f"{world.at}/consultations"
    tried = api.post(f"{path}?dry_run=true", world.consultation(plan), headers=KEY)
    assert tried.status_code == 200, tried.text
    assert tried.get_json()["ticket"] is None
    assert "Ledger-Ticket" not in tried.headers
    too_many = world.consultation(plan)
    too_many["consultation"]["hours"] = "1.25"
    refused(api.post(f"{path}?dry_run=true", too_many), 422, "hours_exceed_duration")
    assert world.api.log_length() == events
    recorded = api.post(path, world.consultation(plan), headers=KEY)
    assert recorded.status_code == 201
    overlapping = world.consultation(plan)
    refused(api.post(f"{path}?dry_run=true", overlapping), 409, "already_booked")
    refused(api.post(f"{path}?dry_run=yes", overlapping), 422, "fields_invalid")
