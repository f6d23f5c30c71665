"""Files that commands write: what stood in their place, and what is left of it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from api.cli import main
from api.cli.files import written

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
THEIRS = """
import os, sys
from pathlib import Path
from api.cli.files import written
os.setgroups([])
os.setresgid(12345, 12345, 12345)
os.setresuid(12345, 12345, 12345)
with written(Path(sys.argv[1])) as file:
    file.write(b"after")
"""


def test_a_link_stays_one(tmp_path: Path) -> None:
    """What it leads to is written, there or not yet."""
    (folder := tmp_path / "reports").mkdir()
    for name in ("there", "new"):
        (tmp_path / name).symlink_to(folder / name)
    (folder / "there").write_text("before")
    for name in ("there", "new"):
        with written(tmp_path / name) as file:
            file.write(b"after")
        assert (tmp_path / name).is_symlink()
        assert (folder / name).read_text() == "after"
    assert len([*folder.iterdir()]) == 2


@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_who_may_read_a_file_stays(tmp_path: Path, mode: int) -> None:
    """From the first byte of what takes its place: its owner, its group and its mode."""
    (out := tmp_path / "out").touch()
    os.chown(out, *((1, 2) if os.getuid() == 0 else (-1, os.getgroups()[-1])))
    out.chmod(mode)
    before = out.stat()
    with written(out) as file:
        file.write(b"after")
        [part] = set(tmp_path.iterdir()) - {out}
        assert _who(part.stat()) == _who(before)
    assert (out.read_bytes(), _who(out.stat())) == (b"after", _who(before))


def _who(of: os.stat_result) -> tuple[int, int, int]:
    return of.st_uid, of.st_gid, stat.S_IMODE(of.st_mode)


@pytest.mark.parametrize("there", [True, False])
def test_nobody_opens_a_file_before_it_is_narrowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    """What takes the place of one is its writer's alone when it is made; a new one is as the umask lets it."""
    out, made = tmp_path / "out", []
    if there:
        out.touch(mode=0o640)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "fchmod", lambda file, _: made.append(_who(os.fstat(file))[2]))
        with written(out):
            pass
    (new := tmp_path / "new").touch()
    assert made == ([0o600] if there else [])
    assert there or _who(out.stat()) == _who(new.stat())


@as_root
@pytest.mark.parametrize(("before", "after"), [(0o664, 0o644), (0o640, 0o600)])
def test_a_group_that_cannot_be_kept_is_not_another(before: int, after: int) -> None:
    """Who is no member of it may make a file readable for theirs no more than for all."""
    with TemporaryDirectory(prefix="theirs") as folder:
        os.chown(folder, 12345, 12345)
        (out := Path(folder) / "out").touch()
        os.chown(out, 1, 2)
        out.chmod(before)
        subprocess.run([sys.executable, "-c", THEIRS, out], check=True)
        assert _who(out.stat()) == (12345, 12345, after)


def test_what_a_killed_command_has_left_hinders_none(tmp_path: Path) -> None:
    """Not even one that has its number: the first process of a container always has the same."""
    out = tmp_path / "out"
    with suppress(KeyboardInterrupt), written(out):
        [left] = [each.name for each in tmp_path.iterdir()]
        raise KeyboardInterrupt
    (tmp_path / left).touch()
    with written(out) as file:
        file.write(b"whole")
    assert out.read_bytes() == b"whole"


def test_a_nation_that_is_there_is_kept(tmp_path: Path) -> None:
    """Unless it is to be written over."""
    (out := tmp_path / "nation.ndjson").write_text("before")
    words = ["generate", "--students", "1", "--out", str(out)]
    refused = CliRunner().invoke(main, words)
    assert (refused.exit_code, out.read_text()) == (2, "before")
    assert "--overwrite" in refused.stderr
    assert CliRunner().invoke(main, [*words, "--overwrite"]).exit_code == 0
    assert out.read_text().startswith("{")
