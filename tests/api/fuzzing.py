"""What schemathesis is told about the ledger: how far to go, what is no fault, and ids that there are in the demo."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from zlib import crc32

import schemathesis
import schemathesis.openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.generation.case import Case

from api.examples import examples

LONG = os.environ.get("PUMPURS_FUZZING") == "long"
"""Every phase, every role at every operation: hours. Otherwise each operation as one role, a few tries each."""

NO_FAULT = ["2xx", "403", "404", "409", "410", "412", "414", "422", "503"]
"""What a request of the right form may be answered with: the description cannot say which ids there are, what
the role may do where, which codes a list has, what the rules of the operation allow, what somebody else has changed
since it was read (412), how long all values of an address are together (414), or what does not show yet (503)."""
REFUSED = [
    "400",
    "401",
    "403",
    "404",
    "405",
    "406",
    "409",
    "412",
    "413",
    "415",
    "422",
    "428",
    "431",
]
"""What a request of the wrong form may be answered with. Where two things are wrong, either may be said."""

Version = Callable[[str], int | None]
"""The version that a stream is at."""


@schemathesis.serializer("application/x-ndjson")
def _lines(_: Any, value: Any) -> bytes:
    """A batch of one line."""
    return json.dumps(value).encode() + b"\n"


@schemathesis.deserializer("application/x-ndjson")
def _line(_: Any, response: Any) -> Any:
    """Of a batch's answer, the first line: all have one shape."""
    return json.loads(response.content.split(b"\n")[0])


@dataclass
class Found:
    """What a run came to."""

    tried: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    """By what is wrong, how to see it: a command in curl."""


def configuration(token: str, *, coverage: bool) -> SchemathesisConfig:
    """All checks; the same cases each time."""
    return SchemathesisConfig.from_dict(
        {
            "headers": {"Authorization": f"Bearer {token}"},
            "continue-on-failure": True,
            "generation": {
                "deterministic": True,
                "max-examples": 50 if LONG else 2,
                "no-shrink": True,
                "database": "none",
            },
            "phases": {
                # What the description shows is sent by tests/api/test_http_contract.py.
                "examples": {"enabled": LONG},
                "coverage": {"enabled": coverage or LONG},
                # The answer of a command names what was made in a way of its own, which no link describes.
                "stateful": {"enabled": False},
            },
            "checks": {
                "positive_data_acceptance": {"expected-statuses": NO_FAULT},
                "negative_data_rejection": {"expected-statuses": REFUSED},
                "missing_required_header": {"expected-statuses": REFUSED},
            },
        }
    )


def fuzzed(
    url: str, token: str, operations: frozenset[str], version: Version, *, coverage: bool = False
) -> Found:
    """Send what some operations take, and what they do not, as one who signs in with the token."""
    config = configuration(token, coverage=coverage)
    schema: Any = schemathesis.openapi.from_url(f"{url}/api/v1/openapi.json", config=config)
    schema = schema.include(lambda each: _name(each.operation) in operations)

    @schema.hook  # type: ignore[untyped-decorator]
    def map_case(_: Any, case: Case[Any]) -> Case[Any]:
        if case.meta is None or case.meta.generation.mode.is_positive:
            _aim(case, version)
        return case

    found = Found()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found.faults[str(event)] = repr(event)
        elif isinstance(event, events.ScenarioFinished):
            _note(found, event)
    return found


def _aim(case: Case[Any], version: Version) -> None:
    """Let a request be about something of the demo, most of the time; a chance of its own for each."""
    example = examples().get(_name(case.operation))
    known = {**_ids(), **(example.address if example else {})}
    chance = crc32(json.dumps([case.path_parameters, case.query], default=str).encode())
    for name in case.path_parameters or {}:
        if name in known and chance % 8:
            case.path_parameters[name] = known[name]
    if example and isinstance(case.body, dict) and chance % 4:
        kept = {name for name in case.body if crc32(name.encode()) % 3 == chance % 3}
        case.body = {**example.body, **{name: case.body[name] for name in kept}}
    if case.query:
        case.query.pop("cursor", None)  # whose form the description does not tell
    if case.headers:
        case.headers.pop("On-Behalf-Of", None)  # it chooses among grants; these have one
        case.headers.pop("Ledger-Ticket", None)  # which is asked for where it was given
        stream = next(iter((case.path_parameters or {}).values()), "")
        if "If-Match" in case.headers and (at := version(str(stream))) and chance % 16:
            case.headers["If-Match"] = f'"{at}"'


@cache
def _ids() -> Mapping[str, Any]:
    return {name: it for told in examples().values() for name, it in told.address.items()}


def _name(operation: Any) -> str:
    name: str = operation.definition.raw.get("operationId", "")
    return name


def _note(found: Found, event: events.ScenarioFinished) -> None:
    for exchange in event.recorder.interactions.values():
        found.tried += 1
        if exchange.response is not None:
            status = exchange.response.status_code
            found.statuses[status] = found.statuses.get(status, 0) + 1
    for name, said, sample in _failures(event):
        found.faults[f"{event.label}: {name}: {said}"] = sample


def _failures(event: events.ScenarioFinished) -> Iterator[tuple[str, str, str]]:
    for nodes in event.recorder.checks.values():
        for node in nodes:
            if node.failure_info:
                said = re.sub(r"\s+", " ", node.failure_info.failure.message)[:300]
                yield node.name, said, node.failure_info.code_sample
