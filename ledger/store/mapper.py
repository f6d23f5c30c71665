"""Events to stored events and back: plain JSON, written and read by msgspec straight from the event classes."""

from functools import cache
from threading import Lock
from typing import Any

import msgspec
from eventsourcing.persistence import Mapper, MapperDeserialisationError, StoredEvent
from eventsourcing.utils import get_topic, resolve_topic

from ledger.fact import Fact

_WORKING_OUT = Lock()
_encode = msgspec.json.Encoder().encode


class _Peek(msgspec.Struct):
    """The one field that is looked at before an event is read."""

    class_version: int


_peek = msgspec.json.Decoder(_Peek).decode


class FactMapper(Mapper[Any]):
    """The stored state of an event is its whole JSON; what is read must encode to the same bytes again.

    That one rule refuses unknown and missing fields, decimals written as JSON numbers, and any other spelling.
    Of snapshots, which may be large and are proof of nothing, it is asked only when they are written.
    """

    def __init__(self, *_: Any, **__: Any) -> None:
        """Takes, and needs, none of the library's transcoder, compressor and cipher."""

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """The event as it is stored, after a look whether it can be read again; ValueError."""
        topic, state = get_topic(type(domain_event)), _encode(domain_event)
        written = _read(topic, state, domain_event.class_version)
        if not isinstance(written, Fact):
            _require_canonical(written, state)
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=topic,
            state=state,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """The event of a stored event, brought to today's version; MapperDeserialisationError."""
        try:
            event = read(stored_event.topic, stored_event.state)
            if (event.originator_id, event.originator_version) != (
                stored_event.originator_id,
                stored_event.originator_version,
            ):
                raise ValueError("it says that it belongs to another stream or version")
        except (msgspec.MsgspecError, LookupError, ValueError, TypeError) as error:
            raise MapperDeserialisationError(
                f"event {stored_event.originator_version} of {stored_event.originator_id}"
                f" ({stored_event.topic}) cannot be read: {error}"
            ) from error
        return event


def read(topic: str, state: bytes) -> Any:
    """The event (or snapshot) of a topic from its stored bytes; ValueError where they are not canonical."""
    return _read(topic, state, _peek(state).class_version)


def _read(topic: str, state: bytes, stored_version: int) -> Any:
    cls, decode, version = _reader(topic)
    if stored_version == version:
        event = decode(state)
        if issubclass(cls, Fact):
            _require_canonical(event, state)
        return event
    return _upcast(cls, msgspec.json.decode(state), stored_version, version)


def _require_canonical(event: Any, state: bytes) -> None:
    if _encode(event) != state:
        raise ValueError("its JSON is not what this version writes")


@cache
def _reader(topic: str) -> tuple[type[Any], Any, int]:
    cls = resolve_topic(topic)
    version = getattr(cls, "CLASS_VERSION", 1)
    return cls, decoder(cls), version


def decoder(cls: type[Any]) -> Any:
    """What reads the JSON of a class.

    One at a time: msgspec works out a class and those within it when it is first asked to, and lets other threads
    see what is not finished. A process whose first eight requests came at once crashed of it.
    """
    with _WORKING_OUT:
        return msgspec.json.Decoder(cls).decode


def _upcast(cls: type[Any], fields: dict[str, Any], stored: int, current: int) -> Any:
    """An older event through its class's `upcast_v1_v2(fields)` and so on, then read strictly."""
    if stored > current:
        raise ValueError(f"it is of version {stored}, newer than this program's {current}")
    for version in range(stored, current):
        name = f"upcast_v{version}_v{version + 1}"
        if not hasattr(cls, name):
            raise ValueError(f"it is of version {stored}, and there is no {name}")
        getattr(cls, name)(fields)
    fields["class_version"] = current
    event = msgspec.convert(fields, cls)
    if msgspec.to_builtins(event, builtin_types=()) != fields:
        raise ValueError("its upcast does not give what this version writes")
    return event
