"""What others are told of an event: everything that is theirs to know, and nothing that is sealed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import msgspec
import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.cloud_events import SAID, SOURCE, TYPE, SourceInvalid, as_bytes, cloud_event, source
from ledger.events import EVENTS
from ledger.fact import Fact, Sealed
from ledger.store.log import Entry
from ledger.store.mapper import FactMapper
from tests.samples import any_event, sample_event

every_event = pytest.mark.parametrize("cls", EVENTS.values(), ids=EVENTS.keys())
UNTOLD = {
    "originator_id",
    "originator_version",
    "timestamp",
    "class_version",
    "originator_topic",
    "client",
    "request_id",
    "correlation_id",
    "causation_id",
    "basis",
    "salt",
}


def entry(event: Fact) -> Entry:
    """The event in the log."""
    stored = FactMapper().to_stored_event(event)
    return Entry(
        position=17,
        topic=stored.topic,
        stream=event.originator_id,
        version=stored.originator_version,
        recorded_at=event.timestamp,
        sequenced_at=event.timestamp,
        leaf_hash="00",
        state=stored.state,
    )


def boxes(thing: Any) -> Iterator[Sealed]:
    """Every sealed value, however deep inside."""
    if isinstance(thing, Sealed):
        yield thing
    elif isinstance(thing, msgspec.Struct):
        for name in thing.__struct_fields__:
            yield from boxes(getattr(thing, name))
    elif isinstance(thing, dict):
        for each in thing.values():
            yield from boxes(each)
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from boxes(each)


@every_event
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_nothing_sealed_is_ever_told(cls: type[Fact], data: st.DataObject) -> None:
    """Neither a sealed value nor the salt, whatever an event holds; and the open fields all are, as recorded."""
    event = data.draw(any_event(cls))
    told = cloud_event(entry(event), SOURCE)
    text = as_bytes(told)
    for box in boxes([getattr(event, field.name) for field in fields(event)]):
        assert not box.box or f'"{b64encode(box.box).decode()}"'.encode() not in text
    assert b'"box"' not in text
    assert not {"salt", "client", "request_id", "basis"} & told.data.keys()
    recorded = msgspec.json.decode(msgspec.json.encode(event))
    sealed = {
        field.name for field in fields(event) if isinstance(getattr(event, field.name), Sealed)
    }
    expected = {name: recorded[name] for name in recorded.keys() - UNTOLD - sealed}
    assert msgspec.json.decode(text)["data"] == expected
    assert set(SAID) - sealed <= told.data.keys()


@every_event
def test_a_library_reads_what_is_told(cls: type[Fact]) -> None:
    """Each event is a CloudEvent of the specification, read by a library that others use."""
    event = sample_event(cls)
    text = as_bytes(cloud_event(entry(event), "https://ledger.example/api/v1/log"))
    read = JSONFormat().read(CloudEvent, text)
    assert read.get_id() == "17"
    assert read.get_type() == f"{TYPE}{cls.TOPIC}"
    assert read.get_subject() == str(event.originator_id)
    assert read.get_time() == event.timestamp
    assert read.get_dataschema() == f"urn:pumpurs:event:{cls.TOPIC}:v{cls.CLASS_VERSION}"
    assert read.get_extension("correlationid") == str(event.correlation_id)
    assert read.get_extension("position") == 17


def test_the_ledger_is_called_what_its_keepers_call_it() -> None:
    """A URI or a path; anything else is refused before a process starts."""
    assert source({}) == SOURCE
    assert source({"PUMPURS_SOURCE": "https://ledger.example"}) == "https://ledger.example"
    with pytest.raises(SourceInvalid):
        source({"PUMPURS_SOURCE": "the ledger"})
