"""The sequencer, one property at a time; all at once in test_concurrency."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import monotonic, sleep
from typing import ClassVar
from uuid import uuid4

import psycopg
import pytest
from psycopg.rows import TupleRow

from ledger.store.append import append
from ledger.store.connection import LOG_CHANNEL, Role, connect
from ledger.store.recorder import Recorder
from ledger.store.sequencer import SequenceBehind, Sequencer
from tests.ledger.store.conftest import Events

Superuser = psycopg.Connection[TupleRow]


@pytest.fixture
def sequencer(database_url: str) -> Sequencer:
    """The sequencer under test."""
    return Sequencer(database_url)


@contextmanager
def running(sequencer: Sequencer) -> Iterator[None]:
    """A sequencer in a thread."""
    stop = Event()
    thread = Thread(target=sequencer.run, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def eventually(reached: Callable[[], bool], timeout_s: float = 10) -> bool:
    """Wait until something is so."""
    deadline = monotonic() + timeout_s
    while not reached():
        if monotonic() > deadline:
            return False
        sleep(0.002)
    return True


def test_positions_follow_ticket_and_line(
    recorder: Recorder, sequencer: Sequencer, events: Events
) -> None:
    """1, 2, 3 … in the order of appends and of lines within them; then there is nothing to do."""
    streams = [uuid4() for _ in range(3)]
    for count, stream in enumerate(streams, start=1):
        recorder.append(events(count, stream))
    assert sequencer.sequence_once() == 6
    assert sequencer.sequence_once() == 0
    found = [
        (n.id, n.originator_id, n.originator_version)
        for n in recorder.select_notifications(None, 9)
    ]
    first, second, third = streams
    expected = [(first, 1), (second, 1), (second, 2), (third, 1), (third, 2), (third, 3)]
    assert found == [(position, *event) for position, event in enumerate(expected, start=1)]


@pytest.mark.parametrize("commits", [True, False])
def test_an_earlier_ticket_is_waited_for(
    database_url: str, recorder: Recorder, sequencer: Sequencer, events: Events, *, commits: bool
) -> None:
    """An open append holds back those after it until it is committed or rolled back."""
    early, late = uuid4(), uuid4()
    with (
        connect(database_url, Role.WRITER, autocommit=False) as slow,
        ThreadPoolExecutor(1) as aside,
    ):
        append(slow, events(2, early))
        recorder.append(events(1, late))
        sequencing = aside.submit(sequencer.sequence_once)
        sleep(0.1)
        assert recorder.max_notification_id() is None
        if commits:
            slow.commit()
        else:
            slow.rollback()
        assert sequencing.result(10) == (3 if commits else 1)
    order = [n.originator_id for n in recorder.select_notifications(None, 9)]
    assert order == ([early, early, late] if commits else [late])


def test_who_appends_nothing_holds_up_nobody(
    database_url: str,
    recorder: Recorder,
    sequencer: Sequencer,
    events: Events,
    superuser: Superuser,
) -> None:
    """A long transaction that writes elsewhere, and one that reads the events, are not waited for."""
    with (
        superuser.transaction(),
        connect(database_url, Role.READER, autocommit=False) as reader,
    ):
        superuser.execute("CREATE TABLE elsewhere AS SELECT 1 AS one")
        reader.execute("SELECT count(*) FROM events")
        recorder.append(events())
        assert sequencer.sequence_once() == 1


def test_a_large_backlog_goes_in_batches_of_whole_appends(
    recorder: Recorder, sequencer: Sequencer, events: Events, superuser: Superuser
) -> None:
    """No append is divided between two batches."""
    for _ in range(5):
        recorder.append(events(4_500))
    assert sequencer.sequence_once() == 22_500
    per_batch = superuser.execute(
        "SELECT count(*) FROM log GROUP BY sequenced_at ORDER BY sequenced_at"
    ).fetchall()
    assert per_batch == [(13_500,), (9_000,)]


@pytest.mark.parametrize("count", [1, 3, 4, 5, 50])
def test_after_events_it_looks_again_in_a_moment(
    recorder: Recorder, sequencer: Sequencer, events: Events, count: int
) -> None:
    """However many came together, and however often: the pause grows only where nothing comes."""
    rounds = 12

    class Pauses(Event):
        """Notes how long each is, instead of waiting; what comes is appended meanwhile."""

        asked: ClassVar[list[float]] = []

        def wait(self, timeout: float | None = None) -> bool:
            self.asked.append(timeout or 0)
            if len(self.asked) < rounds:
                recorder.append(events(count))
            if len(self.asked) == 2 * rounds:
                self.set()
            return self.is_set()

    recorder.append(events(count))
    sequencer.run(pauses := Pauses())
    waited, idle = pauses.asked[:rounds], pauses.asked[rounds:]
    assert set(waited) == {waited[0]}
    assert waited[0] < idle[0] <= idle[-1]
    assert idle == sorted(idle)


def test_readers_are_notified_once_a_batch(
    recorder: Recorder, sequencer: Sequencer, events: Events, superuser: Superuser
) -> None:
    """Not once an event, and never by the append itself."""
    superuser.execute(f"LISTEN {LOG_CHANNEL}".encode())
    for count in (3, 50, 1):
        recorder.append(events(count))
    assert not list(superuser.notifies(timeout=0.1))
    sequencer.sequence_once()
    assert len(list(superuser.notifies(timeout=0.2))) == 1
    sequencer.sequence_once()
    assert not list(superuser.notifies(timeout=0.1))


def test_several_at_once_agree(recorder: Recorder, database_url: str, events: Events) -> None:
    """Without any lock between them, the log's own constraints keep it right."""
    total = 0
    with ThreadPoolExecutor(4) as crowd:
        for _ in range(10):
            for _ in range(20):
                recorder.append(events(5))
            sequencers = [Sequencer(database_url) for _ in range(4)]
            total += sum(crowd.map(Sequencer.sequence_once, sequencers))
    assert total == 1000
    assert [n.id for n in recorder.select_notifications(None, 2000)] == list(range(1, 1001))


