"""Where a command looks for the ledger: it makes none by asking, and names the variable that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main


@pytest.mark.parametrize(
    "words",
    [("figures",), ("log", "list"), ("db", "status"), ("projections", "status"), ("sequencer",)],
)
def test_asking_makes_no_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """In a folder without one: a sentence, exit code 3, and still no folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("PUMPURS_DATA", raising=False)
    result = CliRunner().invoke(main, words, prog_name="pumpurs")
    assert result.exit_code == 3
    assert "start one with 'pumpurs run', or set PUMPURS_DATA" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence begins with the variable."""
    monkeypatch.setenv("DATABASE_URL", "garbage")
    result = CliRunner().invoke(main, ("log", "list"), prog_name="pumpurs")
    assert result.exit_code == 3
    assert result.stderr.startswith("Error: DATABASE_URL: ")
