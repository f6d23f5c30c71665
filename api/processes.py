"""Child processes by name: started, started again when they crash, printed as one stream, and stopped."""

# ruff: noqa: S603 - it starts the commands of the Procfile

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO, Self, cast

from honcho.colour import get_colours
from honcho.printer import Message, Printer

GLANCE_S = 0.1
PATIENCE_S = 30.0  # from being told to stop until being killed
KILLED = "did not stop, and was killed"
STEADY_S = 10.0  # who has run for so long did not crash at its start
PAUSE_MIN_S = 0.5
PAUSE_MAX_S = 30.0
CHUNK = 65_536
PR_SET_PDEATHSIG = 1


class Child:
    """A command in a session of its own, and how often it has been started in vain."""

    def __init__(self, name: str, command: str, environ: Mapping[str, str]) -> None:
        self.name = name
        self.command = command
        self.environ = environ
        self.pause_s = 0.0
        self.due = 0.0  # when it is to be started again
        self._libc = ctypes.CDLL(None)
        self._parent = os.getpid()
        self._unfinished = b""  # the beginning of a line
        self.start()

    def start(self) -> None:
        """Run the command. Ctrl-C is for the parent alone, which stops its children in order."""
        self.started = time.monotonic()
        self.running = True
        self.popen = subprocess.Popen(
            ["/bin/sh", "-c", f"exec {self.command}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environ,
            start_new_session=True,
            preexec_fn=self._stop_with_parent,
        )
        self.output = cast(IO[bytes], self.popen.stdout).fileno()
        os.set_blocking(self.output, False)

    def _stop_with_parent(self) -> None:
        """In the child, which is to stop even when the parent was killed."""
        self._libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != self._parent:
            os._exit(1)

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself; its number stays taken until it is buried."""
        found = os.waitid(os.P_PID, self.popen.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return found is not None

    def lines(self) -> list[bytes]:
        """What it has said since the last time, in whole lines."""
        said = self._unfinished
        with suppress(BlockingIOError):
            while chunk := os.read(self.output, CHUNK):
                said += chunk
        *lines, self._unfinished = said.split(b"\n")
        return lines

    def signal(self, order: signal.Signals) -> None:
        """Signal it and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.popen.pid, order)

    def bury(self) -> tuple[int, list[bytes]]:
        """Kill what is left of it; its exit code, or 128 + the signal that ended it; its last lines."""
        self.signal(signal.SIGKILL)
        with self.popen:  # waits for it, and closes its output
            last = [*self.lines(), self._unfinished]
        self._unfinished = b""
        self.running = False
        code = self.popen.returncode
        return code if code >= 0 else 128 - code, [line for line in last if line]

    def postpone(self) -> float:
        """Say when to start again, after ever longer pauses if it keeps crashing; the pause in s."""
        now = time.monotonic()
        steady = now - self.started > STEADY_S
        self.pause_s = PAUSE_MIN_S if steady else min(2 * self.pause_s or PAUSE_MIN_S, PAUSE_MAX_S)
        self.due = now + self.pause_s
        return self.pause_s


class Processes:
    """The children; leaving the context stops the first, which the others serve, and then all of these at once."""

    def __init__(self, environ: Mapping[str, str], output: IO[str]) -> None:
        self.told_to_stop = False
        self._environ = dict(environ)
        self._printer = Printer(output)
        self._colours = get_colours()
        self._colour: dict[str, str] = {}
        self._children: dict[str, Child] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop(*list(self._children.values())[:1])
        self._stop(*self._children.values())

    def tell_to_stop(self, *_: object) -> None:
        """Make `run` and `watch` return soon; it can be a signal's handler."""
        self.told_to_stop = True

    def start(self, name: str, command: str) -> None:
        """Start a command that is to run all the time."""
        self._children[name] = self._new(name, command)

    def run(self, name: str, command: str) -> int:
        """Run a command to its end, or until told to stop; its exit code."""
        child = self._new(name, command)
        while not (child.ended or self.told_to_stop):
            self._look_after(child)
        return self._stop(child)[0]

    def watch(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Keep the children running until a condition holds (true) or told to stop (false)."""
        while not self.told_to_stop:
            self._look_after()
            if until():
                return True
        return False

    def say(self, name: str, *lines: bytes | str) -> None:
        """Print lines under a name."""
        now = datetime.now(UTC).astimezone()
        for line in lines:
            self._printer.write(Message("line", line, now, name, self._colour.get(name)))

    def _new(self, name: str, command: str) -> Child:
        self._colour.setdefault(name, next(self._colours))
        self._printer.width = max(self._printer.width, len(name))
        return Child(name, command, self._environ)

    def _look_after(self, *others: Child) -> None:
        """Print what was said, note who has ended, start who is due."""
        for child in self._children.values():
            if child.running and child.ended:
                code, last = child.bury()
                pause_s = child.postpone()
                self.say(child.name, *last, f"ended ({code}), starts again in {pause_s:g} s")
            elif not child.running and time.monotonic() >= child.due:
                child.start()
        self._listen(*others)

    def _listen(self, *others: Child) -> None:
        speaking = {
            child.output: child for child in (*self._children.values(), *others) if child.running
        }
        ready, _, _ = select.select(list(speaking), [], [], GLANCE_S)
        for output in ready:
            self.say(speaking[output].name, *speaking[output].lines())

    def _stop(self, *children: Child) -> list[int]:
        """Tell all of these to stop, wait for them, and kill who does not; their exit codes."""
        for child in children:
            self._children.pop(child.name, None)
            if child.running:
                child.signal(signal.SIGTERM)
        codes: dict[str, int] = {}
        deadline = time.monotonic() + PATIENCE_S
        while left := [each for each in children if each.running]:
            self._listen(*left)
            late = time.monotonic() > deadline
            for child in left:
                if not (ended := child.ended) and not late:
                    continue
                codes[child.name], last = child.bury()
                self.say(child.name, *last, *([] if ended else [KILLED]))
        return [codes.get(child.name, 0) for child in children]
