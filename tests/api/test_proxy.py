"""Behind the proxy that docs/nginx.conf configures: who is slow, or sends too much, holds up nobody else."""

from __future__ import annotations

import base64
import gzip
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
import requests

from ledger.application import opened
from tests.api.http import NOBODY
from tests.api.people import People
from tests.api.serving import served
from tests.ports import free_port
from tests.tree import ROOT

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
SLOW = 40
"""More than the sixteen threads of the ledger."""

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the proxy keeps its files."""
    return tmp_path_factory.mktemp("proxy")


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Who may sign in."""
    return People(tmp_path)


@pytest.fixture
def machine(database_url: str, kek: bytes, people: People) -> dict[str, str]:
    """How a machine signs in."""
    with opened(database_url, kek) as ledger:
        return people.everything(ledger)


@pytest.fixture
def proxy(
    database_url: str, kek: bytes, people: People, tmp_path: Path, folder: Path
) -> Iterator[str]:
    """The address of the proxy, with the ledger behind it."""
    settings = {
        "PUMPURS_KEK": base64.b64encode(kek).decode(),
        "PUMPURS_PROXIES": "127.0.0.1",
        **people.environ,
    }
    with served(database_url, tmp_path, **settings) as server, nginx(folder, server.port) as url:
        yield url


@contextmanager
def nginx(folder: Path, web: int) -> Iterator[str]:
    """The proxy of docs/nginx.conf on a free port, without TLS; its address."""
    port, log = free_port(), folder / "error.log"
    config = folder / "nginx.conf"
    config.write_text(configured(folder, port, web))
    order = [str(NGINX), "-p", str(folder), "-c", str(config), "-e", str(log)]
    with subprocess.Popen(order) as running:
        try:
            while not listens(port):
                assert running.poll() is None, log.read_text()
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def configured(folder: Path, port: int, web: int) -> str:
    """The whole configuration, as whoever runs it by hand in a folder needs it."""
    said = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
    said = re.sub(r"listen .*;", f"listen 127.0.0.1:{port};", said)
    said = re.sub(r"ssl_certificate.*;\n", "\n", said)
    said = said.replace("127.0.0.1:8000", f"127.0.0.1:{web}")
    places = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = (
        "user root;\n" if os.geteuid() == 0 else ""
    )  # else its workers cannot write to the folder
    return (
        f"{user}daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\n"
        "events { worker_connections 512; }\n"
        f"http {{\naccess_log off;\n{places}\n{said}\n}}\n"
    )


def listens(port: int) -> bool:
    """Whether somebody does."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def half_sent(url: str, text: str) -> socket.socket:
    """A connection on which a request was begun and not ended."""
    host, port = url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=30)
    connection.sendall(text.encode())
    return connection


def test_slow_clients_hold_up_nobody(proxy: str, machine: dict[str, str]) -> None:
    """More half-sent headers and bodies than the ledger has threads: others are answered as ever."""
    header = "GET /api/v1/students HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
    body = "POST /api/v1/students HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
    with ExitStack() as slow:
        for text in (header, body) * (SLOW // 2):
            slow.enter_context(closing(half_sent(proxy, text)))
        with ThreadPoolExecutor(8) as clients:
            answers = list(clients.map(lambda number: post(proxy, str(number), machine), range(16)))
    assert [answer.status_code for answer in answers] == [201] * 16, [a.text for a in answers]


def test_without_the_proxy_they_would(
    database_url: str, kek: bytes, people: People, tmp_path: Path
) -> None:
    """Why it has to be there: as many of them occupy every thread of the ledger itself."""
    settings = {"PUMPURS_KEK": base64.b64encode(kek).decode(), **people.environ}
    body = "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
    with served(database_url, tmp_path, **settings) as server, ExitStack() as slow:
        assert requests.get(f"{server.url}/healthz", timeout=30).status_code == 200
        for _ in range(SLOW):
            slow.enter_context(closing(half_sent(server.url, body)))
        with pytest.raises(requests.exceptions.ReadTimeout):
            ask_until_nobody_answers(server.url)


def test_headers_of_64_kib_are_refused(proxy: str, machine: dict[str, str]) -> None:
    """At once, and the next request is answered."""
    answer = requests.get(f"{proxy}/healthz", headers={"X-Large": "a" * 65_536}, timeout=30)
    assert 400 <= answer.status_code < 500
    assert post(proxy, "next", machine).status_code == 201


def test_a_body_that_is_too_large_is_refused(proxy: str, machine: dict[str, str]) -> None:
    """By the ledger, in its words; by the proxy where it is larger than any could be."""
    headers = {**machine, "Idempotency-Key": "large", "Content-Type": "application/json"}
    for size in (1_100_000, 3_000_000):
        answer = requests.post(
            f"{proxy}/api/v1/students", data=b"a" * size, headers=headers, timeout=60
        )
        assert answer.status_code == 413


def test_a_batch_comes_through_whole(proxy: str, machine: dict[str, str]) -> None:
    """Of thousands of lines, as gzip; and a bomb is refused as it is without a proxy."""
    line = b'{"key": "%d", "command": "students.register", "body": {"name": "A"}}\n'
    lines = b"".join(line % number for number in range(1500))
    headers = {**machine, "Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    url = f"{proxy}/api/v1/batches?mode=continue"
    answer = requests.post(url, data=gzip.compress(lines), headers=headers, timeout=120)
    assert answer.status_code == 200, answer.text
    assert answer.text.count('"status":201') == answer.text.count("\n") == 1500
    bomb = gzip.compress(b" " * 200_000_000, 9)
    answer = requests.post(url, data=bomb, headers=headers, timeout=120)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_compressed")
    assert post(proxy, "next", machine).status_code == 201


def test_who_asks_is_whom_the_proxy_saw(proxy: str) -> None:
    """Who guesses keys is sent away, whatever other address each guess says that it comes from."""
    codes = [
        requests.get(
            f"{proxy}/api/v1/students/{NOBODY}",
            headers={
                "Authorization": f"Bearer pk_{guess:032x}_{guess:064x}",
                "X-Forwarded-For": f"192.0.2.{guess}",
            },
            timeout=30,
        ).status_code
        for guess in range(60)
    ]
    assert set(codes) == {401, 429}
    assert codes[-1] == 429


def ask_until_nobody_answers(url: str) -> None:
    """ReadTimeout."""
    for _ in range(SLOW):
        requests.get(f"{url}/healthz", timeout=1)


def post(url: str, key: str, who: dict[str, str]) -> requests.Response:
    """Register somebody, through the proxy."""
    headers = {"Idempotency-Key": key, **who}
    body = {"name": "A", "occurred_on": "2020-09-01"}
    return requests.post(f"{url}/api/v1/students", json=body, headers=headers, timeout=30)
