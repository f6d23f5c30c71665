"""What a client may ask is limited, by what all processes share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import InsufficientPrivilege, UndefinedFunction

from api.application import create_app
from api.buckets import DEFAULTS, UNLIMITED, Buckets, Kind, Rate, Rates, configured
from api.errors import RateExceeded
from api.reach import Reach
from ledger.application import opened
from ledger.store.connection import Role, connect
from tests.api.http import Api, anybody, refused
from tests.api.people import People

NewBuckets = Callable[[Rates], Buckets]
SLOW = 0.01
"""Tokens a second: none comes back during a test."""


@pytest.fixture
def process(database_url: str) -> Iterator[NewBuckets]:
    """The buckets as each of several processes would see them."""
    made: list[Buckets] = []

    def new(rates: Rates) -> Buckets:
        made.append(Buckets(database_url, rates))
        made[-1].pool.open()
        return made[-1]

    yield new
    for each in made:
        each.pool.close()


@pytest.fixture
def moved_clock(database_url: str) -> Iterator[psycopg.Connection]:
    """A superuser's connection, on which buckets are asked at whatever moment is said."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def limited(database_url: str, kek: bytes) -> Iterator[Api]:
    """An API of which one may ask little."""
    rates = {kind: Rate(SLOW, 3) for kind in (Kind.READS, Kind.WRITES, Kind.OPEN)}
    reach = Reach(database_url, kek, rates=rates)
    yield Api(create_app(reach, anybody), database_url)
    reach.close()


def granted(buckets: Buckets, who: str, seconds: float) -> int:
    """How many requests a client that never stops gets through in a time."""
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            buckets.take(Kind.WRITES, who)
            count += 1
        except RateExceeded:
            time.sleep(0.001)
    return count


def test_the_limit_holds_over_all_processes_and_threads(process: NewBuckets) -> None:
    """Eight threads of two processes get the bucket and what flows in, and at most an allowance each more."""
    rate = Rate(100, 200)
    both = [process({Kind.WRITES: rate}) for _ in range(2)]
    started = time.monotonic()
    with ThreadPoolExecutor(8) as threads:
        counts = threads.map(lambda number: granted(both[number % 2], "a", 0.6), range(8))
    total, flowed = sum(counts), rate.per_s * (time.monotonic() - started)
    assert rate.allowance == 10
    assert rate.burst <= total <= rate.burst + flowed + 2 * rate.allowance


def test_who_waits_as_told_gets_on(process: NewBuckets) -> None:
    """The bucket fills again, and no sooner than the refusal says; another client never waited."""
    buckets = process({Kind.WRITES: Rate(20, 1)})
    buckets.take(Kind.WRITES, "a")
    with pytest.raises(RateExceeded) as refusal:
        buckets.take(Kind.WRITES, "a")
    assert refusal.value.details["retry_after_s"] == 1
    assert buckets.take(Kind.WRITES, "b")
    assert granted(buckets, "a", 0.12) in (1, 2)


def test_an_allowance_costs_one_round_trip(process: NewBuckets, database_url: str) -> None:
    """What this process has taken it spends by itself, even when the bucket is gone."""
    rate = Rate(100, 200)
    buckets = process({Kind.WRITES: rate})
    buckets.take(Kind.WRITES, "a")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE limits.buckets SET full_at = full_at + interval '1 day'")
    assert [buckets.take(Kind.WRITES, "a") is not None for _ in range(rate.allowance - 1)]
    with pytest.raises(RateExceeded):
        buckets.take(Kind.WRITES, "a")


