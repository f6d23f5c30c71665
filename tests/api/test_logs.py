"""The log of the real processes holds what an allow-list knows, and nothing of anybody."""

from __future__ import annotations

import ast
import io
import json
import logging
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import requests

from api import logs
from api.logs import FIELDS
from ledger.application import opened
from ledger.role import Role
from ledger.scope import NATIONAL
from tests.api.people import People
from tests.api.serving import Served, served
from tests.tree import PACKAGES, tracked

PUMPURS = Path(sys.executable).with_name("pumpurs")
SECRETS = ("Liepa-Zelta", "251107-10203", "secret-token", "Sirpsz", "Brīvības 1")
"""A name, a personal code, a token, a diagnosis, an address: sent wherever something can be sent."""
NAME = "liepa.zelta"
"""Who signs in."""
EVERYTHING = " ".join(SECRETS)
LEVELS = ("critical", "debug", "error", "exception", "info", "log", "warning")
ALWAYS = {"at", "level", "logger", "event", "where", "withheld", "error", "frames"}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged in this process."""
    said, root, hook = io.StringIO(), logging.getLogger(), sys.excepthook
    kept = root.handlers[:], root.level
    logs.configure(said)
    yield said
    root.handlers[:], root.level = kept
    sys.excepthook = hook
    logging.captureWarnings(capture=False)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    """As objects."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_only_known_fields_of_known_form_are_logged(log: io.StringIO) -> None:
    """A number too many, a name in a code, a field nobody knows: left out, and counted."""
    own = logging.getLogger("api.x")
    right = {"status": 200, "code": "not_found", "client": str(uuid4()), "route": "/a/<uuid:id>"}
    own.info("right", extra=right)
    wrong = {"status": "200", "code": "Liepa-Zelta", "client": "Sirpsz", "route": "/a/Brīvības 1"}
    own.info("wrong", extra={**wrong, "student": "Liepa-Zelta", "ticket": True})
    said, withheld = lines(log)
    assert said.items() >= right.items()
    assert "withheld" not in said
    assert set(withheld) == {"at", "level", "logger", "event", "withheld"}
    assert withheld["withheld"] == 6


def test_what_others_say_is_told_by_its_template(log: io.StringIO) -> None:
    """Their arguments are left out; a sentence without any may have them in it, so only its place is told."""
    other = logging.getLogger("other.library")
    other.warning("connection to %s lost: %s", EVERYTHING, EVERYTHING)
    other.warning(EVERYTHING)
    other.warning(ValueError(EVERYTHING))
    template, *withheld = lines(log)
    assert (template["event"], template["withheld"]) == ("connection to %s lost: %s", 2)
    for said in withheld:
        assert said["event"] == "(withheld)"
        assert said["where"].startswith("test_logs:")


def test_an_exception_is_told_by_its_kind_and_place(log: io.StringIO) -> None:
    """With what it was raised for; never with its words, however it is logged."""
    try:
        try:
            psycopg.connect(f"host='{EVERYTHING}")
        except psycopg.Error as error:
            raise KeyError(EVERYTHING) from error
    except KeyError as error:
        logging.getLogger("ledger.x").exception("no snapshot was taken")
        sys.excepthook(KeyError, error, error.__traceback__)
    said, uncaught = lines(log)
    assert said["error"][:2] == ["builtins.KeyError", "psycopg.ProgrammingError"]
    assert uncaught["error"] == said["error"]
    assert not [secret for secret in SECRETS if secret in log.getvalue()]


