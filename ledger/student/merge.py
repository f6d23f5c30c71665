"""Two records of one child: what the one that ended says of it."""

from uuid import UUID

import msgspec


class Merge(msgspec.Struct):
    """A record's end: which record is kept, and which plans were closed with this one."""

    kept_id: UUID
    plans_closed: tuple[UUID, ...]