@given(
    asked=st.lists(st.tuples(st.integers(-90_000, 90_000), st.integers(1, 30)), max_size=12),
    burst=st.integers(1, 20),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_clock_that_is_set_back_neither_refuses_nor_gives_more(
    moved_clock: psycopg.Connection, asked: list[tuple[int, int]], burst: int
) -> None:
    """A bucket holds what it held, and fills by the time that passes from then on: by a day, or by a second."""
    moment, tokens, who = datetime(2026, 10, 25, tzinfo=UTC), burst, str(uuid4())
    for passed_s, wanted in asked:
        moment += timedelta(seconds=passed_s)
        tokens = min(burst, tokens + max(0, passed_s))
        wait_s = max(0, min(wanted, burst) - tokens)
        granted = 0 if wait_s else wanted
        said = moved_clock.execute(
            "SELECT granted, wait_s FROM limits.take_at(%s, %s, %s, 1, %s, %s)",
            (who, wanted, wanted, burst, moment),
        )
        assert said.fetchone() == (granted, wait_s)
        tokens -= granted


@pytest.mark.parametrize("role", [Role.WRITER, Role.WORKER, Role.READER])
def test_no_login_may_say_what_time_it_is(database_url: str, role: Role) -> None:
    """Else whoever has one would fill any bucket, by a moment far ahead."""
    asked = "SELECT granted FROM limits."
    with connect(database_url, role) as connection:
        assert connection.execute(f"{asked}take('a', 1, 1, 1, 9)").fetchone() == (1,)
    for function in ("take", "take_at"):
        with (
            connect(database_url, role) as connection,
            pytest.raises((InsufficientPrivilege, UndefinedFunction)),
        ):
            connection.execute(f"{asked}{function}('a', 1, 1, 1, 9, '2100-01-01')")


def test_lines_are_counted_all_or_none(process: NewBuckets) -> None:
    """A batch that is refused has taken nothing; one larger than the bucket needs a full one."""
    one, other = (process({Kind.LINES: Rate(SLOW, 100)}) for _ in range(2))
    one.take_lines("a", 60)
    with pytest.raises(RateExceeded) as refusal:
        one.take_lines("a", 41)
    assert refusal.value.details["retry_after_s"] in (99, 100)
    other.take_lines("a", 40)
    other.take_lines("b", 250)
    with pytest.raises(RateExceeded) as refusal:
        other.take_lines("b", 1)
    assert refusal.value.details["retry_after_s"] > 150 / SLOW


def test_guessing_is_stopped_before_anybody_looks_at_the_guess(process: NewBuckets) -> None:
    """After so many refused credentials an address waits; another one does not."""
    buckets = process({Kind.SIGN_INS: Rate(SLOW, 3)})
    for _ in range(3):
        buckets.refuse_guessing("192.0.2.1")
        buckets.sign_in_failed("192.0.2.1")
    with pytest.raises(RateExceeded):
        buckets.sign_in_failed("192.0.2.1")
    with pytest.raises(RateExceeded):
        buckets.refuse_guessing("192.0.2.1")
    buckets.refuse_guessing("192.0.2.2")


def test_nobody_is_limited_while_postgresql_is_away() -> None:
    """It takes one short try, not one for each request."""
    buckets = Buckets("host=127.0.0.1 port=1 user=nobody", {Kind.WRITES: Rate(SLOW, 1)})
    buckets.pool.open()
    started = time.monotonic()
    assert all(buckets.take(Kind.WRITES, "a") for _ in range(100))
    buckets.take_lines("a", 1_000)
    assert time.monotonic() - started < 1.9
    buckets.pool.close()


def test_full_buckets_are_forgotten(database_url: str) -> None:
    """The table holds who is asking, not who ever asked; nobody who has asked too much is let off."""
    kept = "SELECT bucket FROM limits.buckets ORDER BY bucket"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO limits.buckets SELECT 'b' || n, now() - interval '1 s' FROM generate_series(1, 100) n"
        )
        connection.execute("INSERT INTO limits.buckets VALUES ('a', now() + interval '1 day')")
        connection.execute("SELECT limits.take('c', 1, 1, 0.001, 9) FROM generate_series(1, 6000)")
        assert connection.execute(kept).fetchall() == [("a",), ("c",)]


def test_settings_are_a_rate_and_a_burst() -> None:
    """Or off; what is neither is told with the variable's name."""
    assert configured({}) == DEFAULTS
    rates = configured({"PUMPURS_LIMIT_WRITES": "0.5/7", "PUMPURS_LIMIT_READS": "off"})
    assert rates[Kind.WRITES] == Rate(0.5, 7)
    assert Kind.READS not in rates
    for wrong in ("50", "50/", "0/10", "10/0", "-1/5", "1e3/5", "٥/5"):
        with pytest.raises(ValueError, match="PUMPURS_LIMIT_FEED"):
            configured({"PUMPURS_LIMIT_FEED": wrong})


def test_too_much_is_429_and_says_when_to_come_back(limited: Api) -> None:
    """Each answer says what is left; reads and writes are counted apart, health is not counted."""
    answers = [limited.look("/students") for _ in range(3)]
    assert [answer.headers["RateLimit"] for answer in answers] == [
        '"reads";r=2;t=100',
        '"reads";r=1;t=200',
        '"reads";r=0;t=300',
    ]
    assert answers[0].headers["RateLimit-Policy"] == '"reads";q=3;w=300'
    away = limited.look("/students")
    refused(away, 429, "rate_exceeded")
    assert 90 <= int(away.headers["Retry-After"]) <= 100
    assert away.headers["RateLimit"] == '"reads";r=0;t=300'
    assert limited.post("/students", {"name": "A"}).status_code == 201
    client = limited.app.test_client()
    assert [client.get("/healthz").status_code for _ in range(9)] == [200] * 9
    assert [client.get("/api/docs/errors").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_where_nothing_is_limited_nothing_is_said(api: Api) -> None:
    """An application that was given no rates has no limits: the command line, for one."""
    assert api.app.extensions["reach"].buckets.rates == UNLIMITED
    assert "RateLimit" not in api.look("/students").headers


def test_wrong_credentials_are_limited_by_address(
    database_url: str, kek: bytes, tmp_path: Path
) -> None:
    """Beyond the limit nobody looks at any from there, not even at right ones; expired tokens do not count."""
    people = People(tmp_path)
    reach = Reach(database_url, kek, issuers=people.issuers, rates={Kind.SIGN_INS: Rate(SLOW, 2)})
    with closing(reach), opened(database_url, kek) as ledger:
        right = people.everything(ledger)
        api = Api(create_app(reach), database_url)
        api.settle()
        old = people.token("machine", timedelta(hours=-1))
        keys = [{"Authorization": f"Bearer pk_{'0' * 32}_{digit * 64}"} for digit in "123"]

        def ask(headers: dict[str, str], address: str = "127.0.0.1") -> int:
            there = {"REMOTE_ADDR": address}
            client = api.app.test_client()
            return client.get("/api/v1/students", headers=headers, environ_base=there).status_code

        assert [ask(old) for _ in range(5)] == [401] * 5
        assert [ask(key) for key in keys] == [401, 401, 429]
        assert ask(right) == 429
        assert ask({}) == 401
        assert ask(right, "192.0.2.1") == ask(right, "2001:db8::1") == 200