def test_a_restore_without_sequences_is_refused_in_words(
    recorder: Recorder, sequencer: Sequencer, events: Events, superuser: Superuser
) -> None:
    """Events whose tickets were used before would never get a position."""
    for _ in range(3):
        recorder.append(events())
    sequencer.check()
    superuser.execute("SELECT setval('tickets', 1, false)")
    for refused in (sequencer.check, lambda: sequencer.run(Event())):
        with pytest.raises(
            SequenceBehind, match=r"restored without its sequences.*setval\('tickets', 3\)"
        ):
            refused()
    superuser.execute("SELECT setval('tickets', 3)")
    sequencer.check()


def test_a_snapshot_that_could_be_too_old_is_refused(database_url: str) -> None:
    """Sequencing under REPEATABLE READ would miss events, so it is not done."""
    with connect(database_url, Role.WORKER) as worker:
        worker.execute("SET default_transaction_isolation TO 'repeatable read'")
        with pytest.raises(psycopg.errors.InvalidTransactionState):
            worker.execute("SELECT sequence_events(0, 100)")


def test_it_goes_on_after_a_lost_connection(
    recorder: Recorder, sequencer: Sequencer, events: Events, superuser: Superuser
) -> None:
    """The server restarts, the sequencer does not."""
    with running(sequencer):
        recorder.append(events())
        assert eventually(lambda: recorder.max_notification_id() == 1)
        superuser.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE application_name = 'pumpurs_worker' AND datname = current_database()"
        )
        recorder.append(events())
        assert eventually(lambda: recorder.max_notification_id() == 2)


def test_a_second_one_takes_over(
    recorder: Recorder, sequencer: Sequencer, events: Events, database_url: str
) -> None:
    """It follows at a slower pace while the first one leads, and leads when that one is gone."""
    with running(sequencer):
        with running(Sequencer(database_url)):
            recorder.append(events())
            assert eventually(lambda: recorder.max_notification_id() == 1)
        recorder.append(events())
        assert eventually(lambda: recorder.max_notification_id() == 2)


def test_an_instant_means_the_last_position_by_then(
    recorder: Recorder, sequencer: Sequencer, events: Events, superuser: Superuser
) -> None:
    """Before the first event it is 0."""
    instants = [datetime.now(UTC)]
    for _ in range(7):
        recorder.append(events(3))
        sequencer.sequence_once()
        instants.append(datetime.now(UTC))
    instants.append(instants[-1] + timedelta(days=1))
    found = [
        position
        for instant in instants
        for (position,) in superuser.execute("SELECT position_at(%s)", [instant])
    ]
    assert found == [0, 3, 6, 9, 12, 15, 18, 21, 21]
