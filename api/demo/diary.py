"""What the demo tells the ledger, each fact with the day it became known."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

import msgspec

from ledger.application import Ledger, Recorded
from ledger.batches import Told
from ledger.fact import Context, Once, recording

DEMO = UUID("5c1b0d0e-8b1f-5a53-9d0a-2f7a2c6f8e41")
CLIENT = "demo"
Fields = dict[str, Any]
"""Arguments of a command."""
_MORNING = time(6, tzinfo=UTC)
_PACE = timedelta(seconds=20)  # between two facts that became known on the same day


def id_of(*names: object) -> UUID:
    """The same id for the same names, each time the demo is loaded."""
    return uuid5(DEMO, "/".join(map(str, names)))


def workday(day: date) -> date:
    """That day, or the Monday after it: offices record on weekdays."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


@dataclass(frozen=True)
class Clerk:
    """Who records: a post, not a person."""

    post: str
    role: str
    on_behalf_of: str | None = None


class Later(ABC):
    """An argument that depends on the ledger that is told."""

    @abstractmethod
    def found(self, ledger: Ledger) -> object:
        """What it is in this ledger."""


@dataclass(frozen=True)
class Entry:
    """One command as it is told to the ledger."""

    number: int
    at: datetime
    clerk: Clerk
    command: str
    """students.enrol"""
    arguments: Fields
    reason: str | None

    @cached_property
    def key(self) -> str:
        """The idempotency key."""
        return f"demo-{self.number:06}"

    def told(self, ledger: Ledger) -> Told:
        """As any client tells it; it is recorded when `tell` of it is called."""
        asked = msgspec.json.encode([self.command, self.reason, self.at, self.arguments])
        body = ledger.keys.body_digest(asked)
        request_id = id_of(self.key)
        context = Context(
            at=self.at,
            actor=self.clerk.post,
            role=self.clerk.role,
            on_behalf_of=self.clerk.on_behalf_of,
            client=CLIENT,
            request_id=request_id,
            correlation_id=request_id,
            reason=self.reason,
            once=Once(self.key, body),
        )
        streams = tuple(each for each in self.arguments.values() if isinstance(each, UUID))
        return Told(context, lambda: self._tell(ledger, context), streams)

    def _tell(self, ledger: Ledger, context: Context) -> Recorded:
        group, verb = self.command.split(".")
        arguments = {
            name: value.found(ledger) if isinstance(value, Later) else value
            for name, value in self.arguments.items()
        }
        with recording(context):
            recorded: Recorded = getattr(getattr(ledger, group), verb)(**arguments)
        return recorded


@dataclass(frozen=True)
class Note:
    """A command, before its place among the others is known."""

    known: date
    last_of_day: bool
    clerk: Clerk
    command: str
    arguments: Fields
    reason: str | None


@dataclass
class Diary:
    """Facts in any order; `entries` gives them in the order in which they became known."""

    _notes: list[Note] = field(default_factory=list)

    def note(
        self,
        known: date,
        command: str,
        clerk: Clerk,
        *,
        reason: str | None = None,
        last_of_day: bool = False,
        **arguments: Any,
    ) -> None:
        """A command that is given on the day `known`, after those of that day noted before it."""
        self._notes.append(Note(known, last_of_day, clerk, command, arguments, reason))

    def noted(self, command: str) -> list[Note]:
        """The notes of one command, in the order in which they become known."""
        notes = (each for each in self._notes if each.command == command)
        return sorted(notes, key=lambda each: each.known)

    def in_order(self) -> list[Note]:
        """All notes in the order in which they become known."""
        return sorted(self._notes, key=lambda each: (each.known, each.last_of_day))

    def entries(self) -> list[Entry]:
        """All facts by the instant they became known; of one day, in the order they were noted."""
        entries: list[Entry] = []
        today, told = date.min, 0
        for note in self.in_order():
            told = told + 1 if note.known == today else 0
            today = note.known
            at = datetime.combine(today, _MORNING) + told * _PACE
            entries.append(
                Entry(len(entries) + 1, at, note.clerk, note.command, note.arguments, note.reason)
            )
        return entries
