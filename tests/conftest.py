"""What every test may ask for: a PostgreSQL server, and a fresh database on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ledger.application import Ledger, opened
from ledger.store import embedded

NewDatabase = Callable[[], AbstractContextManager[str]]


def renamed(url: str, dbname: str) -> str:
    """The same server and user, another database; a conninfo string."""
    return make_conninfo(url, dbname=dbname)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A superuser's URL: $DATABASE_URL, else a server of this test process's own."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with embedded.server(tmp_path_factory.mktemp("postgres"), durable=False) as url:
        yield url


@pytest.fixture(scope="session")
def template(cluster: str) -> Iterator[str]:
    """The name of a migrated database, made once, to be cloned."""
    from ledger.store.migrate import migrate

    with _created(cluster, "template") as name:
        migrate(renamed(cluster, name))
        yield name


@pytest.fixture(scope="session")
def new_database(cluster: str, template: str) -> NewDatabase:
    """Makes migrated databases, each dropped when it is left."""
    return partial(cloned, cluster, renamed(cluster, template))


@pytest.fixture
def database_url(new_database: NewDatabase) -> Iterator[str]:
    """A migrated database of the test's own."""
    with new_database() as url:
        yield url


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    """A ledger over a migrated database of the test's own."""
    with opened(database_url, kek=bytes(32)) as ledger:
        yield ledger


@pytest.fixture
def empty_database_url(cluster: str) -> Iterator[str]:
    """A database of the test's own with nothing in it."""
    with _created(cluster, "test") as name:
        yield renamed(cluster, name)


@contextmanager
def cloned(cluster: str, url: str) -> Iterator[str]:
    """A copy of a database to which nobody is connected, dropped when it is left."""
    from ledger.store.migrate import migrate

    with _created(cluster, "clone", template=str(conninfo_to_dict(url)["dbname"])) as name:
        migrate(renamed(cluster, name))  # a clone does not take along the database's grants
        yield renamed(cluster, name)


@contextmanager
def _created(cluster: str, kind: str, template: str = "template0") -> Iterator[str]:
    name = f"{kind}_{uuid4().hex}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    drop = sql.SQL("DROP DATABASE {} (FORCE)")
    with psycopg.connect(cluster, autocommit=True) as server:
        server.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        yield name
        server.execute(drop.format(sql.Identifier(name)))
