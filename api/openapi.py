"""The description of the API: what all of its operations have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_smorest import Api

from api.description import described
from api.problems import Problem
from api.schemas import row_schema

PREFIX = "/api/v1"

SETTINGS = {
    "API_TITLE": "PuMPuRS ledger",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": PREFIX,
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": "Records support measures of ESF operation 8.3.4.0/16/I/001 as immutable events, and"
            " answers from them. Amounts and hours are strings; the conventions are in docs/api.md.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/", "description": "This ledger."}],
        "security": [{"token": []}, {"key": []}],
    },
}

_TEXT = {"type": "string"}
_NUMBER = {"type": "string", "pattern": "^[0-9]+$"}

SECURITY: dict[str, dict[str, str]] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A token of an identity provider that the ledger is configured to trust.",
    },
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, pk_<id>_<secret>, as it was shown once when it was issued.",
    },
}
"""How whoever asks says who they are; either will do."""

ASKED_HEADERS: dict[str, dict[str, Any]] = {
    "Idempotency-Key": {
        "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        "description": "The client's own name for this request. Sent again, nothing new is recorded and the"
        " first answer is given again; for another request it is refused.",
    },
    "If-Match": {
        "required": True,
        "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
        "description": "The version that was read, as its ETag gave it.",
    },
    "Ledger-Ticket": {
        "schema": _NUMBER,
        "description": "The ticket of a command: the answer waits until it shows what that recorded.",
    },
    "X-Request-Id": {
        "schema": _TEXT,
        "description": "The client's own id of the request; recorded with what it records. Where it is no UUID, the"
        " ledger gives one.",
    },
    "Traceparent": {
        "schema": _TEXT,
        "description": "The caller's trace (W3C Trace Context); recorded as correlation_id with what it records.",
    },
    "On-Behalf-Of": {
        "schema": _TEXT,
        "description": "For which institution or partner, of those that whoever asks may act for.",
    },
}
COMMAND_HEADERS = ("Idempotency-Key", "X-Request-Id", "Traceparent", "On-Behalf-Of")
QUESTION_HEADERS = ("Ledger-Ticket", "X-Request-Id", "Traceparent", "On-Behalf-Of")

ANSWERED_HEADERS: dict[str, dict[str, Any]] = {
    "Location": {"schema": _TEXT, "description": "Where what was changed is read."},
    "ETag": {"schema": _TEXT, "description": "The version, for If-Match."},
    "Ledger-Ticket": {"schema": _NUMBER, "description": "For a read that is to show this."},
    "Idempotent-Replayed": {
        "schema": {"type": "string", "const": "true"},
        "description": "The same request had been recorded before; nothing was recorded now.",
    },
    "Ledger-Position": {"schema": _NUMBER, "description": "The position it speaks for."},
    "Link": {"schema": _TEXT, "description": "The next page, of a list as CSV or NDJSON."},
    "Retry-After": {"schema": _NUMBER, "description": "Seconds."},
    "RateLimit": {
        "schema": _TEXT,
        "description": "What is left of a limit (r), and in how many seconds it is whole again (t).",
    },
    "RateLimit-Policy": {
        "schema": _TEXT,
        "description": "The limit: so many at once (q), whole again after so many seconds (w).",
    },
}


def answered(*names: str) -> dict[str, str]:
    """Headers of an answer, for a response's documentation."""
    return {name: name for name in names}


class LedgerApi(Api):  # type: ignore[misc]  # flask-smorest has no type hints
    """Every refusal is a Problem; headers are described once."""

    def _register_responses(self) -> None:
        """In place of flask-smorest's own shape of errors."""
        for name, header in ANSWERED_HEADERS.items():
            self.spec.components.header(name, header, lazy=True)
        for name, parameter in ASKED_HEADERS.items():
            described = {"name": name, "required": False, **parameter}
            self.spec.components.parameter(name, "header", described, lazy=True)
        for status in HTTPStatus:
            self.spec.components.response(status.name, _refusal(status), lazy=True)
        self.spec.components.response("DEFAULT_ERROR", _refusal(None), lazy=True)
        for name, scheme in SECURITY.items():
            self.spec.components.security_scheme(name, scheme)

    def _register_pagination_header(self) -> None:
        """Pages are told of in the body."""

    def _register_etag_headers(self) -> None:
        """If-Match and ETag are described above."""

    @cached_property
    def text(self) -> str:
        """The whole description, as it is served and as docs/openapi.json has it."""
        document = described(self.spec.to_dict())
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def _openapi_json(self) -> Response:
        """The description; flask-smorest would write it anew for each request."""
        return Response(self.text, mimetype="application/json")


def _refusal(status: HTTPStatus | None) -> dict[str, Any]:
    refusal: dict[str, Any] = {
        "description": status.phrase if status else "Any other error.",
        "content": {"application/problem+json": {"schema": row_schema(Problem)}},
    }
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        refusal["headers"] = answered("Retry-After")
    elif status == HTTPStatus.TOO_MANY_REQUESTS:
        refusal["headers"] = answered("Retry-After", "RateLimit", "RateLimit-Policy")
    return refusal


def statuses(codes: Iterable[int]) -> dict[int, str]:
    """The refusals of an operation, by the names of their descriptions."""
    return {code: HTTPStatus(code).name for code in codes}
