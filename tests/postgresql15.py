"""The tests once more, on Debian's PostgreSQL 15: all that use a database and do not bring their own.

`python -m tests.postgresql15 [pytest's arguments]`; where that server is not installed, it says so and passes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ledger.store import embedded

BINARIES = Path("/usr/lib/postgresql/15/bin")
WITHOUT = (
    "tests/api/test_access_matrix.py",
    "tests/api/test_http_fuzzing.py",
    "tests/api/test_logs.py",
    "tests/api/test_metrics.py",
    "tests/api/test_newcomer.py",
    "tests/api/test_processes.py",
    "tests/api/test_proxy.py",
    "tests/api/test_run.py",
    "tests/api/test_starting.py",
    "tests/clients",
    "tests/ledger/test_embedded.py",
    "tests/ledger/test_embedded_shared.py",
    "tests/test_architecture.py",
    "tests/test_packaging.py",
)
"""What brings a database of its own, or is about who asks, what is said, and how it is served."""


def main() -> int:
    """Run the tests with DATABASE_URL set; the exit code is pytest's."""
    if not (BINARIES / "postgres").exists():
        print(f"No PostgreSQL 15 in {BINARIES}: nothing to test against.")  # noqa: T201
        return 0
    everything = ["-n", "2", "--dist", "loadfile", *(f"--ignore={path}" for path in WITHOUT)]
    order = [sys.executable, "-m", "pytest", *(sys.argv[1:] or everything)]
    with (
        tempfile.TemporaryDirectory() as folder,
        embedded.server(Path(folder), durable=False, binaries=BINARIES) as url,
    ):
        return subprocess.run(order, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
