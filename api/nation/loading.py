"""A nation on its way into a ledger: its parts side by side, a fortnight after the other."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from api.nation.lines import Line
from api.nation.nation import Nation
from api.nation.recording import Recorder, recorder
from api.nation.spool import Spool
from ledger.batches import CHUNK
from ledger.store.sequencer import Sequencer

Report = Callable[[int, int], None]
_spawn = multiprocessing.get_context("spawn")


class LedgerNotEmpty(Exception):
    """The ledger holds other facts: a nation goes into an empty one, or one where this same nation was begun."""

    def __str__(self) -> str:
        return str(self.__doc__)


class PartFailed(Exception):
    """A process that recorded a part of the nation has ended: start the same again, and it goes on there."""

    def __str__(self) -> str:
        return super().__str__() or str(self.__doc__)


@dataclass(frozen=True)
class Target:
    """The ledger that is loaded."""

    url: str
    kek: bytes


def load(nation: Nation, target: Target, report: Report, workers: int = 0) -> int:
    """Record all of a nation that is not recorded yet; how many lines that were.

    `report` is called with how many lines have been told, and how many there are. LedgerNotEmpty, PartFailed,
    LineRefused.
    """
    with TemporaryDirectory(prefix="pumpurs-nation-") as folder, _recording(nation, target) as own:
        _require_own(nation, target, own)
        spool = Spool(Path(folder))
        spool.write(0, nation.lines(0))
        with _processes(nation, target, Path(folder), workers or os.cpu_count() or 1) as others:
            asked = [each.recv() for each in others]
            total = spool.count + sum(count for count, _ in asked)
            fortnights = spool.fortnights.union(*(there for _, there in asked))
            done = new = 0
            for fortnight in sorted(fortnights):
                told, recorded = record(own, spool.read(0, fortnight))
                done, new = done + told, new + recorded
                for each in others:
                    each.send(fortnight)
                for each in others:
                    told, recorded = each.recv()
                    done, new = done + told, new + recorded
                report(done, total)
            for each in others:
                each.send(None)
    return new


def record(recorder: Recorder, lines: Sequence[Line]) -> tuple[int, int]:
    """Record what is not recorded yet; how many lines there are, and how many were new.

    They are recorded in their order, a chunk all together or not at all: where the last of some is there, all are.
    """
    new = 0
    if lines and not recorder.is_recorded(lines[-1]):
        begun = recorder.is_recorded(lines[0])
        for start in range(0, len(lines), CHUNK):
            chunk = lines[start : start + CHUNK]
            if begun and recorder.is_recorded(chunk[-1]):
                continue
            begun = False
            new += recorder.record(chunk)
    return len(lines), new


def _require_own(nation: Nation, target: Target, own: Recorder) -> None:
    """LedgerNotEmpty."""
    Sequencer(target.url).sequence_once()
    first = next(nation.lines(0))
    if not own.is_empty() and not own.is_recorded(first):
        raise LedgerNotEmpty


@contextmanager
def _recording(nation: Nation, target: Target) -> Iterator[Recorder]:
    with recorder(target.url, target.kek, nation.name) as found:
        yield found


@contextmanager
def _processes(
    nation: Nation, target: Target, folder: Path, workers: int
) -> Iterator[list[_Process]]:
    """One for some parts each; meanwhile, what they record is put into order."""
    parts = list(nation.parts)[1:]
    shared = [parts[start::workers] for start in range(min(workers, len(parts)))]
    stop = Event()
    sequencer = Thread(target=Sequencer(target.url).run, args=(stop,), daemon=True)
    processes = [_Process(nation, target, folder, each) for each in shared]
    sequencer.start()
    try:
        yield processes
        for each in processes:
            each.join()
    finally:
        for each in processes:
            each.end()
        stop.set()
        sequencer.join()
    Sequencer(target.url).sequence_once()


class _Process:
    """Another process that records some parts, and what is said to it and by it."""

    def __init__(self, nation: Nation, target: Target, folder: Path, parts: list[int]) -> None:
        self._pipe, theirs = _spawn.Pipe()
        arguments = (nation.students, nation.seed, target, folder, parts, theirs)
        self._process = _spawn.Process(target=_record_parts, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def send(self, what: object) -> None:
        """PartFailed."""
        try:
            self._pipe.send(what)
        except OSError:
            raise PartFailed from None

    def recv(self) -> Any:
        """PartFailed."""
        try:
            said = self._pipe.recv()
        except EOFError:
            raise PartFailed from None
        if isinstance(said, str):
            raise PartFailed(said)
        return said

    def join(self) -> None:
        """Wait until it has ended by itself."""
        self._process.join()

    def end(self) -> None:
        """Whatever it does."""
        self._process.terminate()
        self._process.join()


def _record_parts(
    students: int, seed: int, target: Target, folder: Path, parts: list[int], pipe: Connection
) -> None:
    """Tell the stories of some parts, then record a fortnight of each whenever asked to."""
    nation = Nation(students, seed)
    spool = Spool(folder)
    try:
        for part in parts:
            spool.write(part, nation.lines(part))
        spool.flush()
        pipe.send((spool.count, spool.fortnights))
        with _recording(nation, target) as own:
            while (fortnight := pipe.recv()) is not None:
                counts = [record(own, spool.read(part, fortnight)) for part in parts]
                pipe.send((sum(told for told, _ in counts), sum(new for _, new in counts)))
    except (EOFError, BrokenPipeError):
        return  # who asks was killed: there is nobody to tell, and no fault of this process
    except Exception as error:
        with suppress(OSError):
            pipe.send(f"{type(error).__name__}: {error}")
        raise
