"""Idempotency under fire: whatever breaks on the way, the same request sent again is one event and one answer."""

from __future__ import annotations

import base64
import json
import socket
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from secrets import token_bytes
from typing import Any

import psycopg
import pytest
import requests

from ledger.application import opened
from tests.api.batches import NDJSON, line, packed
from tests.api.people import People
from tests.api.serving import Served, served
from tests.api.wire import Wire, wire
from tests.conftest import NewDatabase
from tests.ledger.server_processes import eventually

BROKEN = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
"""What a client sees of a server that was killed: before an answer began, or in the middle of it."""

REPLAYED = "Idempotent-Replayed"
TELLING = ("Location", "ETag", "Ledger-Ticket", "Content-Type")
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: a connection that is closed is cut off at once, whatever was not read of it."""


@dataclass
class Front:
    """A server of two workers, whom a client of its own asks."""

    server: Served
    wire: Wire
    database_url: str
    who: dict[str, str]
    settings: dict[str, str]

    def register(self, name: str) -> requests.Response:
        """Send a learner's registration; its name is the key."""
        headers = {"Idempotency-Key": name, **self.who}
        url = f"{self.server.url}/api/v1/students"
        return requests.post(url, json={"name": name}, headers=headers, timeout=60)

    def insist(self, name: str) -> requests.Response:
        """Send it again as long as the connection is lost."""
        for _ in range(100):
            try:
                return self.register(name)
            except BROKEN:
                continue
        raise AssertionError(f"{name} was never answered")

    def batch(self, lines: list[dict[str, Any]]) -> requests.Response:
        """Send a batch."""
        headers = {"Content-Type": NDJSON, **self.who}
        url = f"{self.server.url}/api/v1/batches"
        return requests.post(url, data=packed(lines), headers=headers, timeout=60)

    def written(self, name: str) -> bytes:
        """The same registration as bytes."""
        body = json.dumps({"name": name}).encode()
        headers = {
            "Host": f"127.0.0.1:{self.server.port}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Idempotency-Key": name,
            **self.who,
        }
        head = "".join(f"{field}: {value}\r\n" for field, value in headers.items())
        return f"POST /api/v1/students HTTP/1.1\r\n{head}\r\n".encode() + body

    def call(self, said: bytes) -> socket.socket:
        """A client that says something, and will not hear the answer."""
        client = socket.create_connection(("127.0.0.1", self.server.port))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        client.sendall(said)
        return client

    def recorded(self) -> int:
        """How many registrations there are."""
        with psycopg.connect(self.database_url) as connection:
            query = "SELECT count(*) FROM events WHERE topic LIKE '%.registered'"
            [count] = connection.execute(query).fetchone() or (0,)
        return int(count)


