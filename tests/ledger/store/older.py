"""A database as an older program left it."""

import hashlib
from importlib import resources

import psycopg


def migrated_up_to(url: str, name: str) -> None:
    """Apply the migrations before the one whose name begins so, as that program did."""
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute(
            "CREATE TABLE migrations (name text PRIMARY KEY, checksum text NOT NULL,"
            " applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
        )
        files = resources.files("ledger.store.migrations").iterdir()
        for file in sorted(files, key=lambda file: file.name):
            if file.name.endswith(".sql") and file.name < name:
                statements = file.read_bytes()
                with superuser.transaction():
                    superuser.execute(statements)
                    superuser.execute("RESET ROLE")
                    superuser.execute(
                        "INSERT INTO migrations (name, checksum) VALUES (%s, %s)",
                        [file.name, hashlib.sha256(statements).hexdigest()],
                    )
