"""Lets the processes that gunicorn starts count together; done before prometheus-client is loaded, which asks then."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, MutableMapping
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
from hashlib import sha256
from pathlib import Path

FOLDER = "PUMPURS_METRICS_DIR"
LOCK = "lock"
"""The file in the folder that each process which uses it keeps locked, for as long as it is there."""
ATTEMPTS = 100
"""How often the folder is made while others take theirs away; one that cannot be made is not waited for."""
THEIRS = "PROMETHEUS_MULTIPROC_DIR"

_locks: dict[Path, int] = {}
"""What this process keeps locked; a process that it forks keeps it, too."""


def share(environ: MutableMapping[str, str]) -> None:
    """Make the folder, without what processes that are gone have left in it; OSError."""
    shared = hold(environ)
    for file in left(shared, "*.db"):
        file.unlink(missing_ok=True)
    environ[THEIRS] = str(shared)


def hold(environ: Mapping[str, str]) -> Path:
    """The folder, which stays as long as this process uses it; OSError."""
    shared = folder(environ)
    tries = 0
    while shared not in _locks:
        tries += 1
        try:
            shared.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shared.stat().st_uid != os.getuid():
                raise PermissionError(
                    f"{shared} is somebody else's: set {FOLDER} to another folder."
                )
            _lock(shared)
        except (FileNotFoundError, FileExistsError):
            if tries == ATTEMPTS:
                raise
    return shared


def read(environ: Mapping[str, str]) -> Path:
    """The folder, for who only reads there: one that was named may be somebody else's. PermissionError."""
    if not environ.get(FOLDER):
        return hold(environ)
    shared = folder(environ)
    shared.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not os.access(shared, os.R_OK | os.X_OK):
        raise PermissionError(f"{shared} cannot be read: set {FOLDER} to another folder.")
    return shared


def let_go(environ: Mapping[str, str]) -> None:
    """Take the folder away when nobody uses it any more; one that was named stays."""
    shared = folder(environ)
    if (lock := _locks.pop(shared, None)) is None:
        return
    try:
        if not environ.get(FOLDER):
            flock(lock, LOCK_EX | LOCK_NB)
            # Away first: who comes now makes one of their own, and loses nothing of it.
            gone = shared.rename(f"{shared}-{os.getpid()}")
            shutil.rmtree(gone, ignore_errors=True)
    except OSError:
        pass  # others use it, or it was taken away by hand
    finally:
        os.close(lock)


def _lock(shared: Path) -> None:
    """Keep the folder locked; FileNotFoundError where it is gone meanwhile."""
    lock = os.open(shared / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        flock(lock, LOCK_SH)
        if not os.path.samestat(os.fstat(lock), (shared / LOCK).stat()):
            raise FileNotFoundError(shared)
    except BaseException:
        os.close(lock)
        raise
    _locks[shared] = lock


def folder(environ: Mapping[str, str]) -> Path:
    """Where the processes of one ledger on one machine, or in one container, keep their counts."""
    if named := environ.get(FOLDER):
        return Path(named)
    ledger = sha256(environ.get("DATABASE_URL", "").encode()).hexdigest()[:12]
    # Containers may share a temporary folder; the numbers of their processes say nothing to each other.
    numbers = Path("/proc/self/ns/pid").stat().st_ino
    return Path(tempfile.gettempdir()) / f"pumpurs-metrics-{os.getuid()}-{numbers}-{ledger}"


def left(shared: Path, pattern: str) -> Iterator[Path]:
    """Files of processes that are gone: each bears its process's number."""
    for file in shared.glob(pattern):
        pid = file.stem.rpartition("_")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            yield file
