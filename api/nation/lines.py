"""Lines of batches: each a command with the day on which it becomes known, in the order of those days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from api.batches.line import MADE_BY
from api.resources import ALL

Fields = dict[str, Any]
_encode = msgspec.json.Encoder(decimal_format="string").encode


class Line(NamedTuple):
    """One line of a batch; sorted, lines are in the order in which they are recorded."""

    day: int
    """Ordinal of the day on which it becomes known."""
    order: str
    """Among the lines of that day."""
    text: bytes


class Draft(NamedTuple):
    """A line whose place among the others of its story is not known yet."""

    day: int
    number: int
    command: str
    address: Fields
    body: Fields
    events: int
    """How many events it adds to the stream."""


def made_by(key: str) -> str:
    """The id of what the line with that key makes."""
    return MADE_BY + key


@cache
def guarded() -> frozenset[str]:
    """The commands that are told with the version that was read."""
    return frozenset(each.name for resource in ALL for each in resource.commands if each.guarded)


@cache
def iso(day: int) -> str:
    """2019-09-02."""
    return date.fromordinal(day).isoformat()


def digest(text: str) -> str:
    """The SHA-256 of a document that nobody ever wrote."""
    return sha256(text.encode()).hexdigest()


class Story:
    """What becomes known about one stream: told in any order, written in the order in which it becomes known.

    What depends on something told before it becomes known on the same day or later. The keys of its lines begin with
    its own, which is that of the line that makes the stream.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.id = made_by(key)
        self._drafts: list[Draft] = []
        self._told = 0

    def tell(self, day: int, command: str, address: Fields, body: Fields, events: int = 1) -> str:
        """Tell a command on the day on which it becomes known; what names the id of what it makes."""
        number = self._told
        self._told += 1
        self._drafts.append(Draft(day, number, command, address, body, events))
        return f"{MADE_BY}{self.key}-{number}" if number else self.id

    def concern(self, day: int, events: int) -> None:
        """A line of another story adds events to the stream, before what becomes known of it that day."""
        self._drafts.append(Draft(day, -1, "", {}, {}, events))

    def lines(self) -> Iterator[Line]:
        """All of it, with the versions that commands ask for."""
        version, asks = 0, guarded()
        for place, draft in enumerate(sorted(self._drafts)):
            if not draft.command:
                version += draft.events
                continue
            key = f"{self.key}-{draft.number}" if draft.number else self.key
            said: Fields = {"key": key, "command": draft.command}
            if draft.address:
                said["address"] = draft.address
            said["body"] = draft.body
            if draft.command in asks:
                said["if_match"] = version
            version += draft.events
            yield Line(draft.day, f"{self.key}-{place:04}", _encode(said))
