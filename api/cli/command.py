"""What all commands share: exit codes, --json, tables."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any, NoReturn, ParamSpec, TypeVar

import click
import msgspec
import psycopg
from click.exceptions import Exit

from api.cli import tables
from api.identity import IssuersInvalid
from api.settings import SettingUnreadable
from ledger.errors import KeyEncryptionKeyInvalid, LedgerError
from ledger.store.embedded import NoPostgres
from ledger.store.migrate import MigrationRefused
from ledger.store.sequencer import StoreUnfit
from projections.rebuild import ProjectionStopped, RebuildUnderWay

P = ParamSpec("P")
R = TypeVar("R")

PROBLEM = 1
INFRASTRUCTURE = 3
INTERRUPTED = 130

FOUND = (LedgerError, ProjectionStopped, RebuildUnderWay)
NOT_READY = (
    NoPostgres,
    MigrationRefused,
    StoreUnfit,
    KeyEncryptionKeyInvalid,
    IssuersInvalid,
    SettingUnreadable,
    psycopg.Error,
    OSError,
)


class Problem(click.ClickException):
    """The command did what it was asked to, and found something wrong."""

    exit_code = PROBLEM


class Unavailable(click.ClickException):
    """The database, or something else the command stands on, is not there or not ready."""

    exit_code = INFRASTRUCTURE


class Commands(click.Group):
    """The group of all commands: an error becomes a sentence on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what its errors mean for the exit code is decided here alone."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # the reader of our output has seen enough; click knows what to do
        except NOT_READY as error:
            raise Unavailable(_sentence(error)) from error
        except FOUND as error:
            raise Problem(str(error)) from error
        except KeyboardInterrupt:
            raise Exit(INTERRUPTED) from None


def _sentence(error: Exception) -> str:
    """What is wrong; of a database that was named, with the variable that names it."""
    said = str(error).strip()
    named = isinstance(error, psycopg.Error) and "DATABASE_URL" in os.environ
    return f"DATABASE_URL: {said}" if named else said


def json_option(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the option --json; it gets `as_json`."""
    option = click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
    )
    return option(command)


def print_json(document: object) -> None:
    """Print a document: amounts and hours as strings, instants and dates as ISO 8601."""
    click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in columns, numbers to the right; nothing stands for None."""
    for line in tables.lines(headings, list(rows), tables.room()):
        click.echo(line)


def print_counts(group_by: Sequence[str], counts: Sequence[Any]) -> None:
    """Print rows that have a `group` first, its values in the order they were grouped by."""
    names = [each.name for each in dataclasses.fields(counts[0])][1:] if counts else []
    print_table(
        [*group_by, *names],
        [
            (*(each.group[name] for name in group_by), *(getattr(each, name) for name in names))
            for each in counts
        ],
    )


def refused(problem: dict[str, Any], *, as_json: bool) -> NoReturn:
    """Say no as HTTP does; Unavailable, Problem, or the problem itself as JSON."""
    faults = filter(None, (_fault(each, problem["detail"]) for each in problem["errors"]))
    said = "\n  ".join([f"{problem['code']}: {problem['detail']}", *faults])
    if problem["status"] == HTTPStatus.SERVICE_UNAVAILABLE:
        raise Unavailable(said)
    if as_json:
        print_json(problem)
        raise Exit(PROBLEM)
    raise Problem(said)


def _fault(fault: dict[str, Any], sentence: str) -> str:
    """What a fault adds to the sentence that was said already: its own, and where in a body it is."""
    place = fault.get("pointer") or fault.get("parameter", "")
    if fault["detail"] != sentence:
        return f"{place}: {fault['detail']}"
    return str(fault.get("pointer", ""))
