"""The API as it is served: by gunicorn, over sockets, with a database that may go away."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_bytes
from typing import Any

import psycopg
import pytest
import requests

from api.application import create_app
from api.reach import Reach
from ledger.application import opened
from ledger.store import embedded
from ledger.store.migrate import migrate
from tests.api.http import Api, anybody, refused
from tests.api.people import People
from tests.api.serving import served

OF_STUDENTS = "SELECT count(*) FROM events WHERE topic LIKE 'student.%'"


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Who may sign in."""
    return People(tmp_path)


@pytest.fixture
def machine(database_url: str, kek: bytes, people: People) -> dict[str, str]:
    """How a machine signs in that may record about any learner."""
    with opened(database_url, kek) as ledger:
        return people.everything(ledger)


@pytest.fixture
def address(database_url: str, kek: bytes, people: People, tmp_path: Path) -> Iterator[str]:
    """A server of the API, as the Procfile starts it."""
    settings = {"PUMPURS_KEK": base64.b64encode(kek).decode(), **people.environ}
    with served(database_url, tmp_path, **settings) as server:
        yield server.url


def post(address: str, path: str, body: Any, key: str, who: dict[str, str]) -> requests.Response:
    """POST below /api/v1."""
    headers = {"Idempotency-Key": key, **who}
    return requests.post(f"{address}/api/v1{path}", json=body, headers=headers, timeout=60)


def test_twenty_clients_with_one_request_record_one_event(
    address: str, database_url: str, machine: dict[str, str]
) -> None:
    """Over two processes: one event, the same answer for all."""
    body = {"name": "A B", "personal_code": "32000000001"}
    with ThreadPoolExecutor(20) as clients:
        answers = list(
            clients.map(lambda _: post(address, "/students", body, "k", machine), range(20))
        )
    assert {answer.status_code for answer in answers} == {201}, [a.text for a in answers]
    assert len({answer.text for answer in answers}) == 1
    assert sum("Idempotent-Replayed" not in answer.headers for answer in answers) == 1
    with psycopg.connect(database_url) as connection:
        assert connection.execute(OF_STUDENTS).fetchone() == (1,)


def test_many_clients_add_to_one_student(
    address: str, database_url: str, machine: dict[str, str]
) -> None:
    """Pure additions need no version: they are decided again by themselves."""
    registered = post(address, "/students", {"name": "A B"}, "student", machine)
    student = registered.json()["student_id"]
    people = [{"relation": "guardian", "name": f"G {number}"} for number in range(24)]
    with ThreadPoolExecutor(8) as clients:
        answers = list(
            clients.map(
                lambda person: post(
                    address,
                    f"/students/{student}/representatives",
                    person,
                    person["name"][2:],
                    machine,
                ),
                people,
            )
        )
    assert [answer.status_code for answer in answers] == [201] * 24, [a.text for a in answers]
    assert sorted(answer.json()["version"] for answer in answers) == list(range(2, 26))
    with psycopg.connect(database_url) as connection:
        assert connection.execute(OF_STUDENTS).fetchone() == (25,)


def test_a_large_body_without_a_length_is_413(address: str, machine: dict[str, str]) -> None:
    """Sent in chunks, it is read no further than 1 MiB."""
    chunks = (b'{"name": "' if first else b"a" * 65_536 for first in [True] + [False] * 20)
    headers = {"Idempotency-Key": "large", "Content-Type": "application/json", **machine}
    url = f"{address}/api/v1/students"
    answer = requests.post(url, data=chunks, headers=headers, timeout=60)
    assert answer.status_code == 413, answer.text
    assert answer.json()["code"] == "body_too_large"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {"X-Large": "a" * 65_536}, 431),
        ("/", {f"X-{number}": "a" for number in range(80)}, 431),
        ("/?" + "a" * 65_536, {}, 414),
    ],
)
def test_what_is_too_large_to_be_read_is_refused(
    address: str, path: str, headers: dict[str, str], status: int, machine: dict[str, str]
) -> None:
    """By number and size; the next request of anybody is answered."""
    for _ in range(20):
        answer = requests.get(
            f"{address}/api/v1/students{path}", headers={**machine, **headers}, timeout=60
        )
        assert answer.status_code == status, answer.text
    assert requests.get(f"{address}/healthz", timeout=60).status_code == 200


def test_a_database_that_is_away_is_503_and_nothing_is_half_written(tmp_path: Path) -> None:
    """The same request is sent again when it is back, and recorded once."""
    data, kek = tmp_path / "data", token_bytes(32)
    with embedded.server(data) as url:
        migrate(url)
        reach = Reach(url, kek)
        api = Api(create_app(reach, anybody), url)
        assert api.post("/students", {"name": "A"}).status_code == 201
        api.settle()
        assert api.app.test_client().get("/readyz").status_code == 200
    key = {"Idempotency-Key": "sent-while-it-was-away"}
    for _ in range(3):
        away = api.post("/students", {"name": "B"}, headers=key)
        refused(away, 503, "database_away")
        assert away.headers["Retry-After"] == "1"
    refused(api.look("/students"), 503, "database_away")
    ready = api.app.test_client().get("/readyz")
    assert (ready.status_code, ready.get_json()["status"]) == (503, "not ready")
    assert api.app.test_client().get("/healthz").status_code == 200
    with embedded.server(data):
        answers = [api.post("/students", {"name": "B"}, headers=key) for _ in range(3)]
        assert answers[-1].status_code == 201
        assert len(api.get("/log").get_json()["items"]) == 2
    reach.close()


def test_what_is_not_foreseen_is_500_without_a_trace(api: Api) -> None:
    """A problem like any other, with the id under which the log tells what happened."""
    assert api.post("/students", {"name": "A"}).status_code == 201
    with api.app.extensions["reach"].writers.connection() as connection:
        connection.execute("RESET ROLE")
        connection.execute("ALTER FUNCTION append RENAME TO gone")
    problem = refused(api.post("/students", {"name": "A"}), 500, "internal_error")
    assert "gone" not in problem["detail"]
