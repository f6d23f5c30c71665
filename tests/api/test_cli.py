"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from ledger.store.connection import Role, connect
from tests.api.world import World
from tests.projections.facts import Story, place, put_in_log

Pumpurs = Callable[..., Result]
STREAM = UUID("6f1c1a52-7f0e-4a63-8a2b-0d8f5a3a9f10")


@pytest.fixture
def pumpurs(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Pumpurs:
    """Runs a command on a migrated database of the test's own."""
    return on(database_url, monkeypatch)


def on(url: str, monkeypatch: pytest.MonkeyPatch) -> Pumpurs:
    """Runs commands on a database."""
    monkeypatch.setenv("DATABASE_URL", url)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, words, prog_name="pumpurs", catch_exceptions=False)

    return run


@pytest.fixture
def recorded(database_url: str) -> None:
    """Two events of one stream, committed and not yet in order."""
    states = [
        b'{"occurred_on":"2020-09-01","name":{"sealed":"b64"}}',
        b'{"occurred_on":"2020-09-02","hours":"1.25"}',
    ]
    with connect(database_url, Role.WRITER) as connection:
        connection.execute(
            "SELECT append(%s, %s, %s, %s)",
            [[STREAM, STREAM], [1, 2], ["student.registered", "student.taught"], states],
        )


def document(result: Result) -> Any:
    """The one JSON document that is all of stdout."""
    assert result.stderr == ""
    return json.loads(result.stdout)


# --- db -------------------------------------------------------------------------------------------


def test_migrating_brings_an_empty_database_up_to_date(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`status` finds a problem before, and none after; a second `migrate` has nothing to do."""
    pumpurs = on(empty_database_url, monkeypatch)
    before = pumpurs("db", "status", "--json")
    assert before.exit_code == 1
    assert {row["applied"] for row in document(before)} == {False}

    applied = document(pumpurs("db", "migrate", "--json"))["applied"]
    assert applied == [row["name"] for row in document(before)]

    after = pumpurs("db", "status", "--json")
    assert after.exit_code == 0
    assert {row["applied"] for row in document(after)} == {True}
    assert document(pumpurs("db", "migrate", "--json")) == {"applied": []}
    assert pumpurs("db", "migrate").stdout == "Up to date.\n"


# --- events ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("recorded")
def test_events_are_listed_by_position(pumpurs: Pumpurs) -> None:
    """What is committed is listed, although no sequencer runs."""
    listed = document(pumpurs("log", "list", "--json"))
    assert [(one["position"], one["type"], one["version"]) for one in listed] == [
        (1, "student.registered", 1),
        (2, "student.taught", 2),
    ]
    assert listed[1]["occurred_on"] == "2020-09-02"
    table = pumpurs("log", "list").stdout.splitlines()
    assert table[2].split() == ["2", "student.taught", str(STREAM), "2", "2020-09-02"]


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("words", "positions"),
    [
        (("--after", "1"), [2]),
        (("--type", "student.registered"), [1]),
        (("--type", "student.registered", "--type", "student.taught"), [1, 2]),
        (("--limit", "1"), [1]),
        (("--stream", str(STREAM)), [1, 2]),
        (("--stream", "00000000-0000-4000-8000-000000000000"), []),
    ],
)
def test_events_are_chosen(pumpurs: Pumpurs, words: tuple[str, ...], positions: list[int]) -> None:
    """By position, type, stream, and at most so many."""
    listed = document(pumpurs("log", "list", *words, "--json"))
    assert [one["position"] for one in listed] == positions


@pytest.mark.usefixtures("recorded")
def test_an_event_is_shown_as_it_was_recorded(pumpurs: Pumpurs) -> None:
    """With its leaf hash and its state; a sealed value stays sealed."""
    shown = document(pumpurs("log", "show", "1", "--json"))
    assert shown["state"] == {"occurred_on": "2020-09-01", "name": {"sealed": "b64"}}
    assert shown["stream"] == str(STREAM)
    assert len(bytes.fromhex(shown["leaf_hash"])) == 32
    assert shown["recorded_at"].endswith("Z")
    assert shown["leaf_hash"] in pumpurs("log", "show", "1").stdout


def test_an_event_that_is_not_there_is_a_problem(pumpurs: Pumpurs) -> None:
    """Exit code 1, a sentence on stderr, nothing on stdout."""
    result = pumpurs("log", "show", "7", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no event at position 7" in result.stderr


# --- funding and plans ----------------------------------------------------------------------------


@pytest.fixture
def spent(database_url: str) -> UUID:
    """A consultation of 1.5 h at 12.34 in Madona in 2020, one of 1 h elsewhere in 2021; the first one's student."""
    story, student = Story(), uuid4()
    story.consultation(student, date(2020, 10, 1), hours=Decimal("1.50"), where=place(1, "LV-059"))
    story.consultation(uuid4(), date(2021, 3, 1), hours=Decimal(1), where=place(2, "LV-RIX"))
    put_in_log(database_url, story.events)
    return student


@pytest.mark.usefixtures("spent")
def test_totals_are_exact_and_shown_in_cents(pumpurs: Pumpurs) -> None:
    """18.51 + 12.34; ESF has 85 %, rounded down where it is shown."""
    answer = document(pumpurs("funding", "totals", "--json"))
    [total] = answer["totals"]
    assert answer["position"] == 2
    assert (total["lines"], Decimal(total["esf"])) == (2, Decimal("26.2225"))
    assert total["shown"] == {
        "amount": "30.85",
        "esf": "26.22",
        "state": "4.63",
        "state_non_eligible": "0.00",
    }
    assert pumpurs("funding", "totals").stdout.splitlines()[1].split()[:3] == [
        "2",
        "30.85",
        "26.22",
    ]


@pytest.mark.usefixtures("spent")
@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        (["--group-by", "municipality"], {"LV-059": "18.51", "LV-RIX": "12.34"}),
        (["--group-by", "semester", "--where", "municipality=LV-059"], {"2020/21 I": "18.51"}),
        (["--where", "municipality=LV-059", "--where", "municipality=LV-RIX"], {None: "30.85"}),
        (["--as-of", "2020-12-31"], {None: "18.51"}),
        (["--known-at", "1"], {None: "18.51"}),
        (["--known-at", "2020-12-31T00:00:00Z"], {None: "0.00"}),
        (["--known-at", "2020-12-31"], {None: "0.00"}),
    ],
)
def test_totals_by_dimension_and_time(
    pumpurs: Pumpurs, words: list[str], amounts: dict[str | None, str]
) -> None:
    """Grouped, filtered, as of a day, and known at a position, an instant or a day."""
    answer = document(pumpurs("funding", "totals", "--json", *words))
    found = {
        next(iter(total["group"].values()), None): total["shown"]["amount"]
        for total in answer["totals"]
    }
    assert found == amounts


