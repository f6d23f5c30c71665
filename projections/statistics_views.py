"""What statistics read of events: much less than these say."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from ledger.institution import Place
from projections.projection import View


class Content(msgspec.Struct):
    """Of what a plan promises, what it is for."""

    risks: list[UUID]


class Drafted(View, frozen=True, gc=False):
    """Of a plan drafted, what is counted."""

    occurred_on: date
    plan_id: UUID
    semester: str
    place: Place
    content: msgspec.Raw
    signatories: tuple[str, ...]


class Revised(View, frozen=True, gc=False):
    """Of a further revision, what is counted."""

    plan_id: UUID
    revision: int
    content: msgspec.Raw
    signatories: tuple[str, ...]


class Agreed(View, frozen=True, gc=False):
    """Of an agreement, what is counted."""

    occurred_on: date
    plan_id: UUID
    revision: int
    signatory: str


class Identified(View, frozen=True, gc=False):
    """Of a risk, what is counted."""

    occurred_on: date
    risk_id: UUID
    factor: str


class Held(View, frozen=True, gc=False):
    """Of a consultation given, what is counted."""

    occurred_on: date
    semester: str
    kind: str
    specialist_kind: str
    subject: str | None
    delivery: str
    hours: msgspec.Raw
    place: msgspec.Raw


class Missed(View, frozen=True, gc=False):
    """Of a consultation missed, what is counted."""

    occurred_on: date
    semester: str
    kind: str
    specialist_kind: str
    subject: str | None
    hours: msgspec.Raw
    place: msgspec.Raw
