"""The folder in which processes count together is there as long as one of them is, and no longer."""

from __future__ import annotations

import os
import subprocess
import sys
from fcntl import flock
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from api import metrics_files

OTHER = """
import os, sys
from api import metrics_files
metrics_files.hold(os.environ)
print("holds", flush=True)
sys.stdin.read()
"""
BOTH = """
import os, sys
from prometheus_client import Counter
from api.exporter import Counted
from api.metrics_files import FOLDER, hold, read, share
given, own = ({FOLDER: folder} for folder in sys.argv[1:])

def as_user(user, group, act):
    if (child := os.fork()) == 0:
        os.setgroups([])
        os.setresgid(group, group, group)
        os.setresuid(user, user, user)
        act()
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)

def count():
    hold(own)
    os.umask(0o022)
    share(given)
    Counter("counted", "Something.").inc()

def look():
    print(*(each.name for each in Counted(read(given)).collect()))
    try:
        read(own)
    except PermissionError as error:
        print(error)

as_user(12345, 12345, count)
as_user(12347, 12346, look)
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


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
    metrics_files.hold(environ)
    metrics_files.let_go(environ)
    assert list(tmp_path.iterdir()) == []
    metrics_files.let_go(environ)


def test_a_folder_that_was_named_stays(tmp_path: Path) -> None:
    """It is the operator's."""
    environ = {metrics_files.FOLDER: str(tmp_path / "metrics")}
    metrics_files.share(environ)
    metrics_files.let_go(environ)
    assert [each.name for each in (tmp_path / "metrics").iterdir()] == [metrics_files.LOCK]


@pytest.mark.parametrize("when", ["found", "made", "opened"])
def test_who_begins_while_another_ends_has_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Of its own, where the other takes theirs away after it was found, made or opened, and before it is locked."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    environ = {"DATABASE_URL": "postgresql:///counted"}
    shared, gone, mkdir = metrics_files.folder(environ), tmp_path / "gone", Path.mkdir

    def early(folder: Path, *said: Any, **more: Any) -> None:
        mkdir(folder, *said, **more)
        if when != "opened" and not gone.exists():
            shared.rename(gone)
            if when == "found":
                raise FileExistsError(shared)

    def late(lock: int, how: int) -> None:
        if not gone.exists():
            shared.rename(gone)
        flock(lock, how)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "mkdir", early)
        meanwhile.setattr(metrics_files, "flock", late)
        metrics_files.hold(environ)
    assert gone.exists()
    assert shared.joinpath(metrics_files.LOCK).exists()
    metrics_files.let_go(environ)
    assert not shared.exists()


@pytest.mark.parametrize("name", ["file", "nowhere", "nowhere/metrics"])
def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, name: str) -> None:
    """Where a file is, or a link that leads nowhere: nobody waits for ever until it can."""
    (tmp_path / "file").touch()
    (tmp_path / "nowhere").symlink_to(tmp_path / "nothing")
    with pytest.raises(FileExistsError):
        metrics_files.hold({metrics_files.FOLDER: str(tmp_path / name)})


@as_root
def test_a_folder_of_somebody_else_is_read() -> None:
    """Where it was made for both beforehand; one that who counts has made is theirs alone."""
    with TemporaryDirectory(prefix="metrics") as folder:
        given, own = Path(folder) / "given", Path(folder) / "own"
        Path(folder).chmod(0o777)
        command = "install -d -o 12345 -g 12346 -m 0750"  # as docs/operations.md has it
        subprocess.run([*command.split(), given], check=True)
        start = [sys.executable, "-c", BOTH, str(given), str(own)]
        counting = os.environ | {metrics_files.THEIRS: str(given)}
        told = subprocess.check_output(start, env=counting, text=True).splitlines()
    assert told[0] == "counted"
    assert told[1:] == [f"{own} cannot be read: set {metrics_files.FOLDER} to another folder."]
