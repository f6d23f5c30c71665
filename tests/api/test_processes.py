"""Child processes are started again when they crash, and all of them end with their parent."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import processes
from api.processes import Processes


@pytest.fixture
def said() -> io.StringIO:
    """What the children and their keeper have printed."""
    return io.StringIO()


@pytest.fixture
def children(said: io.StringIO) -> Iterator[Processes]:
    """No children yet; stopped at the end."""
    with Processes({"PATH": "/usr/bin:/bin", "GREETING": "labdien"}, said) as running:
        yield running


def test_a_command_runs_to_its_end(children: Processes, said: io.StringIO) -> None:
    """Its output is printed under its name, its last line too, and its exit code is given."""
    code = children.run("greet", 'sh -c "echo $GREETING; echo aside >&2; printf end; exit 3"')
    assert code == 3
    assert [line.split("| ")[1] for line in said.getvalue().splitlines()] == [
        "labdien",
        "aside",
        "end",
    ]
    assert "greet" in said.getvalue()


def test_a_crashed_process_is_started_again(
    children: Processes, said: io.StringIO, tmp_path: Path
) -> None:
    """After ever longer pauses, while the others go on."""
    starts = tmp_path / "starts"
    children.start("steady", "sleep 60")
    children.start("weak", f'sh -c "date +%s.%N >> {starts}; exit 7"')
    assert children.watch(lambda: starts.exists() and len(starts.read_text().splitlines()) >= 3)
    first, second, third = (float(line) for line in starts.read_text().split()[:3])
    assert second - first >= processes.PAUSE_MIN_S
    assert third - second >= 2 * processes.PAUSE_MIN_S
    assert "ended (7), starts again in 0.5 s" in said.getvalue()
    assert "steady" not in said.getvalue()


def test_a_process_killed_takes_along_what_it_started(children: Processes, tmp_path: Path) -> None:
    """Else a child of the old one would still hold the port of the new one."""
    pids = tmp_path / "pids"
    children.start("parent", f'sh -c "sleep 60 & echo $$ \\$! >> {pids}; wait"')
    assert children.watch(lambda: pids.exists() and pids.read_text().endswith("\n"))
    parent, child = (int(word) for word in pids.read_text().split())
    os.kill(parent, signal.SIGKILL)
    assert children.watch(lambda: len(pids.read_text().splitlines()) == 2)
    assert not alive(child)


def test_the_first_is_stopped_first_and_then_the_others_at_once(
    said: io.StringIO, tmp_path: Path
) -> None:
    """Who answers has ended before the others are told; each of these ends when all have been told."""
    idle = "echo up; while :; do sleep 0.05; done"
    slow = f"trap 'sleep 0.3; echo bye; exit 0' TERM; {idle}"
    waits = f"until test \\$(ls {tmp_path} | wc -l) = 2; do sleep 0.05; done"
    with Processes({"PATH": "/usr/bin:/bin"}, said) as children:
        children.start("web", f'sh -c "{slow}"')
        for name in ("sequencer", "projector"):
            told = f"touch {tmp_path}/{name}; {waits}; echo bye; exit 0"
            children.start(name, f"sh -c \"trap '{told}' TERM; {idle}\"")
        assert children.watch(lambda: said.getvalue().count("up") == 3)
    farewells = [line.split()[1] for line in said.getvalue().splitlines() if line.endswith("bye")]
    assert farewells[0] == "web"
    assert sorted(farewells[1:]) == ["projector", "sequencer"]
    assert processes.KILLED not in said.getvalue()


def test_who_does_not_stop_is_killed(said: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is deaf to SIGTERM holds nothing up for long, and it is said."""
    monkeypatch.setattr(processes, "PATIENCE_S", 0.3)
    with Processes({"PATH": "/usr/bin:/bin"}, said) as children:
        children.start("deaf", "sh -c \"trap '' TERM; echo up; while :; do sleep 1; done\"")
        assert children.watch(lambda: "up" in said.getvalue())
    assert said.getvalue().endswith(f"| {processes.KILLED}\n")


def test_told_to_stop_it_stops_waiting(children: Processes) -> None:
    """A command under way is ended, and nothing more is waited for."""
    signal.signal(signal.SIGALRM, children.tell_to_stop)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    assert children.run("long", "sleep 60") == 128 + signal.SIGTERM
    assert children.watch() is False


def test_the_children_of_a_killed_parent_end(tmp_path: Path) -> None:
    """Nothing keeps running when the parent had no time to stop it."""
    pid_file = tmp_path / "pid"
    program = (
        "import sys; from api.processes import Processes\n"
        "with Processes({'PATH': '/usr/bin:/bin'}, sys.stderr) as children:\n"
        f"    children.start('child', 'sh -c \"echo $$ > {pid_file}; exec sleep 60\"')\n"
        "    children.watch()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as parent:
        until(lambda: pid_file.exists() and pid_file.read_text().endswith("\n"))
        parent.kill()
    child = int(pid_file.read_text())
    until(lambda: not alive(child))


def alive(pid: int) -> bool:
    """Whether a process runs: it exists, and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(condition: object, timeout_s: float = 10.0) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + timeout_s
    while not (callable(condition) and condition()):
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.02)
