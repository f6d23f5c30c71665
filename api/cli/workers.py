"""pumpurs sequencer, pumpurs projector: the processes behind the API, as the Procfile runs them."""

from __future__ import annotations

import logging
import signal
from threading import Event

import click

from api.cli.database import migrated
from ledger.store.sequencer import Sequencer
from projections.engine import Engine


@click.command()
def sequencer() -> None:
    """Give each committed event its position, until told to stop."""
    with migrated() as url:
        Sequencer(url).run(told_to_stop())


@click.command()
def projector() -> None:
    """Keep the read models up with the log, until told to stop."""
    with migrated() as url:
        Engine(url).run(told_to_stop())


def told_to_stop() -> Event:
    """Set when the process is told to stop; meanwhile it logs to stderr."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    stop = Event()
    for order in (signal.SIGINT, signal.SIGTERM):
        signal.signal(order, lambda *_: stop.set())
    return stop
