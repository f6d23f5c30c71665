"""What the last release promised its clients is kept; and the comparison that says so finds what it has to."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from api.openapi_json import text
from tests.api.compatibility import RELEASED, broken, codes, promise

Change = Callable[[dict[str, Any]], Any]

NOW: dict[str, Any] = promise(json.loads(text()), codes())
PLANS = "/api/v1/students/{student_id}/plans"


def body(of: str, after: dict[str, Any]) -> dict[str, Any]:
    """The schema of a body or a row, by its name."""
    found: dict[str, Any] = after["components"]["schemas"][of]
    return found


def draft(after: dict[str, Any]) -> dict[str, Any]:
    """The body of the command that drafts a plan."""
    return body("StudentsDraftPlan", after)


def row(after: dict[str, Any]) -> dict[str, Any]:
    """A row of the list of plans."""
    return body("plan.PlanState", after)


def query(name: str, after: dict[str, Any]) -> dict[str, Any]:
    """A parameter of the list of plans."""
    asked = after["paths"][PLANS]["get"]["parameters"]
    [found] = [each for each in asked if each.get("name") == name]
    return dict(found)


def header(after: dict[str, Any], name: str) -> dict[str, Any]:
    """A header that commands take."""
    found: dict[str, Any] = after["components"]["parameters"][name]
    return found


BREAKING: dict[str, tuple[Change, str]] = {
    "an address": (lambda it: it["paths"].pop(PLANS), f"GET {PLANS}: gone"),
    "an operation": (lambda it: it["paths"][PLANS].pop("post"), f"POST {PLANS}: gone"),
    "its name": (
        lambda it: it["paths"][PLANS]["post"].update(operationId="students.draft"),
        "is called students.draft, was students.draft_plan",
    ),
    "a filter": (
        lambda it: it["paths"][PLANS]["get"]["parameters"].pop(0),
        "query plan_id is gone",
    ),
    "a header that is required": (
        lambda it: header(it, "X-Request-Id").update(required=True),
        "header X-Request-Id is required now",
    ),
    "a field of a command": (lambda it: draft(it)["properties"].pop("content"), ".content: gone"),
    "a field that is required": (
        lambda it: draft(it)["required"].append("occurred_on"),
        ".occurred_on: required now",
    ),
    "a shorter text": (
        lambda it: draft(it)["properties"]["semester"].update(maxLength=9),
        ".semester: maxLength was 10000, is 9",
    ),
    "fewer values": (
        lambda it: draft(it)["properties"]["semester"].update(enum=["2020/21 I"]),
        "not every value is taken",
    ),
    "another type": (
        lambda it: draft(it)["properties"]["semester"].update(type="integer"),
        "type was ['string'], is ['integer']",
    ),
    "another form": (
        lambda it: draft(it)["properties"]["enrolment_id"].update(pattern="^x$"),
        "pattern was",
    ),
    "a field of an answer": (lambda it: row(it)["properties"].pop("semester"), ".semester: gone"),
    "a field that may be missing": (
        lambda it: row(it)["required"].remove("semester"),
        ".semester: may be missing now",
    ),
    "a field that may be null": (
        lambda it: row(it)["properties"]["semester"].update(type=["string", "null"]),
        "type was ['string'], is ['null', 'string']",
    ),
    "a form of an answer": (
        lambda it: it["paths"][PLANS]["get"]["responses"]["200"]["content"].pop("text/csv"),
        "text/csv is gone",
    ),
    "a header of an answer": (
        lambda it: it["paths"][PLANS]["post"]["responses"]["201"]["headers"].pop("ETag"),
        "header ETag is gone",
    ),
    "an error code": (lambda it: it["x-error-codes"].pop("plan_empty"), "plan_empty: was 422"),
    "the status of a code": (
        lambda it: it["x-error-codes"].update(plan_empty=409),
        "plan_empty: was 422, is 409",
    ),
    "a way to prove who asks": (
        lambda it: it["components"]["securitySchemes"].pop("key"),
        "security key: gone",
    ),
}

COMPATIBLE: dict[str, Change] = {
    "an address": lambda it: it["paths"].update({"/api/v1/new": it["paths"][PLANS]}),
    "an optional field": lambda it: draft(it)["properties"].update(note={"type": "string"}),
    "a longer text": lambda it: draft(it)["properties"]["semester"].update(maxLength=20_000),
    "what is free of a form": lambda it: draft(it)["properties"]["enrolment_id"].pop("pattern"),
    "a field of an answer": lambda it: (
        row(it)["properties"].update(note={"type": "string"}),
        row(it)["required"].append("note"),
    ),
    "an optional filter": lambda it: it["paths"][PLANS]["get"]["parameters"].append(
        {**query("state", it), "name": "note"}
    ),
    "what is left out": lambda it: draft(it)["required"].remove("semester"),
    "an error code": lambda it: it["x-error-codes"].update(new=409),
    "a refusal": lambda it: it["paths"][PLANS]["get"]["responses"].pop("406"),
}


def test_what_was_released_is_kept() -> None:
    """docs/api-changes.md says what may change, and how this file is moved at a release."""
    assert broken(json.loads(RELEASED.read_text("utf-8")), NOW) == []


@pytest.mark.parametrize("change", BREAKING)
def test_what_breaks_a_client_is_found(change: str) -> None:
    """And said, with where it is."""
    spoil, said = BREAKING[change]
    after = deepcopy(NOW)
    spoil(after)
    assert any(said in fault for fault in broken(NOW, after)), broken(NOW, after)


@pytest.mark.parametrize("change", COMPATIBLE)
def test_what_clients_have_to_bear_is_no_fault(change: str) -> None:
    """More may come, less may be asked for."""
    after = deepcopy(NOW)
    COMPATIBLE[change](after)
    assert after != NOW
    assert broken(NOW, after) == []
