"""pumpurs log: the log, as it was recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import click
import msgspec

from api.cli.command import Problem, json_option, print_json, print_table
from api.cli.database import in_order
from ledger.store.log import Entry, entries, entry


@click.group()
def log() -> None:
    """What was recorded, in its order."""


@log.command("list")
@click.option("--after", type=click.IntRange(0), default=0, help="Only after this position.")
@click.option("--type", "topics", multiple=True, help="Only of this type; may be given again.")
@click.option("--stream", type=click.UUID, help="Only of this student, partner, …")
@click.option(
    "--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many."
)
@json_option
def list_events(
    after: int, topics: tuple[str, ...], stream: UUID | None, limit: int, *, as_json: bool
) -> None:
    """List events by position."""
    with in_order() as (_, connection):
        found = entries(connection, after=after, topics=topics, stream=stream, limit=limit)
    if as_json:
        print_json([_head(one) for one in found])
    else:
        print_table(
            ["position", "type", "stream", "version", "occurred on"],
            [
                (one.position, one.topic, one.stream, one.version, one.content.get("occurred_on"))
                for one in found
            ],
        )


@log.command("show")
@click.argument("position", type=click.IntRange(1))
@json_option
def show(position: int, *, as_json: bool) -> None:
    """Show one event in full; sealed values stay sealed."""
    with in_order() as (_, connection):
        found = entry(connection, position)
    if found is None:
        raise Problem(f"There is no event at position {position}.")
    if as_json:
        print_json(_head(found) | {"state": found.content})
        return
    for name, value in _head(found).items():
        click.echo(f"{name:<12} {value}")
    click.echo(msgspec.json.format(found.state, indent=2))


def _head(one: Entry) -> dict[str, Any]:
    """What an event carries around its state."""
    return {
        "position": one.position,
        "type": one.topic,
        "stream": one.stream,
        "version": one.version,
        "occurred_on": one.content.get("occurred_on"),
        "recorded_at": one.recorded_at,
        "leaf_hash": one.leaf_hash,
    }
