"""What is not shown of a publication is decided once, in the background: nobody waits for it for ever."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic, sleep

import psycopg
import pytest

from api.application import create_app
from api.reach import Reach, Times
from api.statistics.deciding import Decisions
from api.statistics.suppression import Number
from ledger.store.connection import Role, connect
from projections.funding import Funding
from projections.publications import Publication, Publications
from tests.api.http import Api, anybody, refused

TOTALS = ("persons_consulted",)
ASKING = 3
LONG_S = 60
HOURS = "/statistics/consultation_hours/public?group_by=municipality&period=2020/21"


@contextmanager
def held_up(url: str) -> Iterator[psycopg.Connection]:
    """Nobody gets at who was consulted; a connection that may also end those of others."""
    with connect(url, Role.READER) as connection:
        schema = Funding.schema(connection)
    with psycopg.connect(url) as somebody, psycopg.connect(url, autocommit=True) as other:
        somebody.execute(f"LOCK TABLE {schema}.expenses IN ACCESS EXCLUSIVE MODE".encode())
        yield other
        somebody.rollback()


@pytest.fixture(scope="module")
def issued(demo_url: str) -> Publication:
    """The demo's last publication."""
    with connect(demo_url, Role.READER) as connection:
        return Publications.all(connection)[-1]


def asking(
    decisions: Decisions, issued: Publication, threads: ThreadPoolExecutor
) -> list[Future[set[Number]]]:
    """So many who ask at once, all of whom wait by now."""
    asked = [threads.submit(decisions.secret, TOTALS, issued) for _ in range(ASKING)]
    until = monotonic() + LONG_S
    while decisions.waiting.acquire(blocking=False):
        decisions.waiting.release()
        assert monotonic() < until
        sleep(0.01)
    return asked


def patient(url: str) -> Decisions:
    """Lets three wait, and for long."""
    return Decisions(url, patience_s=LONG_S, statement_s=LONG_S, waiting_max=ASKING)


def test_who_asks_at_once_is_given_one_decision(demo_url: str, issued: Publication) -> None:
    """It takes a look at everything that was ever given: all wait for one, and it is kept."""
    decisions = patient(demo_url)
    with ThreadPoolExecutor(ASKING) as threads:
        with held_up(demo_url):
            asked = asking(decisions, issued, threads)
        found = [each.result() for each in asked]
    assert found[0]
    assert found == [found[0]] * ASKING
    with held_up(demo_url):  # it could not be made anew
        assert decisions.secret(TOTALS, issued) == found[0]


def test_who_waits_for_a_decision_that_fails_is_told_at_once(
    demo_url: str, issued: Publication
) -> None:
    """Nobody of them tries again and fails again, one after the other; whoever asks next is told it."""
    decisions = patient(demo_url)
    with ThreadPoolExecutor(ASKING) as threads, held_up(demo_url) as other:
        asked = asking(decisions, issued, threads)
        ended = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        )
        while not other.execute(f"{ended} AND datname = current_database()".encode()).fetchall():
            sleep(0.01)
        failures = [each.exception(LONG_S) for each in asked]
    assert isinstance(failures[0], psycopg.OperationalError)
    assert all(each is failures[0] for each in failures)
    assert decisions.secret(TOTALS, issued)


def test_a_decision_may_take_longer_than_who_asks_for_it_waits(demo_url: str) -> None:
    """They are told to ask again, and their connections are free; it goes on, and is there when they do."""
    times = Times(question_s=5, patience_s=0.1)
    reach = Reach(demo_url, bytes(32), times=times)
    api = Api(create_app(reach, anybody), demo_url)
    with held_up(demo_url):
        for _ in range(10):
            problem = api.look(HOURS)
            refused(problem, 503, "not_yet_decided")
            assert problem.headers["Retry-After"] == "1"
    until = monotonic() + LONG_S
    while (answer := api.look(HOURS)).status_code != 200:
        assert monotonic() < until
    assert any(each["suppressed"] for each in answer.get_json()["values"])
    assert reach.readers.get_stats().get("connections_lost", 0) == 0
    reach.close()
