"""pumpurs statistics: figures on the command line."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from api.cli import main


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