@pytest.fixture(scope="module")
def front(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """One for all: each test has its own names."""
    folder, kek = tmp_path_factory.mktemp("front"), token_bytes(32)
    people = People(folder)
    with new_database() as url, wire(url) as joined:
        with opened(url, kek) as ledger:
            who = people.everything(ledger)
        settings = {"PUMPURS_KEK": base64.b64encode(kek).decode(), **people.environ}
        with served(joined.url, folder, **settings) as server:
            yield Front(server, joined, url, who, settings)


def same(first: requests.Response, again: requests.Response) -> None:
    """Answered again with what the first answer said, and told that it is not the first."""
    assert (first.status_code, again.status_code) == (201, 201), (first.text, again.text)
    assert again.text == first.text
    assert [again.headers[name] for name in TELLING] == [first.headers[name] for name in TELLING]
    assert again.headers[REPLAYED] == "true"


def test_a_worker_killed_between_commit_and_answer(front: Front) -> None:
    """What is committed and never was answered is answered when it is sent again, and not recorded again."""
    before = front.recorded()
    front.wire.lose_the_answer_to(b"student.registered")
    with ThreadPoolExecutor(1) as client:
        lost = client.submit(front.register, "between")
        assert front.wire.lost.wait(30)
        eventually(lambda: front.recorded() == before + 1)
        assert not lost.done()
        front.server.kill(*front.server.workers)
        with pytest.raises(BROKEN):
            lost.result(30)
    first = front.insist("between")
    assert first.headers[REPLAYED] == "true"
    same(first, front.insist("between"))
    assert front.recorded() == before + 1


def test_workers_killed_again_and_again(front: Front) -> None:
    """While four clients send: each has its answer in the end, one event for each, and hears the same again."""
    before = front.recorded()
    names = [f"again-{number}" for number in range(40)]
    answered: Queue[str] = Queue()

    def send(name: str) -> requests.Response:
        answer = front.insist(name)
        answered.put(name)
        return answer

    with ThreadPoolExecutor(4) as clients:
        sent = clients.map(send, names)
        for _ in range(3):
            for _ in range(8):
                answered.get(timeout=60)
            front.server.kill(front.server.workers[0])
        answers = list(sent)
    for name, first in zip(names, answers, strict=True):
        same(first, front.insist(name))
    assert front.recorded() == before + len(names)


def test_a_batch_killed_half_way_is_sent_again_whole(front: Front) -> None:
    """What two commits had recorded is answered, the rest is recorded, each key once."""
    before = front.recorded()
    kinds = ["students"] * 500 + ["specialists"] * 500 + ["students"] * 100
    lines = [
        line(f"{kind}.register", {}, {"name": "A B", "occurred_on": "2020-09-01"}) for kind in kinds
    ]
    front.wire.lose_the_answer_to(b"specialist.registered")
    with ThreadPoolExecutor(1) as client:
        lost = client.submit(front.batch, lines)
        assert front.wire.lost.wait(30)
        eventually(lambda: front.recorded() == before + 1000)
        front.server.kill(*front.server.workers)
        with pytest.raises(requests.RequestException):
            lost.result(30)
    eventually(lambda: len(front.server.workers) == 2)
    first, again = (
        [json.loads(each) for each in front.batch(lines).text.splitlines()] for _ in range(2)
    )
    assert [each["replayed"] for each in first] == [True] * 1000 + [False] * 100
    assert [{**each, "replayed": True} for each in first] == again
    assert front.recorded() == before + len(lines)


def test_a_client_that_never_reads_its_answer(front: Front) -> None:
    """Cut off when it is recorded, or as soon as it is sent: one event, whenever it is asked for again."""
    before = front.recorded()
    with front.call(front.written("unread")):
        eventually(lambda: front.recorded() == before + 1)
    first = front.register("unread")
    assert first.headers[REPLAYED] == "true"
    same(first, front.register("unread"))
    names = [f"cut-{number}" for number in range(20)]
    for name in names:
        front.call(front.written(name)).close()
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(front.register, names))
    for name, answer in zip(names, answers, strict=True):
        same(answer, front.register(name))
    assert front.recorded() == before + 1 + len(names)


def test_half_a_request_records_nothing(front: Front) -> None:
    """Wherever it is cut off; sent whole, it is the first."""
    before = front.recorded()
    whole = front.written("half")
    for end in (20, len(whole) // 2, len(whole) - 10, len(whole) - 1):
        front.call(whole[:end]).close()
        with front.call(whole[:end]) as client:
            client.shutdown(socket.SHUT_WR)
            while client.recv(4096):
                pass
    assert front.recorded() == before
    first = front.register("half")
    assert REPLAYED not in first.headers
    same(first, front.register("half"))


def test_another_server_answers_as_the_one_before(front: Front, tmp_path: Path) -> None:
    """Keys are in the log, in no process: a server started anew hears the same request again."""
    names = [f"restarted-{number}" for number in range(3)]
    with served(front.database_url, tmp_path, **front.settings) as server:
        old = Front(server, front.wire, front.database_url, front.who, front.settings)
        before = old.recorded()
        firsts = [old.register(name) for name in names]
        server.kill(server.pid, *server.workers)
    with pytest.raises(BROKEN):
        old.register(names[0])
    for name, first in zip(names, firsts, strict=True):
        same(first, front.register(name))
    assert front.recorded() == before + len(names)
