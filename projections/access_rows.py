"""Rows and answers of access: who could do what where, on a day, and with which keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from projections.versions import FOREVER

CURRENT = 0

# --- rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Access:
    """A person or a machine that may sign in."""

    access_id: UUID
    position: int
    """Of the opening; lists are in this order."""
    actor: str
    kind: str
    issuer: str
    opened_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Closure:
    """Nothing could be done from one day to another, between which the access was closed."""

    access_id: UUID
    part: int
    """CURRENT while it is closed, then the position of the reopening."""
    closed_on: date
    known_from: int
    known_to: int = FOREVER
    reopened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody could do, from the first to the last day on which this was so."""

    access_id: UUID
    grant_id: UUID
    part: int
    """CURRENT for what a grant has become, else the position where it was narrowed to that."""
    position: int
    """Where it became so; lists are in this order."""
    role: str
    scope_kind: str
    scope_id: str | None
    valid_from: date
    valid_until: date | None
    first_day: date
    """Not before it was granted, whatever was said."""
    last_day: date | None
    """Not after it was narrowed or revoked; on that day it was both in force and no more."""
    known_from: int
    known_to: int = FOREVER
    ended_on: date | None = None
    """When it was narrowed or revoked."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a machine signs in with."""

    access_id: UUID
    key_id: UUID
    first_day: date
    last_day: date
    known_from: int
    known_to: int = FOREVER
    revoked_on: date | None = None


# --- answers --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AccessState:
    """Somebody's access on a day."""

    access_id: UUID
    position: int
    actor: str
    kind: str
    issuer: str
    opened_on: date
    closed: bool
    """Whether it was, at the end of the day."""
    roles: list[str]
    """What they could be at any time of the day."""


@dataclass(frozen=True, slots=True)
class GrantState:
    """What somebody could do at any time of a day."""

    position: int
    access_id: UUID
    actor: str
    kind: str
    grant_id: UUID
    role: str
    scope_kind: str
    scope_id: str | None
    first_day: date
    last_day: date | None
    ended: bool
    """Whether they could no more at the end of the day: it was narrowed, revoked, or all of it closed."""


@dataclass(frozen=True, slots=True)
class AccessShown:
    """Somebody's access on a day, with all that was ever granted and issued."""

    access: AccessState
    grants: list[Grant]
    keys: list[Key]


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """Whose access: None stands for any."""

    access_id: UUID | None = None
    actor: str | None = None
    kind: str | None = None
    closed: bool | None = None


ANYBODY = AccessFilter()


@dataclass(frozen=True, slots=True)
class GrantFilter:
    """Which grants: None stands for any."""

    access_id: UUID | None = None
    actor: str | None = None
    kind: str | None = None
    role: str | None = None
    scope_kind: str | None = None
    scope_id: str | None = None
    """The UUID of an institution or a partner, the code of a region."""


ANY_GRANT = GrantFilter()
