"""What may happen to somebody's access: opened, granted, narrowed, revoked, closed; keys issued and revoked."""

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.access.state import Grant, Key
from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.role import Role
from ledger.scope import Scope
from ledger.sealed import Sealed
from ledger.text import Listed, Sha256, Written

if TYPE_CHECKING:
    from ledger.access.access import Access

Handle = Annotated[str, Written("handle: a-z, 0-9, dot, hyphen, underscore", "anna.berzina")]


class Opened(Birth):
    """A person or a machine can be told from all others; what they may do is granted apart.

    It is not taken back but closed: the handle stays theirs.
    """

    TOPIC = "access.opened"
    handle: Handle
    """The `actor` of every event that they record."""
    kind: Annotated[str, Listed("access_kind")]
    issuer: Annotated[str, Written("short name of an identity provider, or `keys`", "schools")]
    """Who says that it is them."""
    subject: Sealed
    """What the issuer calls them; with some it is the personal code."""
    name: Sealed | None


class Granted(Fact):
    """They may do what a role may, somewhere, from a day on.

    A wrong grant is revoked, and stays in history: it did open the door for a while.
    """

    TOPIC = "access.granted"
    grant_id: UUID
    granted_role: Annotated[str, Listed("role")]
    scope: Scope
    valid_from: date
    valid_until: date | None
    """The last day."""

    def apply(self, access: "Access") -> None:
        access.grants[self.grant_id] = Grant(
            role=Role(self.granted_role),
            scope=self.scope,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class Narrowed(Fact):
    """A grant holds in a smaller scope or until an earlier day, at once; to widen it again, it is granted anew."""

    TOPIC = "access.narrowed"
    grant_id: UUID
    scope: Scope
    """From now on."""
    valid_until: date | None
    """From now on."""

    def apply(self, access: "Access") -> None:
        grant = access.grants[self.grant_id]
        grant.scope, grant.valid_until = self.scope, self.valid_until


class Revoked(Fact):
    """A grant holds no more, at once, whatever the day it occurred on; one taken wrongly is granted anew."""

    TOPIC = "access.revoked"
    grant_id: UUID

    def apply(self, access: "Access") -> None:
        access.grants[self.grant_id].revoked = True


class KeyIssued(Fact):
    """A machine may sign in with a key, of which the ledger knows only the digest."""

    TOPIC = "access.key_issued"
    key_id: UUID
    digest: Sha256
    """Of the secret."""
    valid_until: date
    """The last day."""

    def apply(self, access: "Access") -> None:
        access.keys[self.key_id] = Key(digest=self.digest, valid_until=self.valid_until)


class KeyRevoked(Fact):
    """A key opens nothing any more, at once; in the place of one revoked wrongly another is issued."""

    TOPIC = "access.key_revoked"
    key_id: UUID

    def apply(self, access: "Access") -> None:
        access.keys[self.key_id].revoked = True


class Closed(Fact):
    """They may do nothing any more, at once, whatever was granted and issued."""

    TOPIC = "access.closed"

    def apply(self, access: "Access") -> None:
        access.closed = True


class Reopened(Fact):
    """They are back, or had not left: what was granted and not revoked meanwhile holds again."""

    TOPIC = "access.reopened"

    def apply(self, access: "Access") -> None:
        access.closed = False
