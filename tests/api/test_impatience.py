"""Who sends a request byte by byte has as long as anybody: then the thread is free for others."""

from __future__ import annotations

import base64
import socket
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest
import requests

from api import impatience
from api.errors import UploadTooSlow
from ledger.application import opened
from tests.api.people import People
from tests.api.serving import served

HURRIED = """
from api.serving import *
from api import impatience
impatience.BODY_S = 1.0
"""
HEAD = """POST /api/v1/students HTTP/1.1
Host: localhost
Authorization: {Authorization}
Content-Type: application/json
Content-Length: 100000
Idempotency-Key: trickled

"""


def trickle(connection: socket.socket, enough: Event) -> None:
    """A byte and a byte, each long before anybody would have called it stalled."""
    with suppress(OSError):
        while not enough.wait(0.02):
            connection.sendall(b"x")
        connection.shutdown(socket.SHUT_WR)


def to_the_end(waiting: impatience.Patience) -> None:
    """Take all that comes."""
    while waiting.recv(1):
        pass


def test_all_of_a_body_has_its_time_and_not_each_byte() -> None:
    """However many come; whoever may take longer is given it from then on."""
    enough = Event()
    ours, theirs = socket.socketpair()
    sender = Thread(target=trickle, args=(theirs, enough))
    with ours, theirs:
        sender.start()
        waiting = impatience.Patience(ours)
        waiting.wait(0.3)
        with pytest.raises(UploadTooSlow):
            to_the_end(waiting)
        waiting.wait(60)
        assert waiting.recv(1)
        enough.set()
        to_the_end(waiting)
        sender.join()


def test_a_server_gives_up_who_trickles(database_url: str, kek: bytes, tmp_path: Path) -> None:
    """It says so, and ends the connection: the rest of it is no request. Nothing of the server is left behind."""
    config, enough, people = tmp_path / "hurried.py", Event(), People(tmp_path)
    config.write_text(HURRIED, "utf-8")
    with opened(database_url, kek) as ledger:
        who = people.everything(ledger)
    settings = {"PUMPURS_KEK": base64.b64encode(kek).decode(), **people.environ}
    settings |= {"PUMPURS_METRICS_DIR": "", "TMPDIR": str(tmp_path)}
    with served(database_url, tmp_path, config=str(config), **settings) as server:
        assert requests.get(f"{server.url}/healthz", timeout=300).status_code == 200
        client = socket.create_connection(("127.0.0.1", server.port), timeout=300)
        client.sendall(HEAD.format_map(who).replace("\n", "\r\n").encode())
        sender = Thread(target=trickle, args=(client, enough))
        sender.start()
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
        enough.set()
        sender.join()
        assert answer.startswith(b"HTTP/1.1 408 "), answer
        assert b"upload_too_slow" in answer
        client.close()
        assert requests.get(f"{server.url}/healthz", timeout=300).status_code == 200
        assert list(tmp_path.glob("pumpurs-metrics-*/*.db"))
    assert not list(tmp_path.glob("pumpurs-metrics-*"))
