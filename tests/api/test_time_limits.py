"""A request that takes too long ends with a clear answer, and what it used can be used again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from api.application import create_app
from api.reach import Reach, Times
from tests.api.http import Api, anybody, refused

ALL = 8
"""Connections of a pool."""


@pytest.fixture
def hurried(database_url: str, kek: bytes) -> Iterator[Api]:
    """An API that waits for nothing long."""
    reach = Reach(database_url, kek, times=Times(question_s=0.2, command_s=0.4, lock_s=0.1))
    yield Api(create_app(reach, anybody), database_url)
    reach.close()


@contextmanager
def locked(url: str, table: str, mode: str) -> Iterator[None]:
    """Somebody who does not let go of a table."""
    with psycopg.connect(url) as somebody:
        somebody.execute(f"LOCK TABLE {table} IN {mode} MODE".encode())
        yield
        somebody.rollback()


def test_a_question_that_takes_too_long_is_504(hurried: Api) -> None:
    """As often as it is asked; its connections answer the next question as if nothing had been."""
    assert hurried.post("/students", {"name": "A"}).status_code == 201
    assert hurried.get("/students").status_code == 200
    with psycopg.connect(hurried.url) as connection:
        [schema] = connection.execute(
            "SELECT schema FROM projections WHERE name = 'students'"
        ).fetchone() or ("",)
    pool = hurried.app.extensions["reach"].readers
    with locked(hurried.url, f"{schema}.students", "ACCESS EXCLUSIVE"):
        for _ in range(ALL + 1):
            refused(hurried.look("/students"), 504, "too_slow")
    assert hurried.look("/students").status_code == 200
    assert pool.get_stats().get("connections_lost", 0) == 0


def test_a_command_that_waits_too_long_for_a_lock_is_503(hurried: Api) -> None:
    """Nothing is recorded; sent again with its key, it is recorded once."""
    assert hurried.post("/students", {"name": "A"}).status_code == 201
    key = {"Idempotency-Key": "waited"}
    with locked(hurried.url, "events", "EXCLUSIVE"):
        for _ in range(ALL + 1):
            busy = hurried.post("/students", {"name": "B"}, headers=key)
            refused(busy, 503, "too_busy")
            assert busy.headers["Retry-After"] == "1"
    assert [hurried.post("/students", {"name": "B"}, headers=key).status_code for _ in "12"] == [
        201,
        201,
    ]
    assert hurried.log_length() == 2


def test_a_command_that_cannot_read_is_503(hurried: Api) -> None:
    """It is not mistaken for a lost connection and tried again and again."""
    student = hurried.made("/students", {"name": "A"}, "student_id")
    path, mother = f"/students/{student}/representatives", {"relation": "mother", "name": "B"}
    with locked(hurried.url, "events", "ACCESS EXCLUSIVE"):
        refused(hurried.post(path, mother), 503, "too_busy")
    assert hurried.post(path, mother).status_code == 201
