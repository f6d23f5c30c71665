"""The library's own tests, run against our recorder."""

import sys
from uuid import UUID

import pytest
from eventsourcing import cryptography
from eventsourcing.application import Application
from eventsourcing.persistence import AggregateRecorder, ApplicationRecorder
from eventsourcing.tests import application as library_application
from psycopg_pool import ConnectionPool

from ledger.store.connection import Connection
from ledger.store.recorder import Recorder
from tests.ledger.store import sequencing
from tests.ledger.store.sequencing import SequencingFactory, SequencingRecorder

# The library has its AESCipher twice; its tests import the one that needs another dependency.
sys.modules.setdefault("eventsourcing.cipher", cryptography)

from eventsourcing.tests import persistence as library  # noqa: E402


class WithPool:
    """Gives a unittest class the test's pool."""

    pool: ConnectionPool[Connection]

    @pytest.fixture(autouse=True)
    def _pool(self, pool: ConnectionPool[Connection], monkeypatch: pytest.MonkeyPatch) -> None:
        self.pool = pool
        monkeypatch.setattr(SequencingFactory, "pool", pool, raising=False)
        monkeypatch.setenv("PERSISTENCE_MODULE", sequencing.__name__ + ":SequencingFactory")


class TestStreams(WithPool, library.AggregateRecorderTestCase):
    """Our recorder, as it is used: it gives no positions back, as an aggregate recorder does not."""

    def create_recorder(self) -> AggregateRecorder:
        return Recorder(self.pool)


class TestLog(WithPool, library.ApplicationRecorderTestCase[ApplicationRecorder]):
    """The log, read by position, with events sequenced at once."""

    def create_recorder(self) -> ApplicationRecorder:
        return SequencingRecorder(self.pool)

    def test_insert_subscribe(self) -> None:
        """A test that the library leaves optional."""
        self.optional_test_insert_subscribe()


class TestNonInterleaving(WithPool, library.NonInterleavingNotificationIDsBaseCase):
    """Two appends of 1000 events at once stand one after the other in the log."""

    def create_recorder(self) -> ApplicationRecorder:
        return SequencingRecorder(self.pool)


class TestExampleApplication(WithPool, library_application.ExampleApplicationTestCase):
    """An application with snapshots, on our recorders and the library's own mapper."""

    expected_factory_topic = f"{sequencing.__name__}:SequencingFactory"


@pytest.mark.filterwarnings("default:'log' is deprecated:DeprecationWarning")
class TestApplication(WithPool, library_application.ApplicationTestCase):
    """The library's application and repository, with cache and contention."""

    def test_resolve_persistence_topics(self) -> None:
        """Not the library's test of the same name: that one is about other persistence modules."""
        assert isinstance(Application[UUID]().factory, SequencingFactory)
