"""pumpurs ask: any question of the API, on the command line."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64encode

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from tests.api.http import NOBODY
from tests.api.world import World


@pytest.fixture(autouse=True)
def _on_the_database(database_url: str, kek: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("PUMPURS_KEK", b64encode(kek).decode())


def asked(*words: str) -> Result:
    """Run a question."""
    return CliRunner().invoke(main, ["ask", *words], catch_exceptions=False)


def test_an_answer_is_the_one_of_http(world: World) -> None:
    """The history of a learner, now and as it was known before the risk was recorded."""
    path = f"/students/{world.student}/timeline"
    there = world.api.get(path)
    here = asked(path)
    assert (here.exit_code, here.stderr) == (0, "")
    assert json.loads(here.stdout) == there.get_json()
    before = int(there.headers["Ledger-Position"]) - 1
    fewer = json.loads(asked(path.strip("/"), f"known_at={before}").stdout)["items"]
    assert len(fewer) == len(there.get_json()["items"]) - 1


def test_a_list_comes_as_csv_too(world: World) -> None:
    """With a heading, and filters as over HTTP."""
    answer = asked("students", f"institution_id={world.school}", "--as", "csv")
    [row] = csv.DictReader(io.StringIO(answer.stdout))
    assert row["student_id"] == world.student


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([f"students/{NOBODY}"], 1, "not_found"),
        (["students", "stage=grade-99"], 1, "unknown_code"),
        (["nothing/of/that/kind"], 1, "no_such_address"),
        (["students", "stage"], 2, "is not NAME=VALUE"),
        (["students", "--as", "xml"], 2, "'xml' is not one of"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    world: World, words: list[str], code: int, said: str
) -> None:
    """In the words of HTTP, and with the exit code that scripts look at."""
    world.api.settle()
    answer = asked(*words)
    assert (answer.exit_code, answer.stdout) == (code, "")
    assert said in answer.stderr


def test_without_an_address_it_lists_what_can_be_asked(world: World) -> None:
    """Every question of the description, with its sentence."""
    world.api.settle()
    listed = asked().stdout
    for path, operations in world.api.look("/openapi.json").get_json()["paths"].items():
        if "get" in operations:
            assert path.removeprefix("/api/v1/") in listed
            assert operations["get"]["summary"] in listed
