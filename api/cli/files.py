"""Files that commands write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click


@contextmanager
def written(out: Path | None) -> Iterator[IO[bytes]]:
    """Where to write: a file appears under its name when it is whole, and nothing is left of one that is not."""
    if out is None:
        with click.open_file("-", "wb") as file:
            yield file
    elif out.exists() and not out.is_file():  # a device, a pipe
        with out.open("wb") as file:
            yield file
    else:
        part = out.with_name(f".{out.name}.{os.getpid()}")
        try:
            with part.open("xb") as file:
                yield file
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
