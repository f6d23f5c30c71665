"""What an append may hold on behalf of a stream, so that rules across streams need no locks."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

import msgspec
import psycopg
from eventsourcing.persistence import PersistenceError


class Reservation(msgspec.Struct, frozen=True):
    """Something only one may have: (kind, key) is unique. No personal values."""

    kind: str
    key: str
    holder: UUID
    details: dict[str, object] = {}


class StoredReservation(Reservation, frozen=True, kw_only=True):
    """A reservation as it stands, with the ticket of the append that made it."""

    ticket: int


class Portion(msgspec.Struct, frozen=True):
    """A part of something with a total, such as an invoice; a negative part gives back."""

    kind: str
    key: str
    total: Decimal
    part: Decimal


class Shared(msgspec.Struct, frozen=True):
    """Something that several may have at once, if all say the same of it."""

    kind: str
    key: str
    digest: str
    """What is said of it."""


class Booking(msgspec.Struct, frozen=True):
    """Somebody's time, [starts, ends); a group's own bookings may overlap each other."""

    kind: Literal["specialist", "student"]
    subject: UUID
    starts: datetime
    ends: datetime
    group: UUID
    measure: UUID
    """Whom a refusal names."""
    held_by: UUID
    """What unbooks it; of no other measure, as two streams may each have a measure of the same id."""


class Cover(msgspec.Struct, frozen=True):
    """Days for which a cost is covered, both included; a party's own covers may overlap each other."""

    kind: str
    subject: UUID
    """Whose days: the student, or what stands for the student and more, such as one route."""
    first_day: date
    last_day: date
    party: UUID
    student: UUID
    measure: UUID
    """Whom a refusal names; with the student, what uncovers the days."""


class Spend(msgspec.Struct, frozen=True):
    """Money that a partner spent in a semester, on top of all before; a negative amount gives back."""

    partner: UUID
    semester: str
    amount: Decimal


class Limit(msgspec.Struct, frozen=True):
    """Up to what a partner may spend in a semester from now on; None: without a limit."""

    partner: UUID
    semester: str
    up_to: Decimal | None


class CodeOf(msgspec.Struct, frozen=True):
    """The personal code that a student has from now on; None for none."""

    student: UUID
    digest: str | None
    """What stands for the code, in hexadecimal digits: `Keys.code_of`."""


class Known(msgspec.Struct, frozen=True):
    """What was looked at to decide, and at which version: where it has gone on since, nothing is appended."""

    stream: UUID
    version: int


class Holds(msgspec.Struct, frozen=True):
    """Everything one append takes and gives back; giving back comes first."""

    known: tuple[Known, ...] = ()

    reserve: tuple[Reservation, ...] = ()
    release: tuple[tuple[str, str], ...] = ()
    share: tuple[Shared, ...] = ()
    unshare: tuple[tuple[str, str], ...] = ()
    portions: tuple[Portion, ...] = ()
    book: tuple[Booking, ...] = ()
    unbook: tuple[UUID, ...] = ()
    """By `Booking.held_by`."""
    cover: tuple[Cover, ...] = ()
    uncover: tuple[tuple[UUID, UUID], ...] = ()
    """By student and measure."""
    codes: tuple[CodeOf, ...] = ()
    limits: tuple[Limit, ...] = ()
    spend: tuple[Spend, ...] = ()

    def named(self) -> dict[str, tuple[object, ...]]:
        """What there is of each kind; of most there is nothing."""
        return {name: held for name in self.__struct_fields__ if (held := getattr(self, name))}

    def but(self, **changed: tuple[object, ...]) -> "Holds":
        """The same, but for what is changed."""
        return msgspec.structs.replace(self, **changed)

    def __add__(self, other: "Holds") -> "Holds":
        """All that both take, and all that both give back."""
        both = ((getattr(self, name), getattr(other, name)) for name in self.__struct_fields__)
        return Holds(*(first + second for first, second in both))


NOTHING = Holds()


@dataclass(eq=False)
class ReservationTaken(PersistenceError):
    """Somebody has reserved this before."""

    kind: str
    key: str
    holder: UUID
    details: dict[str, object]
    ticket: int

    def __str__(self) -> str:
        return f"{self.kind} {self.key} is reserved for {self.holder}"


@dataclass(eq=False)
class PortionExceeded(PersistenceError):
    """The parts would exceed the total, or the total is not the one stated before."""

    kind: str
    key: str
    total: Decimal
    taken: Decimal
    part: Decimal
    stated_total: Decimal

    @property
    def total_differs(self) -> bool:
        """Whether another total was stated before, rather than too little being left of it."""
        return self.total != self.stated_total

    def __str__(self) -> str:
        if self.total_differs:
            return f"{self.kind} {self.key} has a total of {self.total}, not {self.stated_total}"
        return f"{self.taken} of {self.total} are taken from {self.kind} {self.key}: {self.part} more is too much"


@dataclass(eq=False)
class BookingOverlaps(PersistenceError):
    """The subject is booked at that time, for another measure."""

    kind: str
    subject: UUID
    measure: UUID

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} is booked at that time for {self.measure}"


@dataclass(eq=False)
class CoverOverlaps(PersistenceError):
    """Some of the days are covered, for another party."""

    kind: str
    measure: UUID
    first_day: date
    last_day: date

    def __str__(self) -> str:
        return f"{self.kind} is covered from {self.first_day} to {self.last_day} by {self.measure}"


@dataclass(eq=False)
class SharedDiffers(PersistenceError):
    """Others who have this said something else of it."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"others have {self.kind} {self.key} and say something else of it"


@dataclass(eq=False)
class LimitExceeded(PersistenceError):
    """The partner would spend more in the semester than it may."""

    partner: UUID
    semester: str
    planned: Decimal
    spent: Decimal

    def __str__(self) -> str:
        return f"{self.partner} has spent {self.spent} of {self.planned} for {self.semester}"


@dataclass(eq=False)
class GoneOn(PersistenceError):
    """Somebody has appended to what was looked at."""

    stream: UUID

    def __str__(self) -> str:
        return f"somebody appended to {self.stream} meanwhile"


_REFUSALS: dict[str, type[PersistenceError]] = {
    "LE001": ReservationTaken,
    "LE002": PortionExceeded,
    "LE003": BookingOverlaps,
    "LE004": SharedDiffers,
    "LE005": CoverOverlaps,
    "LE006": LimitExceeded,
    "LE007": GoneOn,
}


def refusal(error: psycopg.Error) -> PersistenceError | None:
    """The refused hold that a database error speaks of, if it does."""
    kind = _REFUSALS.get(error.sqlstate or "")
    if kind is None:
        return None
    detail = msgspec.json.decode(error.diag.message_detail or "{}")
    fields = kind.__annotations__.items()
    return kind(*(msgspec.convert(detail[name], type_) for name, type_ in fields))
