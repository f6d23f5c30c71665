"""The keeper: a small process that runs PostgreSQL in a folder for as long as somebody uses it.

It is run as a plain file with the standard library only: `keeper.py DATA BINARIES LOCK MODE`.
The decision page 0001 says why there is a keeper at all.
"""

# ruff: noqa: S603 - it starts PostgreSQL's own programs, with arguments of our own

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

USERS = "users.lock"  # shared by all who use the database
KEEPER = "keeper.lock"  # held by the keeper; its text is the folder of the socket, once ready
CLUSTER = "postgres"
LOG = "postgres.log"

SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_MAX = 107  # bytes, without the final zero
LOG_MAX = 10_000_000
GLANCE_S = 0.02
LOOK_S = 0.1
STOP_S = 60.0
LINGER_S = 5.0
RETRY_MAX_S = 2.0

INITDB = (
    *("--username=postgres", "--auth=trust", "--encoding=UTF8"),
    *("--locale=C.UTF-8", "--lc-collate=C", "--lc-messages=C"),  # texts sort by code point
)
MEMORY_MIB = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_prepared_transactions": "0",
    "shared_buffers": f"{max(128, min(1024, MEMORY_MIB // 8))}MB",  # the indexes of holds stay in memory
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"} | {
    "shared_buffers": "128MB"
}


class Failed(Exception):
    """PostgreSQL could not be started; the message says what it said."""


def own(path: Path) -> IO[str]:
    """Open a file in the data folder, to append and read; it belongs to the owner of the folder.

    Root may work in another user's folder, so links are not followed.
    """

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags | os.O_NOFOLLOW, mode=0o600)

    file = open(path, "a+", errors="replace", opener=opener)  # noqa: SIM115 - the caller closes
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
    return file


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
        self.users = own(data / USERS)
        self.cluster = data / CLUSTER
        self.log = _log(data / LOG)
        self.settings = SETTINGS if durable else SETTINGS | FAST
        self.durable = durable
        self.told_to_stop = False
        self._run("postgres", "--version")  # may hand the folder over to another user
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
                self.log.seek(said_before)
                said = self.log.read()
                raise Failed(_tail("postgres", self.postgres.returncode, said))
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
                self._note(
                    f"keeper: PostgreSQL ended ({self.postgres.returncode}), starting again\n"
                )
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
        sync = [] if self.durable else ["--no-sync"]
        self._note(self._run("initdb", "-D", str(draft), *INITDB, *sync))
        draft.rename(self.cluster)
        folder = os.open(self.data, os.O_RDONLY)
        os.fsync(folder)  # the new name must outlive a power cut as surely as what is in it
        os.close(folder)

    def _note(self, said: str) -> None:
        """Write into the server's log, unless the disk is full: then there is worse to tell."""
        with suppress(OSError):
            self.log.write(said)
            self.log.flush()

    def _run_server(self) -> subprocess.Popen[bytes]:
        quoted = str(self.sockets).replace('"', '""')  # the setting is a list
        settings = self.settings | {"unix_socket_directories": f'"{quoted}"'}
        words = (word for pair in settings.items() for word in ("-c", "=".join(pair)))
        return subprocess.Popen(
            self._command("postgres", "-D", str(self.cluster), *words),
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            env=_environment(),
        )

    def _ready(self) -> bool:
        """Whether our server accepts connections; it says so in the eighth line of its file."""
        try:
            said = (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(said) >= 8 and (said[0], said[7].strip()) == (str(self.postgres.pid), "ready")

    def _command(self, program: str, *arguments: str) -> list[str]:
        """The command that runs a program of PostgreSQL as somebody it accepts."""
        unprivileged = Path(__file__).with_name("unprivileged.py")
        start = [sys.executable, "-IS", str(unprivileged), str(os.getpid()), str(self.data)]
        return [*start, str(self.binaries / program), *arguments]

    def _run(self, program: str, *arguments: str) -> str:
        """Run a program of PostgreSQL to its end; what it says. Raises Failed."""
        done = subprocess.run(
            self._command(program, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_environment(),
            text=True,
            errors="replace",
        )
        if done.returncode != 0:
            raise Failed(_tail(program, done.returncode, done.stdout))
        return done.stdout

    def _socket_folder(self) -> Path:
        """The data folder, or where its path is too long for a socket, a private folder."""
        if _fits(self.data):
            return self.data
        owner = self.data.stat()
        name = "pumpurs-" + hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        runtime = owner.st_uid == os.geteuid() and os.environ.get("XDG_RUNTIME_DIR")
        place = next(
            Path(parent, name)
            for parent in (runtime, "/tmp")  # noqa: S108 - made private and checked below
            if parent and Path(parent).is_dir() and _fits(Path(parent, name))
        )
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
        deadline = time.monotonic() + LINGER_S
        for pid in _left_over(data):
            with suppress(ProcessLookupError):
                os.kill(pid, order or 0)
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


def _environment() -> dict[str, str]:
    """What PostgreSQL sees of the environment: nothing that would set its options or locale."""
    return {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET)) <= SOCKET_PATH_MAX


def _log(path: Path) -> IO[str]:
    """The log of PostgreSQL; a large one is first put aside."""
    if path.exists() and path.stat().st_size > LOG_MAX:
        path.rename(path.with_suffix(".log.1"))
    return own(path)


def _tail(what: str, code: int, said: str) -> str:
    return "\n".join([f"{what} failed with exit code {code}:", *said.splitlines()[-15:]])


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
    for output in (1, 2):
        os.dup2(keeper.log.fileno(), output)
    keeper.keep()


if __name__ == "__main__":
    main()
