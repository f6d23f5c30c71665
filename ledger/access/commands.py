"""Commands on access: open it, grant, narrow and revoke, issue and revoke keys, close and reopen."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger import required
from ledger.access.access import KEYS, Access, handle
from ledger.access.around import around
from ledger.access.errors import ActorTaken, AlreadyOpened
from ledger.access.scope import required_scope
from ledger.calendar import riga_day
from ledger.errors import IdTaken
from ledger.fact import current_context
from ledger.scope import Scope
from ledger.sealed import Keys
from ledger.store.holds import Holds, Reservation
from ledger.store.key_uses import KeyUses

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded

API_KEY = "api_key"
"""The kind of reservation that leads from a key to whose it is; never released."""


def access_id(keys: Keys, issuer: str, subject: str) -> UUID:
    """The stream of who an issuer says it is. A keyed digest: a subject may be a personal code."""
    digest = keys.body_digest(f"access\n{issuer}\n{subject}".encode())
    return UUID(bytes=bytes.fromhex(digest)[:16], version=4)


class Accesses:
    """`ledger.accesses`. All but `open` may raise NotFound; what takes away asks for a reason: ReasonMissing.

    Whether somebody may grant this to that one is for who calls; but nobody does it for themselves.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._holders: dict[UUID, UUID] = {}
        self.uses = KeyUses(ledger.pool)

    def holder_of(self, key_id: UUID, *, last_seen: bool = False) -> Access | None:
        """Whose key it is or was, as things stand, or as they stood when last seen; whose a key is never changes."""
        holder = self._holders.get(key_id)
        if holder is None:
            reserved = self._ledger.recorder.reservation(API_KEY, str(key_id))
            if reserved is None:
                return None
            holder = self._holders[key_id] = reserved.holder
        look = self._ledger.last_seen if last_seen else self._ledger.reference
        return look(Access, holder)

    def open(
        self,
        *,
        actor: str,
        kind: str,
        issuer: str = KEYS,
        subject: str | None = None,
        name: str | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """`actor` will stand in every event that they record, for ever; `subject` is what `issuer` calls them.

        A machine that signs in with keys alone has neither. `subject` and `name` are sealed under a key of their own.
        ActorTaken, ActorReserved, AlreadyOpened, HandleInvalid, KeysAreForMachines, TextMissing, UnknownCode.
        """
        if subject is None and issuer == KEYS:
            subject = handle("actor", actor)
        known_as = required.text("subject", subject or "")
        keys, stream = self._ledger.keys, access_id(self._ledger.keys, issuer, known_as)

        def decide() -> Access:
            return Access.open(
                stream,
                actor=actor,
                kind=kind,
                issuer=issuer,
                subject=keys.seal(stream, "care", known_as),
                name=keys.seal(stream, "care", required.text("name", name)) if name else None,
                occurred_on=occurred_on,
            )

        holds = Holds(reserve=(Reservation("actor", actor, stream),))
        try:
            return self._ledger.create(Access, stream, decide, holds)
        except (IdTaken, ActorTaken) as taken:
            if taken.details.get("first", stream) != stream:
                raise
            raise AlreadyOpened(access_id=stream) from None

    def grant(
        self,
        *,
        access_id: UUID,
        grant_id: UUID,
        role: str,
        scope: Scope,
        valid_from: date,
        valid_until: date | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """`valid_until` is the last day; wrongly granted, it is revoked.

        OwnAccess, AccessClosed, UnknownCode, RoleNotForKind, ScopeInvalid, ScopeNotForRole, PeriodReversed, IdTaken.
        """

        def decide(access: Access) -> None:
            self._around(required_scope(scope))  # there is such a one
            access.grant(
                grant_id,
                role=role,
                scope=scope,
                valid_from=valid_from,
                valid_until=valid_until,
                occurred_on=occurred_on,
            )

        return self._change(access_id, decide, made=grant_id)

    def narrow(
        self,
        *,
        access_id: UUID,
        grant_id: UUID,
        scope: Scope | None = None,
        valid_until: date | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """To a smaller scope, an earlier last day, or both; what is not given stays as it was.

        NotNarrower, AccessClosed, AlreadyRevoked, UnknownCode, ScopeInvalid, ScopeNotForRole, PeriodReversed.
        """

        def decide(access: Access) -> None:
            access.narrow(
                grant_id,
                scope=scope,
                valid_until=valid_until,
                around=self._around,
                occurred_on=occurred_on,
            )

        return self._change(access_id, decide)

    def revoke(self, *, access_id: UUID, grant_id: UUID, occurred_on: date) -> "Recorded":
        """It holds no more, at once; AlreadyRevoked."""
        return self._change(
            access_id, lambda access: access.revoke(grant_id, occurred_on=occurred_on)
        )

    def issue_key(
        self,
        *,
        access_id: UUID,
        key_id: UUID,
        digest: str,
        valid_until: date,
        occurred_on: date,
    ) -> "Recorded":
        """`digest`: SHA-256 of the secret; `valid_until`: the last day.

        OwnAccess, AccessClosed, KeysAreForMachines, KeyLivesTooLong, TooManyKeys, PeriodReversed, NotADigest, IdTaken.
        """

        def decide(access: Access) -> Holds:
            access.issue_key(
                key_id, digest=digest, valid_until=valid_until, occurred_on=occurred_on
            )
            return Holds(reserve=(Reservation(API_KEY, str(key_id), access_id),))

        return self._change(access_id, decide, made=key_id)

    def revoke_key(self, *, access_id: UUID, key_id: UUID, occurred_on: date) -> "Recorded":
        """It opens nothing any more, at once; AlreadyRevoked."""
        return self._change(
            access_id, lambda access: access.revoke_key(key_id, occurred_on=occurred_on)
        )

    def close(self, *, access_id: UUID, occurred_on: date) -> "Recorded":
        """They may do nothing any more, at once; AccessClosed."""
        return self._change(access_id, lambda access: access.close(occurred_on=occurred_on))

    def reopen(self, *, access_id: UUID, occurred_on: date) -> "Recorded":
        """What was granted and not revoked holds again; AccessNotClosed, OwnAccess."""
        return self._change(access_id, lambda access: access.reopen(occurred_on=occurred_on))

    def _around(self, scope: Scope) -> frozenset[Scope]:
        return around(self._ledger, scope, riga_day(current_context().at))

    def _change(
        self,
        access_id: UUID,
        decide: Callable[[Access], Holds | None],
        made: UUID | None = None,
    ) -> "Recorded":
        return self._ledger.change(Access, access_id, decide, made=made)
