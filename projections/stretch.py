"""A stretch of the log, read once for all projections that stand before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from functools import cache, partial
from typing import Any, NamedTuple, cast

import msgspec

from ledger.events import EVENTS
from ledger.store.connection import Connection
from ledger.store.mapper import decoder, read
from projections.projection import At, Projection, View

Handler = Callable[[Any, Any, At], None]
Decode = Callable[[bytes], Any]

_EVENTS = """
SELECT topic, state, position, recorded_at
  FROM sequenced_events
 WHERE position > %s AND position <= %s AND topic = ANY(%s)
 ORDER BY position"""


class _Subscription(NamedTuple):
    handler: Handler
    view: type[View] | None
    decode: Decode


class Stretch:
    """The events after a position, up to another, that some projections subscribe to.

    Each is decoded once for each view of it, when the first projection asks: what one cannot decode stops
    only those who ask.
    """

    def __init__(
        self,
        connection: Connection,
        projections: Iterable[type[Projection]],
        after: int,
        until: int,
    ) -> None:
        self.after, self.until = after, until
        topics = sorted({topic for projection in projections for topic in projection.handlers})
        with connection.cursor(binary=True) as cursor:
            cursor.execute(_EVENTS, [after, until, topics], prepare=True)
            rows = cursor.fetchall()
        self._states = [state for _, state, _, _ in rows]
        self._where = [At(position, recorded_at) for _, _, position, recorded_at in rows]
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        for number, (topic, _, _, _) in enumerate(rows):
            self._of[topic].append(number)
        self._read: dict[tuple[str, type[View] | None], list[Any]] = {}

    def concerns(self, projection: type[Projection]) -> bool:
        """Whether the projection has something to do here; else its position moves, and that is all."""
        return any(topic in self._of for topic in projection.handlers) or projection.has_to_finish(
            self.after, self.until
        )

    def events(self, projection: type[Projection]) -> list[tuple[Handler, Any, At]]:
        """What the projection subscribes to, in the order of the log, with its handlers."""
        found = []
        for topic, subscription in _subscriptions(cast(Hashable, projection)).items():
            if topic in self._of:
                handler, events = subscription.handler, self._decoded(topic, subscription)
                found += [
                    (number, handler, event)
                    for number, event in zip(self._of[topic], events, strict=True)
                ]
        found.sort(key=_number)
        where = self._where
        return [(handler, event, where[number]) for number, handler, event in found]

    def _decoded(self, topic: str, subscription: _Subscription) -> list[Any]:
        key = topic, subscription.view
        if key not in self._read:
            states = self._states
            self._read[key] = [subscription.decode(states[number]) for number in self._of[topic]]
        return self._read[key]


def _number(found: tuple[int, Handler, Any]) -> int:
    return found[0]


@cache
def _subscriptions(projection: Any) -> dict[str, _Subscription]:
    """By topic: the handler, and how the stored event is read for it."""
    found = {}
    for topic, handler in projection.handlers.items():
        view = getattr(handler, "reads", None)
        found[topic] = _Subscription(handler, view, _decoder(topic, view))
    return found


def _decoder(topic: str, view: type[View] | None) -> Decode:
    if view is None:
        return partial(read, topic)
    current = getattr(EVENTS[topic], "CLASS_VERSION", 1)
    decode = decoder(view)

    def decode_view(state: bytes) -> Any:
        try:
            if (event := decode(state)).class_version == current:
                return event
        except msgspec.MsgspecError:
            pass  # an older version may lack a field of the view
        # Brought to today's version, then what is asked of it.
        return decode(msgspec.json.encode(read(topic, state)))

    return decode_view
