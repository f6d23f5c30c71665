"""Several processes build the read models anew: what they do ends with the one that began it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

from ledger.store.connection import Connection, Role, connect
from projections.rebuild import Progress, Projections
from tests.projections.engines import wait_until

LOCK = 460
PROGRAM = f"""
import sys
from projections.shares import Order, for_each_share
from tests.projections.{__name__.rpartition(".")[2]} import hold_on
for_each_share(hold_on, Order(sys.argv[1], [[], []], 1), print)
"""


UNHEARD = f"""
import sys
from projections.shares import Order, for_each_share
from tests.projections.{__name__.rpartition(".")[2]} import tell_on
def fail(*_told):
    raise ValueError("nobody listens")
for_each_share(tell_on, Order(sys.argv[1], [[], []], 1), fail)
"""


def tell_on(
    _connection: Connection, _projections: Projections, _batch: int, progress: Progress
) -> None:
    """Work that never ends, and says so more often than anybody could hear."""
    while True:
        progress("hours", 1, 2)


def hold_on(
    connection: Connection, _projections: Projections, _batch: int, _progress: Progress
) -> None:
    """Work that never ends: as long as its statement goes on, PostgreSQL has a lock of its own."""
    connection.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
    connection.execute("SELECT pg_sleep(600)")


def test_processes_end_with_a_killed_parent(database_url: str) -> None:
    """A rebuild that is killed has no process left that goes on with it, nor a statement."""
    program = [sys.executable, "-c", PROGRAM, database_url]
    parent = subprocess.Popen(program, start_new_session=True)
    try:
        with connect(database_url, Role.READER) as reader:
            wait_until(lambda: _working(reader) == 2, timeout_s=60)
            parent.kill()
            wait_until(lambda: _working(reader) == 0, timeout_s=60)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)
        parent.wait()


def test_a_parent_that_does_not_listen_any_more_ends(database_url: str) -> None:
    """Who shows the progress fails: the processes end, although they still had to tell, and so does the parent."""
    program = [sys.executable, "-c", UNHEARD, database_url]
    parent = subprocess.Popen(program, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        _, said = parent.communicate(timeout=300)
        assert "ValueError: nobody listens" in said
    finally:
        with suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)
        parent.wait()


def _working(reader: Connection) -> int:
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
    [count] = reader.execute(query, [LOCK]).fetchone() or (0,)
    return int(count)
