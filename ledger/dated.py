"""What holds from a day on, or between two days, as far as the facts recorded so far say."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

import msgspec

from ledger.errors import (
    AlreadyEnded,
    AlreadyVoided,
    BeforeWhatItCorrects,
    IdTaken,
    NotEnded,
    NotFound,
    PeriodReversed,
)


class Since(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Holds from its first day until the next of its kind begins; taken back, it never did."""

    first_day: date
    voided: bool = False


class Span(Since, kw_only=True):
    """Holds from its first day to its last, both included, or goes on when there is no last one."""

    last_day: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it holds on that day."""
        return not self.voided and self.first_day <= day <= (self.last_day or date.max)

    def require_ending(self, last_day: date, what: str) -> None:
        """That it may end on `last_day`; AlreadyEnded, PeriodReversed."""
        if self.last_day is not None:
            raise AlreadyEnded(what=what, last_day=self.last_day)
        require_period(self.first_day, last_day)

    def require_ended(self, what: str) -> date:
        """The last day, of an ending to take back; NotEnded."""
        if self.last_day is None:
            raise NotEnded(what=what)
        return self.last_day


class Voidable(Protocol):
    """What can be taken back."""

    voided: bool


S = TypeVar("S", bound=Since)
P = TypeVar("P", bound=Span)
V = TypeVar("V", bound=Voidable)


def in_force(entries: Iterable[S], day: date) -> S | None:
    """The entry with the latest first day up to `day`; of two with the same, the later recorded."""
    found: S | None = None
    for entry in entries:
        begun = not entry.voided and entry.first_day <= day
        if begun and (found is None or entry.first_day >= found.first_day):
            found = entry
    return found


def overlapping(spans: Iterable[P], first_day: date, last_day: date | None = None) -> P | None:
    """The earliest of the spans that shares a day with this period, which goes on without a last day."""
    shared = (
        span
        for span in spans
        if not span.voided
        and span.first_day <= (last_day or date.max)
        and first_day <= (span.last_day or date.max)
    )
    return min(shared, key=lambda span: span.first_day, default=None)


def standing(entries: Mapping[UUID, V], id: UUID, what: str) -> V:  # noqa: A002
    """The entry of that id; NotFound, AlreadyVoided."""
    entry = entries.get(id)
    if entry is None:
        raise NotFound(what=what, id=id)
    if entry.voided:
        raise AlreadyVoided(what=what, id=id)
    return entry


def require_new(entries: Container[UUID], id: UUID, what: str) -> None:  # noqa: A002
    """That no entry has that id; IdTaken."""
    if id in entries:
        raise IdTaken(what=what, id=id)


def require_period(first_day: date, last_day: date | None) -> None:
    """That a period does not end before it starts; PeriodReversed."""
    if last_day is not None and last_day < first_day:
        raise PeriodReversed(start=first_day, until=last_day)


def require_not_before(original: date, day: date) -> None:
    """What follows or corrects something is not dated before it; BeforeWhatItCorrects."""
    if day < original:
        raise BeforeWhatItCorrects(day=day, original=original)
