"""The database of a command: joined or started, and required to be migrated."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from api.cli.command import Unavailable
from ledger.key_encryption_key import load_kek
from ledger.sealed import Keys
from ledger.store import embedded, migrate
from ledger.store.connection import Connection, Role, connect, connection_pool
from ledger.store.keys import KeyStore
from ledger.store.sequencer import Sequencer
from projections.engine import Engine


@contextmanager
def existing() -> Iterator[str]:
    """The URL of a database that is there already: none is made by asking. Unavailable."""
    data = Path(os.environ.get("PUMPURS_DATA") or ".data")
    if not os.environ.get("DATABASE_URL") and not (data / "postgres" / "PG_VERSION").exists():
        raise Unavailable(
            f"There is no ledger in {data.absolute()}: start one with 'pumpurs run', or set PUMPURS_DATA."
        )
    with embedded.database() as url:
        yield url


@contextmanager
def migrated(*, make: bool = False) -> Iterator[str]:
    """The URL of a migrated database; it runs for as long as it is used. `make`: one may be made for it."""
    with embedded.database() if make else existing() as url:
        if any(not applied for _, applied in migrate.status(url)):
            raise Unavailable("The database is not up to date: run 'pumpurs db migrate' first.")
        yield url


@contextmanager
def in_order() -> Iterator[tuple[str, Connection]]:
    """A database in which everything committed before has its position: its URL, and a reader's connection."""
    with migrated() as url:
        Sequencer(url).sequence_once()
        with connect(url, Role.READER) as connection:
            yield url, connection


@contextmanager
def up_to_date() -> Iterator[tuple[str, Connection]]:
    """A database whose read models know everything committed before: its URL, and a reader's connection.

    No runner need be going: what has no position yet gets one now, and the read models catch up.
    """
    with in_order() as (url, connection):
        engine = Engine(url)
        engine.catch_up()
        for each in engine.status():
            if each.error:
                click.echo(
                    f"{each.name} was stopped by the event at position {each.failed_position};"
                    " its answers are those of before.",
                    err=True,
                )
        yield url, connection


@contextmanager
def keys_of(url: str) -> Iterator[Keys]:
    """The keys of personal values, for as long as they are used."""
    with connection_pool(url, Role.WRITER, max_size=1) as pool:
        yield Keys(KeyStore(pool), kek())


def kek() -> bytes:
    """The key-encryption key, as $PUMPURS_KEK and $PUMPURS_DATA say."""
    return load_kek(os.environ, Path(os.environ.get("PUMPURS_DATA") or ".data"))
