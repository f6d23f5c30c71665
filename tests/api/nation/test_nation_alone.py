"""A process that loads some parts of a nation, when the one that asked for it is gone."""

from __future__ import annotations

from multiprocessing import Pipe
from pathlib import Path

from api.nation.loading import Target, _record_parts


def test_whose_parent_was_killed_ends_without_a_word(tmp_path: Path) -> None:
    """It has nobody to say anything to: neither what it has done, nor that this could not be said."""
    asked, mine = Pipe()
    asked.close()
    with mine:
        _record_parts(20, 1, Target("", bytes(32)), tmp_path, [], mine)
