"""Files that commands write: what stood in their place, and what is left of it."""

from __future__ import annotations

import stat
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from api.cli.files import written


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
    """From the first byte of what takes its place."""
    (out := tmp_path / "out").touch()
    out.chmod(mode)
    with written(out) as file:
        file.write(b"after")
        [part] = set(tmp_path.iterdir()) - {out}
        assert stat.S_IMODE(part.stat().st_mode) == mode
    assert (out.read_bytes(), stat.S_IMODE(out.stat().st_mode)) == (b"after", mode)


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
