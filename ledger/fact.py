"""What every event carries: who recorded it, when, why, and on what rules; and the context it comes from."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from secrets import token_bytes
from typing import Any, ClassVar, NamedTuple, Protocol, cast, get_args, get_type_hints
from uuid import UUID

import msgspec
from eventsourcing.domain import AggregateEvent

from ledger.calendar import riga_day
from ledger.errors import NotYetHappened
from ledger.money import Quantum
from ledger.role import Role
from ledger.store.holds import Known
from ledger.within import Within


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value inside events: stored as a JSON object, its decimals at their stored precision."""

    def __post_init__(self) -> None:
        for name, quantum in _quanta(type(self)).items():
            number = getattr(self, name)
            if number is not None and not number.same_quantum(quantum.step):
                msgspec.structs.force_setattr(self, name, quantum.of(number))


class Sealed(Value, frozen=True):
    """A value only the holder of the person's key can read: AES-256-GCM, nonce first."""

    category: str
    """care or payment; signing, of a secret"""
    box: bytes


class Fact(AggregateEvent):
    """The base of every event.

    Its JSON is permanent: a changed field means a new `class_version` and an upcast."""

    TOPIC: ClassVar[str]
    CLASS_VERSION: ClassVar[int] = 1
    MAY_LIE_AHEAD: ClassVar[bool] = False
    """Whether it may be recorded before its day comes, as what an institution is to join on."""
    RECORDED_BY: ClassVar[tuple[Role, ...]] = ()
    """As what somebody records it, where that is not what its aggregate says."""

    originator_id: UUID
    """The stream: the student, the partner, … it is about."""
    _: KW_ONLY
    class_version: int
    """The version of the event, which says what fields it has."""
    occurred_on: date
    """The day it happened, in Europe/Riga; `timestamp` is the instant it was decided."""
    actor: str
    """Who recorded it."""
    role: str
    """As what."""
    on_behalf_of: str | None
    """The institution or partner that `actor` acted for."""
    reason: str | Sealed | None
    """Sealed in what is recorded about a student: it is free text about a child."""
    client: str
    """The program or system that recorded it."""
    request_id: UUID
    correlation_id: UUID
    """What several requests have in common."""
    causation_id: UUID | None
    """What led to the request, where something recorded did."""
    basis: dict[str, int]
    """Versions of what it was decided on, by stream: {"operation": 12, "institution": 3}."""
    salt: bytes
    """16 random bytes, so that the event's public digest gives nothing away."""


@dataclass(frozen=True)
class Once:
    """The client's name for a request, so that the same one sent again records nothing new."""

    key: str
    body: str
    """A keyed digest of what was asked."""


class Permission(Protocol):
    """What whoever records may change and know of."""

    def tell(self, told: Mapping[str, Any]) -> None:
        """That they may tell a command so; NotFound, or that it is not permitted."""

    def change(self, aggregate: Any) -> "Capacity":
        """As what, and for whom, this aggregate is changed; NotFound where it may not be known of."""

    def record(self, aggregate: Any, fact: Any) -> None:
        """That what was decided about it is theirs to decide; that it is not permitted."""

    def look(self, aggregate: Any) -> None:
        """NotFound where it may not be known of."""

    def rests_on(self) -> Sequence[Known]:
        """What it was decided on without a look whether that has gone on: the append looks."""

    def stands(self) -> None:
        """The append has looked: it has not."""


class Capacity(NamedTuple):
    """As what somebody records, and for whom."""

    role: str
    on_behalf_of: str | None


@dataclass(frozen=True)
class Context:
    """Who records what is recorded now, opened once around each request."""

    at: datetime
    actor: str
    role: str
    client: str
    request_id: UUID
    correlation_id: UUID
    on_behalf_of: str | None = None
    reason: str | Sealed | None = None
    causation_id: UUID | None = None
    once: Once | None = None
    expected_version: int | None = None
    """The version of the stream that was read: where somebody has appended since, StaleVersion."""
    dry_run: bool = False
    """Decide and check everything, record nothing."""
    permission: "Permission | None" = None
    """Asked for every record that a command changes or looks at; without one, all of them may be."""

    def but(self, **changed: Any) -> "Context":
        """The same, but for what is changed: as `dataclasses.replace`, which takes five times as long."""
        context = object.__new__(Context)
        context.__dict__.update(self.__dict__, **changed)
        return context


