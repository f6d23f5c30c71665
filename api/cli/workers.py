"""pumpurs sequencer, projector, webhooks: the processes behind the API, as the Procfile runs them."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Sequence
from threading import Event

import click
import psycopg
from click.exceptions import Exit

import projections as read_models
from api import logs
from api.cli.command import INFRASTRUCTURE
from api.cli.database import kek, migrated
from api.cli.projections import known, names_argument
from api.cloud_events import source
from api.webhooks.pace import Pace
from api.webhooks.process import Delivery
from api.webhooks.sending import Post
from api.webhooks.targets import Allowed
from ledger.store.sequencer import Sequencer
from projections.engine import Engine
from projections.projection import Projection

log = logging.getLogger(__name__)


@click.command()
def sequencer() -> None:
    """Give each committed event its position, until told to stop."""
    with migrated() as url:
        work(Sequencer(url).run)


@click.command()
@names_argument
@click.option(
    "--but",
    multiple=True,
    metavar="NAME",
    help="Leave out this one: another process keeps it up. May be repeated.",
    callback=lambda *given: known(given[-1], none=()),
)
def projector(names: Sequence[str], but: Sequence[str]) -> None:
    """Keep the read models up with the log, until told to stop: all, or those named."""
    with migrated() as url:
        work(Engine(url, kept_up(names, but)).run)


def kept_up(names: Sequence[str], but: Sequence[str]) -> list[type[Projection]]:
    """The read models of these names, but for some."""
    return [each for each in read_models.ALL if each.NAME in names and each.NAME not in but]


@click.command()
def webhooks() -> None:
    """Send to each webhook what it is told of, until told to stop."""
    with migrated() as url:
        pace = Pace()
        post = Post(Allowed.from_environment(os.environ), pace)
        work(Delivery(url, kek(), post, pace, source=source(os.environ)).run)


def work(run: Callable[[Event], None]) -> None:
    """Run until told to stop; what PostgreSQL says when that fails may hold a row, and is not repeated."""
    try:
        run(told_to_stop())
    except psycopg.Error as error:
        log.critical("the database does not do what it is asked", exc_info=error)
        raise Exit(INFRASTRUCTURE) from None


def told_to_stop() -> Event:
    """Set when the process is told to stop; meanwhile it logs to stderr."""
    logs.configure()
    stop = Event()
    for order in (signal.SIGINT, signal.SIGTERM):
        signal.signal(order, lambda *_: stop.set())
    return stop
