"""A receiver of webhooks as a test needs one: a real HTTP server on this machine that notes what it is sent."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from uuid import UUID

from api.webhooks.pace import Pace
from api.webhooks.process import Delivery
from api.webhooks.sending import Post
from api.webhooks.targets import Allowed
from ledger.application import Ledger
from ledger.scope import Scope
from ledger.store.sequencer import Sequencer
from tests.api.http import Api
from tests.ledger.scene import somebody
from tests.ledger.spec import id_of

GRANTED = date(2017, 3, 16)


def allowed(targets: str, networks: str = "") -> Allowed:
    """What these settings allow."""
    return Allowed.from_environment(
        {"PUMPURS_WEBHOOK_TARGETS": targets, "PUMPURS_WEBHOOK_NETWORKS": networks}
    )


LOCAL = allowed("localhost:*, 127.0.0.1:*", "127.0.0.0/8, ::1/128")
QUICK = Pace(
    gather=0.05, again=(0.05, 0.05), rest=0.01, rest_max=0.1, connecting=1.0, reading=1.0, whole=2.0
)


@dataclass(frozen=True)
class Message:
    """What came in."""

    headers: dict[str, str]
    """By names in lower case."""
    body: bytes

    @property
    def position(self) -> int:
        """Of the event it tells of."""
        return int(self.headers["webhook-id"].rpartition("_")[2])

    @property
    def said(self) -> Any:
        """Its JSON."""
        return json.loads(self.body)


@dataclass
class Receiver:
    """Answers 204, or what it is told to answer: a status, with headers."""

    received: list[Message] = field(default_factory=list)
    answer: Callable[[Message], tuple[int, dict[str, str]]] = lambda _: (204, {})
    port: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://localhost:{self.port}/hook"

    @property
    def positions(self) -> list[int]:
        """Of what came in, in its order."""
        return [message.position for message in self.received]

    def answers(self, status: int, **headers: str) -> None:
        """From now on it answers so."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = lambda _: (status, named)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver, until it is left."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            message = Message({k.lower(): v for k, v in self.headers.items()}, body)
            receiver.received.append(message)
            status, headers = receiver.answer(message)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        receiver.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def sending(
    url: str, kek: bytes, *, pace: Pace = QUICK, allowed: Allowed = LOCAL
) -> Iterator[None]:
    """The process that sends, in a thread of the test's own, until it is left."""
    stop = Event()
    delivery = Delivery(url, kek, Post(allowed, pace), pace)
    thread = Thread(target=delivery.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()


def until(condition: Callable[[], object], timeout_s: float = 20.0) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.01)


def subscribed(api: Api, url: str, **said: Any) -> tuple[str, str]:
    """Subscribe; the address of the webhook below /api/v1, and its secret."""
    answer = api.post("/webhooks", {"url": url, **said})
    assert answer.status_code == 201, answer.text
    made = answer.get_json()
    return f"/webhooks/{made['webhook_id']}", made["secret"]


def happened(api: Api, count: int = 1) -> str:
    """So many partners join, and get their positions; the id of the last."""
    for number in range(count):
        joined = {"name": f"Partner {number}", "kind": "municipality", "municipality": "LV-059"}
        last = api.made("/partners", {**joined, "occurred_on": "2017-03-16"}, "partner_id")
    Sequencer(api.url).sequence_once()
    return last


def opened_access(ledger: Ledger, scope: Scope, name: str = "integration") -> UUID:
    """The access of a machine that was granted a scope, under the id of its name."""
    with somebody():
        access = ledger.accesses.open(actor=name, kind="machine", occurred_on=GRANTED).id
        ledger.accesses.grant(
            access_id=access,
            grant_id=id_of(name),
            role="machine",
            scope=scope,
            valid_from=GRANTED,
            occurred_on=GRANTED,
        )
    return access
