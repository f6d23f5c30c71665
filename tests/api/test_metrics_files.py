"""The folder in which processes count together is there as long as one of them is, and no longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from api import metrics_files

OTHER = """
import os, sys
from api import metrics_files
metrics_files.hold(os.environ)
print("holds", flush=True)
sys.stdin.read()
"""


def test_the_last_one_takes_the_folder_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the other has ended as it should, or was killed; what they counted stays until then."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.delenv(metrics_files.FOLDER, raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql:///counted")
    environ = {"DATABASE_URL": "postgresql:///counted"}
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", OTHER], stdin=pipe, stdout=pipe) as other:
        assert other.stdout
        assert other.stdout.readline() == b"holds\n"
        metrics_files.share(environ)
        (shared := metrics_files.folder(environ)).joinpath("counter_1.db").touch()
        metrics_files.let_go(environ)
        assert shared.joinpath("counter_1.db").exists()
        other.kill()
    metrics_files.let_go(environ)
    assert not shared.exists()
    metrics_files.let_go(environ)


def test_a_folder_that_was_named_stays(tmp_path: Path) -> None:
    """It is the operator's."""
    environ = {metrics_files.FOLDER: str(tmp_path / "metrics")}
    metrics_files.share(environ)
    metrics_files.let_go(environ)
    assert list((tmp_path / "metrics").iterdir()) == []
