"""An event stored by an older version is brought to today's when it is read; history is never rewritten."""

from typing import Any

import msgspec
import pytest
from eventsourcing.utils import register_topic

from ledger.fact import Fact
from ledger.store.mapper import read
from tests.samples import sample_event


class Measured(Fact):
    """Once it said how long in minutes; now in hours, and by whom."""

    TOPIC = "test.measured"
    CLASS_VERSION = 3
    hours: str
    by: str

    @staticmethod
    def upcast_v1_v2(fields: dict[str, Any]) -> None:
        """Minutes became hours."""
        fields["hours"] = f"{fields.pop('minutes') / 60:.2f}"

    @staticmethod
    def upcast_v2_v3(fields: dict[str, Any]) -> None:
        """Nobody knows by whom."""
        fields["by"] = "unknown"


register_topic(Measured.TOPIC, Measured)


def stored(**fields: Any) -> bytes:
    """The JSON of an event as some version wrote it."""
    written = msgspec.to_builtins(sample_event(Measured))
    del written["hours"], written["by"]
    return msgspec.json.encode({**written, **fields})


def test_the_first_version_is_read_through_all_upcasts() -> None:
    """Version 1 becomes 2 becomes 3; what the event says stays."""
    event = read(Measured.TOPIC, stored(class_version=1, minutes=90))
    assert (event.hours, event.by, event.class_version) == ("1.50", "unknown", 3)


def test_a_later_version_goes_through_the_later_upcasts_only() -> None:
    """Version 2 has no minutes."""
    assert read(Measured.TOPIC, stored(class_version=2, hours="2.00")).hours == "2.00"


def test_today_s_version_is_read_as_it_is() -> None:
    """Byte for byte."""
    event = sample_event(Measured)
    assert read(Measured.TOPIC, msgspec.json.encode(event)) == event


@pytest.mark.parametrize(
    "wrong", [{"class_version": 2}, {"class_version": 2, "hours": "1", "x": 1}]
)
def test_an_older_event_with_missing_or_unknown_fields_is_not_read(wrong: dict[str, Any]) -> None:
    """An upcast has to give exactly what today's version writes."""
    with pytest.raises(ValueError, match=r"hours|upcast"):
        read(Measured.TOPIC, stored(**wrong))
