"""Batches as a test sends them: lines of commands on the learner of a small world."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import RawIOBase
from typing import Any
from uuid import uuid4

from werkzeug.test import TestResponse

from tests.api.http import Api
from tests.api.world import World

NDJSON = "application/x-ndjson"


def line(
    command: str, address: dict[str, Any], body: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """A line under a new key, unless one is given."""
    return {"key": str(uuid4()), "command": command, "address": address, "body": body, **more}


def consultation(world: World, hour: int, day: int = 7, **more: Any) -> dict[str, Any]:
    """A quarter of an hour of mathematics that begins at that hour, UTC, under the plan in force."""
    body = world.consultation(
        world.agreed,
        consultation={
            "kind": "subject",
            "specialist_kind": "pedagogue",
            "subject": "mathematics",
            "hours": "0.25",
        },
        starts=f"2020-09-{day:02}T{hour:02}:00:00Z",
        ends=f"2020-09-{day:02}T{hour:02}:15:00Z",
    )
    return line("students.record_consultation", {"student_id": world.student}, body, **more)


def packed(lines: Sequence[object]) -> bytes:
    """Lines as they are sent; bytes as they are."""
    return b"".join(
        (each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in lines
    )


def send(
    api: Api, lines: Sequence[object] | bytes | RawIOBase, query: str = "", **headers: str
) -> TestResponse:
    """POST a batch."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    data: Any = (
        packed(lines) if isinstance(lines, Sequence) and not isinstance(lines, bytes) else lines
    )
    return api.app.test_client().post(
        f"/api/v1/batches{query}",
        **{"data" if isinstance(data, bytes) else "input_stream": data},
        content_type=NDJSON,
        headers=named,
    )


def results(answer: TestResponse) -> list[dict[str, Any]]:
    """The lines of an answer."""
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == NDJSON
    return [json.loads(each) for each in answer.text.splitlines()]


def statuses(answer: TestResponse) -> list[int]:
    """What each line was answered with."""
    return [each["status"] for each in results(answer)]
