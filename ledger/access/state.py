"""What a stream of access keeps: grants and keys."""

from datetime import date

import msgspec

from ledger.role import Role
from ledger.scope import Scope


class Grant(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What somebody may do where, from a day to a day, both included."""

    role: Role
    scope: Scope
    valid_from: date
    valid_until: date | None
    revoked: bool = False

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day, as things stand."""
        return not self.revoked and self.valid_from <= on <= (self.valid_until or date.max)


class Key(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a machine signs in with, up to a day, included."""

    digest: str
    valid_until: date
    revoked: bool = False

    def holds(self, on: date) -> bool:
        """Whether it opens anything on that day, as things stand."""
        return not self.revoked and on <= self.valid_until
