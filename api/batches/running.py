"""A batch on its way: lines are told to the ledger, many by one commit, and each is answered by a line."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Literal

import msgspec
from eventsourcing.persistence import PersistenceError

from api.answers import recorded_body
from api.batches.errors import NotRecordedTogether, TooManyLines
from api.batches.incoming import Line
from api.batches.line import Reader, Said
from api.errors import DatabaseAway, InternalError
from api.limits import take_lines
from api.problems import AWAY, described, retry_after_s
from api.reach import reach
from ledger.application import Recorded
from ledger.batches import ATTEMPTS, CHUNK, Batches, Outcomes, Told
from ledger.cycles import no_search_for_cycles
from ledger.errors import LedgerError, TooBusy
from ledger.store.holds import GoneOn

log = logging.getLogger(__name__)

Mode = Literal["atomic", "continue"]
Became = tuple[Said, Recorded | Exception]
"""A line, and what became of it."""
TOGETHER_MAX = 10_000
"""How many lines are recorded, or rehearsed, together."""
TOGETHER_BYTES_MAX = 32 * 1024**2
CHUNK_BYTES_MAX = 4 * 1024**2


def answers(lines: Iterator[Line], reader: Reader, mode: Mode, client: str) -> Iterator[bytes]:
    """A line for each, in their order, as soon as what it says is committed.

    What ends the batch before its end is raised where nothing was answered yet, else it is the last line.
    """
    together = mode == "atomic" or reader.dry_run
    batches = Batches(reach().ledger)
    last = 0
    try:
        for chunk in _whole(lines) if together else _chunks(lines):
            reader.renew()  # what was revoked since the lines before is not recorded any more
            take_lines(client, len(chunk))
            for some in _surely(chunk, reader, batches, mode):
                last = some[-1][0].number
                # One piece to many lines: each piece is sent by itself.
                yield b"".join(_answer(*each, dry_run=reader.dry_run) for each in some)
    except Exception as error:  # whatever it is: of what was answered something may be recorded
        if not last:
            raise
        yield _ended(last + 1, error)


def _whole(lines: Iterator[Line]) -> Iterator[Sequence[Line]]:
    """All lines, if they are not too many; TooManyLines."""
    whole: list[Line] = []
    size = 0
    for line in lines:
        whole.append(line)
        size += _size(line)
        if len(whole) > TOGETHER_MAX or size > TOGETHER_BYTES_MAX:
            limit = f"{TOGETHER_MAX:,} lines and {TOGETHER_BYTES_MAX // 1024**2} MiB"
            raise TooManyLines(limit=limit)
    if whole:
        yield whole


def _chunks(lines: Iterator[Line]) -> Iterator[Sequence[Line]]:
    """Lines for one commit; those before an error in reading are not lost."""
    chunk: list[Line] = []
    size = 0
    broken: LedgerError | None = None
    with suppress(StopIteration):
        while True:
            try:
                line = next(lines)
            except LedgerError as error:
                broken = error
                break
            chunk.append(line)
            size += _size(line)
            if len(chunk) == CHUNK or size > CHUNK_BYTES_MAX:
                yield chunk
                chunk, size = [], 0
    if chunk:
        yield chunk
    if broken:
        raise broken


def _size(line: Line) -> int:
    return len(line[1]) if isinstance(line[1], bytes) else 0


def _some(told: Sequence[Became]) -> Iterator[Sequence[Became]]:
    """So many at once as are recorded by one commit."""
    for start in range(0, len(told), CHUNK):
        yield told[start : start + CHUNK]


def _surely(
    chunk: Sequence[Line], reader: Reader, batches: Batches, mode: Mode
) -> Iterator[Sequence[Became]]:
    """What became of each line; told anew where the access of who sends them has gone on meanwhile. TooBusy.

    What was recorded before that, or before another error, is answered before it.
    """
    for _ in range(ATTEMPTS):
        told: list[Became] = []
        failure: Exception | None = None
        try:
            with no_search_for_cycles():
                for each in _told(chunk, reader, batches, mode):
                    told.append(each)  # noqa: PERF402  kept where the next one fails
        except Exception as error:  # noqa: BLE001  raised again, once what was told before it is answered
            failure = error
        yield from _some(told)
        if failure is None:
            return
        if not isinstance(failure, GoneOn):
            raise failure
        reader.renew()
        chunk = chunk[len(told) :]
    raise TooBusy()


def _told(chunk: Sequence[Line], reader: Reader, batches: Batches, mode: Mode) -> Iterator[Became]:
    """What became of each line, as soon as that is certain."""
    said = [reader.read(line) for line in chunk]
    tell: Callable[[Sequence[Told]], Iterable[Recorded | Exception]] = batches.recording
    if reader.dry_run:
        tell = batches.rehearse
    elif mode == "atomic":
        # A line that cannot be read is reason enough to record nothing; the others say what they would.
        unreadable = any(each.refused for each in said)
        tell = batches.rehearse if unreadable else batches.record_together
    commands = [each.told for each in said if each.told]
    outcomes = iter(tell(commands) if commands else ())
    each_outcome: Iterable[Recorded | Exception]
    each_outcome = (each.refused or next(outcomes) for each in said)
    if mode == "atomic":
        each_outcome = _all_or_none(said, [*each_outcome])
    yield from zip(said, each_outcome, strict=True)


def _all_or_none(said: Sequence[Said], outcomes: Outcomes) -> Outcomes:
    """Where one is refused, nothing is recorded."""
    refused = [isinstance(outcome, Exception) for outcome in outcomes]
    if not any(refused):
        return outcomes
    first = said[refused.index(True)].number
    return [
        outcome if isinstance(outcome, Exception) else NotRecordedTogether(line=first)
        for outcome in outcomes
    ]


def _answer(said: Said, outcome: Recorded | Exception, *, dry_run: bool) -> bytes:
    named: dict[str, Any] = {"line": said.number, "key": said.key}
    if isinstance(outcome, Recorded):
        made = said.command.makes if said.command else None
        named |= {
            "status": 200 if dry_run else 201,
            **recorded_body(outcome, made, dry_run=dry_run),
        }
        named["replayed"] = outcome.replayed
    else:
        named |= _problem(outcome, said.body)
    return msgspec.json.encode(named) + b"\n"


def _ended(number: int, error: Exception) -> bytes:
    """The last line of a batch that could not be read, or recorded, to its end."""
    if isinstance(error, PersistenceError):
        told = {"count": number - 1, "kind": type(error).__name__}
        log.warning("a batch ended before its end", extra=told)
        reach().mend()
    said = {"line": number, "key": None, **_problem(error, None), "ended": True}
    if wait_s := retry_after_s(_ours(error)):
        said["retry_after_s"] = wait_s
    return msgspec.json.encode(said) + b"\n"


def _problem(error: Exception, body: object) -> dict[str, Any]:
    problem = described(_ours(error), body, within="/body")
    return {"status": problem.status, "problem": problem}


def _ours(error: Exception) -> LedgerError:
    if isinstance(error, AWAY):
        error = DatabaseAway()
    elif not isinstance(error, LedgerError):
        log.error("a line of a batch failed", exc_info=error)
        error = InternalError()
    return error
