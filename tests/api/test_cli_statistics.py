"""pumpurs statistics: figures on the command line."""

from __future__ import annotations

import base64
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from api.cli import main
from tests.tree import ROOT


@pytest.fixture
def run(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Where commands are typed, beside the demo."""
    monkeypatch.setenv("DATABASE_URL", demo_url)
    monkeypatch.setenv("PUMPURS_DATA", str(tmp_path))
    monkeypatch.setenv("PUMPURS_KEK", base64.b64encode(bytes(32)).decode())
    return CliRunner()


def typed(run: CliRunner, *words: str) -> Result:
    """The command with some words."""
    return run.invoke(main, ["statistics", *words])


def test_figures_are_listed_and_told(run: CliRunner) -> None:
    """By name, as a table; what is not published says so, with the code that HTTP has."""
    assert "institutions_joined" in typed(run).stdout
    told = typed(run, "plans", "--period", "2020/21", "--group-by", "municipality", "--public")
    assert told.exit_code == 0
    assert "LV-059" in told.stdout
    assert "…" in told.stdout
    refused = typed(run, "plans", "--period", "until 2021-01-15", "--public")
    assert refused.exit_code == 1
    assert "not_public" in refused.stderr


def test_a_workbook_is_written_to_a_file(run: CliRunner, tmp_path: Path) -> None:
    """Which has to be named; CSV is printed."""
    assert typed(run, "plans", "--format", "xlsx").exit_code == 2
    out = tmp_path / "plans.xlsx"
    words = ("plans", "--period", "2020/21", "--scope", "municipality:LV-059")
    assert typed(run, *words, "--format", "xlsx", "--out", str(out)).exit_code == 0
    assert load_workbook(out).worksheets[0]["A2"].value == 286
    assert "plans,municipality:LV-059,2020/21,286" in typed(run, *words, "--format", "csv").stdout


def test_a_file_is_of_the_kind_that_its_name_says(run: CliRunner, tmp_path: Path) -> None:
    """Unless another is named; a name that says none is wrong usage, and nothing is written."""
    words = ("plans", "--period", "2020/21", "--scope", "municipality:LV-059", "--out")
    assert typed(run, *words, str(tmp_path / "plans.xlsx")).exit_code == 0
    assert load_workbook(tmp_path / "plans.xlsx").worksheets[0]["A2"].value == 286
    assert typed(run, *words, str(tmp_path / "plans.CSV")).exit_code == 0
    assert "plans,municipality:LV-059,2020/21,286" in (tmp_path / "plans.CSV").read_text()
    assert typed(run, *words, str(tmp_path / "plans"), "--format", "json").exit_code == 0
    told = (tmp_path / "plans").read_text()
    assert json.loads(told)["code"] == "plans"
    assert len(told) - len(told.rstrip("\n")) == 1
    for wrong in (["plans.txt"], ["plans.txt", "--format", "table"]):
        refused = typed(run, *words, str(tmp_path / wrong[0]), *wrong[1:])
        assert refused.exit_code == 2
        assert ".csv, .xlsx or .json" in refused.stderr
    assert typed(run, "--format", "csv").exit_code == 2
    assert {each.name for each in tmp_path.iterdir()} == {"plans.xlsx", "plans.CSV", "plans"}


def test_a_file_that_is_there_is_kept(run: CliRunner, tmp_path: Path) -> None:
    """Unless it is to be written over; where none can be written, it is named as it was."""
    (out := tmp_path / "plans.csv").write_text("before")
    words = ("plans", "--period", "2020/21", "--out")
    refused = typed(run, *words, str(out))
    assert (refused.exit_code, out.read_text()) == (2, "before")
    assert "--overwrite" in refused.stderr
    assert typed(run, *words, str(out), "--overwrite").exit_code == 0
    assert out.read_text().startswith("code,")
    nowhere = typed(run, *words, str(tmp_path / "none" / "plans.csv"))
    assert nowhere.exit_code == 3
    assert (
        nowhere.stderr
        == f"Error: {tmp_path}/none/plans.csv cannot be written: No such file or directory.\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["plans", "--period", "2020-13"],
            "there is no month 13, they are 01 to 12; a school year is written 2020/21.",
        ),
        (["plns"], "lists those there are, and so does `pumpurs statistics`."),
        (
            ["diff", "--from", "12000", "--to", "2017-01-01"],
            "and ends before that, at 2017-01-01 (position 0, since nothing had been recorded by then): give",
        ),
        (
            ["diff", "--from", "12000", "--to", "100"],
            "begins at position 12000 and ends before that, at position 100:",
        ),
    ],
)
def test_what_is_wrong_is_said_once(run: CliRunner, words: list[str], said: str) -> None:
    """In the words of who asked."""
    refused = typed(run, *words)
    assert refused.exit_code == 1
    assert refused.stderr.count(said) == 1
    assert refused.stderr.count("There is no") <= 1
    assert refused.stderr.count("\n") == 1


def test_a_code_that_does_not_exist_gives_no_empty_file(run: CliRunner, tmp_path: Path) -> None:
    """It is refused, as over HTTP, with where to find those there are."""
    out = tmp_path / "a.journal"
    words = ["journal", "export", "--format", "hledger", "--out", str(out), "--where"]
    for where in ("municipality=XX", "semester=2020/21 III", "region=vidzemē"):
        refused = run.invoke(main, [*words, where])
        assert refused.exit_code == 2
        assert "/api/v1/vocabulary" in refused.stderr
    assert not out.exists()


def test_what_the_page_says_of_the_demo_is_so(run: CliRunner) -> None:
    """Step by step: what it says to type is answered, and each amount that it tells is in an answer."""
    page = (ROOT / "docs" / "statistics.md").read_text("utf-8")
    section = page.partition("## Consultations and money in the demo")[2].partition("\n## ")[0]
    answers = "".join(answered(run, line) for line in commands(section))
    amounts = re.findall(r"\b\d{1,3}(?: \d{3})*\.\d\d\b", section)
    assert len(amounts) >= 9
    assert [each for each in amounts if each.replace(" ", "") not in answers] == []
    concepts = (ROOT / "docs" / "concepts-statistics.md").read_text("utf-8")
    since_a_publication, *_ = commands(concepts)
    assert "consultation_hours, nation, whole\n" in answered(run, since_a_publication)


def commands(page: str) -> list[str]:
    """What a page says to type."""
    return re.findall(r"^\.venv/bin/pumpurs (.*)$", page, re.MULTILINE)


def answered(run: CliRunner, command: str) -> str:
    """What one of them prints."""
    ran = run.invoke(main, shlex.split(command))
    assert ran.exit_code == 0, (command, ran.stderr)
    return ran.stdout
