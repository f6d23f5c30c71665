"""The keeper: a small process that runs PostgreSQL in a folder for as long as somebody uses it.

It is run as a plain file with the standard library only: `keeper.py DATA BINARIES LOCK MODE`.
The decision page 0001 says why there is a keeper at all.
"""

# ruff: noqa: S603 - it starts PostgreSQL's own programs, with arguments of our own

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

USERS = "users.lock"  # shared by all who use the database
KEEPER = "keeper.lock"  # held by the keeper; its text is the folder of the socket, once ready
CLUSTER = "postgres"
LOG = "postgres.log"

NOBODY = 65534
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_MAX = 107  # bytes, without the final zero
LOG_MAX = 10_000_000
GLANCE_S = 0.02
LOOK_S = 0.1
STOP_S = 60.0
LINGER_S = 5.0
RETRY_MAX_S = 2.0
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_prepared_transactions": "0",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Failed(Exception):
    """PostgreSQL could not be started; the message says what it said."""


def lock(file: IO[str], kind: int) -> bool:
    """Take a lock on the file if that needs no waiting; whether it was taken."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Keeper:
    """One server, its files, and the locks that say who keeps and who uses it."""

    def __init__(self, data: Path, binaries: Path, kept: IO[str], *, durable: bool) -> None:
        self.data = data
        self.binaries = binaries
        self.kept = kept
        self.users = (data / USERS).open("a")
        self.cluster = data / CLUSTER
        self.log = _log(data / LOG)
        self.settings = SETTINGS if durable else SETTINGS | FAST
        self.durable = durable
        self.told_to_stop = False
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.pid = os.getpid()
        self.become = self._identity()
        self.sockets = self._socket_folder()

    def start(self) -> None:
        """Run the server and say so in the keeper's file. Raises Failed."""
        settle(self.data, self.sockets)
        if not self.cluster.exists():
            self._create()
        said_before = self.log.tell()
        self.postgres = self._run_server()
        while not self._ready():
            if self.postgres.poll() is not None:
                said = (self.data / LOG).read_bytes()[said_before:]
                raise Failed(_tail("PostgreSQL did not start", self.postgres.returncode, said))
            time.sleep(GLANCE_S)
        self.kept.write(str(self.sockets))
        self.kept.flush()

    def keep(self) -> None:
        """Start the server again when it dies, until nobody uses it any more; then stop it.

        The lock of the users stays taken until the server has stopped: who comes meanwhile waits.
        """
        pause = LOOK_S
        while not self.told_to_stop and not lock(self.users, fcntl.LOCK_EX):
            time.sleep(pause)
            if self.postgres.poll() is None:
                pause = LOOK_S
            else:
                pause = min(2 * pause, RETRY_MAX_S)
                settle(self.data, self.sockets)
                self.postgres = self._run_server()
        self._stop()

    def _stop(self) -> None:
        """Fast shutdown: ends all sessions, writes everything down, exits."""
        self.postgres.send_signal(signal.SIGINT)
        try:
            self.postgres.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.postgres.send_signal(signal.SIGQUIT)  # at once; the next start recovers
            self.postgres.wait()
        if self.sockets != self.data:
            with suppress(OSError):
                self.sockets.rmdir()
        self.kept.truncate(0)

    def _create(self) -> None:
        """Make the cluster aside and move it in place when it is complete."""
        draft = self.cluster.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        done = subprocess.run(
            [
                self.binaries / "initdb",
                *("-D", draft, "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
                *("--locale=C.UTF-8", "--lc-collate=C", "--lc-messages=C"),
                *([] if self.durable else ["--no-sync"]),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=self._as_child,
            env=_environment(),
        )
        with suppress(OSError):  # the disk may be full; then the message must still get out
            self.log.write(done.stdout)
        if done.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise Failed(_tail("initdb failed", done.returncode, done.stdout))
        draft.rename(self.cluster)

    def _run_server(self) -> subprocess.Popen[bytes]:
        quoted = str(self.sockets).replace('"', '""')  # the setting is a list
        settings = self.settings | {"unix_socket_directories": f'"{quoted}"'}
        return subprocess.Popen(
            [
                self.binaries / "postgres",
                *("-D", self.cluster),
                *(word for pair in settings.items() for word in ("-c", "=".join(pair))),
            ],
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            preexec_fn=self._as_child,
            env=_environment(),
        )

    def _ready(self) -> bool:
        """Whether our server accepts connections; it says so in the eighth line of its file."""
        try:
            said = (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(said) >= 8 and (said[0], said[7].strip()) == (str(self.postgres.pid), "ready")

    def _as_child(self) -> None:
        """What a child does before it runs PostgreSQL: change identity, then ask to be stopped
        (fast shutdown) when the keeper dies. In this order: the first undoes the second."""
        self.become()
        self.libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != self.pid:
            os._exit(1)

    def _identity(self) -> Callable[[], None]:
        """How a child becomes somebody PostgreSQL accepts, since it refuses root.

        It runs as the owner of the folder. If that is root: inside a user namespace that shows it
        another number (the files stay root's, folders that only root may enter stay open to it);
        where namespaces are forbidden, the folder is handed over to `nobody`.
        """
        if os.geteuid() != 0:
            return lambda: None
        folder = self.data.stat()
        if folder.st_uid != 0:
            return lambda: _drop(folder.st_uid, folder.st_gid)
        if self._works(self._enter_namespace):
            return self._enter_namespace
        os.chown(self.data, NOBODY, NOBODY)
        if self._works(lambda: _drop(NOBODY, NOBODY)):
            return lambda: _drop(NOBODY, NOBODY)
        os.chown(self.data, 0, 0)
        raise Failed(
            "PostgreSQL refuses to run as root, and neither a user namespace nor the user 'nobody' "
            f"works here for {self.data}. Start as a normal user, or set DATABASE_URL."
        )

    def _works(self, become: Callable[[], None]) -> bool:
        """Whether a child that has changed so can enter the folder and run PostgreSQL."""

        def change() -> None:
            become()
            os.scandir(self.data).close()

        order = (self.binaries / "postgres", "--version")
        try:
            return subprocess.run(order, capture_output=True, preexec_fn=change).returncode == 0
        except (OSError, subprocess.SubprocessError):
            return False

    def _enter_namespace(self) -> None:
        group = os.getegid()
        if self.libc.unshare(CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "unshare")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1")
        Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")

    def _socket_folder(self) -> Path:
        """The data folder, or where its path is too long for a socket, a private folder."""
        if _fits(self.data):
            return self.data
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        name = "pumpurs-" + hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        place = next(
            Path(parent) / name
            for parent in (runtime, "/tmp")  # noqa: S108 - made private and checked below
            if parent and Path(parent).is_dir() and _fits(Path(parent) / name)
        )
        owner = self.data.stat()
        with suppress(FileExistsError):
            place.mkdir(mode=0o700)
            os.chown(place, owner.st_uid, owner.st_gid)
        found = place.lstat()
        if (found.st_mode, found.st_uid) != (0o040700, owner.st_uid):
            raise Failed(f"{place} should be a private folder for a socket, but is somebody else's")
        return place


def settle(data: Path, sockets: Path) -> None:
    """Wait until the processes of an earlier server are gone, and remove the marks it left.

    A mark names the process that made it, and that number may by now be another's, or a zombie's
    that nobody buries; so the living are looked for instead. They get time to end by themselves,
    then are told to (SIGQUIT: recovery follows in any case), then killed.
    """
    for order in (None, signal.SIGQUIT, signal.SIGKILL):
        for pid in _left_over(data):
            if order:
                with suppress(ProcessLookupError):
                    os.kill(pid, order)
        deadline = time.monotonic() + LINGER_S
        while any(_left_over(data)) and time.monotonic() < deadline:
            time.sleep(GLANCE_S)
    for mark in (data / CLUSTER / "postmaster.pid", sockets / SOCKET, sockets / f"{SOCKET}.lock"):
        mark.unlink(missing_ok=True)


def _left_over(data: Path) -> Iterator[int]:
    """The processes of PostgreSQL that work in this folder; a zombie works nowhere."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            program = (process / "exe").readlink()
            if program.name.startswith("postgres") and data in (process / "cwd").readlink().parents:
                yield int(process.name)
        except OSError:  # it has ended, or is another user's
            continue


def _drop(uid: int, gid: int) -> None:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def _environment() -> dict[str, str]:
    """What PostgreSQL sees of the environment: nothing that would set its options or locale."""
    return {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET)) <= SOCKET_PATH_MAX


def _log(path: Path) -> IO[bytes]:
    """The log, opened to append; a large one is first put aside."""
    if path.exists() and path.stat().st_size > LOG_MAX:
        path.rename(path.with_suffix(".log.1"))
    return path.open("ab", buffering=0)


def _tail(what: str, code: int, said: bytes) -> str:
    lines = said.decode(errors="replace").splitlines()[-15:]
    return "\n".join([f"{what} (exit code {code}).", *lines])


def main() -> None:
    """Leave the caller's session and keep. Its pipe ends when the server is ready or has failed."""
    data, binaries, kept, mode = sys.argv[1:]
    if os.fork():
        os._exit(0)
    os.setsid()
    os.umask(0o077)
    try:
        keeper = Keeper(
            Path(data), Path(binaries), os.fdopen(int(kept), "a"), durable=mode == "durable"
        )
        signal.signal(signal.SIGTERM, lambda *_: setattr(keeper, "told_to_stop", True))
        keeper.start()
    except (Failed, OSError) as error:
        sys.exit(str(error))
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 1)
    os.dup2(keeper.log.fileno(), 2)
    keeper.keep()


if __name__ == "__main__":
    main()
