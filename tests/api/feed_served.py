"""The feed as it is served, beside those who write; and somebody who follows it over HTTP."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import requests
from eventsourcing.persistence import StoredEvent

from api.api_keys import drawn
from ledger.application import Ledger
from ledger.calendar import riga_day
from ledger.institution import Institution
from ledger.scope import NATIONAL, Scope
from ledger.store.append import append
from ledger.store.connection import Role, connect
from ledger.store.mapper import FactMapper
from ledger.store.sequencer import Sequencer
from ledger.student.student import Student
from projections.engine import Engine
from projections.scopes import Scopes
from tests.ledger.scene import somebody
from tests.ports import free_port
from tests.projections.engines import running
from tests.projections.facts import Story, place

DAY = date(2020, 10, 1)
KEK = base64.b64encode(bytes(32)).decode()


def until(condition: Callable[[], bool], timeout_s: float = 60) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Process:
    """A process of the product's, which may be killed and started again."""

    def __init__(self, command: str, url: str, port: int = 0) -> None:
        self.port = port
        self._order = [
            str(Path(sys.executable).with_name(command.split()[0])),
            *command.split()[1:],
        ]
        self._environ = os.environ | {
            "DATABASE_URL": url,
            "PUMPURS_KEK": KEK,
            "PORT": str(port),
            "FEED_PORT": str(port),
            "PUMPURS_LIMIT_FEED": "off",
            "PUMPURS_API_KEYS_ONLY": "1",
        }

    def __enter__(self) -> Process:
        self.popen = subprocess.Popen(self._order, env=self._environ, start_new_session=True)
        if self.port:
            until(self._lives)
        return self

    def __exit__(self, *_: object) -> None:
        self.tell(signal.SIGTERM)
        self.popen.wait(20)

    def _lives(self) -> bool:
        assert self.popen.poll() is None, "it has ended"
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=60).ok
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
            return False

    def tell(self, order: signal.Signals) -> None:
        """Signal it and what it started."""
        os.killpg(self.popen.pid, order)

    def kill(self) -> None:
        """At once, in the middle of everything."""
        self.tell(signal.SIGKILL)
        self.popen.wait(20)


@contextmanager
def served(url: str) -> Iterator[Process]:
    """The feed, while the log is put in order and the read model follows it."""
    stop = Event()
    sequencer = Thread(target=Sequencer(url).run, args=[stop])
    sequencer.start()
    try:
        with running(Engine(url, [Scopes])):
            feed = Process("gunicorn --config python:api.feed_serving", url, free_port())
            with feed:
                yield feed
    finally:
        stop.set()
        sequencer.join()


class Machine:
    """Somebody with an API key, who follows the log."""

    def __init__(self, ledger: Ledger, actor: str, scope: Scope = NATIONAL) -> None:
        self._accesses = ledger.accesses
        today = riga_day(datetime.now(UTC))
        with somebody(at=datetime.now(UTC)):
            self._id = self._accesses.open(actor=actor, kind="machine", occurred_on=today).id
            self._accesses.grant(
                access_id=self._id,
                grant_id=uuid4(),
                role="machine",
                scope=scope,
                valid_from=today,
                occurred_on=today,
            )
            key = drawn(uuid4())
            self._accesses.issue_key(
                access_id=self._id,
                key_id=key.id,
                digest=key.digest,
                valid_until=today,
                occurred_on=today,
            )
        self.headers = {"Authorization": f"Bearer {key}"}

    def close(self) -> None:
        """From now on they may do nothing."""
        now = datetime.now(UTC)
        with somebody(at=now, reason="it is over"):
            self._accesses.close(access_id=self._id, occurred_on=riga_day(now))


class Follower:
    """Follows the feed by positions alone, with a limit and a connection that are never the same for long."""

    def __init__(
        self, port: int, headers: Mapping[str, str], seed: int = 0, after: int = 0
    ) -> None:
        self.after = after
        self.positions: list[int] = []
        self._at = f"http://127.0.0.1:{port}/api/v1/events"
        self._headers = headers
        self._random = Random(seed)  # noqa: S311  repeatable
        self._session = requests.Session()

    def ask(self, **query: int | str) -> requests.Response:
        """One page, whatever it is."""
        asked: dict[str, int | str] = {"after": self.after, **query}
        return self._session.get(self._at, params=asked, headers=dict(self._headers), timeout=60)

    def go_on(self, wait: int = 0) -> int:
        """The next page; how many events there were on it. The page is lost now and then, and asked for again."""
        answer = self.ask(limit=self._random.choice([7, 100, 1000]), wait=wait)
        assert answer.status_code == 200, answer.text
        if self._random.random() < 0.2:
            self._session.close()
            self._session = requests.Session()
            return 1
        events: list[dict[str, Any]] = answer.json()
        self.positions += [event["position"] for event in events]
        self.after = int(answer.headers["Ledger-Position"])
        return len(events)

    def follow_to(self, position: int) -> None:
        """Until everything up to there has been looked at."""
        until(lambda: self.go_on(wait=1) >= 0 and self.after >= position)


class Writer:
    """Appends learners with their consultations at one school, at random; some appends are taken back."""

    def __init__(self, url: str, school: int, seed: int) -> None:
        self.committed: set[UUID] = set()
        self.school = place(school).institution_id
        self._where = place(school)
        self._random = Random(seed)  # noqa: S311  repeatable
        self._connection = connect(url, Role.WRITER)
        self._mapper = FactMapper()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def found(self) -> None:
        """Record the school."""
        story = Story()
        story.record(
            Institution.Registered,
            self._where.institution_id,
            DAY,
            originator_topic=Institution.TOPIC,
            name="School",
            kind="general",
        )
        self._append(story)

    def write(self) -> None:
        """One append, which commits or does not."""
        student, story = uuid4(), Story()
        story.record(
            Student.Enrolled,
            student,
            DAY,
            enrolment_id=uuid4(),
            institution_id=self._where.institution_id,
            stage="grade-7",
            programme_kind="general",
        )
        for _ in range(self._random.randint(0, 20)):
            story.consultation(student, DAY, where=self._where)
        commits = self._random.random() < 0.7
        with self._connection.transaction(force_rollback=not commits):
            self._append(story)
            time.sleep(self._random.choice([0, 0, 0.01]))
        if commits:
            self.committed.add(student)

    def _append(self, story: Story) -> None:
        append(self._connection, [self._stored(event) for event in story.events])

    def _stored(self, event: Any) -> StoredEvent:
        return self._mapper.to_stored_event(event)
