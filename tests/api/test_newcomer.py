"""What a newcomer does: serve the demo, ask the README's questions, follow the quickstart."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest
import requests

from tests.api.test_run import PUMPURS, Running, started
from tests.tree import ROOT


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A ledger that is served with the demo in it."""
    with started(tmp_path_factory.mktemp("demo"), PUMPURS_DEMO="1") as runner:
        runner.until_ready()
        yield runner


def blocks(page: str) -> str:
    """What a page tells one to type."""
    return "\n".join(re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL))


def typed(demo: Running, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on the ledger that is being served."""
    environ = {"PATH": "/usr/bin:/bin", "PUMPURS_DATA": str(demo.data)}
    return subprocess.run([PUMPURS, *words], env=environ, capture_output=True, text=True)


def test_every_published_figure_is_the_ledgers_own_answer(demo: Running) -> None:
    """On the command line, beside the ledger that is being served, and with the URL to ask it."""
    ran = typed(demo, "figures", "--json", "--port", str(demo.port))
    assert (ran.returncode, ran.stderr) == (0, "")
    compared = [figure for figure in json.loads(ran.stdout) if figure["equal"] is not None]
    assert len(compared) >= 20
    assert all(figure["equal"] for figure in compared)
    assert requests.get(compared[0]["url"], timeout=30).status_code == 200


def test_every_read_model_is_right(demo: Running) -> None:
    """Built anew and compared, row for row."""
    ran = typed(demo, "projections", "verify", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(not verified["differences"] for verified in json.loads(ran.stdout))


def test_the_readmes_questions_are_answered(demo: Running) -> None:
    """Over HTTP and on the command line, as they stand there."""
    readme = blocks("README.md")
    addresses = re.findall(r"^curl '(\S+)'", readme, re.MULTILINE)
    assert addresses
    for address in addresses:
        answer = requests.get(address.replace(":8000", f":{demo.port}"), timeout=30)
        assert answer.status_code == 200, answer.text
    commands = re.findall(r"^\.venv/bin/pumpurs ([^#\n]+)", readme, re.MULTILINE)
    assert commands
    for command in commands:
        ran = typed(demo, *command.split())
        assert ran.returncode == 0, ran.stderr


@pytest.mark.skipif(shutil.which("curl") is None, reason="the quickstart is told in curl")
def test_the_quickstart_works(demo: Running) -> None:
    """Every line of it; the voided consultation is out of the total, and still known to have been in it."""
    script = "set -eu\n" + blocks("docs/quickstart.md").replace(":8000", f":{demo.port}")
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    before, after, now, then = re.findall(r"'amount': '([\d.]+)'", ran.stdout)
    assert (now, then) == (before, after)
    assert float(after) > float(before)


def test_the_demo_is_told_only_once(demo: Running) -> None:
    """Who loads it again records nothing."""
    ran = typed(demo, "demo", "load", "--json")
    assert (ran.returncode, json.loads(ran.stdout)["recorded"]) == (0, 0)
