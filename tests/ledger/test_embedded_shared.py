"""One embedded server for all who use it at once, whoever comes, goes or is killed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from ledger.store.embedded import server
from tests.ledger.server_processes import (
    alive,
    ask,
    command,
    eventually,
    kill,
    log,
    parent,
    postmaster,
    processes,
)


def test_it_stops_after_its_only_user_is_killed(tmp_path: Path) -> None:
    """SIGKILL of the command that started it: the keeper notices and stops PostgreSQL cleanly."""
    with command(tmp_path) as (process, _):
        all_of_it = {parent(postmaster(tmp_path)), *processes(tmp_path)}
        process.kill()
    eventually(lambda: not any(map(alive, all_of_it)))
    assert log(tmp_path).rstrip().endswith("database system is shut down")


@pytest.mark.parametrize("keeper_too", [False, True])
def test_it_recovers_after_its_user_and_the_postmaster_are_killed(
    tmp_path: Path, *, keeper_too: bool
) -> None:
    """What was committed is there at the next start, which cleans up what was left behind."""
    with command(tmp_path) as (process, url):
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        main = postmaster(tmp_path)
        kill(process.pid, main, *([parent(main)] if keeper_too else []))
    with server(tmp_path) as url:
        assert ask(url, "SELECT answer FROM kept") == 42
        assert not alive(main)


def test_it_is_started_again_when_it_crashes(tmp_path: Path) -> None:
    """SIGKILL of the postmaster alone, while a backend is too busy to notice: a new one serves."""

    def serves_again() -> bool:
        try:
            return ask(url) == 1 and postmaster(tmp_path) != first
        except (psycopg.OperationalError, OSError):
            return False

    with server(tmp_path, durable=False) as url:
        first = postmaster(tmp_path)
        busy = psycopg.connect(url, autocommit=True)
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1e12::bigint)")
        time.sleep(0.1)
        kill(first)
        eventually(serves_again)
        busy.close()
        assert "keeper: PostgreSQL ended" in log(tmp_path)


def test_it_ends_when_its_keeper_is_killed_and_the_next_user_starts_it(tmp_path: Path) -> None:
    """PostgreSQL never outlives its keeper; another command brings both back at the same URL."""
    with command(tmp_path) as (_, url):
        main = postmaster(tmp_path)
        kill(parent(main))
        eventually(lambda: not alive(main))
        with command(tmp_path) as (_, again):
            assert again == url
            assert ask(url) == 1


def test_commands_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    """Of several first users, one starts the server and all get it."""
    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        started = list(pool.map(lambda _: stack.enter_context(command(tmp_path)), range(4)))
        assert {ask(url) for _, url in started} == {1}
        assert len({url for _, url in started}) == 1
        assert log(tmp_path).count("ready to accept connections") == 1


def test_who_started_it_may_end_first(tmp_path: Path) -> None:
    """The server stays for the other; and the pipe of the first ends with it, as `$(…)` needs."""
    with command(tmp_path) as (first, url), command(tmp_path) as (second, _):
        main = postmaster(tmp_path)
        first.communicate(timeout=10)
        assert ask(url) == 1
        assert postmaster(tmp_path) == main
        second.communicate(timeout=10)
        assert not alive(main)


def test_users_who_come_and_go_never_find_it_closed(tmp_path: Path) -> None:
    """A user who arrives while the last one's server stops gets a new one, every time."""

    def use(number: int) -> object:
        time.sleep(number % 7 * 0.05)
        with server(tmp_path, durable=False) as url:
            return ask(url)

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(use, range(40))) == [1] * 40
    assert log(tmp_path).count("ready to accept connections") > 1
    assert log(tmp_path).rstrip().endswith("database system is shut down")
