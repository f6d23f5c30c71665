"""The journal's export: other programs read it, find our balances, and nothing is held for who leaves half-way."""

from __future__ import annotations

import base64
import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import psycopg
import pytest
import requests

from api.application import create_app
from api.journal_files import exporting
from api.journal_files.hledger import Hledger
from api.reach import EXPORTS_MAX, Reach
from ledger.application import opened
from ledger.institution import Place
from ledger.role import Role
from ledger.scope import NATIONAL, institution, partner
from tests.api.bookkeeping import (
    BEAN_CHECK,
    HLEDGER,
    beancount_balances,
    hledger,
    hledger_balances,
)
from tests.api.http import Api, anybody, refused
from tests.api.people import People
from tests.api.serving import Served, served
from tests.api.test_access import Gate, gate
from tests.api.test_cli import on
from tests.api.test_newcomer import examples
from tests.projections.facts import Story, put_in_log

__all__ = ["gate"]

SLICES = (
    "",
    "municipality=LV-059&semester=2020/21 I",
    "cost_category=youth_projects,training",
    "region=vidzeme&as_of=2020-11-30",
    "known_at=2000",
    "known_at=0",
)
KEK = bytes(32)
DAY = date(2020, 9, 7)
OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in trans%'"


@pytest.fixture(scope="module")
def demo(demo_copy: str) -> Iterator[Api]:
    """The API over a demo."""
    reach = Reach(demo_copy, KEK)
    yield Api(create_app(reach, anybody), demo_copy)
    reach.close()


def exported(api: Api, form: str, asked: str, **headers: str) -> str:
    """A file, whole."""
    answer = api.look(f"/journal/export?format={form}&{asked}", **headers)
    assert (answer.status_code, answer.mimetype) == (200, "text/plain"), answer.text
    assert answer.text.rpartition("\n; End: ")[2].endswith(" postings.\n")
    assert f"known at position {answer.headers['Ledger-Position']} " in answer.text
    return answer.text


def balances(api: Api, asked: str) -> dict[str, Decimal]:
    """Ours, by account; those that are not zero."""
    rows = api.look(f"/journal/balances?{asked}").get_json()["items"]
    return {row["account"]: Decimal(row["balance"]) for row in rows if Decimal(row["balance"])}


def by_code(balances: dict[str, Decimal]) -> dict[str, Decimal]:
    """Accounts by their code, which their name contains."""
    return {name.partition(":")[2][:4]: amount for name, amount in balances.items() if amount}


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
@pytest.mark.parametrize("asked", SLICES)
def test_hledgers_balances_are_ours(demo: Api, tmp_path: Path, asked: str) -> None:
    """Of every account to the last decimal, for the whole demo and for slices; its checks are silent."""
    (file := tmp_path / "a.journal").write_text(exported(demo, "hledger", asked), "utf-8")
    assert by_code(hledger_balances(file)) == balances(demo, asked)
    assert hledger(file, "check", "--strict") == ""


@pytest.mark.parametrize("asked", SLICES)
def test_beancounts_balances_are_ours(demo: Api, asked: str) -> None:
    """Of every account to the last decimal, for the whole demo and for slices."""
    text = exported(demo, "beancount", asked)
    assert by_code(beancount_balances(text)) == balances(demo, asked)


