"""What tests of the API may ask for: the application over a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from secrets import token_bytes

import pytest
from flask import Request

from api import demo
from api.access import Subject
from api.application import create_app
from api.identity import Tokens
from api.reach import Reach
from ledger.application import opened
from ledger.scope import NATIONAL
from ledger.store.sequencer import Sequencer
from projections.engine import Engine
from tests.api.http import Api, anybody
from tests.api.signing import Signer, verifier
from tests.api.webhook_receiver import LOCAL, Receiver, opened_access, receiving
from tests.api.world import World
from tests.conftest import NewDatabase, cloned


@pytest.fixture
def kek() -> bytes:
    """The key that encrypts the keys of a test's ledger."""
    return token_bytes(32)


@pytest.fixture
def api(database_url: str, kek: bytes) -> Iterator[Api]:
    """The API over an empty ledger."""
    reach = Reach(database_url, kek)
    yield Api(create_app(reach, anybody), database_url)
    reach.close()


@pytest.fixture
def world(api: Api) -> World:
    """A ledger with an operation, a partner, a school, a specialist and a learner with a plan in force."""
    return World(api)


@pytest.fixture(scope="session")
def demo_url(new_database: NewDatabase) -> Iterator[str]:
    """A database with the demo, in order and projected, made once; to be read only."""
    with new_database() as url:
        with opened(url, kek=bytes(32)) as ledger:
            demo.load(ledger)
        Sequencer(url).sequence_once()
        Engine(url).catch_up()
        yield url


@pytest.fixture(scope="module")
def signer() -> Signer:
    """The issuer's key."""
    return Signer()


@pytest.fixture(scope="module")
def tokens(signer: Signer, tmp_path_factory: pytest.TempPathFactory) -> Tokens:
    """Who verifies tokens of that issuer."""
    return verifier(tmp_path_factory.mktemp("issuers"), signer)


@pytest.fixture(scope="module")
def demo_copy(cluster: str, demo_url: str) -> Iterator[str]:
    """A database with the demo that a module may write to."""
    with cloned(cluster, demo_url) as url:
        yield url


@pytest.fixture
def hooks(database_url: str, kek: bytes) -> Iterator[Api]:
    """The API over an empty ledger, which lets webhooks go to this machine."""
    reach = Reach(database_url, kek, targets=LOCAL)
    reach.open()
    access_id = opened_access(reach.ledger, NATIONAL)

    def somebody_known(request: Request, reach: Reach) -> Subject:
        return replace(anybody(request, reach), access_id=access_id)

    yield Api(create_app(reach, somebody_known), database_url)
    reach.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that takes all it is sent."""
    with receiving() as receiver:
        yield receiver