_context: ContextVar[Context] = ContextVar("recording context")
_basis: ContextVar[Mapping[str, int]] = ContextVar("versions decided on")


def recording(context: Context) -> Within[Context]:
    """Every event decided inside carries this context."""
    return Within(_context, context)


def because(reason: str | Sealed | None) -> Within[Context]:
    """Every event decided inside carries this reason."""
    return recording(_context.get().but(reason=reason))


def permitted(aggregates: Iterable[Any]) -> Within[Context]:
    """Every event decided inside says as what, and for whom, these aggregates may be changed; NotFound."""
    context = _context.get()
    if context.permission is not None:
        capacity, *_ = [context.permission.change(each) for each in aggregates]
        context = context.but(role=capacity.role, on_behalf_of=capacity.on_behalf_of)
    return recording(context)


def decided_on(versions: Mapping[str, int]) -> Within[Mapping[str, int]]:
    """Every event decided inside says which versions of other streams had been looked at by then."""
    return Within(_basis, versions)


def current_context() -> Context:
    """The context opened around this request; LookupError outside of one."""
    return _context.get()


def require_visible(aggregate: Any) -> None:
    """NotFound where whoever records may not know of it."""
    context = _context.get(None)
    if context is not None and context.permission is not None:
        context.permission.look(aggregate)


def require_theirs(aggregates: Iterable[Any]) -> None:
    """That whoever records may decide what these have just decided, and not only something about them."""
    permission = _context.get().permission
    if permission is not None:
        for aggregate in aggregates:
            for fact in aggregate.pending_events:
                permission.record(aggregate, fact)


def rests_on() -> Sequence[Known]:
    """What has to be as it was seen for whoever records to be permitted to."""
    permission = _context.get().permission
    return permission.rests_on() if permission is not None else ()


def stands() -> None:
    """Say that an append has found it so."""
    permission = _context.get().permission
    if permission is not None:
        permission.stands()


def rehearsing() -> bool:
    """Whether what is decided now is not to be recorded."""
    context = _context.get(None)
    return context is not None and context.dry_run


def stamped(event_class: type[Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new event: those given, decimals at their stored precision, and the context's.

    Raises NotYetHappened, TooManyDecimals; TypeError where the day it happened is missing.
    """
    context = _context.get()
    occurred_on = fields.get("occurred_on")
    if type(occurred_on) is not date:
        raise TypeError(f"{event_class.__name__} needs the day it occurred on, not {occurred_on!r}")
    if occurred_on > riga_day(context.at) and not event_class.MAY_LIE_AHEAD:
        raise NotYetHappened()
    return {
        "class_version": event_class.CLASS_VERSION,
        "timestamp": context.at,
        "actor": context.actor,
        "role": context.role,
        "on_behalf_of": context.on_behalf_of,
        "reason": context.reason,
        "client": context.client,
        "request_id": context.request_id,
        "correlation_id": context.correlation_id,
        "causation_id": context.causation_id,
        "basis": dict(_basis.get({})),
        "salt": token_bytes(16),
        **quantised(event_class, fields),
    }


def quantised(cls: type[Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """`fields` with each decimal at the precision its annotation on `cls` declares."""
    kept = dict(fields)
    for name, quantum in _quanta(cast(Hashable, cls)).items():
        if isinstance(value := kept.get(name), Decimal):
            kept[name] = quantum.of(value)
    return kept


@cache
def _quanta(cls: Hashable) -> dict[str, Quantum]:
    """The declared precision of each decimal field of a class, by its name."""
    hints = get_type_hints(cls, include_extras=True)
    found = {name: _quantum(hint) for name, hint in hints.items()}
    return {name: quantum for name, quantum in found.items() if quantum is not None}


def _quantum(hint: Any) -> Quantum | None:
    for part in (*getattr(hint, "__metadata__", ()), *get_args(hint)):
        if isinstance(part, Quantum):
            return part
        if isinstance(nested := _quantum(part), Quantum):
            return nested
    return None
