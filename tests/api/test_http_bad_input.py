"""What bad input gets: a status, a code and the place of the fault; nothing of it records anything."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.api.http import NOBODY, Api, pointers, refused
from tests.api.world import World


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"\xff\xfe",
        b'{"name": "A", "name": "B"}',
        b"[" * 100_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
        b"not json",
    ],
    ids=["cut off", "not UTF-8", "a key twice", "deep", "an endless number", "words"],
)
def test_malformed_json_is_400(api: Api, data: bytes) -> None:
    """What is not JSON, or says a thing twice, is not understood."""
    answer = api.post("/students", data=data, content_type="application/json")
    refused(answer, 400, "malformed_json")


def test_json_is_at_most_32_deep(api: Api) -> None:
    """Brackets in texts do not count, nor many of them beside each other."""
    nested = '{"a":' * 31 + "{}" + "}" * 31
    assert pointers(refused(api.post("/students", json.loads(nested)), 422, "fields_invalid"))
    wide = {"name": '[{"\\' * 40, "a": [[]] * 40}
    assert pointers(refused(api.post("/students", wide), 422, "fields_invalid")) == {"/a"}
    problem = refused(api.post("/students", {"a": json.loads(nested)}), 400, "malformed_json")
    assert problem["detail"].endswith("nested more than 32 deep.")


@pytest.mark.parametrize("body", [[], "name", 1, None, [{"name": "A"}]])
def test_the_body_is_an_object(api: Api, body: Any) -> None:
    """JSON that is no object is 422, and the fault is the whole."""
    answer = api.post("/students", data=json.dumps(body), content_type="application/json")
    assert pointers(refused(answer, 422, "fields_invalid")) == {""}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/json"])
def test_another_content_type_is_415(api: Api, kind: str) -> None:
    """The body is JSON and says so."""
    refused(api.post("/students", data=b'{"name": "A"}', content_type=kind), 415, "not_json")


def test_a_body_over_1_mib_is_413(api: Api) -> None:
    """So large a body is not read."""
    refused(api.post("/students", {"name": "A" * (1 << 20)}), 413, "body_too_large")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"surname": "B"}, "/surname"),
        ({"a/b~c": 1}, "/a~1b~0c"),
        ({"name": 1}, "/name"),
        ({"name": None}, "/name"),
        ({"name": ["A"]}, "/name"),
        ({"name": "\0"}, "/name"),
        ({"name": "\ud800"}, "/name"),
        ({"name": "A" * 10_001}, "/name"),
        ({"name": " "}, "/name"),
        ({"birth_date": "2021-02-30"}, "/birth_date"),
        ({"birth_date": "20210203"}, "/birth_date"),
        ({"birth_date": "2021-02-03T00:00:00Z"}, "/birth_date"),
        ({"birth_date": "２０２１-02-03"}, "/birth_date"),
        ({"birth_date": "9999-12-31"}, "/birth_date"),
        ({"birth_date": 20210203}, "/birth_date"),
        ({"occurred_on": "today"}, "/occurred_on"),
        ({"student_id": NOBODY}, "/student_id"),
        ({"reason": "none is asked for"}, "/reason"),
    ],
)
def test_a_wrong_field_is_422_with_its_pointer(
    api: Api, fields: dict[str, Any], pointer: str
) -> None:
    """Unknown fields, wrong types and days that do not exist are named one by one."""
    answer = api.post("/students", {"name": "A B", **fields})
    code = "text_missing" if fields.get("name") == " " else "fields_invalid"
    assert pointers(refused(answer, 422, code)) == {pointer}
    assert api.get("/log").get_json()["items"] == []


def test_all_faults_are_told_at_once(world: World) -> None:
    """Each field has its own line, however deep it lies."""
    lines = [{"kind": "subject", "specialist_kind": "pedagogue", "hours": 2}, "x"]
    content = world.content(consultations=lines, crisis_support="no", risks=["R1"])
    del content["prepared_by"]
    answer = world.api.post(f"{world.at}/plans", world.draft(content=content, semester=2020))
    assert pointers(refused(answer, 422, "fields_invalid")) == {
        "/semester",
        "/content/risks/0",
        "/content/crisis_support",
        "/content/prepared_by",
        "/content/consultations/0/hours",
        "/content/consultations/1",
    }


@pytest.mark.parametrize("hours", ["0", "0.00", "-1.00", "0.1", "0.10", "25", "24.25", "99999"])
def test_impossible_hours_are_422(world: World, hours: str) -> None:
    """Hours come in quarters, from 0.25 to 24; the pointer leads to them."""
    given = world.consultation(world.plan())
    given["consultation"]["hours"] = hours
    events = world.api.log_length()
    problem = refused(
        world.api.post(f"{world.at}/consultations", given), 422, "hours_not_in_quarters"
    )
    assert pointers(problem) == {"/consultation/hours"}
    assert world.api.log_length() == events


@pytest.mark.parametrize(
    "hours",
    [
        1,
        1.0,
        float("nan"),
        float("inf"),
        "NaN",
        "Infinity",
        "1e0",
        "1.000",
        "0.125",
        "1,5",
        " 1",
        "١",
        "",
    ],
)
def test_a_number_is_a_decimal_string(world: World, hours: Any) -> None:
    """Numbers, NaN, exponents, three decimals and other spellings are refused where they stand."""
    given = world.consultation(NOBODY)
    given["consultation"]["hours"] = hours
    data = json.dumps(given)
    answer = world.api.post(f"{world.at}/consultations", data=data, content_type="application/json")
    assert pointers(refused(answer, 422, "fields_invalid")) == {"/consultation/hours"}


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("20.001", "fields_invalid"),
        (20, "fields_invalid"),
        ("2E1", "fields_invalid"),
        ("0.00", "amount_not_positive"),
        ("-5.00", "amount_not_positive"),
    ],
)
def test_impossible_amounts_are_422(world: World, amount: Any, code: str) -> None:
    """An amount is a positive number of whole cents, in a string."""
    claim = world.claim(world.plan(), amount=amount)
    problem = refused(world.api.post(f"{world.at}/compensations", claim), 422, code)
    assert pointers(problem) == {"/amount"}


def test_clients_never_send_what_a_consultation_costs(world: World) -> None:
    """The ledger computes it; a client that sends it is told that there is no such field."""
    given = world.consultation(NOBODY, amount="12.35", unit_cost="12.35")
    problem = refused(world.api.post(f"{world.at}/consultations", given), 422, "fields_invalid")
    assert pointers(problem) == {"/amount", "/unit_cost"}


@pytest.mark.parametrize(
    "starts",
    ["2020-09-07T14:00:00", "2020-09-07", "2020-09-07 14:00:00+03:00", "2020-09-07T25:00:00Z", 0],
)
def test_an_instant_has_its_offset(world: World, starts: Any) -> None:
    """Times are RFC 3339."""
    given = world.consultation(NOBODY, starts=starts)
    problem = refused(world.api.post(f"{world.at}/consultations", given), 422, "fields_invalid")
    assert pointers(problem) == {"/starts"}


def test_a_code_that_no_list_has_is_422(world: World) -> None:
    """The pointer leads to the code."""
    risk = {"factor": "learning.boredom", "occurred_on": "2020-09-02"}
    problem = refused(world.api.post(f"{world.at}/risks", risk), 422, "unknown_code")
    assert pointers(problem) == {"/factor"}


def test_what_is_not_there_is_404(world: World) -> None:
    """Unknown students, risks, plans, and addresses that the API does not have."""
    api = world.api
    refused(api.post(f"/students/{NOBODY}/risks", {"factor": "learning.other"}), 404, "not_found")
    refused(api.post(f"{world.at}/risks/{NOBODY}/resolve"), 404, "not_found")
    given = world.consultation(NOBODY)
    refused(api.post(f"{world.at}/consultations", given), 404, "not_found")
    refused(
        api.post(f"/students/{world.partner}/risks", {"factor": "learning.other"}), 404, "not_found"
    )
    refused(api.post("/pupils", {}), 404, "no_such_address")
    refused(api.look("/log/999"), 404, "not_found")
    refused(api.look("/students/1/risks"), 404, "no_such_address")


def test_another_method_is_405(api: Api) -> None:
    """With the methods there are."""
    answer = api.app.test_client().delete("/api/v1/students")
    refused(answer, 405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


def test_a_broken_rule_is_409_with_its_own_code(world: World) -> None:
    """A consultation before the plan is agreed is refused, in a sentence that says what to do."""
    api = world.api
    plan = api.made(f"{world.at}/plans", world.draft(), "plan_id")
    events = world.api.log_length()
    answer = api.post(f"{world.at}/consultations", world.consultation(plan))
    problem = refused(answer, 409, "plan_not_agreed")
    assert problem["detail"].endswith("have every signatory agree first.")
    assert problem["title"] == "The plan is not in force on this day"
    assert world.api.log_length() == events


def test_titles_are_in_latvian_for_who_asks(api: Api) -> None:
    """Accept-Language decides."""
    said = {"Accept-Language": "lv,en;q=0.5"}
    answer = api.post("/operation/budgets", {"total": "1.00", "source": "x"}, headers=said)
    assert refused(answer, 404, "not_found")["title"] == "Tāda ieraksta nav"
    assert answer.headers["Content-Language"] == "lv"


def test_corrections_need_a_reason(world: World) -> None:
    """It is a field of the body, and stands in the event, sealed like all that is said of a learner."""
    path = f"{world.at}/risks/{world.risk}/void"
    problem = refused(world.api.post(path, {}), 422, "fields_invalid")
    assert pointers(problem) == {"/reason"}
    problem = refused(world.api.post(path, {"reason": " "}), 422, "reason_missing")
    assert pointers(problem) == {"/reason"}
    world.api.made(path, {"reason": "Another learner's."}, "version")
    [event] = world.api.get("/log?type=student.risk_voided").get_json()["items"]
    assert event["data"]["reason"]["category"] == "care"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"On-Behalf-Of": "x"}, "header_invalid"),
        ({"On-Behalf-Of": "a" * 201}, "header_invalid"),
        ({"On-Behalf-Of": "B\xe9rzi"}, "header_invalid"),
        ({"Idempotency-Key": "a" * 256}, "idempotency_key_invalid"),
        ({"Idempotency-Key": "a b"}, "idempotency_key_invalid"),
        ({"Idempotency-Key": ""}, "idempotency_key_invalid"),
    ],
)
def test_a_wrong_header_is_400(api: Api, headers: dict[str, str], code: str) -> None:
    """Headers are checked as bodies are."""
    refused(api.post("/students", {"name": "A"}, headers=headers), 400, code)


def test_a_post_without_a_key_is_400(api: Api) -> None:
    """Every POST has a name of its own."""
    answer = api.app.test_client().post("/api/v1/students", json={"name": "A"})
    refused(answer, 400, "idempotency_key_missing")


def test_a_query_that_is_not_understood_is_422(api: Api) -> None:
    """A parameter misspelled is not passed over."""
    problem = refused(api.look("/log?typ=x&limit=0&stream=1"), 422, "fields_invalid")
    assert {fault["parameter"] for fault in problem["errors"]} == {"typ", "limit", "stream"}


def test_another_site_cannot_pretend_to_be_this_machine(api: Api) -> None:
    """Only the names of this machine are answered to, and those that are configured."""
    client = api.app.test_client()
    refused(client.get("/api/v1/log", headers={"Host": "evil.example"}), 400, "bad_request")


def test_the_request_id_is_the_client_s(api: Api) -> None:
    """Where it is a UUID; it is answered, and recorded."""
    given = str(uuid4())
    answer = api.post("/students", {"name": "A"}, headers={"X-Request-Id": given})
    assert answer.headers["X-Request-Id"] == given
    [event] = api.get("/log").get_json()["items"]
    assert event["data"]["request_id"] == given
    answer = api.post("/students", {"name": "A"}, headers={"X-Request-Id": "1"})
    assert answer.headers["X-Request-Id"] != "1"
