"""The processes behind the API: between them, they keep up every read model."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections import Counter

import click
import pytest

import projections
from api.cli.run import procfile
from api.cli.workers import kept_up, projector


def test_each_read_model_is_kept_up_by_one_process() -> None:
    """None is forgotten, and none is kept up twice, by the lines of the Procfile."""
    counted: Counter[str] = Counter()
    for command in procfile().values():
        _, name, *arguments = [*shlex.split(command), ""]
        if name == "projector":
            given = projector.make_context(name, [each for each in arguments if each]).params
            counted.update(each.NAME for each in kept_up(given["names"], given["but"]))
    assert counted == Counter(each.NAME for each in projections.ALL)


def test_what_runs_beside_the_api_does_not_load_it() -> None:
    """It takes as long as all the rest, and each start of a ledger starts eight of them."""
    modules = ", ".join(f"api.cli.{name}" for name in ("workers", "metrics", "db", "token", "run"))
    code = f"import sys, {modules}; sys.exit('api.resources' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("arguments", [["minutes"], ["--but", "minutes"]])
def test_a_read_model_that_nobody_knows(arguments: list[str]) -> None:
    """It is wrong usage, before anything is started."""
    with pytest.raises(click.BadParameter, match="minutes"):
        projector.make_context("projector", arguments)
