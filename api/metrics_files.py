"""Lets the processes that gunicorn starts count together; done before prometheus-client is loaded, which asks then."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, MutableMapping
from hashlib import sha256
from pathlib import Path

FOLDER = "PUMPURS_METRICS_DIR"
HELD = "held_"
"""Before the number of a process that uses the folder."""
THEIRS = "PROMETHEUS_MULTIPROC_DIR"


def share(environ: MutableMapping[str, str]) -> None:
    """Make the folder, without what processes that are gone have left in it; PermissionError."""
    shared = hold(environ)
    for file in left(shared, "*.db"):
        file.unlink(missing_ok=True)
    environ[THEIRS] = str(shared)


def hold(environ: Mapping[str, str]) -> Path:
    """The folder, which stays as long as this process uses it; PermissionError."""
    shared = folder(environ)
    shared.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shared.stat().st_uid != os.getuid():
        raise PermissionError(f"{shared} is somebody else's: set {FOLDER} to another folder.")
    (shared / f"{HELD}{os.getpid()}").touch()
    return shared


def let_go(environ: Mapping[str, str]) -> None:
    """Take the folder away when nobody uses it any more; one that was named stays."""
    shared = folder(environ)
    (shared / f"{HELD}{os.getpid()}").unlink(missing_ok=True)
    for file in left(shared, f"{HELD}*"):
        file.unlink(missing_ok=True)
    if not environ.get(FOLDER) and not any(shared.glob(f"{HELD}*")):
        shutil.rmtree(shared, ignore_errors=True)


def folder(environ: Mapping[str, str]) -> Path:
    """Where the processes of one ledger on one machine keep their counts."""
    if named := environ.get(FOLDER):
        return Path(named)
    ledger = sha256(environ.get("DATABASE_URL", "").encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"pumpurs-metrics-{os.getuid()}-{ledger}"


def left(shared: Path, pattern: str) -> Iterator[Path]:
    """Files of processes that are gone: each bears its process's number."""
    for file in shared.glob(pattern):
        pid = file.stem.rpartition("_")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            yield file
