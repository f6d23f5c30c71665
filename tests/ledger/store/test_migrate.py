"""Migrations: once each, in order, never changed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ledger.store.migrate import MigrationRefused, migrate, status

FILES = sorted(
    file.name
    for file in resources.files("ledger.store.migrations").iterdir()
    if file.name.endswith(".sql")
)


def test_a_database_is_migrated_once(empty_database_url: str) -> None:
    """All files in order, then none; status says so before and after."""
    assert status(empty_database_url) == [(name, False) for name in FILES]
    assert migrate(empty_database_url) == FILES
    assert migrate(empty_database_url) == []
    assert status(empty_database_url) == [(name, True) for name in FILES]


def test_two_at_once_share_the_work(empty_database_url: str) -> None:
    """Every file is applied by exactly one of them."""
    with ThreadPoolExecutor(4) as crowd:
        applied = list(crowd.map(migrate, [empty_database_url] * 4))
    assert sorted(name for names in applied for name in names) == FILES


def test_two_databases_of_a_cluster_at_once(empty_database_url: str, database_url: str) -> None:
    """Roles belong to the cluster; making them twice is no error."""
    with psycopg.connect(database_url, autocommit=True) as superuser:
        other = f"test_{uuid4().hex}"
        superuser.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(other)))
        try:
            with ThreadPoolExecutor(2) as crowd:
                urls = [empty_database_url, make_conninfo(database_url, dbname=other)]
                assert list(crowd.map(migrate, urls)) == [FILES, FILES]
        finally:
            superuser.execute(sql.SQL("DROP DATABASE {} (FORCE)").format(sql.Identifier(other)))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (
            "UPDATE migrations SET checksum = 'x' WHERE name = '0002_events.sql'",
            "was changed after",
        ),
        ("INSERT INTO migrations VALUES ('9999_later.sql', 'x')", "does not know"),
        ("DELETE FROM migrations WHERE name = '0002_events.sql'", "would go before"),
    ],
)
def test_a_contradiction_is_refused(database_url: str, damage: str, words: str) -> None:
    """A changed file, a database ahead of the program, a file out of order: nothing is applied."""
    with psycopg.connect(database_url, autocommit=True) as superuser:
        superuser.execute(damage.encode())
    with pytest.raises(MigrationRefused, match=words):
        migrate(database_url)


@pytest.fixture
def plain_owner(database_url: str) -> Iterator[str]:
    """The URL of an empty database and its owner, who is no superuser."""
    name = f"owner_{uuid4().hex}"
    identifier = sql.Identifier(name)
    with psycopg.connect(database_url, autocommit=True) as superuser:
        superuser.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD 'secret'").format(identifier)
        )
        superuser.execute(
            sql.SQL(
                "GRANT pumpurs_owner, pumpurs_writer, pumpurs_worker, pumpurs_reader TO {} WITH ADMIN OPTION"
            ).format(identifier)
        )
        superuser.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(identifier, identifier))
        yield make_conninfo(database_url, dbname=name, user=name, password="secret")  # noqa: S106  of this test
        superuser.execute(sql.SQL("DROP DATABASE {} (FORCE)").format(identifier))
        superuser.execute(sql.SQL("DROP ROLE {}").format(identifier))


def test_the_owner_of_a_database_may_migrate_it(plain_owner: str) -> None:
    """No superuser is needed."""
    assert migrate(plain_owner) == FILES
