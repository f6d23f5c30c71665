"""Numbered SQL files, each applied once, in order, and never changed afterwards."""

import hashlib
from dataclasses import dataclass
from importlib import resources

import psycopg
from psycopg import sql

from ledger.store.connection import Connection

_LOCK = 8_341_600  # any number, the same in every migration of a database


class MigrationRefused(Exception):
    """The database and the program's migrations contradict each other."""


@dataclass(frozen=True)
class Migration:
    """One SQL file."""

    name: str
    statements: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the file, in hex."""
        return hashlib.sha256(self.statements.encode()).hexdigest()


def migrate(url: str) -> list[str]:
    """Bring a database up to date and give the names applied now.

    Two at once are safe: the second waits, and finds nothing left to do. Raises MigrationRefused
    when a file was changed after it was applied, when the database is ahead of the program, or
    when a file would have to go before one already applied.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET client_min_messages TO warning")
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, checksum text NOT NULL,"
            " applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
        )
        connection.execute("GRANT SELECT ON migrations TO PUBLIC")
        pending = _pending(_migrations(), _applied(connection))
        for migration in pending:
            _apply(connection, migration)
        _let_worker_make_schemas(connection)
    return [migration.name for migration in pending]


def status(url: str) -> list[tuple[str, bool]]:
    """Every migration of the program, in order, and whether this database has it."""
    with psycopg.connect(url, autocommit=True) as connection:
        exists = connection.execute("SELECT to_regclass('migrations') IS NOT NULL").fetchone()
        applied = _applied(connection) if exists == (True,) else {}
    return [(migration.name, migration.name in applied) for migration in _migrations()]


def _migrations() -> list[Migration]:
    folder = resources.files("ledger.store.migrations")
    return sorted(
        (
            Migration(file.name, file.read_text("utf-8"))
            for file in folder.iterdir()
            if file.name.endswith(".sql")
        ),
        key=lambda migration: migration.name,
    )


def _applied(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, checksum FROM migrations").fetchall())


def _pending(migrations: list[Migration], applied: dict[str, str]) -> list[Migration]:
    ours = {migration.name: migration.checksum for migration in migrations}
    for name, checksum in sorted(applied.items()):
        if name not in ours:
            raise MigrationRefused(f"The database has {name}, which this program does not know.")
        if ours[name] != checksum:
            raise MigrationRefused(f"{name} was changed after it was applied; add a new file.")
    pending = [migration for migration in migrations if migration.name not in applied]
    if pending and applied and pending[0].name < max(applied):
        raise MigrationRefused(f"{pending[0].name} would go before {max(applied)}; renumber it.")
    return pending


def _apply(connection: Connection, migration: Migration) -> None:
    with connection.transaction():
        connection.execute(migration.statements.encode())
        connection.execute("RESET ROLE")
        connection.execute(
            "INSERT INTO migrations (name, checksum) VALUES (%s, %s)",
            [migration.name, migration.checksum],
        )


def _let_worker_make_schemas(connection: Connection) -> None:
    """Not in a numbered file: neither a clone of a database nor a restored dump keeps this grant."""
    connection.execute(
        sql.SQL("GRANT CREATE ON DATABASE {} TO pumpurs_worker").format(
            sql.Identifier(connection.info.dbname)
        )
    )
