"""Requests that arrive: over pooled connections, again after a failure, each command under one key."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import urllib3
from urllib3.exceptions import HTTPError

from pumpurs_client.answers import Answer, Problem, Unreachable

PREFIX = "/api/v1"
AGAIN = frozenset({429, 502, 503, 504})
"""What a later try may not meet: it is not known to be recorded, or known not to be."""
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.25, 10.0

Headers = Mapping[str, str]


class Connection:
    """Sends requests as one access, and remembers what this client recorded last."""

    def __init__(
        self,
        url: str,
        token: str | Callable[[], str],
        *,
        on_behalf_of: str | None,
        patience_s: float,
        timeout_s: float,
    ) -> None:
        self.url = url.rstrip("/") + PREFIX
        self._token = token if callable(token) else lambda: token
        self._named = {"On-Behalf-Of": on_behalf_of} if on_behalf_of else {}
        self._patience_s = patience_s
        self._pool = urllib3.PoolManager(timeout=timeout_s, retries=False, maxsize=8)
        self._ticket = 0
        self._lock = Lock()

    def tell(
        self, path: str, body: object, *, key: str | None, dry_run: bool, version: int | None
    ) -> Answer[Any]:
        """POST a command, under the key until it is answered. Problem, Unreachable."""
        key = key or str(uuid4())
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        query = {"dry_run": True} if dry_run else {}
        answer = self._answer("POST", path, query, headers, encoded(body))
        with self._lock:
            self._ticket = max(self._ticket, answer.ticket or 0)
        return answer

    def ask(self, path: str, query: Mapping[str, Any], ticket: int | None) -> Answer[Any]:
        """GET a question, past the ticket and all that this client has recorded. Problem, Unreachable."""
        return self._answer("GET", path, query, self.past(ticket))

    def past(self, ticket: int | None = None) -> Headers:
        """The header of a question that is to know the ticket and all that this client has recorded."""
        past = max(self._ticket, ticket or 0)
        return {"Ledger-Ticket": str(past)} if past else {}

    def recorded(self, ticket: int) -> None:
        """Remember that something was recorded; what is asked from now on shows it."""
        with self._lock:
            self._ticket = max(self._ticket, ticket)

    @contextmanager
    def streamed(
        self, method: str, path: str, query: Mapping[str, Any], headers: Headers, body: bytes = b""
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """One request, once: its answer as it arrives. Problem; urllib3's HTTPError where it is cut off."""
        answer = self._send(method, path, query, headers, body, preload_content=False)
        try:
            if answer.status >= 400:
                raise _problem(answer)
            yield answer
        finally:
            answer.close()  # of one that is left half-way nothing more is wanted; one read to its end goes on

    def patience(self) -> Patience:
        """How long to go on trying, from now."""
        return Patience(self._patience_s)

    def _answer(
        self, method: str, path: str, query: Mapping[str, Any], headers: Headers, body: bytes = b""
    ) -> Answer[Any]:
        patience = self.patience()
        while True:
            try:
                answer = self._send(method, path, query, headers, body)
            except HTTPError as error:
                if not patience.wait():
                    raise Unreachable(headers.get("Idempotency-Key"), self.url, error) from error
                continue
            if answer.status < 400:
                return _answered(answer)
            problem = _problem(answer)
            if answer.status not in AGAIN or not patience.wait(problem.retry_after_s):
                raise problem

    def _send(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any],
        headers: Headers,
        body: bytes,
        *,
        preload_content: bool = True,
    ) -> urllib3.BaseHTTPResponse:
        asked = {name: _parameter(value) for name, value in query.items() if value is not None}
        sent = {"Authorization": f"Bearer {self._token()}", **self._named, **headers}
        url = f"{self.url}{path}?{urlencode(asked)}" if asked else self.url + path
        return self._pool.request(
            method, url, headers=sent, body=body or None, preload_content=preload_content
        )


class Patience:
    """Waits longer each time, somewhat at random, until nothing of its time is left."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._next_s = _FIRST_WAIT_S

    def wait(self, retry_after_s: int | None = None) -> bool:
        """Wait, at least as long as the ledger asks for; False where that is too long."""
        wait_s = (retry_after_s or 0) + self._next_s * random.uniform(0.5, 1)  # noqa: S311  no secret
        self._next_s = min(self._next_s * 2, _LONGEST_WAIT_S)
        if time.monotonic() + wait_s > self._until:
            return False
        time.sleep(wait_s)
        return True


def encoded(body: object) -> bytes:
    """JSON, with amounts, days, instants and ids as the ledger takes them."""
    return json.dumps(body, default=_parameter, ensure_ascii=False).encode()


def _parameter(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case str() | int() | UUID():
            return str(value)
        case [*values]:
            return ",".join(map(_parameter, values))
    raise TypeError(f"{type(value).__name__} cannot be told to the ledger")


def _answered(answer: urllib3.BaseHTTPResponse) -> Answer[Any]:
    tag = answer.headers.get("ETag", "").strip('"')
    position, ticket = answer.headers.get("Ledger-Position"), answer.headers.get("Ledger-Ticket")
    return Answer(
        answer.json(),
        version=int(tag) if tag.isdecimal() else None,
        position=int(position) if position else None,
        ticket=int(ticket) if ticket else None,
        replayed="Idempotent-Replayed" in answer.headers,
    )


def _problem(answer: urllib3.BaseHTTPResponse) -> Problem:
    try:
        said = json.loads(answer.data)
    except ValueError:
        said = None
    if not isinstance(said, dict):  # a proxy's own words
        said = {"status": answer.status, "detail": answer.reason or ""}
    wait_s = answer.headers.get("Retry-After", "")
    return Problem(
        {"status": answer.status, **said},
        retry_after_s=int(wait_s) if wait_s.isdecimal() else None,
    )
