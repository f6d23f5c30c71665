"""The command line: pumpurs."""

from __future__ import annotations

import atexit
import gc
from importlib import import_module

import click

from api.cli.command import Commands

COMMANDS = (
    "access",
    "ask",
    "class_promotions",
    "db",
    "demo",
    "figures",
    "funding",
    "generate",
    "institutions",
    "journal",
    "log",
    "materials",
    "metrics",
    "operation",
    "outcomes",
    "participants",
    "partners",
    "plans",
    "projections",
    "record",
    "regional_coordinators",
    "report",
    "run",
    "specialists",
    "statistics",
    "surveys",
    "token",
    "trainings",
    "verifications",
    "warnings",
    "worklists",
    "youth_projects",
)
"""Each in the module of its name."""
WORKERS = ("projector", "sequencer", "webhooks")


class _Loading(Commands):
    """Loads a command when it is asked for: a process is one of them, and needs but some of the program."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """By name."""
        del ctx
        return sorted(each.replace("_", "-") for each in (*COMMANDS, *WORKERS))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of its module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        module = import_module(f"api.cli.{'workers' if name in WORKERS else name}")
        command: click.Command = getattr(module, name)
        return command


@click.group(
    cls=_Loading,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 a problem was found, 2 wrong usage, 3 the database is not there or not ready.",
)
@click.version_option(package_name="pumpurs-ledger", message="%(version)s")
def main() -> None:
    """The ledger of support measures of ESF operation 8.3.4.0/16/I/001 (PuMPuRS)."""
    # At its end the interpreter would look twice through all that was ever loaded for garbage: half a second of a
    # core for each process, and whoever stops several of them waits for that.
    atexit.register(gc.freeze)
