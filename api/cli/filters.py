"""A filter of a question as options: one for each of its fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection
from datetime import date
from functools import wraps
from typing import Any, TypeVar, get_args, get_type_hints
from uuid import UUID

import click

from api.cli.moments import Day
from api.codes import require_known, where_to_look
from ledger.errors import NoSuchSemester, UnknownCode

R = TypeVar("R")

_TYPES: dict[Any, click.ParamType[Any]] = {
    UUID: click.UUID,
    str: click.STRING,
    bool: click.BOOL,
    date: Day(),
}


def filtered(
    where: type[Any], *, without: tuple[str, ...] = ()
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Give a command an option for each field of a filter; it gets the whole filter as `where`."""
    hints = get_type_hints(where)
    names = [
        each.name
        for each in dataclasses.fields(where)
        if each.name not in without and not each.metadata.get("narrowing")
    ]

    def decorate(command: Callable[..., R]) -> Callable[..., R]:
        @wraps(command)
        def asked(**given: Any) -> R:
            named = {name: given.pop(name) for name in names}
            try:
                require_known(where, named)
            except (UnknownCode, NoSuchSemester) as error:
                raise click.UsageError(f"{error}{where_to_look(error)}") from None
            return command(where=where(**named), **given)

        for name in reversed(names):
            inner = next(each for each in get_args(hints[name]) if each is not type(None))
            asked = click.option(f"--{name.replace('_', '-')}", name, type=_TYPES[inner])(asked)
        return asked

    return decorate


def group_by(known: tuple[str, ...]) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Give a command the option --group-by, which may be given again; it gets `group_by`."""
    return click.option(
        "--group-by",
        multiple=True,
        type=click.Choice(known),
        metavar="COLUMN",
        help=f"A count for each; may be given again. One of {', '.join(known)}.",
    )


def where(known: Collection[str]) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Give a command the option --where, which may be given again; it gets the values asked for, by dimension."""
    return click.option(
        "--where",
        multiple=True,
        metavar="DIMENSION=VALUE",
        callback=lambda *given: _by_dimension(given[-1], known),
        help="Only lines with that value; given again for the same dimension, with any of the values.",
    )


def _by_dimension(conditions: tuple[str, ...], known: Collection[str]) -> dict[str, list[str]]:
    """A usage error where there is no such dimension, or can be no such value of it."""
    found: dict[str, list[str]] = {}
    for condition in conditions:
        name, equals, value = condition.partition("=")
        if name not in known or not equals:
            raise click.BadParameter(
                f"{condition!r} is not DIMENSION=VALUE; dimensions are {', '.join(known)}."
            )
        found.setdefault(name, []).append(value)
    try:
        require_known(None, found)
    except (UnknownCode, NoSuchSemester) as error:
        raise click.BadParameter(f"{error}{where_to_look(error)}") from None
    return found
