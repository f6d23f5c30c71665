"""The API does what its description says, whatever is sent: as each role, over the demo, served."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from werkzeug.serving import make_server

from api.access.permissions import permissions
from api.application import create_app
from api.demo.people import Person, everybody
from api.openapi_json import text
from api.reach import Reach
from tests.api.fuzzing import LONG, Found, fuzzed
from tests.api.people import People

DOCUMENT: dict[str, Any] = json.loads(text())
OPERATIONS = sorted(
    operation["operationId"]
    for path in DOCUMENT["paths"].values()
    for method, operation in path.items()
    if method in ("get", "post")
)
COVERED = frozenset(
    {"students.record_consultation", "students.agree_plan", "plans.listed", "funding.totals"}
)
"""One of each kind, of which every single field and parameter is spoiled in every way."""


def of(person: Person) -> frozenset[str]:
    """The operations that are tried as somebody: all of them, or a share of what they may do, COVERED in each."""
    if LONG:
        return frozenset(OPERATIONS)
    people = everybody()
    chosen = set()
    for number, name in enumerate(OPERATIONS):
        may = [each for each in people if permissions()[name].allows(each.role, each.scope.kind)]
        if (may or people)[number % len(may or people)] == person or (
            name in COVERED and person in may
        ):
            chosen.add(name)
    return frozenset(chosen)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    """Who issues the tokens of the demo's people."""
    return People(tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def reach(demo_copy: str, people: People) -> Iterator[Reach]:
    """A ledger with a demo of its own."""
    reach = Reach(demo_copy, bytes(32), issuers=people.issuers)
    yield reach
    reach.close()


@pytest.fixture(scope="module")
def url(reach: Reach) -> Iterator[str]:
    """It, served over sockets: schemathesis sends some requests that its own WSGI client cannot."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_app(reach), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def tried(url: str, reach: Reach, token: dict[str, str], *names: str, coverage: bool) -> Found:
    """What comes of some operations."""

    def version(stream: str) -> int | None:
        try:
            return len(list(reach.ledger.recorder.select_events(UUID(stream)))) or None
        except ValueError:
            return None

    bearer = token["Authorization"].removeprefix("Bearer ")
    return fuzzed(url, bearer, frozenset(names), version, coverage=coverage)


def test_every_operation_is_tried() -> None:
    """As somebody; and everybody tries something."""
    assert frozenset().union(*(of(each) for each in everybody())) == frozenset(OPERATIONS)
    assert all(of(each) for each in everybody())


@pytest.mark.parametrize("person", everybody(), ids=lambda person: person.actor)
def test_what_is_answered_is_what_is_described(
    url: str, reach: Reach, people: People, person: Person
) -> None:
    """Nothing is a 5xx, nothing is another status, type or shape, and no fault of form is taken."""
    found = tried(url, reach, people.token(person.actor), *of(person), coverage=False)
    assert found.faults == {}, "\n\n".join(
        f"{fault}\n{curl}" for fault, curl in found.faults.items()
    )
    assert found.tried >= len(of(person))
    assert found.statuses.keys() & {200, 201}, "nothing reached the logic"


def test_every_field_may_be_spoiled(url: str, reach: Reach, people: People) -> None:
    """In every way that the description lets one think of, where it is refused and nothing else happens."""
    found = tried(url, reach, people.token("machine"), *COVERED, coverage=True)
    assert found.faults == {}, "\n\n".join(
        f"{fault}\n{curl}" for fault, curl in found.faults.items()
    )
    assert found.tried > 100
