"""An event as others are told of it: a CloudEvent 1.0, with nothing in it that is sealed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from ledger.fact import Fact
from ledger.sealed import Sealed
from ledger.store.log import Entry
from ledger.store.mapper import read
from projections.summary import summary

EVENT, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
TYPE = "lv.pumpurs."
"""Before the topic: types are unique among all that somebody follows."""
SCHEMA = "urn:pumpurs:event"
SOURCE = "/api/v1/log"
"""The ledger's name where it has no other; with the id behind it, where an auditor finds the event."""
SAID = ("occurred_on", "actor", "role", "on_behalf_of", "reason")
"""What is told of what every event carries: when it happened, who says so, for whom and why."""

_REFERENCE = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{1,200}")


class SourceInvalid(ValueError):
    """PUMPURS_SOURCE is to be the ledger's name as a URI or a path, such as https://ledger.example/api/v1/log."""


def source(environ: Mapping[str, str]) -> str:
    """What $PUMPURS_SOURCE calls this ledger; SourceInvalid."""
    named = environ.get("PUMPURS_SOURCE") or SOURCE
    if not _REFERENCE.fullmatch(named):
        raise SourceInvalid(SourceInvalid.__doc__)
    return named


class CloudEvent(msgspec.Struct, frozen=True):
    """What is told of an event, in the JSON format of CloudEvents 1.0."""

    specversion: str
    id: str
    """The position in the log, which with the source names the event for ever."""
    source: str
    """The ledger."""
    type: str
    subject: str
    """The stream: the student, the partner, … it is about."""
    time: datetime
    """When it was recorded."""
    datacontenttype: str
    dataschema: str
    """Changes with the version of the event, which docs/events.md describes."""
    position: int
    streamversion: int
    """1, 2, 3 … in the stream."""
    correlationid: str
    """What several requests have in common."""
    data: dict[str, Any]
    """Its open fields as they were recorded, when it happened, who says so, for whom and why."""


def cloud_event(entry: Entry, source: str) -> CloudEvent:
    """What is told of an entry of the log.

    Sealed values are left out, and so is what concerns nobody but the ledger: salt, request, client, versions.
    """
    fact = read(entry.topic, entry.state)
    return CloudEvent(
        specversion="1.0",
        id=str(entry.position),
        source=source,
        type=f"{TYPE}{entry.topic}",
        subject=str(entry.stream),
        time=entry.recorded_at,
        datacontenttype="application/json",
        dataschema=f"{SCHEMA}:{entry.topic}:v{fact.class_version}",
        position=entry.position,
        streamversion=entry.version,
        correlationid=str(fact.correlation_id),
        data={**_said(fact), **summary(fact)},
    )


def _said(fact: Fact) -> dict[str, Any]:
    said = ((name, getattr(fact, name)) for name in SAID)
    return {name: value for name, value in said if not isinstance(value, Sealed)}


def as_bytes(told: CloudEvent | Sequence[CloudEvent]) -> bytes:
    """One in the JSON format, or several as a batch."""
    return msgspec.json.encode(told)
