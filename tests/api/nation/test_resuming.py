"""A nation whose load is killed: started again, it is as if nothing had happened."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from api.nation import loading
from api.nation.loading import Target, load, record
from api.nation.nation import Nation
from api.nation.recording import LineRefused
from api.nation.spool import DAYS
from ledger.store.connection import Role, connect
from ledger.store.sequencer import Sequencer
from projections.engine import Engine
from projections.funding import Funding
from projections.statistics import Statistics
from projections.statistics_families import INDICATORS
from tests.api.nation.test_loading import KEK, events, recording, silent, whole
from tests.conftest import NewDatabase
from tests.stopping import held_after

PUMPURS = Path(sys.executable).with_name("pumpurs")
NATION = Nation(3, seed=5)
GENERATE = [str(PUMPURS), "generate", "--students", "3", "--seed", "5"]
PATIENCE_S = 300.0  # on a machine that is busy with other tests


def test_a_load_that_is_killed_goes_on(new_database: NewDatabase, tmp_path: Path) -> None:
    """With all its processes, while they record: by others every line is there once, and figures are as without it."""
    lines = whole(NATION)
    with new_database() as url, new_database() as other:
        with held_after(url, appends() // 2) as held, generating(url, tmp_path) as killed:
            try:
                held.until_reached()
            finally:
                os.killpg(killed.pid, signal.SIGKILL)
        assert killed.returncode == -signal.SIGKILL
        left = load(NATION, Target(url, KEK), silent, workers=1)
        assert 0 < left < len(lines)
        with recording(url, NATION) as own:
            assert record(own, lines) == (len(lines), 0)
        with recording(other, NATION) as own:
            record(own, lines)
        assert events(url) == events(other)
        assert figures(url) == figures(other)


def test_nothing_is_recorded_past_a_line_that_was_refused(
    new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mended, it is recorded with all that comes after it: what was known later might have stood in its way."""
    monkeypatch.setattr(loading, "CHUNK", 50)
    lines = whole(NATION)
    plans = [number for number, line in enumerate(lines) if b'"students.draft_plan"' in line.text]
    at = plans[len(plans) // 2]
    wrong = lines[at]._replace(text=lines[at].text.replace(b'"semester":"20', b'"semester":"19'))
    with new_database() as url:
        with recording(url, NATION) as own:
            with pytest.raises(LineRefused):
                record(own, [*lines[:at], wrong, *lines[at + 1 :]])
            assert not any(map(own.is_recorded, lines[at:]))
        with recording(url, NATION) as own:
            told, new = record(own, lines)
            assert told == len(lines) > new >= len(lines) - at
            assert all(map(own.is_recorded, lines))


def appends() -> int:
    """How many there are: one for each part of the nation and fortnight in which something becomes known."""
    return len({(part, line.day // DAYS) for part in NATION.parts for line in NATION.lines(part)})


def generating(url: str, folder: Path) -> subprocess.Popen[bytes]:
    """`pumpurs generate --load`, in a session of its own; what it leaves behind is in a folder."""
    settings = {
        "DATABASE_URL": url,
        "PUMPURS_KEK": base64.b64encode(KEK).decode(),
        "TMPDIR": str(folder),
    }
    order = [*GENERATE, "--load"]
    return subprocess.Popen(order, env=os.environ | settings, start_new_session=True)


def figures(url: str) -> dict[str, Any]:
    """Every count of learners by semester and municipality, and what was spent on what."""
    Sequencer(url).sequence_once()
    engine = Engine(url, [Funding, Statistics])
    engine.catch_up()
    assert not [each for each in engine.status() if each.error]
    with connect(url, Role.READER) as connection:
        found: dict[str, Any] = {
            name: Statistics.values(connection, name, (*of.family.apart, "semester"))
            for name, of in INDICATORS.items()
        }
        found["spent"] = Funding.totals(connection, ("municipality", "semester", "kind"))
    return found


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    """Killed on its way, it leaves nothing under that name; made again, it has all lines in their order."""
    (folder := tmp_path / "made").mkdir()
    out = folder / "nation.ndjson"
    order = [*GENERATE, "--out", str(out)]
    with subprocess.Popen(order, env=os.environ | {"TMPDIR": str(tmp_path)}) as killed:
        deadline = time.monotonic() + PATIENCE_S
        while not list(folder.iterdir()):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        killed.kill()
    assert out.exists() == (killed.returncode == 0)  # it may have been done by then
    assert subprocess.run(order).returncode == 0
    assert out.read_bytes().splitlines() == [line.text for line in whole(NATION)]