def test_bean_check_is_silent(demo: Api, tmp_path: Path) -> None:
    """About the whole demo, with names of partners and schools as they are."""
    (file := tmp_path / "a.beancount").write_text(exported(demo, "beancount", ""), "utf-8")
    ran = subprocess.run([BEAN_CHECK, file], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_pages_make_one_file(demo: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is read at once: the same bytes, each entry once, for the one position."""
    whole = exported(demo, "beancount", "known_at=5000")
    entries = demo.look("/journal/entries?known_at=5000&limit=1000").get_json()["items"]
    positions = [int(line[12:]) for line in whole.splitlines() if line.startswith("  position: ")]
    assert positions[: len(entries)] == [each["position"] for each in entries]
    assert positions == sorted(set(positions))
    for page in (7, len(positions)):
        monkeypatch.setattr(exporting, "PAGE", page)
        assert exported(demo, "beancount", "known_at=5000") == whole


def test_each_gets_what_is_theirs(gate: Gate) -> None:
    """The entries that they are listed, and no file of another's."""
    school, town, story = gate.open.institutions, gate.open.partners, Story()
    for name in "AB":
        story.consultation(uuid4(), DAY, where=Place(school[name], town[name], "LV-059", "vidzeme"))
    put_in_log(gate.reach.url, story.events)
    gate.guarded.settle()
    for name, other in (("A", "B"), ("B", "A")):
        for kind, ids, who in (
            ("institution", school, (Role.DIRECTOR, institution(school[name]))),
            ("partner", town, (Role.PARTNER_COORDINATOR, partner(town[name]))),
        ):
            signed = gate.grant(f"{kind}-{name.lower()}", who)
            text = exported(gate.guarded, "hledger", "", **signed)
            assert text.endswith("; End: 1 entries, 3 postings.\n")
            assert str(ids[name]) in text
            assert str(ids[other]) not in text
            assert f"; Entries with: {kind} = {ids[name]}\n" in text
            refused(
                gate.guarded.look(f"/journal/export?{kind}={ids[other]}", **signed),
                404,
                "not_found",
            )


def test_what_cannot_be_asked_is_refused(demo: Api) -> None:
    """A format that there is not, a day that is not, a position that is not yet; as problems, before any of a file."""
    for asked in ("format=ledger", "as_of=2020-02-30", "known_at=99999999", "partner=x"):
        answer = demo.look(f"/journal/export?{asked}")
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json"), asked


def test_only_so_many_run_at_once(demo: Api) -> None:
    """The next is told to come again; when one ends, or is left half-way, there is room again."""
    client = demo.app.test_client()
    running = [client.get("/api/v1/journal/export", buffered=False) for _ in range(EXPORTS_MAX)]
    busy = refused(client.get("/api/v1/journal/export"), 503, "too_many_exports")
    assert busy["detail"]
    assert list(islice(running[0].iter_encoded(), 1))
    for each in running:
        each.close()
    assert exported(demo, "hledger", "known_at=100")


def test_who_leaves_half_way_costs_nothing(demo: Api, tmp_path: Path) -> None:
    """As often as they like: whole files are served afterwards, and no transaction is left open."""
    people = People(tmp_path)
    with opened(demo.url, KEK) as ledger:
        who = people.grant(ledger, "accountant", (Role.AUDITOR, NATIONAL))
    settings = {"PUMPURS_KEK": base64.b64encode(KEK).decode(), **people.environ}
    with served(demo.url, tmp_path, **settings) as server:
        for _ in range(3 * EXPORTS_MAX):
            leave_half_way(server, who)
        deadline = monotonic() + 60
        for _ in range(EXPORTS_MAX + 1):
            assert whole(server, who, deadline).endswith(" postings.\n")
    with psycopg.connect(demo.url) as connection:
        assert connection.execute(OPEN).fetchone() == (0,)


def leave_half_way(server: Served, who: dict[str, str]) -> None:
    """Ask for the whole, read its beginning, and hang up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        head = "".join(
            f"{name}: {value}\r\n" for name, value in {"Host": "localhost", **who}.items()
        )
        client.sendall(f"GET /api/v1/journal/export HTTP/1.1\r\n{head}\r\n".encode())
        assert client.recv(100)


def whole(server: Served, who: dict[str, str], deadline: float) -> str:
    """A whole file, when there is room for it."""
    while True:
        url = f"{server.url}/api/v1/journal/export"
        answer = requests.get(url, headers=who, timeout=60)
        if answer.status_code == 200:
            return answer.content.decode()
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1"), answer.text
        assert monotonic() < deadline
        sleep(0.1)


def test_the_command_line_writes_the_same_file(
    demo: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printed, or into a file that is there when it is whole; of a slice, too."""
    pumpurs = on(demo.url, monkeypatch)
    words = ["--where", "region=vidzeme", "--known-at", "5000", "--as-of", "2020-12-31"]
    asked = "region=vidzeme&known_at=5000&as_of=2020-12-31"
    for form in ("hledger", "beancount"):
        same = exported(demo, form, asked)
        assert pumpurs("journal", "export", "--format", form, *words).stdout == same
        out = tmp_path / f"a.{form}"
        ran = pumpurs("journal", "export", "--format", form, *words, "--out", str(out))
        assert (ran.exit_code, ran.stdout) == (0, "")
        assert out.read_text("utf-8") == same
        assert same.rpartition("; End: ")[2].strip() in ran.stderr
    printed = json.loads(pumpurs("journal", "balances", *words, "--json").stdout)
    ours = demo.look(f"/journal/balances?{asked}").get_json()["items"]
    assert printed == ours
    assert ours


def test_a_file_that_is_not_finished_is_not_there(
    demo: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that was there before is as it was."""
    pumpurs = on(demo.url, monkeypatch)
    (out := tmp_path / "a.journal").write_text("before", "utf-8")
    monkeypatch.setattr(exporting, "PAGE", 10)
    monkeypatch.setattr(Hledger, "tail", lambda _self: (_ for _ in ()).throw(KeyboardInterrupt))
    ran = pumpurs("journal", "export", "--format", "hledger", "--out", str(out), "--overwrite")
    assert ran.exit_code == 130
    assert [each.name for each in tmp_path.iterdir()] == ["a.journal"]
    assert out.read_text("utf-8") == "before"


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
def test_the_page_for_accountants_works(demo: Api, tmp_path: Path) -> None:
    """Every line that it says to type, and in both programs the same balances as here."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    script = "set -eu\n" + "\n".join(examples("docs/journal-export.md", "sh"))
    environ = os.environ | {"DATABASE_URL": demo.url}
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environ, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert "Assets:1000-Bank" in ran.stdout
    assert len(list(tmp_path.glob("*.journal"))) == 2
