"""Access: who could do what where, on any day, and with which keys; who they are stays sealed."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from ledger.access import events
from ledger.calendar import riga_day
from ledger.store.connection import Connection
from projections.access_rows import (
    ANY_GRANT,
    ANYBODY,
    CURRENT,
    Access,
    AccessFilter,
    AccessShown,
    AccessState,
    Closure,
    Grant,
    GrantFilter,
    GrantState,
    Key,
)
from projections.projection import At, Projection, on
from projections.versions import FOREVER, Versions, moment


class Accesses(Projection):
    """Grants count by the days on which they really opened the door: between being recorded and being revoked."""

    accesses = Versions(Access, key=("access_id",))
    closures = Versions(Closure, key=("access_id", "part"))
    grants = Versions(
        Grant,
        key=("access_id", "grant_id", "part"),
        by=lambda event: (
            (event.originator_id, event.grant_id, CURRENT) if hasattr(event, "grant_id") else None
        ),
    )
    keys = Versions(Key, key=("access_id", "key_id"))

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Opened)
    def opened(self, event: events.Opened, at: At) -> None:
        self.accesses.learn(
            Access(
                access_id=event.originator_id,
                position=at.position,
                actor=event.handle,
                kind=event.kind,
                issuer=event.issuer,
                opened_on=riga_day(event.timestamp),
                known_from=at.position,
            )
        )

    @on(events.Closed)
    def closed(self, event: events.Closed, at: At) -> None:
        day = riga_day(event.timestamp)
        self.closures.learn(Closure(event.originator_id, CURRENT, day, at.position))

    @on(events.Reopened)
    def reopened(self, event: events.Reopened, at: At) -> None:
        closure = self.closures.known(event.originator_id, CURRENT)
        self.closures.withdraw(event.originator_id, CURRENT, at=at)
        if closure:
            day = riga_day(event.timestamp)
            past = replace(closure, part=at.position, known_from=at.position, reopened_on=day)
            self.closures.learn(past)

    @on(events.Granted)
    def granted(self, event: events.Granted, at: At) -> None:
        self.grants.learn(
            Grant(
                access_id=event.originator_id,
                grant_id=event.grant_id,
                part=CURRENT,
                position=at.position,
                role=event.granted_role,
                scope_kind=event.scope.kind,
                scope_id=event.scope.id,
                valid_from=event.valid_from,
                valid_until=event.valid_until,
                first_day=max(event.valid_from, riga_day(event.timestamp)),
                last_day=event.valid_until,
                known_from=at.position,
            )
        )

    @on(events.Narrowed)
    def narrowed(self, event: events.Narrowed, at: At) -> None:
        day = riga_day(event.timestamp)
        grant = self.grants[event.originator_id, event.grant_id, CURRENT, FOREVER]
        self.grants.learn(replace(_ended(grant, day, at), part=at.position))
        self.grants.learn(
            replace(
                grant,
                position=at.position,
                scope_kind=event.scope.kind,
                scope_id=event.scope.id,
                valid_until=event.valid_until,
                first_day=max(grant.first_day, day),
                last_day=event.valid_until,
                known_from=at.position,
            )
        )

    @on(events.Revoked)
    def revoked(self, event: events.Revoked, at: At) -> None:
        grant = self.grants[event.originator_id, event.grant_id, CURRENT, FOREVER]
        self.grants.learn(_ended(grant, riga_day(event.timestamp), at))

    @on(events.KeyIssued)
    def key_issued(self, event: events.KeyIssued, at: At) -> None:
        self.keys.learn(
            Key(
                access_id=event.originator_id,
                key_id=event.key_id,
                first_day=riga_day(event.timestamp),
                last_day=event.valid_until,
                known_from=at.position,
            )
        )

    @on(events.KeyRevoked)
    def key_revoked(self, event: events.KeyRevoked, at: At) -> None:
        day = riga_day(event.timestamp)
        self.keys.revise(event.originator_id, event.key_id, at=at, revoked_on=day)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        access_id: UUID,
        *,
        on: date | None = None,
        known_at: int | None = None,
    ) -> AccessShown | None:
        """One access, or None if it is not known."""
        asked = {"access_id": access_id, **moment(on, known_at)}
        with cls.reading(connection):
            for access in cls.page(connection, AccessFilter(access_id), on=on, known_at=known_at):
                return AccessShown(
                    access,
                    cls.fetch(connection, Grant, "grants", asked),
                    cls.fetch(connection, Key, "keys", asked),
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: AccessFilter = ANYBODY,
        *,
        on: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[AccessState]:
        """Everybody's access, in the order of the openings, those after a position."""
        asked = {**asdict(where), **moment(on, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, AccessState, "page", asked)

    @classmethod
    def granted_on(
        cls,
        connection: Connection,
        where: GrantFilter = ANY_GRANT,
        *,
        on: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[GrantState]:
        """What could be done on a day, and by whom, in the order in which it became so."""
        asked = {**asdict(where), **moment(on, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, GrantState, "granted_on", asked)


def _ended(grant: Grant, day: date, at: At) -> Grant:
    """A grant that is in force no more."""
    last_day = min(grant.last_day or date.max, day)
    return replace(grant, last_day=last_day, ended_on=day, known_from=at.position)
