"""pumpurs metrics: what Prometheus asks, as the Procfile runs it."""

from __future__ import annotations

import os
import re

import click
from prometheus_client import start_http_server

from api import metrics_files
from api.cli.command import Unavailable
from api.cli.database import migrated
from api.cli.workers import told_to_stop
from api.exporter import told

VARIABLE, DEFAULT = "PUMPURS_METRICS", "127.0.0.1:9464"


@click.command()
@click.option(
    "--bind",
    envvar=VARIABLE,
    default=DEFAULT,
    show_default=True,
    show_envvar=True,
    help="Where to listen: an address, and a port.",
)
def metrics(bind: str) -> None:
    """Tell Prometheus at /metrics, until told to stop. Whoever can reach it can read it: let only Prometheus."""
    host, port = address(bind)
    with migrated() as url:
        shared = metrics_files.read(os.environ)
        try:
            start_http_server(port, host, told(url, shared))
            told_to_stop().wait()  # its thread ends with the process: nobody waits for a scrape
        except OSError as error:
            raise Unavailable(
                f"{bind} cannot be used ({error.strerror}): set PUMPURS_METRICS."
            ) from error
        finally:
            metrics_files.let_go(os.environ)


def address(bind: str) -> tuple[str, int]:
    """The address and the port; a usage error."""
    said = re.fullmatch(r"(?:\[([0-9a-fA-F:]+)\]|([0-9.]+)):(\d{1,5})", bind, re.ASCII)
    if said is None:
        raise click.BadParameter(f"{bind} is not of the form {DEFAULT}.", param_hint=VARIABLE)
    return said[1] or said[2], int(said[3])
