"""Keys of personal values and the index of personal codes, in a schema that is dumped apart."""

from collections.abc import Sequence
from typing import LiteralString, TypeVar
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from ledger.store.append import translated
from ledger.store.connection import Connection

T = TypeVar("T", bytes, UUID)


class KeyStore:
    """Holds wrapped keys and digests of codes; knows neither a key nor a code.

    All methods raise the library's persistence errors.
    """

    def __init__(self, pool: ConnectionPool[Connection]) -> None:
        self._pool = pool

    def wrapped_key(self, subject: UUID, category: str) -> bytes | None:
        """The wrapped key of a person and category, if there is one."""
        query = "SELECT wrapped_key FROM keys.student_keys WHERE student_id = %s AND category = %s"
        return self._value(bytes, query, subject, category)

    def wrapped_keys(self, subjects: Sequence[UUID], category: str) -> dict[UUID, bytes]:
        """The wrapped keys of some persons and a category, of those who have one."""
        query = (
            "SELECT student_id, wrapped_key FROM keys.student_keys"
            " WHERE category = %s AND student_id = ANY(%s)"
        )
        try:
            with self._pool.connection() as connection:
                return dict(connection.execute(query, [category, list(subjects)]).fetchall())
        except psycopg.Error as error:
            raise translated(error) from error

    def keep_key(self, subject: UUID, category: str, wrapped_key: bytes) -> bytes:
        """Keep the first wrapped key of a person and category; returns the one that came first."""
        query = (
            "INSERT INTO keys.student_keys (student_id, category, wrapped_key) VALUES (%s, %s, %s)"
            " ON CONFLICT DO NOTHING RETURNING wrapped_key"
        )
        while True:
            kept = self._value(bytes, query, subject, category, wrapped_key)
            if kept := kept or self.wrapped_key(subject, category):
                return kept

    def kek_check(self) -> bytes | None:
        """What tells the key-encryption key in use, if any was used yet."""
        return self._value(bytes, "SELECT digest FROM keys.kek_check")

    def keep_kek_check(self, digest: bytes) -> bytes:
        """Keep what tells the first key-encryption key; returns the one that came first."""
        query = "INSERT INTO keys.kek_check (digest) VALUES (%s) ON CONFLICT DO NOTHING RETURNING digest"
        while True:
            if kept := self._value(bytes, query, digest) or self.kek_check():
                return kept

    def holder_of_code(self, code_hmac: bytes) -> UUID | None:
        """Whose personal code has this digest."""
        query = "SELECT student_id FROM keys.personal_codes WHERE code_hmac = %s"
        return self._value(UUID, query, code_hmac)

    def _value(self, kind: type[T], query: LiteralString, *parameters: object) -> T | None:
        """The one value of the one row, if there is one; asked again when the connection was lost."""
        try:
            try:
                return self._fetched(kind, query, parameters)
            except PoolTimeout:
                raise
            except psycopg.OperationalError:
                self._pool.check()
                return self._fetched(kind, query, parameters)
        except psycopg.Error as error:
            raise translated(error) from error

    def _fetched(
        self, kind: type[T], query: LiteralString, parameters: tuple[object, ...]
    ) -> T | None:
        with self._pool.connection() as connection:
            row = connection.execute(query, parameters).fetchone()
        if row is None:
            return None
        if not isinstance(row[0], kind):
            raise TypeError(f"a {kind.__name__} was expected")
        return row[0]
