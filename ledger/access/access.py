"""One person or machine that may sign in: what they may do where, and with which keys."""

import re
from collections.abc import Callable, Collection, Container, Mapping
from datetime import date, timedelta
from typing import Self, TypeVar
from uuid import UUID

from eventsourcing.domain import event

from ledger import required, vocabulary
from ledger.access import errors, events
from ledger.access.scope import KINDS, require_for_role, required_scope
from ledger.access.state import Grant, Key
from ledger.aggregate import Aggregate
from ledger.dated import require_new, require_period
from ledger.errors import NotFound
from ledger.fact import current_context
from ledger.role import Role
from ledger.scope import NATION, NATIONAL, Scope
from ledger.sealed import Sealed

__all__ = ["Access", "Grant", "Key"]

KEYS = "keys"
"""The issuer of machines that sign in with keys alone."""
SHELL = "shell"
"""Who stands in what is recorded on the server itself, without signing in."""
KEY_DAYS_MAX = 400
KEYS_MAX = 2
MACHINE = "machine"
MACHINE_ROLES = (Role.MACHINE, Role.AUDITOR)

T = TypeVar("T", Grant, Key)


class Access(Aggregate):
    """A stream for each of them. What an event changes stands with it.

    Nothing here is taken back as if it had not been: it opened a door, or shut one, and history says so.
    """

    TOPIC = "access"
    RECORDED_BY = (
        Role.NATIONAL,
        Role.PARTNER_COORDINATOR,
        Role.DIRECTOR,
        Role.INSTITUTION_COORDINATOR,
    )

    actor: str
    kind: str
    issuer: str
    subject: Sealed
    name: Sealed | None
    opened_for: Scope
    """Whose it is while nothing is granted in it."""
    closed: bool
    grants: dict[UUID, Grant]
    keys: dict[UUID, Key]

    Opened = events.Opened
    Granted = events.Granted
    Narrowed = events.Narrowed
    Revoked = events.Revoked
    KeyIssued = events.KeyIssued
    KeyRevoked = events.KeyRevoked
    Closed = events.Closed
    Reopened = events.Reopened

    @event(Opened)
    def __init__(
        self,
        handle: str,
        kind: str,
        issuer: str,
        subject: Sealed,
        name: Sealed | None,
        role: str,
        on_behalf_of: str | None,
    ) -> None:
        self.opened_for = _held_as(role, on_behalf_of)
        self.actor, self.kind, self.issuer = handle, kind, issuer
        self.subject, self.name = subject, name
        self.closed, self.grants, self.keys = False, {}, {}

    # --- what holds on a day ----------------------------------------------------------------------

    def holders(self, day: date) -> Collection[Scope]:
        """Where something is granted that still holds or is yet to; else who opened it."""
        return {grant.scope for grant in self.lasting(day)} or {self.opened_for}

    def lasting(self, day: date) -> list[Grant]:
        """What still holds or is yet to, whether the access is closed or not."""
        return [
            grant
            for grant in self.grants.values()
            if not grant.revoked and day <= (grant.valid_until or date.max)
        ]

    def granted(self, on: date) -> list[Grant]:
        """What they may do on that day, as things stand."""
        return [] if self.closed else [each for each in self.grants.values() if each.holds(on)]

    def key(self, key_id: UUID, on: date) -> Key | None:
        """The key, if it opens anything on that day, as things stand."""
        key = self.keys.get(key_id)
        return key if key and key.holds(on) and not self.closed else None

    # --- verbs ------------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        id: UUID,  # noqa: A002  the library's name
        *,
        actor: str,
        kind: str,
        issuer: str,
        subject: Sealed,
        name: Sealed | None,
        occurred_on: date,
    ) -> Self:
        """UnknownCode, HandleInvalid, ActorReserved, KeysAreForMachines."""
        if actor == SHELL:
            raise errors.ActorReserved(actor=actor)
        if vocabulary.require("access_kind", kind) != MACHINE and issuer == KEYS:
            raise errors.KeysAreForMachines()
        return cls._create(
            cls.Opened,
            id=id,
            handle=handle("actor", actor),
            kind=kind,
            issuer=handle("issuer", issuer),
            subject=subject,
            name=name,
            occurred_on=occurred_on,
        )

    def grant(
        self,
        grant_id: UUID,
        *,
        role: str,
        scope: Scope,
        valid_from: date,
        valid_until: date | None,
        occurred_on: date,
    ) -> None:
        """AccessClosed, OwnAccess, IdTaken, UnknownCode, RoleNotForKind, ScopeInvalid, ScopeNotForRole,
        PeriodReversed."""
        self._require_open()
        self._require_by_another()
        require_new(self.grants, grant_id, "grant")
        granted = Role(vocabulary.require("role", role))
        if (granted not in MACHINE_ROLES) if self.kind == MACHINE else (granted == Role.MACHINE):
            raise errors.RoleNotForKind(role=role, kind=self.kind)
        scope = required_scope(scope)
        require_for_role(granted, scope)
        require_period(valid_from, valid_until)
        self.trigger_event(
            self.Granted,
            grant_id=grant_id,
            granted_role=role,
            scope=scope,
            valid_from=valid_from,
            valid_until=valid_until,
            occurred_on=occurred_on,
        )

    def narrow(
        self,
        grant_id: UUID,
        *,
        scope: Scope | None,
        valid_until: date | None,
        around: Callable[[Scope], Container[Scope]],
        occurred_on: date,
    ) -> None:
        """What is not given stays as it was; `around` a scope is all that it lies in, and itself.

        ReasonMissing, AccessClosed, NotFound, AlreadyRevoked, UnknownCode, ScopeInvalid, NotNarrower,
        ScopeNotForRole, PeriodReversed.
        """
        required.reason()
        self._require_open()
        grant = self._standing_grant(grant_id)
        scope = required_scope(scope) if scope else grant.scope
        valid_until = valid_until or grant.valid_until
        longer = (valid_until or date.max) > (grant.valid_until or date.max)
        same = (scope, valid_until) == (grant.scope, grant.valid_until)
        if same or longer or grant.scope not in around(scope):
            raise errors.NotNarrower()
        require_for_role(grant.role, scope)
        require_period(grant.valid_from, valid_until)
        self.trigger_event(
            self.Narrowed,
            grant_id=grant_id,
            scope=scope,
            valid_until=valid_until,
            occurred_on=occurred_on,
        )

    def revoke(self, grant_id: UUID, *, occurred_on: date) -> None:
        """ReasonMissing, NotFound, AlreadyRevoked."""
        required.reason()
        self._standing_grant(grant_id)
        self.trigger_event(self.Revoked, grant_id=grant_id, occurred_on=occurred_on)

    def issue_key(self, key_id: UUID, *, digest: str, valid_until: date, occurred_on: date) -> None:
        """AccessClosed, OwnAccess, IdTaken, KeysAreForMachines, NotADigest, PeriodReversed, KeyLivesTooLong,
        TooManyKeys."""
        self._require_open()
        self._require_by_another()
        require_new(self.keys, key_id, "key")
        if self.kind != MACHINE:
            raise errors.KeysAreForMachines()
        require_period(occurred_on, valid_until)
        if valid_until > (latest := occurred_on + timedelta(KEY_DAYS_MAX)):
            raise errors.KeyLivesTooLong(days=KEY_DAYS_MAX, latest=latest)
        # Keys begin when they are issued: on an earlier day than today none of those now valid was not.
        if sum(key.holds(occurred_on) for key in self.keys.values()) >= KEYS_MAX:
            raise errors.TooManyKeys()
        self.trigger_event(
            self.KeyIssued,
            key_id=key_id,
            digest=required.sha256("digest", digest),
            valid_until=valid_until,
            occurred_on=occurred_on,
        )

    def revoke_key(self, key_id: UUID, *, occurred_on: date) -> None:
        """ReasonMissing, NotFound, AlreadyRevoked."""
        required.reason()
        _standing(self.keys, key_id, "key")
        self.trigger_event(self.KeyRevoked, key_id=key_id, occurred_on=occurred_on)

    def close(self, *, occurred_on: date) -> None:
        """ReasonMissing, AccessClosed."""
        required.reason()
        self._require_open()
        self.trigger_event(self.Closed, occurred_on=occurred_on)

    def reopen(self, *, occurred_on: date) -> None:
        """ReasonMissing, AccessNotClosed, OwnAccess."""
        required.reason()
        if not self.closed:
            raise errors.AccessNotClosed()
        self._require_by_another()
        self.trigger_event(self.Reopened, occurred_on=occurred_on)

    def _require_open(self) -> None:
        if self.closed:
            raise errors.AccessClosed()

    def _require_by_another(self) -> None:
        if current_context().actor == self.actor:
            raise errors.OwnAccess()

    def _standing_grant(self, grant_id: UUID) -> Grant:
        return _standing(self.grants, grant_id, "grant")


def handle(field: str, value: str) -> str:
    """`value`, if it can stand for somebody, everywhere and in one spelling; HandleInvalid."""
    if re.fullmatch(r"[a-z][a-z0-9._-]{1,63}", value):
        return value
    raise errors.HandleInvalid(field=field, value=value)


def _held_as(role: str, on_behalf_of: str | None) -> Scope:
    """For whom somebody records who does so as that and on that one's behalf."""
    kind, *_ = KINDS.get(role, (NATION,))
    return NATIONAL if on_behalf_of is None or kind == NATION else Scope(kind, on_behalf_of)


def _standing(entries: Mapping[UUID, T], id: UUID, what: str) -> T:  # noqa: A002
    """The grant or key of that id; NotFound, AlreadyRevoked."""
    if id not in entries:
        raise NotFound(what=what, id=id)
    if entries[id].revoked:
        raise errors.AlreadyRevoked(what=what, id=id)
    return entries[id]
