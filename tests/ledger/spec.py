"""Given facts, when a verb, then facts: the rules of the reference aggregates, without a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

from ledger.aggregate import Aggregate
from ledger.errors import LedgerError
from ledger.fact import Context, Fact, recording
from ledger.sealed import Sealed
from ledger.store.mapper import FactMapper

A = TypeVar("A", bound=Aggregate)
MAPPER = FactMapper()
REASON = "it was recorded wrongly"


def id_of(name: str) -> UUID:
    """The same id for the same name, in every test."""
    return uuid5(NAMESPACE_URL, name)


NAME = Sealed("care", b"sealed")
CONTEXT = Context(
    at=datetime(2023, 12, 31, 12, tzinfo=UTC),
    actor="ikvd",
    role="national",
    client="test",
    request_id=id_of("request"),
    correlation_id=id_of("request"),
    reason=REASON,
)


class Given(Generic[A]):
    """A stream in which some facts were recorded, in this order."""

    def __init__(self, birth: Callable[[], A], *verbs: Callable[[A], object]) -> None:
        with recording(CONTEXT):
            self.aggregate = birth()
            for verb in verbs:
                verb(self.aggregate)

    def when(self, verb: Callable[[A], object], *, reason: str | None = REASON) -> When[A]:
        """The verb that the test is about."""
        return When(self, verb, replace(CONTEXT, reason=reason))


class When(Generic[A]):
    """A verb, taken or refused."""

    def __init__(self, given: Given[A], verb: Callable[[A], object], context: Context) -> None:
        self.aggregate, self.verb, self.context = given.aggregate, verb, context
        self.before = len(self.aggregate.pending_events)

    def then(self, *expected: type[Fact]) -> Any:
        """It records exactly these facts; returns the last. The stream then loads as it is."""
        with recording(self.context):
            self.verb(self.aggregate)
        recorded = self.aggregate.pending_events[self.before :]
        assert [type(each) for each in recorded] == list(expected)
        assert_loads(self.aggregate)
        return recorded[-1]

    def then_refused(self, error: type[LedgerError]) -> LedgerError:
        """It is refused in a whole sentence, and nothing is recorded."""
        with recording(self.context), pytest.raises(error) as refusal:
            self.verb(self.aggregate)
        assert len(self.aggregate.pending_events) == self.before
        assert str(refusal.value).endswith(".")
        assert "{" not in str(refusal.value)
        return refusal.value


given = Given


def assert_loads(aggregate: Aggregate) -> None:
    """Stored events give the same state again, and so does a stored snapshot."""
    replayed: Any = None
    for event in aggregate.pending_events:
        replayed = MAPPER.to_domain_event(MAPPER.to_stored_event(event)).mutate(replayed)
    assert _state(replayed) == _state(aggregate)
    snapshot = aggregate.Snapshot.take(aggregate)
    restored = MAPPER.to_domain_event(MAPPER.to_stored_event(snapshot)).mutate(None)
    assert _state(restored) == _state(aggregate)


def assert_loads_from_any_snapshot(events: Sequence[Any]) -> None:
    """Of a stream: from a snapshot taken anywhere, the tail leads to the same state as all its events."""
    whole = _replayed(None, events)
    for number in range(1, len(events), 1 + len(events) // 5):
        snapshot = whole.Snapshot.take(_replayed(None, events[:number]))
        restored = MAPPER.to_domain_event(MAPPER.to_stored_event(snapshot)).mutate(None)
        assert _state(_replayed(restored, events[number:])) == _state(whole)


def _replayed(aggregate: Any, events: Sequence[Any]) -> Any:
    for event in events:
        aggregate = event.mutate(aggregate)
    return aggregate


def _state(aggregate: Aggregate) -> dict[str, Any]:
    return {name: value for name, value in vars(aggregate).items() if name != "_pending_events"}
