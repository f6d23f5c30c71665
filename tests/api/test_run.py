"""pumpurs run: from nothing to Ready, through crashes, to the last process stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api.identity import Claims, Issuers, Tokens, local_issuer
from api.moment import now
from tests.ports import free_port
from tests.tree import ROOT

PUMPURS = Path(sys.executable).with_name("pumpurs")
PATIENCE_S = 300.0  # the demo, on a machine that is busy with other tests


class Running:
    """A `pumpurs run` with its data folder and its port."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.data = Path(settings.get("PUMPURS_DATA", folder / "data"))
        self.port = free_port()
        self.output = folder / "stdout"
        self.log = folder / "stderr"
        environ = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "PUMPURS_DATA": str(self.data),
            "PORT": str(self.port),
            "FEED_PORT": str(free_port()),
            "PUMPURS_METRICS": f"127.0.0.1:{free_port()}",
            "PUMPURS_DEMO": "0",
        }
        with self.output.open("wb") as output, self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [PUMPURS, "run"], env=environ | settings, stdout=output, stderr=log
            )

    def status(self) -> int:
        """What /readyz answers; 0 when nothing does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def processes(self) -> dict[int, str]:
        """All that it has started, by command line: those with its settings, and those in its folder."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                settings = (process / "environ").read_bytes()
                inside = self.data in [
                    (process / "cwd").readlink(),
                    *(process / "cwd").readlink().parents,
                ]
                if inside or f"PUMPURS_DATA={self.data}\0".encode() in settings:
                    command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(process.name)] = command
            except OSError:  # it has ended meanwhile
                continue
        return found

    def pid_of(self, words: str) -> int:
        """The first of its processes whose command line has these words."""
        return min(pid for pid, command in self.processes().items() if words in command)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def until_ready(self) -> None:
        """Wait until it has said that it is ready."""
        self.until(
            lambda: self.output.read_text().endswith("\n") or self.process.poll() is not None
        )
        assert self.process.poll() is None, self.log.read_text()

    @property
    def database_log(self) -> str:
        """What PostgreSQL has said."""
        return (self.data / "postgres.log").read_text()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """An empty ledger that is ready."""
    with started(tmp_path) as runner:
        runner.until_ready()
        yield runner


@pytest.fixture(scope="module")
def enduring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One that stands several crashes."""
    with started(tmp_path_factory.mktemp("enduring")) as runner:
        runner.until_ready()
        yield runner


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[Running]:
    """A runner; whatever the test did, nothing of it is left."""
    runner = Running(folder, **settings)
    try:
        yield runner
    finally:
        runner.process.terminate()
        runner.process.wait()
        runner.until(lambda: not runner.processes())


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
def test_it_is_ready_and_stops_when_told(running: Running, order: signal.Signals) -> None:
    """It prints one line, answers, and leaves nothing running; PostgreSQL is stopped last and cleanly.

    All end by themselves, though somebody is connected still: who has to be killed is named in the log.
    """
    assert running.output.read_text() == f"Ready: http://127.0.0.1:{running.port}\n"
    assert running.status() == 200
    log = running.log.read_text()
    with closing(http.client.HTTPConnection("127.0.0.1", running.port)) as kept:
        kept.request("GET", "/healthz")
        assert kept.getresponse().read()
        running.process.send_signal(order)
        assert running.process.wait(PATIENCE_S) == 0
    assert running.log.read_text() == log
    assert running.processes() == {}
    assert running.database_log.rstrip().endswith("database system is shut down")
    assert running.output.read_text().count("\n") == 1


def test_its_start_is_calm(enduring: Running) -> None:
    """That it was not ready at first is no fault: nothing warns of it, and nothing is told in JSON."""
    log = enduring.log.read_text()
    assert "Applied" in log
    assert "warning" not in log
    assert "{" not in log


@pytest.mark.parametrize(
    ("victim", "words"),
    [("web", "gunicorn"), ("sequencer", "sequencer"), ("projector", "projector --but")],
)
def test_what_crashes_is_started_again(enduring: Running, victim: str, words: str) -> None:
    """And the ledger answers again, without a second line that says so."""
    word = f"{victim:<9} | ended (137), starts again"
    before = enduring.pid_of(words)
    os.kill(before, signal.SIGKILL)
    enduring.until(lambda: word in enduring.log.read_text())
    enduring.until(lambda: any(words in command for command in enduring.processes().values()))
    enduring.until(lambda: enduring.status() == 200)
    assert before not in enduring.processes()
    assert enduring.output.read_text().count("\n") == 1


def test_killed_it_takes_all_along_and_starts_again(running: Running, tmp_path: Path) -> None:
    """Nothing survives a runner that had no time to stop anything, and nothing is in the way of the next."""
    running.process.kill()
    running.process.wait()
    running.until(lambda: not running.processes())
    assert running.database_log.rstrip().endswith("database system is shut down")
    again = tmp_path / "again"
    again.mkdir()
    with started(again, PUMPURS_DATA=str(running.data)) as second:
        second.until_ready()
        assert second.status() == 200


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    """Before anything is started."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(tmp_path, PORT=str(port)) as runner:
            assert runner.process.wait() == 3
            assert f"Port {port}" in runner.log.read_text()
            assert not runner.data.exists()


