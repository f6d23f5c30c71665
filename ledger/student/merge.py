"""Two records of one child: what the one that ended and the one that is kept say of it."""

from uuid import UUID

import msgspec

from ledger.dated import Since
from ledger.sealed import Sealed


class Merge(msgspec.Struct):
    """A record's end: which record is kept, and which plans were closed with this one."""

    kept_id: UUID
    plans_closed: tuple[UUID, ...]


class Duplicate(Since, kw_only=True):
    """Another record of the same child, and the personal code that came with it."""

    personal_code: Sealed | None
