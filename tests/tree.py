"""The project's own files, as the tests about them see them."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("ledger", "projections", "api")


def tracked(*folders: str) -> list[Path]:
    """The files in some folders (default: all) that git knows or would add, sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = set(listed.stdout.split("\0")) - {""}
    return [path for path in map(ROOT.joinpath, sorted(names)) if path.exists()]
