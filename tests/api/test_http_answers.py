"""Answers are what openapi.json says: real ones, of commands and questions, are held against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest
from openapi_schema_validator import OAS31Validator
from werkzeug.test import TestResponse

from api.application import create_app
from api.reach import Reach
from tests.api.demo_ids import ids
from tests.api.http import Api, anybody
from tests.api.world import World

NOTHING_TO_SHOW = {
    "/institutions/{institution_id}/coordinators/{appointment_id}",
    "/operation/differences",
    "/recoveries",
    "/webhooks",
    "/webhooks/{webhook_id}",
    "/webhooks/{webhook_id}/deliveries",
}
"""What the demo has no example of: each has tests of its own."""


class Described:
    """The document, and what it says about an answer."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.document = api.look("/openapi.json").get_json()

    def hold(self, answer: TestResponse, rule: str, method: str = "get") -> Any:
        """Assert that an answer is as described, and its JSON one line; that JSON."""
        assert not answer.is_json or answer.text == answer.text.rstrip() + "\n"
        operation = self.document["paths"][f"/api/v1{rule}"][method]
        described = operation["responses"][str(answer.status_code)]
        if "$ref" in described:
            name = described["$ref"].rpartition("/")[2]
            described = self.document["components"]["responses"][name]
        schema = described["content"][answer.mimetype]["schema"]
        whole = {**schema, "components": self.document["components"]}
        found = answer.get_json() if answer.is_json else answer.text
        errors = OAS31Validator(whole, format_checker=OAS31Validator.FORMAT_CHECKER).iter_errors(
            found
        )
        assert [f"{each.json_path}: {each.message}" for each in errors] == []
        return found


@pytest.fixture
def given(world: World) -> World:
    """A plan with measures under it, an amended agreement, a payment, a publication, rules set late."""
    api, plan = world.api, world.plan()
    api.made(f"{world.at}/consultations", world.consultation(plan), "consultation_id")
    claim = api.made(f"{world.at}/compensations", world.claim(plan), "compensation_id")
    path, day = f"{world.at}/compensations/{claim}", {"occurred_on": "2020-09-15"}
    api.made(f"{path}/approve", {"amount": "20.00", **day}, "version", Actor="colleague")
    paid = {"amount": "20.00", "payment_reference": "MO-1", **day}
    api.made(f"{path}/pay", paid, "payment_id")
    partner = f"/partners/{world.partner}"
    amended = {"number": "1", "subject": "budget", "occurred_on": "2018-01-01"}
    api.made(f"{partner}/agreement/amendments", amended, "amendment_id")
    payment = {"amount": "100.00", "reference": "B-1", "period": "2020/21 I", **day}
    api.made(f"{partner}/payments", payment, "payment_id")
    api.made("/publications", {"name": "Report", "occurred_on": "2020-12-01"}, "publication_id")
    late = {"valid_from": "2020-09-01", "source": "MK 460", "occurred_on": "2020-12-02"}
    rate = {"specialist_kind": "pedagogue", "unit_cost": "14.10", "hour": "clock", **late}
    api.made("/operation/rates", {**rate, "method_document": "method"}, "rule_id")
    api.made("/operation/flat-rates", {"percent": "15", **late}, "rule_id")
    return world


@pytest.fixture
def shown(demo_url: str) -> Iterator[Api]:
    """The API over the demo."""
    reach = Reach(demo_url, bytes(32))
    yield Api(create_app(reach, anybody), demo_url)
    reach.close()


def test_answers_to_questions_are_as_described(shown: Api) -> None:
    """Each GET, asked of the demo: exact shares, days, ids, nulls; of nearly each there is something to show."""
    described, known = Described(shown), ids() | {"code": "plans", "municipality": "LV-059"}
    asks = {
        "/students/{student_id}/plan-in-force": f"?on={known['starts'][:10]}",
        "/statistics/differences": "?from=1",
        "/statistics/{code}/changes": "?from=1",
    }
    known["access_id"] = shown.look("/access").get_json()["items"][0]["access_id"]
    asked, empty = 0, set[str]()
    for rule, operations in described.document["paths"].items():
        if "get" not in operations:
            continue
        path = urlsplit(rule.removeprefix("/api/v1")).path
        if set(re.findall(r"{(\w+)}", path)) - known.keys():
            empty.add(path)
            continue
        answer = shown.look(path.format_map(known) + asks.get(path, ""))
        assert answer.status_code == 200, (path, answer.text)
        held = described.hold(answer, path)
        if (held.get("items") if isinstance(held, dict) else held) in ([], ""):
            empty.add(path)
        asked += 1
    assert asked >= 70
    assert empty == NOTHING_TO_SHOW


def test_answers_to_commands_and_refusals_are_as_described(given: World) -> None:
    """Recorded, tried, refused."""
    described, api, rule = Described(given.api), given.api, "/students/{student_id}/risks"
    risk = {"factor": "learning.other", "occurred_on": "2020-09-05"}
    path = f"{given.at}/risks"
    described.hold(api.post(path, risk), rule, "post")
    described.hold(api.post(f"{path}?dry_run=true", risk), rule, "post")
    for body in ({"factor": "x"}, {"factor": 1}):
        refusal = described.hold(api.post(path, body), rule, "post")
        assert refusal["errors"][0]["pointer"] == "/factor"


def test_what_is_known_still_is_known_to_no_position(given: World) -> None:
    """null, and no number that is none; in a list as CSV and NDJSON nothing of it either."""
    [amendment] = given.api.get(f"/partners/{given.partner}").get_json()["amendments"]
    assert amendment["known_to"] is None
    assert amendment["known_from"] > 0
    for media in ("application/json", "text/csv", "application/x-ndjson"):
        assert "9223372036854775807" not in given.api.look("/payments", Accept=media).text


@pytest.mark.parametrize("sources", ["esf", "state", "esf,state"])
def test_lines_of_a_funding_source_add_up_to_its_total(given: World, sources: str) -> None:
    """The same filter gives the same part of each line."""
    query = f"?funding_source={sources}"
    [total] = given.api.get(f"/funding/totals{query}").get_json()["items"]
    lines = given.api.look(f"/funding/lines{query}").get_json()["items"]
    assert len(lines) == total["lines"] == 2
    for name in ("amount", "esf", "state", "state_non_eligible"):
        assert sum(Decimal(line[name]) for line in lines) == Decimal(total[name])


def test_a_name_that_looks_like_a_formula_stays_text_in_csv(world: World) -> None:
    """A spreadsheet runs no formula from the ledger; amounts stay numbers."""
    evil = '=HYPERLINK("http://evil","x")'
    joined = {"name": evil, "kind": "municipality", "municipality": "LV-057"}
    world.api.made("/partners", {**joined, "occurred_on": "2017-03-16"}, "partner_id")
    text = world.api.get("/partners", Accept="text/csv").text
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text
