"""Batches and the disk they lie on until they are recorded: it has an end, and nothing is lost there."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO

import pytest

from api.application import create_app
from api.batches.spool import IN_MEMORY, RETRY_AFTER_S, Room
from api.reach import Reach
from tests.api.batches import NDJSON, consultation, packed, send, statuses
from tests.api.http import Api, anybody, refused
from tests.api.test_http_batches import planned
from tests.api.world import World

__all__ = ["planned"]

SIZE = 4 * IN_MEMORY
LONG = b"x" * IN_MEMORY + b"\n"
"""A line that is too long, and does not stay in memory."""


@pytest.fixture
def crowded(planned: World, kek: bytes) -> Iterator[tuple[Api, Room]]:
    """A process with little room for batches."""
    room = Room(SIZE)
    reach = Reach(planned.api.url, kek, room=room)
    with closing(reach):
        yield Api(create_app(reach, anybody), planned.api.url), room


@contextmanager
def full_disk(left: int) -> Iterator[None]:
    """No file of this process grows beyond that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_batches_under_way_have_so_much_room(planned: World, crowded: tuple[Api, Room]) -> None:
    """One that has none is sent away as a whole, and may come again; all of it is given back, whatever comes of one."""
    (api, room), before = crowded, planned.api.log_length()
    lines = packed([consultation(planned, 8)]) + LONG
    room.take(SIZE - len(lines) + 1)
    away = send(api, lines)
    refused(away, 503, "no_room")
    assert away.headers["Retry-After"] == str(RETRY_AFTER_S)
    assert planned.api.log_length() == before
    room.give_back(SIZE - len(lines) + 1)
    assert statuses(send(api, lines)) == [201, 413]
    assert statuses(send(api, LONG * 3, "?mode=atomic")) == [413] * 3
    refused(send(api, b"no gzip" + LONG, Content_Encoding="gzip"), 400, "gzip_broken")
    send(api, lines).close()  # nobody takes any of the answer
    assert room.left == SIZE


def test_a_small_batch_needs_no_room(planned: World, crowded: tuple[Api, Room]) -> None:
    """It stays in memory: large ones of another client keep nobody from sending a line."""
    api, room = crowded
    room.take(SIZE)
    assert statuses(send(api, packed([consultation(planned, 8)]))) == [201]
    assert room.left == 0


def test_a_batch_that_never_has_room_is_too_large(crowded: tuple[Api, Room]) -> None:
    """Larger than all there is, it is not told to come again, whether its length is said or not."""
    api, room = crowded
    in_chunks = api.app.test_client().post(
        "/api/v1/batches",
        input_stream=BytesIO(LONG * 4),
        content_type=NDJSON,
        environ_overrides={"wsgi.input_terminated": True},
    )
    for away in (send(api, LONG * 4), in_chunks):
        assert "4 MiB" in refused(away, 413, "batch_too_large")["detail"]
    assert room.left == SIZE


def test_a_full_disk_is_said_and_nothing_is_lost(planned: World, crowded: tuple[Api, Room]) -> None:
    """Nothing of the batch is recorded; the next one is taken, and sent again it is recorded whole."""
    (api, room), before = crowded, planned.api.log_length()
    lines = packed([consultation(planned, 8)]) + LONG + packed([consultation(planned, 9)])
    with full_disk(IN_MEMORY // 2):
        refused(send(api, lines), 503, "no_room")
        assert planned.api.log_length() == before
        assert statuses(send(api, packed([consultation(planned, 10)]))) == [201]
    assert statuses(send(api, lines)) == [201, 413, 201]
    assert room.left == SIZE


def test_the_room_is_a_setting() -> None:
    """In MiB; what is no number of them is told with the variable's name."""
    assert Room.configured({}).left == 2048 * 1024**2
    assert Room.configured({"PUMPURS_BATCH_ROOM": "3"}).left == 3 * 1024**2
    for wrong in ("0", "-1", "1.5", "2G", "٣"):
        with pytest.raises(ValueError, match="PUMPURS_BATCH_ROOM"):
            Room.configured({"PUMPURS_BATCH_ROOM": wrong})
