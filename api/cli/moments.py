"""The two times of a question: as of which day, and known at which moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import ParamSpec, TypeVar, cast

import click
from marshmallow import ValidationError

from api import fields
from api.known import recorded_position
from ledger.errors import LedgerError
from ledger.store.connection import Connection
from projections.moments import Moment
from projections.publications import Publications

P = ParamSpec("P")
R = TypeVar("R")


class Day(click.ParamType[date]):
    """A day as 2021-08-31."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read it; a usage error when there is no such day."""
        try:
            return cast(date, fields.Day().deserialize(str(value)))
        except ValidationError:
            self.fail(f"{value!r} is not a day: write it as 2021-08-31.", param, ctx)


def two_times(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the options --as-of and --known-at; it gets `as_of` and `known_at`."""
    as_of = click.option("--as-of", type=Day(), help="What had happened by the end of that day.")
    known_at = click.option(
        "--known-at",
        metavar="MOMENT",
        help="What had been recorded by then: a position, a day, an instant, or the name of a publication.",
    )
    return as_of(known_at(command))


def position_known_at(connection: Connection, moment: str | None) -> int | None:
    """The position that a moment means; None: now. A usage error when it means nothing, or is not over."""
    if moment is None:
        return None
    if (read := _read(moment)) is not None:
        try:
            return recorded_position(connection, read, moment)
        except LedgerError as error:
            raise click.BadParameter(str(error), param_hint="--known-at") from error
    if publication := Publications.named(connection, moment):
        return publication.position
    raise click.BadParameter(
        f"{moment!r} is neither a position, nor a day (2021-08-31), nor an instant with its offset"
        " (2021-08-31T12:00:00+03:00), nor the name of a publication.",
        param_hint="--known-at",
    )


def _read(moment: str) -> Moment | None:
    """A position, a day or an instant; None when it is none of them."""
    if re.fullmatch(r"\d{1,18}", moment, re.ASCII):
        return int(moment)
    for form in (fields.Day(), fields.Instant()):
        with suppress(ValidationError):
            return cast(Moment, form.deserialize(moment))
    return None
