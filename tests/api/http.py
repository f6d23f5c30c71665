"""A client of the API as a test uses it: over the real application, a real database, and the log put in order."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid4, uuid5

from flask import Flask, Request
from werkzeug.test import TestResponse

from api.access import Subject
from api.reach import Reach
from ledger.access import Grant
from ledger.role import Role
from ledger.scope import NATIONAL
from ledger.store.sequencer import Sequencer
from projections.engine import Engine

NOBODY = "00000000-0000-4000-8000-000000000000"


def refused(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The problem that an answer is."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    problem: dict[str, Any] = answer.get_json()
    assert problem["code"] == code
    assert problem["status"] == status
    assert problem["type"] == f"/api/docs/errors/{code}"
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert "Traceback" not in answer.text
    return problem


def pointers(problem: dict[str, Any]) -> set[str]:
    """Where its faults are."""
    return {fault["pointer"] for fault in problem["errors"]}


def anybody(request: Request, _reach: Reach) -> Subject:
    """Who may do everything everywhere; of several, the one that the header Actor names.

    For tests that ask what can be recorded and answered; others ask who may.
    """
    grants = [
        Grant(role=role, scope=NATIONAL, valid_from=date.min, valid_until=None) for role in Role
    ]
    actor = request.headers.get("Actor", "local")
    client = request.headers.get("Client", "local")
    return Subject(uuid5(NAMESPACE_OID, actor), actor, client, tuple(grants))


class Api:
    """Sends commands with a key of their own, and reads what the log knows."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app = app
        self.url = url

    def post(
        self, path: str, body: Any = None, *, headers: dict[str, str] | None = None, **kwargs: Any
    ) -> TestResponse:
        """POST below /api/v1, under a new Idempotency-Key unless one is given."""
        given = {"Idempotency-Key": str(uuid4()), **(headers or {})}
        if body is not None or not kwargs:
            kwargs["json"] = {} if body is None else body
        return self.app.test_client().post(f"/api/v1{path}", headers=given, **kwargs)

    def get(self, path: str, **headers: str) -> TestResponse:
        """GET below /api/v1, when everything committed has been taken in."""
        self.settle()
        return self.look(path, **headers)

    def look(self, path: str, **headers: str) -> TestResponse:
        """GET below /api/v1, as it is now."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        client = self.app.test_client()
        return client.get(
            f"/api/v1{path}", headers=named, buffered=True
        )  # to its end, as a server does

    def settle(self) -> None:
        """Give positions, and let the projections catch up."""
        Sequencer(self.url).sequence_once()
        Engine(self.url).catch_up()

    def made(self, path: str, body: Any, name: str, **headers: str) -> str:
        """POST what must succeed; the id of what it made."""
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        answer = self.post(path, body, headers=named)
        assert answer.status_code == 201, answer.text
        made: str = answer.get_json()[name]
        return made

    def log_length(self) -> int:
        """How many events there are, with or without a position."""
        reach = self.app.extensions["reach"]
        reach.open()
        with reach.readers.connection() as connection:
            [count] = connection.execute("SELECT count(*) FROM events").fetchone() or (0,)
        return int(count)
