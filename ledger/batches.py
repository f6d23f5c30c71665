"""Batches of commands: recorded by as few appends as may be, and answered as if each had been told alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from eventsourcing.persistence import IntegrityError, PersistenceError
from psycopg.errors import DeadlockDetected, SerializationFailure

from ledger.batch import Batch
from ledger.errors import LedgerError, TooBusy
from ledger.fact import Context
from ledger.held import refusal
from ledger.once import KIND, reservation_key
from ledger.store.recorder import Attempt

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded

CHUNK = 500
"""How many commands are recorded by one commit where each may be refused by itself."""
ATTEMPTS = 5
"""How often all of a batch is decided again when others append to its streams meanwhile."""


@dataclass(frozen=True)
class Told:
    """A command to be told: `tell` tells it in `context`."""

    context: Context
    tell: "Callable[[], Recorded]"
    streams: tuple[UUID, ...]
    """What it is expected to load, to be looked up together with what the others do."""


def record(ledger: "Ledger", commands: Sequence[Told]) -> "list[Recorded | Exception]":
    """Record each that is not refused, in their order, by one append; PersistenceError when the store is away.

    Where that is refused for what one of them holds, or somebody else appended meanwhile, halves are tried,
    and at last each command by itself.
    """
    if len(commands) == 1:
        return [_outcome(commands[0])]
    try:
        batch = Batch(ledger)
        outcomes = _decided(batch, commands)
        ticket = _appended(batch)
    except PersistenceError as error:
        if not _of_few(error):
            raise
        half = len(commands) // 2
        return [*record(ledger, commands[:half]), *record(ledger, commands[half:])]
    return _with_ticket(outcomes, ticket)


def record_together(ledger: "Ledger", commands: Sequence[Told]) -> "list[Recorded | Exception]":
    """Record all of them by one append, or nothing: then at least one outcome is an exception.

    TooBusy where others keep appending to the same streams; PersistenceError when the store is away.
    """
    for _ in range(ATTEMPTS):
        try:
            batch = Batch(ledger)
            outcomes = _decided(batch, commands)
            refused = any(isinstance(outcome, Exception) for outcome in outcomes)
            return outcomes if refused else _with_ticket(outcomes, _appended(batch))
        except PersistenceError as error:
            if not _of_few(error):
                raise
        outcomes = rehearse(ledger, commands)
        if any(isinstance(outcome, Exception) for outcome in outcomes):
            return outcomes
    raise TooBusy()


def rehearse(ledger: "Ledger", commands: Sequence[Told]) -> "list[Recorded | Exception]":
    """What `record` would answer to all of them, while nothing is recorded."""
    try:
        batch = Batch(ledger)
        outcomes = _decided(batch, commands)
        ledger.recorder.rehearse(batch.stored(), batch.holds())
    except PersistenceError as error:
        if not _of_few(error):
            raise
        with ledger.recorder.rehearsal() as attempt:
            return _sifted(Batch(ledger), commands, attempt)
    return outcomes


def _sifted(
    batch: Batch, commands: Sequence[Told], attempt: Attempt
) -> "list[Recorded | Exception]":
    """Go on with a rehearsal, without the commands that are refused."""
    before = len(batch.decided)
    try:
        outcomes = _decided(batch, commands)
        attempt(batch.stored(before), batch.holds(before))
    except PersistenceError as error:
        if not _of_few(error):
            raise
        batch.rewind(before)
        if len(commands) == 1:
            refused = refusal(error)
            return [refused if isinstance(refused, LedgerError) else TooBusy()]
        half = len(commands) // 2
        first = _sifted(batch, commands[:half], attempt)
        return [*first, *_sifted(batch, commands[half:], attempt)]
    return outcomes


def _decided(batch: Batch, commands: Sequence[Told]) -> "list[Recorded | Exception]":
    """Let the batch decide; what is looked up for many commands at once is not kept for too many."""
    outcomes: list[Recorded | Exception] = []
    for start in range(0, len(commands), CHUNK):
        chunk = commands[start : start + CHUNK]
        batch.look_up(
            (stream for each in chunk for stream in each.streams),
            KIND,
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
        with batch.telling():
            return command.tell()
    except PersistenceError:
        raise
    except Exception as error:  # noqa: BLE001  of one command, whatever it is: those after it go on
        return error


def _appended(batch: Batch) -> int:
    """Append what was decided, if anything was; the ticket."""
    if not batch.decided:
        return 0
    return batch.ledger.recorder.append(batch.stored(), batch.holds())


def _with_ticket(
    outcomes: "list[Recorded | Exception]", ticket: int
) -> "list[Recorded | Exception]":
    return [
        outcome
        if isinstance(outcome, Exception) or outcome.ticket
        else replace(outcome, ticket=ticket)
        for outcome in outcomes
    ]


def _of_few(error: PersistenceError) -> bool:
    """Whether some of the commands, and not the store, may be the reason."""
    return (
        isinstance(error, IntegrityError)
        or isinstance(refusal(error), LedgerError)
        or isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
    )
