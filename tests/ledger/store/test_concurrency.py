"""Many writers, dying sequencers, one reader: nothing is missed, doubled, torn or out of order."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby, pairwise
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from random import Random
from threading import Event, Thread
from time import sleep
from uuid import UUID

import psycopg
from eventsourcing.persistence import Notification

from ledger.store.recorder import Recorder
from ledger.store.sequencer import Sequencer
from tests.ledger.store.crowd import Key, sequence, write

WRITERS = 8
WRITING_S = 7
processes = get_context("spawn")


def test_every_committed_event_appears_exactly_once(
    database_url: str, empty_database_url: str, recorder: Recorder
) -> None:
    """8 writers with savepoints and rollbacks, two sequencers of which one is killed again and
    again, index builds, a long write in another database, and a reader that follows the tail."""
    with (
        a_long_write(empty_database_url),
        a_reader(recorder) as looks,
        two_mortal_sequencers(database_url),
    ):
        committed = written_by_a_crowd(database_url)
        Sequencer(database_url).sequence_once()
    seen = [notification for look in looks for notification in look]

    assert len(seen) > 1000
    assert [n.id for n in seen] == list(range(1, len(seen) + 1))
    assert Counter(key_of(n) for n in seen) == Counter(committed)
    assert_streams_are_in_order(seen)
    assert_no_append_is_torn(looks)


def written_by_a_crowd(url: str) -> list[Key]:
    """What the writers committed, while indexes were built under them."""
    pipes = [processes.Pipe(duplex=False) for _ in range(WRITERS)]
    writers = [
        processes.Process(target=write, args=(url, seed, WRITING_S, told))
        for seed, (_, told) in enumerate(pipes)
    ]
    for writer in writers:
        writer.start()
    with psycopg.connect(url, autocommit=True) as superuser:
        sleep(WRITING_S / 3)
        superuser.execute("CREATE INDEX CONCURRENTLY events_topic_1 ON events (topic)")
        superuser.execute("CREATE INDEX events_topic_2 ON events (topic)")
    committed = [key for heard, _ in pipes for key in heard.recv()]
    for writer, pipe in zip(writers, pipes, strict=True):
        writer.join()
        for end in pipe:
            end.close()
    return committed


@contextmanager
def two_mortal_sequencers(url: str) -> Iterator[None]:
    """Two at once; every half a second one of them gets SIGKILL and is started anew."""
    stop = Event()

    def started() -> BaseProcess:
        process = processes.Process(target=sequence, args=(url,), daemon=True)
        process.start()
        return process

    def reap() -> None:
        random = Random(1)  # noqa: S311  repeatable
        alive = [started(), started()]
        while not stop.wait(0.5):
            victim = alive.pop(random.randrange(2))
            victim.kill()
            victim.join()
            alive.append(started())
        for process in alive:
            process.kill()
            process.join()

    reaper = Thread(target=reap)
    reaper.start()
    try:
        yield
    finally:
        stop.set()
        reaper.join()


@contextmanager
def a_reader(recorder: Recorder) -> Iterator[list[list[Notification]]]:
    """Follows the log; what it saw at each look, complete once the context has ended."""
    stop = Event()
    looks: list[list[Notification]] = []

    def follow() -> None:
        position = 0
        while True:
            last = stop.is_set()
            if found := list(
                recorder.select_notifications(position, 10**9, inclusive_of_start=False)
            ):
                looks.append(found)
                position = found[-1].id
            if last:
                return
            stop.wait(0.001)

    reader = Thread(target=follow)
    reader.start()
    try:
        yield looks
    finally:
        stop.set()
        reader.join()


@contextmanager
def a_long_write(url: str) -> Iterator[None]:
    """A transaction that has written, in another database, and does not end."""
    with psycopg.connect(url) as other:
        other.execute("CREATE TABLE elsewhere AS SELECT 1 AS one")
        yield


def key_of(notification: Notification) -> Key:
    """Stream and version."""
    return UUID(str(notification.originator_id)), notification.originator_version


def assert_streams_are_in_order(seen: list[Notification]) -> None:
    """Each stream's versions rise by one from position to position."""
    versions: dict[UUID, list[int]] = {}
    for stream, version in map(key_of, seen):
        versions.setdefault(stream, []).append(version)
    for found in versions.values():
        assert found[0] == 1
        assert all(later == earlier + 1 for earlier, later in pairwise(found))


def assert_no_append_is_torn(looks: list[list[Notification]]) -> None:
    """Within each look every append is whole and in one piece."""
    for look in looks:
        states = [json.loads(n.state) for n in look]
        for _, run in groupby(states, key=lambda state: state["append"]):
            lines = list(run)
            assert len(lines) == lines[0]["size"]
