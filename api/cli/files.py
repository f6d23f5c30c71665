"""Files that commands write: each is there when it is whole, and takes the place of another only when told to."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from api.cli.command import Unavailable

R = TypeVar("R")


def out_option(words: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Give a command the options --out and --overwrite; it gets `out`: a file to be written, or None."""

    def decorate(command: Callable[..., R]) -> Callable[..., R]:
        @wraps(command)
        def asked(*, out: Path | None, overwrite: bool, **given: Any) -> R:
            if out and out.is_file() and not overwrite:
                raise click.UsageError(f"{out} is there already: say --overwrite, or another name.")
            return command(out=out, **given)

        path = click.Path(dir_okay=False, path_type=Path)
        known = click.option("--overwrite", is_flag=True, help="Write it if it is there, too.")
        return click.option("--out", metavar="FILE", type=path, help=words)(known(asked))

    return decorate


@contextmanager
def written(out: Path | None) -> Iterator[IO[bytes]]:
    """Where to write: a file has its name when it is whole, and nothing is left of one that is not. Unavailable."""
    if out is None:
        with click.open_file("-", "wb") as file:
            yield file
        return
    if out.exists() and not out.is_file():  # a device, a pipe
        with out.open("wb") as file:
            yield file
        return
    whole = Path(os.path.realpath(out))  # where a link leads: it stays one
    before = whole.stat() if whole.exists() else None
    # By chance, and not by this process's number: that may have been a killed one's, whose part is still there.
    part = whole.with_name(f".{whole.name}.{secrets.token_hex(8)}")
    try:
        made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if before else 0o666)
    except OSError as error:  # of the name that was said, and not of ours
        raise Unavailable(f"{out} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(made, "wb") as file:
            if before:
                _keep(before, made)
            yield file
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)


def _keep(before: os.stat_result, file: int) -> None:
    """Who may read it stays as it was; where its group cannot be kept, another may no more than anybody."""
    mode = stat.S_IMODE(before.st_mode)
    for owner, group in ((-1, before.st_gid), (before.st_uid, -1)):
        with suppress(PermissionError):
            os.fchown(file, owner, group)
    if os.fstat(file).st_gid != before.st_gid:
        mode = mode & ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    os.fchmod(file, mode)
