"""Every event reads back as written, and every stored version of it still loads, for ever."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.events import EVENTS
from ledger.fact import Fact
from ledger.store.mapper import FactMapper, read
from tests.ledger import golden
from tests.samples import any_event, sample_event

MAPPER = FactMapper()
every_event = pytest.mark.parametrize("cls", EVENTS.values(), ids=EVENTS.keys())


@every_event
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_an_event_reads_back_as_written(cls: type[Fact], data: st.DataObject) -> None:
    """Whatever its fields hold, and byte for byte when it is written again."""
    event = data.draw(any_event(cls))
    stored = MAPPER.to_stored_event(event)
    assert MAPPER.to_domain_event(stored) == event
    assert MAPPER.to_stored_event(MAPPER.to_domain_event(stored)) == stored


@every_event
def test_every_version_of_an_event_has_a_golden_file_that_loads(cls: type[Fact]) -> None:
    """A version whose file is missing was never proven; one that fails to load would lose history."""
    current = cls.CLASS_VERSION
    for version in range(1, current + 1):
        state = golden.file(cls, version).read_bytes()
        assert isinstance(read(cls.TOPIC, state), cls)
    assert state == msgspec.json.encode(sample_event(cls)), (
        "what is written has changed: raise CLASS_VERSION"
    )


def test_no_golden_file_is_without_its_event() -> None:
    """A topic is for ever: an event that was once stored is never taken out."""
    known = {golden.file(cls, version).name for cls in EVENTS.values() for version in range(1, 100)}
    assert {path.name for path in golden.FOLDER.glob("*.json")} <= known


def _changed(change: Any) -> StoredEvent:
    event = sample_event(EVENTS["student.risk_identified"])
    stored = MAPPER.to_stored_event(event)
    fields = msgspec.json.decode(stored.state)
    change(fields)
    return StoredEvent(
        stored.originator_id, stored.originator_version, stored.topic, msgspec.json.encode(fields)
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: fields.update(extra=1),
        lambda fields: fields.pop("factor"),
        lambda fields: fields.pop("class_version"),
        lambda fields: fields.update(class_version=99),
        lambda fields: fields.update(originator_version=8),
        lambda fields: fields.update(occurred_on="2020-13-01"),
    ],
)
def test_a_stored_event_that_is_not_as_written_is_not_read(change: Any) -> None:
    """Unknown and missing fields, another version or stream, impossible values: never guessed at."""
    with pytest.raises(MapperDeserialisationError, match=r"student\.risk_identified"):
        MAPPER.to_domain_event(_changed(change))


def test_a_decimal_written_as_a_number_is_not_read() -> None:
    """12.35 and "12.35" are not the same bytes: money is only ever a string."""
    stored = MAPPER.to_stored_event(sample_event(EVENTS["student.compensation_approved"]))
    state = stored.state.replace(b'"amount":"12.35"', b'"amount":12.35')
    assert state != stored.state
    with pytest.raises(ValueError, match="not what this version writes"):
        read(stored.topic, state)


def test_golden_files_hold_no_path_of_a_module() -> None:
    """Moving a file never breaks the log: stored names are topics."""
    for path in golden.FOLDER.glob("*.json"):
        assert b"ledger." not in Path(path).read_bytes()
