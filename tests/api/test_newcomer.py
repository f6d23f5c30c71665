"""What a newcomer does: serve the demo, ask the README's questions, follow the quickstart."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import requests

from api.demo.people import everybody
from api.identity import LocalIssuer, local_issuer
from api.moment import now
from tests.api.test_run import Running, started, typed
from tests.tree import ROOT


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A ledger that is served with the demo in it, and may tell the host that the pages name."""
    settings = {"PUMPURS_DEMO": "1", "PUMPURS_WEBHOOK_TARGETS": "hooks.example.lv"}
    with started(tmp_path_factory.mktemp("demo"), **settings) as runner:
        runner.until_ready()
        yield runner


def blocks(page: str) -> str:
    """What a page tells one to type."""
    return "\n".join(re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL))


def examples(page: str, language: str) -> list[str]:
    """What a page says in one language; what is not run says why, beside the language."""
    text = (ROOT / page).read_text("utf-8")
    found = re.findall(rf"^```{language}( [^\n]*)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    for reason, _ in found:
        assert not reason or re.fullmatch(r" \(not run: \S.+\)", reason), reason
    return [text for reason, text in found if not reason]


def auditor(demo: Running) -> dict[str, str]:
    """The header with which one signs in who may look at everything."""
    return {"Authorization": f"Bearer {typed(demo, 'token', 'auditor').stdout.strip()}"}


def test_every_published_figure_is_the_ledgers_own_answer(demo: Running) -> None:
    """On the command line, beside the ledger that is being served, and with the URL to ask it."""
    ran = typed(demo, "figures", "--json", "--port", str(demo.port))
    assert (ran.returncode, ran.stderr) == (0, "")
    compared = [figure for figure in json.loads(ran.stdout) if figure["equal"] is not None]
    assert len(compared) >= 20
    assert all(figure["equal"] for figure in compared)
    assert requests.get(compared[0]["url"], headers=auditor(demo), timeout=30).ok


def test_every_read_model_is_right(demo: Running) -> None:
    """Built anew and compared, row for row."""
    ran = typed(demo, "projections", "verify", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(not verified["differences"] for verified in json.loads(ran.stdout))


def test_the_readmes_questions_are_answered(demo: Running) -> None:
    """Over HTTP and on the command line, as they stand there."""
    readme = blocks("README.md")
    addresses = re.findall(r"^ask '(\S+)'", readme, re.MULTILINE)
    assert addresses
    for address in addresses:
        url = f"http://127.0.0.1:{demo.port}/api/v1/{address}"
        answer = requests.get(url, headers=auditor(demo), timeout=30)
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
    environ = os.environ | {"PUMPURS_DATA": str(demo.data)}
    ran = subprocess.run(["bash", "-c", script], env=environ, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    before, after, now, then = re.findall(r"'amount': '([\d.]+)'", ran.stdout)
    assert (now, then) == (before, after)
    assert float(after) > float(before)


@pytest.mark.skipif(shutil.which("curl") is None, reason="half of the page is told in curl")
def test_the_page_about_the_api_works_again_and_again(demo: Running, tmp_path: Path) -> None:
    """Every example of it, in its order: those in curl, then those in Python; no file is left of it.

    The second time without those of the command line, which are slow to start and have no keys of their run.
    """
    (tmp_path / ".venv").symlink_to(sys.prefix)
    program = "\n".join(examples("docs/api.md", "python")).replace(":8000", f":{demo.port}")
    told = [each.replace(":8000", f":{demo.port}") for each in examples("docs/api.md", "sh")]
    for shell in (told, [each for each in told if "pumpurs record" not in each]):
        script = [*shell, ".venv/bin/python - <<'PAGE'", program, "PAGE"]
        ran = pasted(demo, tmp_path, "\n".join(script))
        assert ran.returncode == 0, ran.stdout + ran.stderr
        codes = Counter(re.findall(r"^(\d{3}) http", ran.stderr, re.MULTILINE))
        assert codes.keys() == {"200", "201", "409", "422"}, ran.stdout + ran.stderr
        assert (codes["409"], codes["422"]) == (2, 1), ran.stdout + ran.stderr
        assert "idempotent-replayed: true" in ran.stdout.lower()
        before, after = re.findall(r"'held': '([\d.]+)'", ran.stdout)[:2]
        assert Decimal(after) - Decimal(before) == Decimal("0.75")
        assert "already_booked" in ran.stdout
        assert "nothing_differs" in ran.stdout
        assert [each.name for each in tmp_path.iterdir()] == [".venv"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="the page asks with curl")
def test_statistics_are_asked_for_as_the_page_says(demo: Running, tmp_path: Path) -> None:
    """Over HTTP: a figure as CSV, the same as a workbook in a file, and what the public knows of it."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    asked = [each for each in examples("docs/statistics.md", "sh") if "curl" in each]
    script = "\n".join(asked).replace(":8000", f":{demo.port}")
    ran = pasted(demo, tmp_path, script)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.findall(r"^(\d{3}) http", ran.stderr, re.MULTILINE) == ["200"] * 3, ran.stderr
    assert ran.stdout.count("code,scope,period,") == 2
    assert zipfile.is_zipfile(tmp_path / "plans.xlsx")


def test_the_public_is_told_after_a_publication_as_the_page_says(demo: Running) -> None:
    """It is recorded, and a number of learners is told."""
    (publishing,) = [
        each for each in examples("docs/synthetic-nation.md", "sh") if "publications.issue" in each
    ]
    issue, ask = re.findall(r"^\.venv/bin/pumpurs (.+)$", publishing, re.MULTILINE)
    assert typed(demo, *shlex.split(issue)).returncode == 0
    told = typed(demo, *shlex.split(ask))
    assert re.search(r"^[1-9]\d*$", told.stdout, re.MULTILINE), told.stdout + told.stderr


def pasted(demo: Running, folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """What a page says, typed in a folder; the status of each answer goes to stderr."""
    noted = "curl() { command curl \"$@\" --write-out '%{stderr}%{http_code} %{url}\\n'; }"
    environ = {"PUMPURS_DATA": str(demo.data), "PYTHONPATH": f"{ROOT}:{ROOT / 'clients/python'}"}
    environ |= {"HOME": str(folder)}
    return subprocess.run(
        ["bash", "-c", f"set -eu -o pipefail\n{noted}\n{script}"],
        cwd=folder,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_everybody_of_the_demo_may_sign_in(demo: Running) -> None:
    """All that are listed, each with what their role lets them do, at their own school and at no other."""
    log = demo.log.read_text()
    asked = f"http://127.0.0.1:{demo.port}/api/v1/plans?limit=1"
    found = {}
    issuer = LocalIssuer.read(demo.data / local_issuer.FILE)
    for person in everybody():
        assert f"{person.actor} " in log
        token = issuer.token(person.actor, now(), timedelta(hours=1))
        answer = requests.get(asked, headers={"Authorization": f"Bearer {token}"}, timeout=30)
        found[person.actor] = answer.json().get("items", answer.status_code)
    assert found["operator"] == 403
    assert found["director"] != found["other_director"]


def test_the_demo_is_told_only_once(demo: Running) -> None:
    """Who loads it again records nothing."""
    ran = typed(demo, "demo", "load", "--json")
    assert (ran.returncode, json.loads(ran.stdout)["recorded"]) == (0, 0)
