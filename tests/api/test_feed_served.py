"""The feed with real processes: nothing is missed and nothing told twice, whoever dies when."""

from __future__ import annotations

import select
import signal
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from threading import Event
from typing import Any
from uuid import UUID

import psycopg
import pytest

from api.feed.feed import SEATS_EACH
from api.feed.lookout import Lookout
from api.feed.page import Wanted
from ledger.application import Ledger, opened
from ledger.scope import NATIONAL, institution
from ledger.store.connection import LOG_CHANNEL
from tests.api.feed_served import Follower, Machine, Process, Writer, served, until
from tests.conftest import NewDatabase

WRITING_S = 1.0


@pytest.fixture(scope="module")
def database_url(new_database: NewDatabase) -> Iterator[str]:
    """One for all: each test goes on where the log ends."""
    with new_database() as url:
        yield url


@pytest.fixture(scope="module")
def served_feed(database_url: str) -> Iterator[Process]:
    """The feed's process, with those that it needs."""
    with served(database_url) as feed:
        yield feed


@pytest.fixture(scope="module")
def ledger(database_url: str) -> Iterator[Ledger]:
    """Where access is granted."""
    with opened(database_url, bytes(32)) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def machine(ledger: Ledger) -> Machine:
    """Who may follow everything."""
    return Machine(ledger, "machine")


@pytest.fixture
def feed(served_feed: Process) -> Process:
    """The same; started again where a test has ended it."""
    if served_feed.popen.poll() is not None:
        served_feed.__enter__()
    return served_feed


def end_of(url: str) -> int:
    """The last position, when everything that was committed has one."""
    query = "SELECT (SELECT count(*) FROM events), coalesce(max(position), 0) FROM log"
    with psycopg.connect(url, autocommit=True) as connection:
        while True:
            [events, position] = connection.execute(query).fetchone() or (0, 0)
            if events == position:
                return int(position)
            time.sleep(0.01)


def positions_of(url: str, streams: Iterable[UUID]) -> list[int]:
    """Of all events of these streams."""
    query = "SELECT position FROM sequenced_events WHERE originator_id = ANY (%s) ORDER BY position"
    with psycopg.connect(url) as connection:
        return [position for (position,) in connection.execute(query, [list(streams)])]


def test_followers_get_each_event_once_while_others_write(
    feed: Process, database_url: str, ledger: Ledger
) -> None:
    """Writers append and take back at random; each follower reads with other limits and loses pages, and the feed is
    killed in between: the nation has everything in order, each school its own and nothing of the other."""
    stop = Event()

    def write(writer: Writer) -> None:
        while not stop.is_set():
            writer.write()

    with Writer(database_url, 1, 1) as one, Writer(database_url, 2, 2) as two:
        one.found()
        two.found()
        machines = [
            Machine(ledger, "state"),
            Machine(ledger, "school-1", institution(one.school)),
            Machine(ledger, "school-2", institution(two.school)),
        ]
        followers = [Follower(feed.port, each.headers, n) for n, each in enumerate(machines)]
        with ThreadPoolExecutor(2) as pool:
            writing = [pool.submit(write, each) for each in (one, two)]
            until_s = time.monotonic() + WRITING_S
            while time.monotonic() < until_s:
                for follower in followers:
                    follower.go_on()
            feed.kill()
            stop.set()
            for written in writing:
                written.result()
    end = end_of(database_url)
    with feed:
        for follower in followers:
            follower.follow_to(end)
    assert followers[0].positions == list(range(1, end + 1))
    for follower, writer in zip(followers[1:], (one, two), strict=True):
        assert follower.positions == positions_of(database_url, {writer.school, *writer.committed})
        assert len(follower.positions) > len(writer.committed) > 0


def test_who_may_no_longer_follow_is_not_told_what_comes(
    feed: Process, database_url: str, ledger: Ledger
) -> None:
    """Access that was closed while somebody waited: the answer is a refusal, whatever there is to tell."""
    machine = Machine(ledger, "closed")
    follower = Follower(feed.port, machine.headers, after=end_of(database_url))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(follower.ask, wait=30, types="student.enrolled")
        assert_waits(waiting)
        machine.close()
        with Writer(database_url, 4, 1) as writer:
            writer.found()
            while not writer.committed:
                writer.write()
        answer = waiting.result(30)
    assert answer.status_code == 401
    assert answer.json()["code"] == "key_refused"
    assert Follower(feed.port, {}).ask().json()["code"] == "unauthenticated"


