"""Batches of commands: recorded by as few appends as may be, and answered as if each had been told alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from eventsourcing.persistence import IntegrityError, PersistenceError
from msgspec.structs import replace
from psycopg.errors import DeadlockDetected, SerializationFailure

from ledger.batch import Batch, Decided
from ledger.cycles import without_frames
from ledger.errors import IdTaken, LedgerError, TooBusy
from ledger.fact import Context
from ledger.held import refusal
from ledger.once import reservation_key
from ledger.store.holds import GoneOn
from ledger.store.recorder import Attempt

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded

CHUNK = 500
"""How many commands are recorded by one commit where each may be refused by itself."""
ATTEMPTS = 5
"""How often all of a batch is decided again when others append to its streams meanwhile."""


Outcomes: TypeAlias = "list[Recorded | Exception]"
"""What became of each command: what it recorded, or why it did not."""


@dataclass(frozen=True)
class Told:
    """A command to be told: `tell` tells it in `context`."""

    context: Context
    tell: "Callable[[], Recorded]"
    streams: tuple[UUID, ...]
    """What it is expected to load, to be looked up together with what the others do."""


class Batches:
    """The batches of one client, one after the other: what one has loaded, the next need not load again."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._batch = Batch(ledger)

    def record(self, commands: Sequence[Told]) -> Outcomes:
        """Record each that is not refused, in their order, as `recording` does."""
        return list(self.recording(commands))

    def recording(self, commands: Sequence[Told]) -> "Iterator[Recorded | Exception]":
        """Record each that is not refused, in their order, by one append; PersistenceError when the store is away.

        GoneOn where the access of who tells them has gone on: they have to be asked anew, and all of it told anew,
        but for what was yielded before: that is recorded.
        Where the append is refused for what one of them holds, or somebody else appended meanwhile, halves are tried,
        and at last each command by itself.
        """
        if len(commands) == 1:
            yield _outcome(commands[0])
            return
        batch = self._batch
        try:
            outcomes = _decided(batch, commands)
            ticket = batch.append()
        except PersistenceError as error:
            batch.rewind(0)
            if not _of_few(error, commands):
                raise
            half = len(commands) // 2
            yield from self.recording(commands[:half])
            yield from self.recording(commands[half:])
            return
        yield from _with_ticket(outcomes, ticket)

    def record_together(self, commands: Sequence[Told]) -> Outcomes:
        """Record all of them by one append, or nothing: then at least one outcome is an exception.

        TooBusy where others keep appending to the same streams; GoneOn, and PersistenceError when the store is away.
        """
        batch = self._batch
        for _ in range(ATTEMPTS):
            try:
                outcomes = _decided(batch, commands)
                if not _refused(outcomes):
                    return _with_ticket(outcomes, batch.append())
                batch.rewind(0)
            except PersistenceError as error:
                batch.rewind(0)
                if not _of_few(error, commands):
                    raise
            outcomes = self.rehearse(commands)
            if _refused(outcomes):
                return outcomes
        raise TooBusy()

    def rehearse(self, commands: Sequence[Told]) -> Outcomes:
        """What `record` would answer to all of them, while nothing is recorded."""
        batch = Batch(self._ledger)
        try:
            outcomes = _decided(batch, commands)
            batch.rehearse()
        except PersistenceError as error:
            if not _of_few(error, commands):
                raise
            with self._ledger.recorder.rehearsal() as attempt:
                return _sifted(Batch(self._ledger), commands, attempt)
        return outcomes


def _sifted(batch: Batch, commands: Sequence[Told], attempt: Attempt) -> Outcomes:
    """Go on with a rehearsal, without the commands that are refused."""
    before = len(batch.decided)
    try:
        outcomes = _decided(batch, commands)
        batch.try_on(attempt, before)
    except PersistenceError as error:
        if not _of_few(error, commands):
            raise
        undone = batch.rewind(before)
        if len(commands) == 1:
            return [_refusal(error, undone)]
        half = len(commands) // 2
        first = _sifted(batch, commands[:half], attempt)
        return [*first, *_sifted(batch, commands[half:], attempt)]
    return outcomes


def _refusal(error: PersistenceError, undone: Sequence[Decided]) -> LedgerError:
    """Why one command alone is not recorded."""
    if isinstance(refused := refusal(error), LedgerError):
        return refused
    for decided in undone:
        if decided.begins:
            born = decided.aggregates[0]
            return IdTaken(what=born.TOPIC, id=born.id)
    return TooBusy()


def _decided(batch: Batch, commands: Sequence[Told]) -> Outcomes:
    """Let the batch decide; what it needs is looked up for so many at once as are recorded by one commit."""
    outcomes: Outcomes = []
    for start in range(0, len(commands), CHUNK):
        chunk = commands[start : start + CHUNK]
        batch.look_up(
            (stream for each in chunk for stream in each.streams),
            [
                reservation_key(each.context.client, each.context.once.key)
                for each in chunk
                if each.context.once
            ],
        )
        outcomes += [_outcome(each, batch) for each in chunk]
    return outcomes


def _outcome(command: Told, batch: Batch | None = None) -> "Recorded | Exception":
    """What it recorded, or why it did not; PersistenceError where the store is the reason."""
    try:
        if batch is None:
            return command.tell()
        return batch.tell(command.tell)
    except PersistenceError:
        raise
    except LedgerError as error:
        return without_frames(error)
    except Exception as error:  # noqa: BLE001  of one command, whatever it is: those after it go on
        return error


def _with_ticket(outcomes: Outcomes, ticket: int) -> Outcomes:
    return [
        outcome
        if isinstance(outcome, Exception) or outcome.ticket
        else replace(outcome, ticket=ticket)
        for outcome in outcomes
    ]


def _refused(outcomes: Outcomes) -> bool:
    return any(isinstance(outcome, Exception) for outcome in outcomes)


def _of_few(error: PersistenceError, commands: Sequence[Told]) -> bool:
    """Whether some of the commands may be the reason, and neither the store nor who tells them."""
    if isinstance(error, GoneOn):
        asking = {each.context.permission for each in commands if each.context.permission}
        return not any(error.stream == each.stream for who in asking for each in who.rests_on())
    return (
        isinstance(error, IntegrityError)
        or isinstance(refusal(error), LedgerError)
        or isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
    )
