"""What is read quickly is read as the strict readers read it; what they refuse is never read quickly."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from api import body
from api.batches import quick
from api.commands import Command
from api.errors import MalformedJson
from api.examples import examples
from api.resources import ALL

COMMANDS = {each.name: each for resource in ALL for each in resource.commands}
ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**31, 10**30, 1.5, "", " ", "\0", "\ud800", "a\nb", "ā", [], {}),
    *("12.5", "12.555", "1e2", "-0", "٣", "12.50 ", "20210901", "2021-W01-1", "2021-02-30", "1899-01-01"),
    *("2021-09-01T09:00:00+03:00", "2021-09-01T09:00:00", "2021-09-01T25:00:00Z", "2021-09-01T09:00:00Z"),
    *("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "6ba7b8109dad11d180b400c04fd430c8", "{6ba7b810-9dad-11d1}"),
    *("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7b81-09dad-11d1-80b4-00c04fd430c8", ["x"] * 1001),
    "x" * 10_001,
]  # fmt: skip


def strictly(command: Command, said: Any) -> Any:
    """What the schema makes of it; None where it refuses."""
    try:
        return command.body.load(copy.deepcopy(said))
    except ValidationError:
        return None


@pytest.mark.parametrize("name", examples())
def test_right_bodies_are_read_quickly(name: str) -> None:
    """Of every command."""
    said = examples()[name].body
    assert quick.loader(COMMANDS[name].body)(said) == strictly(COMMANDS[name], said) is not None


QUERIES: list[Schema] = [
    asked["schema"]
    for resource in ALL
    for described in resource._docs.values()
    for asked in (described.get("get") or described["post"])["arguments"]["parameters"]
    if asked["in"] == "query"
]


def test_no_query_is_read_as_an_empty_one() -> None:
    """Of every question and every command: what is left out is what the schema says, or refused by it."""
    quickly = 0
    for schema in QUERIES:
        with suppress(quick.Unusual):
            assert quick.nothing(schema) == schema.load({})
            quickly += 1
    assert quickly > 100


def _places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(node, dict | list):
        inner = list(node.items() if isinstance(node, dict) else enumerate(node))
    return [path, *(each for key, value in inner for each in _places(value, (*path, key)))]


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_spoiled_bodies_are_never_read_otherwise(data: st.DataObject) -> None:
    """Whatever stands in whichever place: read quickly, it is what the schema makes of it."""
    name = data.draw(st.sampled_from(sorted(examples())))
    said: Any = copy.deepcopy(examples()[name].body)
    for _ in range(data.draw(st.integers(1, 2))):
        *path, last = data.draw(st.sampled_from(_places(said)[1:] or [("surprise",)]))
        node = said
        for key in path:
            node = node[key]
        if data.draw(st.booleans()):
            node[last] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
        elif isinstance(node, dict):
            node.pop(last, None)
    try:
        loaded = quick.loader(COMMANDS[name].body)(said)
    except quick.Unusual:
        return
    assert loaded == strictly(COMMANDS[name], said)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    said=JSON,
    spaced=st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]),
    escaped=st.booleans(),
    twice=st.sampled_from(
        [b"", b'{"a":1,"a":1}', b'{"a" :1,"a":2,"b":{"c":3}}', b'{"\\u0061":1,"a":2}']
    ),
)
def test_json_is_never_read_otherwise(
    *, said: Any, spaced: tuple[str, str], escaped: bool, twice: bytes
) -> None:
    """However it is spelled, and never with a key twice."""
    text = json.dumps(said, separators=spaced, ensure_ascii=escaped).encode(
        "utf-8", "surrogatepass"
    )
    text = b'{"said":%b,"twice":%b}' % (text, twice) if twice else b'{"said":%b}' % text
    try:
        read = quick.read(text)
    except quick.Unusual:
        return
    assert read == body.read(text)
    assert not twice


@pytest.mark.parametrize(
    "text", [b'{"a":%b}' % (b"9" * 41), b"", b"{", b"\xff", b'{"a":1}{}', b'{"a":1,}', b"[" * 50]
)
def test_what_is_no_json_is_left_to_the_strict_reader(text: bytes) -> None:
    """It says what is wrong."""
    with pytest.raises(quick.Unusual):
        quick.read(text)
    with pytest.raises(MalformedJson):
        body.read(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=400, deadline=None)
@given(JSON)
@example({"ā": 1, "b": ["\x7f", "\\", 2**80, 1e16, {"a": "é"}]})
def test_a_body_is_always_written_alike(said: Any) -> None:
    """Quickly written or not, the digests of what was sent years ago are those of the same sent again."""
    expected = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    assert body.canonical(said) == expected