def test_who_waits_is_answered_as_soon_as_something_is_recorded(
    feed: Process, database_url: str, machine: Machine
) -> None:
    """Long before its time is over, and with that event; of what it does not follow it hears nothing."""
    follower = Follower(feed.port, machine.headers, after=end_of(database_url))
    with Writer(database_url, 3, 1) as writer, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(follower.ask, wait=30)
        assert_waits(waiting)
        began = time.monotonic()
        writer.found()
        answer = waiting.result(30)
        assert time.monotonic() - began < 10
        assert [event["type"] for event in answer.json()] == ["lv.pumpurs.institution.registered"]
        follower.after = int(answer.headers["Ledger-Position"])
        waiting = pool.submit(follower.ask, wait=2, types="student.left")
        assert_waits(waiting)
        writer.write()
        answer = waiting.result(30)
        assert answer.json() == []
        assert int(answer.headers["Ledger-Position"]) == end_of(database_url)


@pytest.mark.usefixtures("served_feed")
def test_many_notifications_at_once_are_one_call(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many have gathered, the lookout waits for more once, and then calls."""
    monkeypatch.setattr("api.feed.lookout._GATHER_S", 1.0)
    lookout, wanted = (
        Lookout(database_url),
        Wanted((NATIONAL,), frozenset({"institution.registered"})),
    )
    with Writer(database_url, 5, 1) as writer, lookout.waiting(wanted) as waiter:
        assert waiter.called.wait(30)  # once it begins, to look for themselves
        waiter.called.clear()
        with psycopg.connect(database_url, autocommit=True) as connection:
            for many in (1, 1000):  # while it waits for what comes after the first
                connection.execute(
                    "SELECT pg_notify(%s, number::text) FROM generate_series(1, %s) AS number",
                    [LOG_CHANNEL, many],
                )
                time.sleep(0.3)
        time.sleep(1)  # until it is at them: one by one they would take it minutes
        writer.found()
        assert waiter.called.wait(30)
    lookout.stop()
    [thread] = [each for each in threading.enumerate() if each.name == "lookout"]
    thread.join(30)


def assert_waits(request: Future[Any]) -> None:
    """It is not answered yet, though it was sent a while ago."""
    done, _ = wait([request], timeout=0.5)
    assert not done


def test_a_deadline_is_kept(feed: Process, database_url: str, machine: Machine) -> None:
    """With nothing to tell, the answer comes when it was asked for: not before, and not much later."""
    began = time.monotonic()
    answer = Follower(feed.port, machine.headers, after=end_of(database_url)).ask(wait=1)
    took_s = time.monotonic() - began
    assert answer.json() == []
    assert "Retry-After" not in answer.headers
    assert 1 <= took_s < 5


def test_one_client_takes_so_many_seats_and_frees_them_when_it_leaves(
    feed: Process, database_url: str, machine: Machine
) -> None:
    """One more is 429, without waiting; who hung up makes room."""
    end = end_of(database_url)
    headers = ["Host: localhost", f"Authorization: {machine.headers['Authorization']}"]
    lines = [f"GET /api/v1/events?after={end}&wait=30 HTTP/1.1", *headers, "", ""]
    request = "\r\n".join(lines).encode()
    follower = Follower(feed.port, machine.headers, after=end)
    with ExitStack() as stack:
        waiting = [
            stack.enter_context(socket.create_connection(("127.0.0.1", feed.port)))
            for _ in range(SEATS_EACH + 1)
        ]
        for each in waiting:
            each.sendall(request)
        [turned_away], _, _ = select.select(waiting, [], [], 30)
        assert turned_away.recv(12) == b"HTTP/1.1 429"
        answer = follower.ask(wait=30)
        assert answer.json()["code"] == "readers_too_many"
        assert answer.headers["Retry-After"] == "1"
        assert follower.ask().status_code == 200
    until(lambda: follower.ask(wait=1).status_code == 200)


def test_who_waits_is_answered_when_the_process_stops(
    feed: Process, database_url: str, machine: Machine
) -> None:
    """At once, with an empty page from which it can go on elsewhere."""
    followers = [Follower(feed.port, machine.headers, after=end_of(database_url)) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(each.ask, wait=30) for each in followers]
        for each in waiting:
            assert_waits(each)
        began = time.monotonic()
        feed.tell(signal.SIGTERM)
        for each in waiting:
            assert each.result(20).json() == []
        assert time.monotonic() - began < 4
