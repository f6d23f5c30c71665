"""A ledger that is served, a way to it that can fail, and a client that goes this way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.application import opened
from ledger.key_encryption_key import load_kek
from ledger.role import Role
from ledger.scope import NATIONAL
from ledger.store import embedded
from pumpurs_client import Client
from tests.api.people import People
from tests.api.test_run import Running, started
from tests.clients.faulty import Way, faulty_way


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    """Who may sign in."""
    return People(tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, people: People) -> Iterator[Running]:
    """A ledger that is served, with a machine and somebody of the nation."""
    with started(tmp_path_factory.mktemp("served"), **people.environ) as running:
        running.until_ready()
        with embedded.database(running.data) as url:
            with opened(url, load_kek({}, running.data)) as ledger:
                people.everything(ledger)
                people.grant(ledger, "ikvd", (Role.NATIONAL, NATIONAL))
            yield running


@pytest.fixture
def way(served: Running) -> Iterator[Way]:
    """A way to it that can fail."""
    with faulty_way(f"http://127.0.0.1:{served.port}") as way:
        yield way


@pytest.fixture
def token(people: People) -> str:
    """What the machine signs in with."""
    return people.token("machine")["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def ledger(way: Way, token: str) -> Client:
    """A client that goes this way."""
    return Client(way.url, token, patience_s=20)
