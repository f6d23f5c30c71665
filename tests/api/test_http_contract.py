"""What the description of the API promises: it is committed, whoever asks says who they are, and its examples work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

from api.application import create_app
from api.description import operations
from api.examples import examples
from api.openapi_json import text
from api.reach import Reach
from tests.api.examples import commands, tell_first, tried
from tests.api.http import Api, anybody
from tests.tree import ROOT

DOCUMENT: dict[str, Any] = json.loads(text())


@pytest.fixture(scope="module")
def demo_api(demo_copy: str) -> Iterator[Api]:
    """The API over a demo of its own."""
    reach = Reach(demo_copy, bytes(32))
    yield Api(create_app(reach, anybody), demo_copy)
    reach.close()


def every_operation() -> list[dict[str, Any]]:
    """What the description says of each."""
    return [each for path in DOCUMENT["paths"].values() for each in operations(path)]


def test_the_description_is_committed_as_it_is_served(api: Api) -> None:
    """Without drift: python -m api.openapi_json > docs/openapi.json."""
    committed = (ROOT / "docs" / "openapi.json").read_text("utf-8")
    assert committed == api.look("/openapi.json").text == text()


def test_every_operation_says_how_it_refuses_a_stranger() -> None:
    """A token or a key is asked for, and what is not allowed or too much is a documented answer."""
    assert DOCUMENT["security"] == [{"token": []}, {"key": []}]
    for scheme in DOCUMENT["components"]["securitySchemes"].values():
        assert scheme["scheme"] == "bearer"
    for operation in every_operation():
        assert {"401", "403", "404", "429", "503"} <= operation["responses"].keys()


def test_every_command_has_an_example() -> None:
    """One for each, and none for what there is not: python -m tests.api.examples."""
    assert examples().keys() == commands().keys()
    shown = {
        each["operationId"]
        for each in every_operation()
        for media in each.get("requestBody", {}).get("content", {}).values()
        if "examples" in media
    }
    assert shown == commands().keys()


def test_examples_do_what_they_say(demo_api: Api) -> None:
    """Over the demo each can be recorded, or is refused by the rule it names: never for a fault of form."""
    plain = {name: each for name, each in examples().items() if not each.after}
    later = {name: each for name, each in examples().items() if each.after}
    assert _outcomes(demo_api, plain) == {name: each.refused for name, each in plain.items()}
    tell_first(demo_api, examples())
    assert _outcomes(demo_api, later) == dict.fromkeys(later, "")
    faults = {"fields_invalid", "malformed_json", "no_such_address", "unknown_code"}
    assert faults.isdisjoint(each.refused for each in examples().values())
    assert sum(not each.refused for each in examples().values()) > 0.6 * len(examples())


def _outcomes(api: Api, tried_: dict[str, Any]) -> dict[str, str]:
    """The code that each example is refused with; nothing where it can be recorded."""
    answers = {name: tried(api, commands()[name], each) for name, each in tried_.items()}
    return {
        name: "" if answer.status_code == 200 else answer.get_json()["code"]
        for name, answer in answers.items()
    }


def test_examples_of_answers_are_such_answers() -> None:
    """What the description shows of an answer is valid under its own schema."""
    for operation in every_operation():
        for status in ("200", "201"):
            content = operation["responses"].get(status, {}).get("content", {})
            media = content.get("application/json")
            if media is None:
                continue
            schema = {**media["schema"], "components": DOCUMENT["components"]}
            faults = list(OAS31Validator(schema).iter_errors(media["example"]))
            assert faults == [], operation["operationId"]
