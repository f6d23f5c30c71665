"""Batches over sockets: servers die and clients go away in the middle, and nothing is lost, doubled or kept waiting."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest
import requests

from ledger.application import opened
from ledger.batches import CHUNK
from tests.api.batches import NDJSON, line, packed
from tests.api.people import People
from tests.api.serving import Served, served

LINES = 1_200
REGISTERED = "SELECT count(*) FROM events WHERE topic = 'student.registered'"
OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in trans%'"


@pytest.fixture
def who(database_url: str, kek: bytes, tmp_path: Path) -> tuple[People, dict[str, str]]:
    """People who may sign in, and how a machine does that may record about any learner."""
    people = People(tmp_path)
    with opened(database_url, kek) as ledger:
        return people, people.everything(ledger)


@pytest.fixture
def server(
    database_url: str, kek: bytes, who: tuple[People, dict[str, str]], tmp_path: Path
) -> Iterator[Served]:
    """A server of the API, as the Procfile starts it."""
    settings = {"PUMPURS_KEK": base64.b64encode(kek).decode(), **who[0].environ}
    with served(database_url, tmp_path, **settings) as server:
        yield server


def registrations() -> bytes:
    """New learners, more than are recorded by one commit."""
    lines = [line("students.register", {}, {"name": f"A {n}"}, key=f"k{n}") for n in range(LINES)]
    return packed(lines)


def one(url: str, query: str) -> int:
    """The number that a query gives."""
    with psycopg.connect(url) as connection:
        [number] = connection.execute(query.encode()).fetchone() or (0,)
        return int(number)


def until(url: str, query: str, wanted: int) -> None:
    """Wait for it."""
    deadline = monotonic() + 60
    while one(url, query) < wanted:
        assert monotonic() < deadline
        sleep(0.01)


def workers(port: int) -> list[int]:
    """The processes of the server at a port that serve requests."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"PORT={port}".encode() not in (process / "environ").read_bytes().split(b"\0"):
                continue
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) != os.getpid():
                found.append(int(process.name))
    return found


def sent(server: Served, who: dict[str, str], body: bytes) -> requests.Response:
    """POST a batch."""
    headers = {"Content-Type": NDJSON, **who}
    return requests.post(f"{server.url}/api/v1/batches", body, headers=headers, timeout=120)


def begun(server: Served, who: dict[str, str], body: bytes, length: int) -> socket.socket:
    """A connection on which a batch was sent, or a part of it."""
    head = {"Host": "localhost", "Content-Type": NDJSON, "Content-Length": str(length), **who}
    client = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    lines = ["POST /api/v1/batches HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    client.sendall("\r\n".join([*lines, "", ""]).encode() + body)
    return client


def test_sent_again_whole_each_line_is_recorded_once(
    server: Served, database_url: str, who: tuple[People, dict[str, str]]
) -> None:
    """After half of it arrived, the client went away, and the server was killed: each in the middle."""
    body = registrations()
    begun(server, who[1], body[:-100], len(body)).close()
    with begun(server, who[1], body, len(body)):
        until(database_url, REGISTERED, 1)
    with begun(server, who[1], body, len(body)):
        until(database_url, REGISTERED, CHUNK + 1)
        for worker in workers(server.port):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
    assert one(database_url, REGISTERED) % CHUNK in (0, LINES % CHUNK)
    answer = sent(server, who[1], body)
    said = [json.loads(each) for each in answer.text.splitlines()]
    assert [each["status"] for each in said] == [201] * LINES
    assert sum(each["replayed"] for each in said) >= CHUNK
    assert one(database_url, REGISTERED) == LINES
    assert one(database_url, OPEN) == 0
