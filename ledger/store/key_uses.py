"""When each API key was last used, to the minute."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool

from ledger.store.connection import Connection

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
"""How often a process writes down that a key is used."""


class KeyUses:
    """Written by the way: no request fails for it, or waits for it twice in a minute."""

    def __init__(self, pool: ConnectionPool[Connection]) -> None:
        self._pool = pool
        self._noted: dict[UUID, datetime] = {}

    def note(self, key_id: UUID, at: datetime) -> None:
        """The key was used."""
        noted = self._noted.get(key_id)
        if noted is not None and at - noted < EVERY:
            return
        self._noted[key_id] = at
        try:
            with self._pool.connection() as connection:
                connection.execute(
                    "INSERT INTO key_uses AS known (key_id, last_used_at) VALUES (%s, %s)"
                    " ON CONFLICT (key_id) DO UPDATE"
                    " SET last_used_at = greatest(known.last_used_at, excluded.last_used_at)",
                    [key_id, at],
                )
        except psycopg.Error as error:
            log.warning("It was not written down that a key is used: %s", error)


def last_used(connection: Connection, keys: Sequence[UUID]) -> dict[UUID, datetime]:
    """When each of these keys was used last, of those that ever were."""
    query = "SELECT key_id, last_used_at FROM key_uses WHERE key_id = ANY(%s)"
    return dict(connection.execute(query, [list(keys)]).fetchall())
