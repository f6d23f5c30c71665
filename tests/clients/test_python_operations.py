"""The Python client has every operation of the API, with the types of its description."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any, NotRequired, get_origin, get_type_hints

import msgspec
import pytest

from api.description import operations
from generate import BY_HAND, PACKAGE, Shapes, generated
from pumpurs_client import Answer, shapes
from pumpurs_client.connection import Connection
from pumpurs_client.operations import Parts
from tests.tree import ROOT

DOCUMENT: dict[str, Any] = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
OPERATIONS = {
    operation["operationId"]: (path, item.get("parameters", []), operation)
    for path, item in DOCUMENT["paths"].items()
    for operation in operations(item)
    if operation["operationId"] not in BY_HAND
}


class Heard(Connection):
    """Notes what would be sent, and answers with nothing."""

    def __init__(self) -> None:
        self.sent: tuple[str, str, dict[str, Any]] = ("", "", {})

    def tell(self, path: str, body: object, **said: Any) -> Answer[Any]:
        """A command."""
        self.sent = ("post", path, {"body": body, **said})
        return Answer(None)

    def ask(self, path: str, query: Any, ticket: int | None) -> Answer[Any]:
        """A question."""
        self.sent = ("get", path, {**query, "ticket": ticket})
        return Answer({"items": [], "next": None})


def test_it_is_made_from_the_description() -> None:
    """As it is committed: python clients/python/generate.py."""
    for name, text in generated(DOCUMENT).items():
        assert (PACKAGE / name).read_text("utf-8") == text, name


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_reaches_its_address(name: str) -> None:
    """By its name, with all that it may be asked with."""
    path, address, operation = OPERATIONS[name]
    heard = Heard()
    method = getattr(getattr(Parts(heard), operation["tags"][0]), name.partition(".")[2])
    ids = {each["name"]: f"{number}/ā" for number, each in enumerate(address)}
    given = dict.fromkeys(inspect.signature(method).parameters, 7) | ids
    answer = method(**given)
    if not isinstance(answer, Answer):
        assert list(answer) == []
    how, where, said = heard.sent
    assert how == ("post" if "requestBody" in operation else "get")
    escaped = {key: value.replace("/", "%2F").replace("ā", "%C4%81") for key, value in ids.items()}
    assert f"/api/v1{where}" == path.format_map(escaped)
    asked = {each["name"] for each in operation["parameters"] if each.get("in") == "query"}
    headers = {each.get("$ref", "").rpartition("/")[2] for each in operation["parameters"]}
    expected = asked - {"cursor"} | ({"body", "key"} if how == "post" else {"ticket"})
    if "If-Match" in headers:
        expected |= {"version"}
    assert {key for key, value in said.items() if value is not None} == expected


def test_shapes_have_the_fields_of_the_schemas() -> None:
    """All of them, and the same ones are required."""
    known = Shapes(SCHEMAS)
    compared = 0
    for name, schema in SCHEMAS.items():
        shape = getattr(shapes, known.names[name], None)
        if shape is None:  # a page of rows, or what client.py has by hand
            assert re.search(r"List$|^(Problem|DryRun|Batch.*)$", name), name
            continue
        compared += 1
        hints = get_type_hints(shape, include_extras=True)
        assert hints.keys() == schema.get("properties", {}).keys()
        required = {key for key, hint in hints.items() if get_origin(hint) is not NotRequired}
        assert required == set(schema.get("required", ())), name
    assert compared > 300


def test_answers_are_of_their_types() -> None:
    """Each example of an answer reads as the client says it is."""
    for _, _, operation in OPERATIONS.values():
        status = "201" if "requestBody" in operation else "200"
        media = operation["responses"][status]["content"]["application/json"]
        reference = media["schema"].get("$ref", "").rpartition("/")[2]
        shape = getattr(shapes, Shapes(SCHEMAS).names.get(reference, ""), None)
        if shape:
            assert msgspec.convert(media["example"], shape) == media["example"]
