"""pumpurs record: tell the ledger any command, the same way as over HTTP and without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any, BinaryIO
from uuid import uuid4

import click

from api.cli.command import json_option, print_json, refused
from api.cli.database import migrated
from api.cli.in_process import client_of_api
from api.cli.told import described, told
from api.commands import Command
from api.resources import ALL

CLIENT = "pumpurs record"
"""The program that records: the keys given to it are its own."""
WIDEST = 42
"""Characters of a name before what it means begins on a line of its own."""


class _Recorder(click.Group):
    """A command for each of the API's, under its name there."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the documentation."""
        del ctx
        return list(_commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, made from its description."""
        del ctx
        command = _commands().get(cmd_name)
        return _Telling(command) if command else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List them by what they are about."""
        del ctx
        for resource in ALL:
            if resource.commands:
                with formatter.section(resource.name.capitalize()):
                    told = [(each.name, each.summary) for each in resource.commands]
                    formatter.write_dl(told, col_max=WIDEST)


@click.group(
    cls=_Recorder, invoke_without_command=True, subcommand_metavar="COMMAND [NAME=VALUE]..."
)
@click.pass_context
def record(ctx: click.Context) -> None:
    """Record what happened. Without a command, lists what can be recorded.

    COMMAND --help says which fields a command has. Texts, ids, days and amounts are written as they
    are, everything else as in JSON, a field of an object after a dot: amount=12.50 students=20
    content.crisis_support=false.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


class _Telling(click.Command):
    """Tells one command of the API; its help says its fields."""

    def __init__(self, command: Command) -> None:
        makes = f"\n\nIts {command.makes} is made by the ledger." if command.makes else ""
        super().__init__(
            command.name,
            help=f"{command.words or command.verb_words}{makes}",
            params=list(_parameters(command)),
            callback=lambda **given: _tell(command, **given),
        )
        self._command = command
        json_option(self)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The fields before the options."""
        with formatter.section("Fields"):
            formatter.write_dl(list(described(self._command)), col_max=WIDEST)
        super().format_options(ctx, formatter)


def _commands() -> dict[str, Command]:
    return {each.name: each for resource in ALL for each in resource.commands}


def _parameters(command: Command) -> Iterator[click.Parameter]:
    yield click.Argument(["words"], nargs=-1, metavar="[NAME=VALUE]...")
    document = "A JSON object with fields; - is standard input. NAME=VALUE adds to it."
    yield click.Option(["--file", "document"], type=click.File("rb"), help=document)
    if command.guarded:
        said = (
            "The version of the stream that was read: who has changed it since is not overruled. The"
            " last answer told it, or 'pumpurs log list --stream ID' does."
        )
        yield click.Option(["--version"], type=click.IntRange(0), required=True, help=said)
    if command.reason:
        yield _text("--reason", "Why: the same as the field.")
    yield _text("--on-behalf-of", "For which institution or partner, by its id.")
    yield _text("--key", "A name of its own: told again under the same, it is recorded once.")
    yield click.Option(["--dry-run"], is_flag=True, help="Check everything, record nothing.")


def _text(name: str, meaning: str) -> click.Option:
    return click.Option([name], help=meaning, callback=_visible)


def _visible(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.isprintable():
        raise click.BadParameter("It takes visible characters only.")
    return value


def _tell(
    command: Command,
    *,
    words: Sequence[str],
    document: BinaryIO | None,
    dry_run: bool,
    as_json: bool,
    reason: str | None = None,
    **headers: Any,
) -> None:
    """Ask the API, in this process."""
    if reason is not None:
        words = (*words, f"reason={reason}")
    address, said = told(command, document.read() if document else None, words)
    with migrated() as url, client_of_api(url) as client:
        answer = client.post(
            command.at(address),
            data=json.dumps(said),
            content_type="application/json",
            headers=_headers(**headers),
            query_string={"dry_run": "true"} if dry_run else {},
        )
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        refused(answer.get_json(), as_json=as_json)
    recorded = {**answer.get_json(), "replayed": "Idempotent-Replayed" in answer.headers}
    if as_json:
        print_json(recorded)
        return
    if dry_run:
        click.echo("It would be recorded; nothing was.")
    for name, value in recorded.items():
        click.echo(f"{name:<18} {'' if value is None else value}".rstrip())


def _headers(*, key: str | None, version: int | None = None, **who: str | None) -> dict[str, str]:
    """What HTTP is told in headers; in UTF-8, whose bytes WSGI has as if they were Latin-1."""
    given = {
        "Client": CLIENT,
        "Idempotency-Key": str(uuid4()) if key is None else key,
        "If-Match": None if version is None else f'"{version}"',
        **{name.replace("_", "-"): value for name, value in who.items()},
    }
    return {
        name: value.encode().decode("latin-1") for name, value in given.items() if value is not None
    }