@pytest.mark.parametrize(
    "words",
    [
        ["--where", "colour=red"],
        ["--where", "region"],
        ["--group-by", "colour"],
        ["--as-of", "2021-02-30"],
        ["--known-at", "whenever"],
        ["--known-at", "2021-02-01T12:00:00"],
    ],
)
def test_a_question_that_means_nothing_is_2(pumpurs: Pumpurs, words: list[str]) -> None:
    """A dimension, day or moment that does not exist; an instant without its offset."""
    assert pumpurs("funding", "totals", *words).exit_code == 2


def test_a_plan_is_shown_with_what_came_of_it(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In force on a day, or by its id; not before it was agreed, nor as nobody knew of it."""
    plan = world.plan()
    pumpurs, student = on(database_url, monkeypatch), world.at.rpartition("/")[2]
    shown = document(pumpurs("plans", "show", student, "--as-of", "2020-10-01", "--json"))
    assert (shown["plan"]["plan_id"], shown["plan"]["state"]) == (plan, "in_force")
    assert [(line["planned"], line["held"]) for line in shown["consultations"]] == [
        ("2.00", "0.00")
    ]

    page = pumpurs("plans", "show", student, "--plan", plan, "--revision", "1").stdout
    assert re.search(r"^revision +1 of 1$", page, re.MULTILINE)
    assert re.search(r"^catering +60\.00", page, re.MULTILINE)

    for words in (["--as-of", "2020-09-01"], ["--plan", plan, "--known-at", "1"]):
        assert pumpurs("plans", "show", student, *words).exit_code == 1


def test_no_plan_is_a_problem(pumpurs: Pumpurs) -> None:
    """Neither in force nor by its id."""
    for words in ([], ["--plan", str(uuid4())]):
        result = pumpurs("plans", "show", str(uuid4()), *words, "--json")
        assert (result.exit_code, result.stdout) == (1, "")
        assert re.search("No plan is in force|no such plan", result.stderr)


# --- exit codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["log", "show", "x"], ["nonsense"], ["log", "list", "--no"]])
def test_wrong_usage_is_2(pumpurs: Pumpurs, words: list[str]) -> None:
    """Whatever is misspelt."""
    result = pumpurs(*words)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(
    "words",
    [
        ["log", "list"],
        ["sequencer"],
    ],
)
def test_a_database_that_is_not_migrated_is_3(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """And the message says what to run."""
    result = on(empty_database_url, monkeypatch)(*words)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "pumpurs db migrate" in result.stderr


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/nothing", "postgresql://?host=/nowhere", "nonsense"]
)
def test_a_database_that_is_away_is_3(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence, not a traceback."""
    result = on(url, monkeypatch)("db", "status", "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.stderr


def test_the_command_starts_the_database_it_needs(tmp_path: Path) -> None:
    """Where none is running and none is named; installed, it is called pumpurs."""
    command = Path(sys.executable).with_name("pumpurs")
    environ = {"PATH": "/usr/bin:/bin", "PUMPURS_DATA": str(tmp_path / "data")}
    ran = subprocess.run(
        [command, "db", "migrate", "--json"], env=environ, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["applied"]
    assert not (tmp_path / "data/postgres/postmaster.pid").exists()
