"""What Prometheus is told, by the real processes, on an address of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from click import BadParameter
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

import projections
from api import metrics
from api.cli.metrics import address
from api.exporter import told
from ledger.application import opened
from ledger.store.sequencer import Sequencer
from projections.engine import Engine
from tests.api.http import Api
from tests.api.people import People
from tests.api.serving import served
from tests.ports import free_port

PUMPURS = Path(sys.executable).with_name("pumpurs")
Samples = Mapping[tuple[str, ...], float]


def read(text: str) -> Samples:
    """The samples by their names and the values of their labels, as a parser of Prometheus's own sees them."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def series() -> set[tuple[str, ...]]:
    """What this process counts."""
    return set(read(generate_latest(metrics.registry).decode()))


@contextmanager
def exporter(database_url: str, shared: Path) -> Iterator[str]:
    """pumpurs metrics, over the counts of the processes that share a folder."""
    bind = f"127.0.0.1:{free_port()}"
    settings = {
        "DATABASE_URL": database_url,
        "PUMPURS_METRICS": bind,
        "PUMPURS_METRICS_DIR": str(shared),
    }
    with subprocess.Popen([str(PUMPURS), "metrics"], env=os.environ | settings) as running:
        try:
            yield f"http://{bind}/metrics"
        finally:
            running.terminate()


def scraped(url: str) -> Samples:
    """What it tells, once it does."""
    for _ in range(300):
        try:
            return read(requests.get(url, timeout=10).text)
        except requests.ConnectionError:
            time.sleep(0.1)
    raise TimeoutError(url)


def test_all_workers_are_counted_together_and_told_apart_from_the_api(
    database_url: str, kek: bytes, tmp_path: Path
) -> None:
    """Requests, appends, replays and refusals of both; what waits in the database; nothing on the public port."""
    people, shared = People(tmp_path), tmp_path / "metrics"
    with opened(database_url, kek) as ledger:
        who = people.everything(ledger)
    before = Sequencer(database_url).sequence_once()
    settings = {"PUMPURS_KEK": b64encode(kek).decode(), **people.environ}
    with (
        exporter(database_url, shared) as metrics_url,
        served(database_url, tmp_path, **settings) as server,
    ):
        students = f"{server.url}/api/v1/students"
        for number in range(20):
            key = {"Idempotency-Key": str(number // 2), **who}
            answer = requests.post(students, json={"name": "A"}, headers=key, timeout=60)
            assert answer.status_code == 201
        assert requests.post(students, json={}, headers=who, timeout=60).status_code == 422
        assert requests.get(f"{server.url}/metrics", timeout=60).status_code == 404
        counted = scraped(metrics_url)
    route = "/api/v1/students"
    assert counted["pumpurs_requests_total", "POST", route, "201"] == 20
    assert counted["pumpurs_request_seconds_count", "POST", route] == 21
    assert counted["pumpurs_requests_total", "GET", "none", "404"] == 1
    assert counted["pumpurs_append_seconds_count",] == 10
    assert counted["pumpurs_replayed_total",] == 10
    assert counted["pumpurs_refused_total", "fields_invalid"] == 1
    assert counted["pumpurs_connections", "writers", "open"] >= 1
    assert counted["pumpurs_database_up",] == 1
    assert counted["pumpurs_log_position",] == before
    assert counted["pumpurs_events_waiting",] == 10
    assert counted["pumpurs_events_waiting_seconds",] > 0
    assert counted["pumpurs_deliveries", "pending"] == 0


def test_lag_is_read_from_the_database(api: Api, tmp_path: Path) -> None:
    """Events without a position first, then read models that have not read them, then nothing."""

    def now() -> Samples:
        return read(generate_latest(told(api.url, tmp_path)).decode())

    assert api.post("/students", {"name": "A"}).status_code == 201
    assert now()["pumpurs_events_waiting",] == 1
    Sequencer(api.url).sequence_once()
    sequenced = now()
    assert (sequenced["pumpurs_events_waiting",], sequenced["pumpurs_log_position",]) == (0, 1)
    names = {each.NAME for each in projections.ALL}
    assert {name for name in names if sequenced["pumpurs_projection_lag", name] == 1} == names
    Engine(api.url).catch_up()
    assert not any(now()["pumpurs_projection_lag", name] for name in names)


def test_a_database_that_is_away_is_told_of(tmp_path: Path) -> None:
    """What was counted is told all the same."""
    said = read(generate_latest(told("host=127.0.0.1 port=1", tmp_path)).decode())
    assert said == {("pumpurs_database_up",): 0}


def test_nobody_outside_can_make_series(api: Api) -> None:
    """A thousand odd addresses, methods and codes are as one; an address that varies is its pattern."""
    client = api.app.test_client()

    def ask(number: int) -> None:
        for path, method in (
            (f"{uuid4()}/{number}", "GET"),
            (f"students/{uuid4()}?x={number}", "GET"),
            ("students", f"ODD{number}"),
        ):
            said = {"Accept": f"x/{number}", "Client": str(number)}
            client.open(f"/api/v1/{path}", method=method, headers=said).close()

    ask(0)
    known = series()
    for number in range(350):
        ask(number)
    assert series() == known
    assert ("pumpurs_requests_total", "OTHER", "none", "405") in known


def test_conflicts_are_counted(api: Api) -> None:
    """Somebody appended to the same learner meanwhile."""
    student = api.made("/students", {"name": "A"}, "student_id")
    recorder = api.app.extensions["reach"].ledger.recorder
    stored = recorder.select_events(student)
    before = metrics.registry.get_sample_value("pumpurs_conflicts_total") or 0
    with pytest.raises(Exception, match="duplicate key"):
        recorder.append(stored)
    assert metrics.registry.get_sample_value("pumpurs_conflicts_total") == before + 1


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("[::1]:1", ("::1", 1)),
        ("10.1.2.3:80", ("10.1.2.3", 80)),
    ],
)
def test_an_address_has_a_port(said: str, where: tuple[str, int]) -> None:
    """Of either kind."""
    assert address(said) == where


@pytest.mark.parametrize("said", ["9464", "localhost:9464", "::1:9464", "127.0.0.1:"])
def test_what_is_no_address_is_refused(said: str) -> None:
    """A port alone would be heard everywhere."""
    with pytest.raises(BadParameter):
        address(said)
