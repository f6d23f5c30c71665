"""pumpurs db: bring the database up to date, or say whether it is."""

from __future__ import annotations

import click
from click.exceptions import Exit

from api.cli.command import PROBLEM, json_option, print_json, print_table
from api.cli.database import existing
from ledger.store import embedded, migrate


@click.group()
def db() -> None:
    """The schema of the database."""


@db.command("migrate")
@json_option
def migrate_now(*, as_json: bool) -> None:
    """Apply the migrations that the database does not have yet."""
    with embedded.database() as url:
        applied = migrate.migrate(url)
    if as_json:
        print_json({"applied": applied})
    else:
        many = f"{len(applied)} migrations, the last one" if len(applied) > 1 else "the migration"
        click.echo(f"Applied {many} {applied[-1]}." if applied else "Up to date.")


@db.command("status")
@json_option
def status(*, as_json: bool) -> None:
    """List the migrations. Exit code 1 when one is not applied."""
    with existing() as url:
        migrations = migrate.status(url)
    if as_json:
        print_json([{"name": name, "applied": applied} for name, applied in migrations])
    else:
        print_table(
            ["migration", "applied"],
            [(name, "yes" if applied else "no") for name, applied in migrations],
        )
    if not all(applied for _, applied in migrations):
        raise Exit(PROBLEM)