@pytest.mark.parametrize("port", ["0", "http", "65536"])
def test_a_port_that_is_none_is_wrong_usage(tmp_path: Path, port: str) -> None:
    """Before anything is started."""
    with started(tmp_path, PORT=port) as runner:
        assert runner.process.wait() == 2
        assert "PORT" in runner.log.read_text()


def test_a_setting_that_says_nothing_ends_it(tmp_path: Path) -> None:
    """With one sentence that names it, and before any process is started that would end at it again and again."""
    for name, value in (("PUMPURS_WEBHOOK_TARGETS", "https://127.0.0.1"), ("PUMPURS_KEK", "short")):
        with started(tmp_path, **{name: value}) as runner:
            assert runner.process.wait(PATIENCE_S) == 3
            said = runner.log.read_text()
            assert said.startswith("Error: ")
            assert said.count("\n") == 1
            assert name in said
            assert not (runner.data / "postgres").exists()


def test_it_says_who_may_sign_in(running: Running) -> None:
    """An empty ledger has one login, who can let in others; its token is printed alone, and believed."""
    log = running.log.read_text()
    assert "national" in log
    assert "director" not in log
    signed = typed(running, "token", "national")
    assert (signed.returncode, signed.stderr) == (0, "")
    issuers = Issuers.from_environment(
        {"PUMPURS_LOCAL_ISSUER": str(running.data / local_issuer.FILE)}
    )
    claims = Tokens(issuers).verify(signed.stdout.removesuffix("\n"), now())
    assert claims == Claims("local", "national", "demo")
    assert signed.stdout not in log
    nobody = typed(running, "token", "directr")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "No access was opened for directr" in nobody.stderr
    opening = ("actor=direktore", "kind=person", "issuer=local", "subject=direktore")
    opened = typed(running, "record", "accesses.open", *opening)
    assert opened.returncode == 0, opened.stderr
    assert typed(running, "token", "direktore").stdout.count(".") == 2


def test_without_a_ledger_there_is_no_token(tmp_path: Path) -> None:
    """Nothing is made by asking; and one that is too long is wrong usage."""
    environ = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "PUMPURS_DATA": str(tmp_path / "none"),
    }
    order = [str(PUMPURS), "token", "national"]
    ran = subprocess.run(order, env=environ, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "'pumpurs run' makes one" in ran.stderr
    del environ["PUMPURS_DATA"]
    here = subprocess.run(order, env=environ, cwd=tmp_path, capture_output=True, text=True)
    assert f"in {tmp_path}/.data: " in here.stderr
    ran = subprocess.run([*order, "--hours", "200"], env=environ, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_production_has_no_logins_for_anybody(tmp_path: Path) -> None:
    """Nor does it start where nobody could sign in; nothing is made before it is said."""
    with started(tmp_path, PUMPURS_PRODUCTION="1") as runner:
        assert runner.process.wait() == 3
        assert "Nobody could sign in" in runner.log.read_text()
        assert not runner.data.exists()


def typed(running: Running, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on the ledger that is being served."""
    environ = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PUMPURS_DATA": str(running.data)}
    return subprocess.run([PUMPURS, *words], env=environ, capture_output=True, text=True)
