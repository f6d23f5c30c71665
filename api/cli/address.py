"""Where the ledger is served on this machine, and where its files lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")

HOST = "127.0.0.1"


def port_option(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the option --port; it gets `port`."""
    return click.option(
        "--port",
        envvar="PORT",
        type=click.IntRange(1, 65535),
        default=8000,
        show_default=True,
        show_envvar=True,
        help=f"Where the ledger listens on {HOST}.",
    )(command)


def data_option(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the option --data; it gets `data`."""
    return click.option(
        "--data",
        envvar="PUMPURS_DATA",
        type=click.Path(file_okay=False, path_type=Path),
        default=".data",
        show_default=True,
        show_envvar=True,
        help="The folder of the database, where DATABASE_URL names no other, and of its keys.",
    )(command)