def test_a_terminal_gets_text_under_the_same_rule(
    monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    """What is withheld from JSON is withheld from people's eyes, too."""
    monkeypatch.setenv("PUMPURS_LOG", "text")
    logs.configure(log)
    logging.getLogger("api.x").warning("lost", extra={"position": 7, "name_": EVERYTHING})
    assert log.getvalue() == "warning api.x: lost position=7 withheld=1\n"


def provoke(server: Served, database_url: str, who: dict[str, str]) -> None:
    """Send the secrets everywhere, to a ledger that cannot record them."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION '% in %', convert_from(NEW.state, 'UTF8'), NEW; END $$"
        )
        connection.execute(
            "CREATE TRIGGER tell BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION tell()"
        )
    headers: dict[str, str | bytes | None] = {
        **who,
        "X-Request-Id": EVERYTHING.encode(),
        "Traceparent": EVERYTHING.encode(),
        "Idempotency-Key": "secret-token",
    }
    other = {**headers, "On-Behalf-Of": EVERYTHING.encode()}
    wrong = {**headers, "Authorization": "Bearer secret-token"}
    for path in ("students", "partners", EVERYTHING, f"students/{EVERYTHING}/risks"):
        url = f"{server.url}/api/v1/{path}"
        for body in ({"name": EVERYTHING}, {"name": 7, EVERYTHING: EVERYTHING}, EVERYTHING):
            requests.post(url, json=body, headers=headers, timeout=30)
        requests.post(url, data=EVERYTHING.encode(), headers=headers, timeout=30)
        for said in (headers, other, wrong):
            requests.get(url, params={"name": EVERYTHING}, headers=said, timeout=30)
    for sent in (
        b"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization : Bearer secret-token\r\n\r\n",
        b"GET /251107-10203 secret-token HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Sirpsz: \x00secret-token\r\n\r\n",
        b"secret-token / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: Liepa-Zelta\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: secret-token\r\n\r\n",
    ):
        assert b" 400 " in server.raw(sent)


def test_nothing_of_anybody_is_in_the_log_of_the_server(
    database_url: str, kek: bytes, tmp_path: Path
) -> None:
    """Whatever is refused and whatever fails: lines of JSON, with known fields, and none of the secrets."""
    people = People(tmp_path)
    with opened(database_url, kek) as ledger:
        who = people.grant(ledger, NAME, (Role.MACHINE, NATIONAL))
    settings = {"PUMPURS_KEK": b64encode(kek).decode(), **people.environ}
    with served(database_url, tmp_path, **settings) as server:
        provoke(server, database_url, who)
        traced = {"Traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01", **who}
        answer = requests.get(f"{server.url}/api/v1/students", headers=traced, timeout=30)
    written = server.log.read_text("utf-8")
    token = who["Authorization"].removeprefix("Bearer ").split(".")
    assert not [secret for secret in (*SECRETS, NAME, "25110710203", *token) if secret in written]
    told = server.lines
    assert {name for line in told for name in line} <= ALWAYS | set(FIELDS)
    failed = [line for line in told if "error" in line]
    assert failed
    assert any(line.get("sqlstate") == "P0001" for line in failed)
    assert any("api/resource.py" in frame for line in failed for frame in line["frames"])
    requested = [line for line in told if line["event"] == "request"]
    assert {500, 422, 400, 401, 403, 404} <= {line["status"] for line in requested}
    [mine] = [line for line in requested if line["request_id"] == answer.headers["X-Request-Id"]]
    assert mine["route"] == "/api/v1/students"
    assert (mine["method"], mine["trace_id"]) == ("GET", "ab" * 16)
    assert UUID(mine["client"])


def test_what_gunicorn_refuses_is_a_problem(database_url: str, tmp_path: Path) -> None:
    """As what the application refuses, with the id under which the log tells of it."""
    with served(database_url, tmp_path, **People(tmp_path).environ) as server:
        answer = server.raw(b"GET / HTTP/1.1\r\nX-Large: " + b"a" * 9_000 + b"\r\n\r\n")
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 431 ")
        assert b"Content-Security-Policy: default-src 'none'" in head
        problem = json.loads(body)
        assert problem["code"] == "headers_too_large"
    [line] = [line for line in server.lines if line.get("code") == "headers_too_large"]
    assert (line["request_id"], line["status"]) == (problem["request_id"], 431)


def test_the_processes_behind_log_the_same_way(database_url: str) -> None:
    """A sequencer whose database refuses says so in a line of JSON, without what PostgreSQL says."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("ALTER FUNCTION sequence_events RENAME TO gone")
    ran = subprocess.run(
        [str(PUMPURS), "sequencer"],
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 3
    [line] = [json.loads(line) for line in ran.stderr.splitlines()]
    assert (line["level"], line["sqlstate"]) == ("critical", "42883")
    assert any(frame.startswith("ledger/store/sequencer.py") for frame in line["frames"])


def test_our_own_sentences_are_constants() -> None:
    """What is logged from a variable could be anybody's; ruff sees to f-strings and the like."""
    said = [
        (f"{path.name}:{call.lineno}", call.args[-1 if call.func.attr == "log" else 0])
        for path in tracked(*PACKAGES)
        if path.suffix == ".py"
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("log", "logger")
        and call.func.attr in LEVELS
    ]
    assert len(said) > 9
    assert [
        where
        for where, sentence in said
        if not isinstance(sentence, ast.Constant) or not isinstance(sentence.value, str)
    ] == []
