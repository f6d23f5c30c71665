"""The tests once more, on Debian's PostgreSQL 15: all that ask for a database.

`python -m tests.postgresql15 [pytest's arguments]`; where that server is not installed, it says so and passes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ledger.store import embedded

BINARIES = Path("/usr/lib/postgresql/15/bin")
WITHOUT = (
    "tests/api/test_access_matrix.py",
    "tests/api/test_http_answers.py",
    "tests/api/test_http_contract.py",
    "tests/api/test_http_fuzzing.py",
    "tests/api/test_http_headers.py",
    "tests/api/test_http_tokens.py",
    "tests/api/test_logs.py",
    "tests/api/test_metrics.py",
    "tests/api/test_proxy.py",
    "tests/api/test_publicity_browser.py",
)
"""What is about who asks, what is said and shown, and how it is served: others of these tests use the same SQL."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what asks for no server, or brings its own: whatever the version here, it would be the same again."""
    without = {each for each in items if "cluster" not in getattr(each, "fixturenames", ())}
    config.hook.pytest_deselected(items=list(without))
    items[:] = [each for each in items if each not in without]


def main() -> int:
    """Run the tests with DATABASE_URL set; the exit code is pytest's."""
    if not (BINARIES / "postgres").exists():
        print(f"No PostgreSQL 15 in {BINARIES}: nothing to test against.")  # noqa: T201
        return 0
    shared = ["-p", "tests.postgresql15", "-n", "2", "--dist", "loadfile"]
    everything = [*shared, *(f"--ignore={path}" for path in WITHOUT)]
    order = [sys.executable, "-m", "pytest", *(sys.argv[1:] or everything)]
    with (
        tempfile.TemporaryDirectory() as folder,
        embedded.server(Path(folder), durable=False, binaries=BINARIES) as url,
    ):
        return subprocess.run(order, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
