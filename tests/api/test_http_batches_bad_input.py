"""Batches that nobody should send: each line gets its own answer, and memory stays bounded."""

from __future__ import annotations

import gc
import gzip
import tracemalloc
import zlib
from collections.abc import Iterator
from io import SEEK_END, SEEK_SET, RawIOBase
from uuid import uuid4

import psycopg
import pytest

from api.application import create_app
from api.batches import incoming, running
from api.buckets import Kind, Rate
from api.reach import Reach
from ledger.batches import CHUNK
from tests.api.batches import consultation, line, packed, results, send, statuses
from tests.api.http import NOBODY, Api, anybody, refused
from tests.api.test_http_batches import planned
from tests.api.world import World

__all__ = ["planned"]


REFUSES = """
CREATE SEQUENCE tries;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF nextval('tries') = 1 THEN
        RAISE check_violation;
    END IF;
    RAISE data_exception;
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON events FOR EACH ROW
    WHEN (NEW.topic = 'student.registered') EXECUTE FUNCTION refuse();
"""
"""No learner can be registered: at first for what the line holds, so that halves are tried, then for no reason."""


class Made(RawIOBase):
    """A body that is made while it is read."""

    def __init__(self, size: int, blocks: Iterator[bytes]) -> None:
        self.size, self.at, self.blocks, self.rest = size, 0, blocks, b""

    def readable(self) -> bool:
        """As a body is."""
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Only asked how long it is."""
        self.at = self.size if whence == SEEK_END else offset
        return self.at

    def tell(self) -> int:
        """Where it was sought."""
        return self.at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """The next bytes."""
        self.rest = self.rest or next(self.blocks, b"")
        part, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


BROKEN: list[tuple[bytes, int, str]] = [
    (b"{", 400, "malformed_json"),
    (b"\xff", 400, "malformed_json"),
    (b'{"key":"a","key":"b"}', 400, "malformed_json"),
    (b'{"body":{"a":1,"a":2}}', 400, "malformed_json"),
    (b"[" * 60_000, 400, "malformed_json"),
    (b'{"body":' * 7_000, 400, "malformed_json"),
    (b"\xef\xbb\xbf{}", 400, "malformed_json"),
    (b'{"x":"' + b"x" * incoming.LINE_MAX + b'"}', 413, "line_too_long"),
    (b"[]", 422, "line_invalid"),
    (b"{}", 422, "line_invalid"),
    (b'{"command":"students.nothing"}', 422, "line_invalid"),
    (b'{"command":["students.register"]}', 422, "line_invalid"),
    (b'{"command":"students.register","body":{"name":"A"}}', 400, "idempotency_key_missing"),
    (b'{"command":"students.register","body":{"name":"A"},"key":7}', 400, "idempotency_key_invalid"),
    (b'{"command":"students.register","body":{"name":"A"},"key":""}', 400, "idempotency_key_invalid"),
    (b'{"command":"students.register","body":[],"key":"a"}', 422, "fields_invalid"),
    (b'{"command":"students.register","address":[],"key":"a"}', 422, "fields_invalid"),
    (b'{"command":"students.register","surprise":1,"key":"a"}', 422, "line_invalid"),
    (b'{"command":"students.leave","address":{"student_id":1},"key":"a"}', 422, "fields_invalid"),
]  # fmt: skip


def test_a_broken_line_is_only_its_own(planned: World) -> None:
    """Whatever it is: the lines before and after it are recorded, and the answers stay in step."""
    lines = [consultation(planned, 8), *(each[0] for each in BROKEN), consultation(planned, 9)]
    first, *others, last = results(send(planned.api, lines))
    assert (first["status"], last["status"], last["line"]) == (201, 201, len(lines))
    for answer, (sent, status, code) in zip(others, BROKEN, strict=True):
        assert (answer["status"], answer["problem"]["code"]) == (status, code), sent[:80]


def test_blank_lines_count_and_are_not_answered(planned: World) -> None:
    """As NDJSON allows them; the last line need not end."""
    data = (
        b"\n"
        + packed([consultation(planned, 8)])
        + b" \r\n"
        + packed([consultation(planned, 9)])[:-1]
    )
    assert [each["line"] for each in results(send(planned.api, data))] == [2, 4]


def test_blank_lines_have_their_limit(planned: World) -> None:
    """A thousand more than others; millions, which gzip makes small, end the batch before anybody counts them."""
    few, bomb = b"\n" * incoming.BLANK_MAX, gzip.compress(b"\n" * 16 * 1024**2)
    [answer] = results(send(planned.api, few + packed([consultation(planned, 8)])))
    assert (answer["line"], answer["status"]) == (incoming.BLANK_MAX + 1, 201)
    refused(send(planned.api, bomb, Content_Encoding="gzip"), 413, "too_many_blank_lines")
    before = gzip.compress(packed([consultation(planned, 9)]) + few)
    answers = results(send(planned.api, before + bomb, Content_Encoding="gzip"))
    assert [each["status"] for each in answers] == [201, 413]
    assert answers[1]["problem"]["code"] == "too_many_blank_lines"


def test_a_huge_line_takes_no_memory(planned: World) -> None:
    """300 MB without a line break are passed over; the line after them is recorded."""
    first, second = packed([consultation(planned, 8)]), packed([consultation(planned, 9)])

    def blocks() -> Iterator[bytes]:
        yield first
        for _ in range(300):
            yield b"x" * 1_000_000
        yield b"\n" + second

    body = Made(len(first) + 300_000_001 + len(second), blocks())
    tracemalloc.start()
    try:
        assert statuses(send(planned.api, body)) == [201, 413, 201]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_zip_bomb_is_not_unpacked(planned: World) -> None:
    """It ends with its reason: as the answer, or as the last line after those before it."""
    bomb = gzip.compress(b"[" * 50_000_000)
    refused(send(planned.api, bomb, Content_Encoding="gzip"), 413, "too_compressed")
    before = gzip.compress(packed([consultation(planned, 8)]))
    answers = results(send(planned.api, before + bomb, Content_Encoding="gzip"))
    assert [each["status"] for each in answers] == [201, 413]
    assert answers[1]["ended"]
    assert answers[1]["problem"]["code"] == "too_compressed"
    answer = send(planned.api, before + bomb, "?mode=atomic", Content_Encoding="gzip")
    refused(answer, 413, "too_compressed")


def test_half_of_a_gzip_records_only_whole_lines(planned: World) -> None:
    """What was cut off, or spoiled, ends the batch; sent again whole, the rest of it is recorded."""
    lines = [consultation(planned, 8), consultation(planned, 9)]
    packer = zlib.compressobj(wbits=31)
    half = packer.compress(packed(lines)[:-300]) + packer.flush(zlib.Z_SYNC_FLUSH)
    answers = results(send(planned.api, half, Content_Encoding="gzip"))
    assert [each["status"] for each in answers] == [201, 400]
    assert answers[1]["problem"]["code"] == "gzip_broken"
    whole = send(planned.api, gzip.compress(packed(lines)), Content_Encoding="gzip")
    assert [each["replayed"] for each in results(whole)] == [True, False]
    refused(send(planned.api, b"no gzip", Content_Encoding="gzip"), 400, "gzip_broken")


def test_a_batch_has_its_limits(planned: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of lines together, of bytes sent and of bytes unpacked."""
    lines = [consultation(planned, hour) for hour in (8, 9, 10)]
    monkeypatch.setattr(running, "TOGETHER_MAX", 2)
    for query in ("?mode=atomic", "?dry_run=true"):
        refused(send(planned.api, lines, query), 413, "too_many_lines")
    monkeypatch.setattr(incoming, "BYTES_MAX", 1_000)
    refused(send(planned.api, lines), 413, "batch_too_large")
    small = gzip.compress(packed(lines))
    assert len(small) < incoming.BYTES_MAX
    refused(send(planned.api, small, Content_Encoding="gzip"), 413, "batch_too_large")


def test_lines_are_counted_for_who_sends_them(planned: World, kek: bytes) -> None:
    """Before they are recorded; a batch that has more of them ends, and says when to go on."""
    rates = {Kind.LINES: Rate(per_s=0.01, burst=CHUNK)}
    reach = Reach(planned.api.url, kek, rates=rates)
    limited = Api(create_app(reach, anybody), planned.api.url)
    lines = [b"[]"] * CHUNK + [consultation(planned, 8)]
    *others, last = results(send(limited, lines))
    assert len(others) == CHUNK
    assert (last["line"], last["status"]) == (CHUNK + 1, 429)
    assert last["ended"]
    again = send(limited, lines)
    refused(again, 429, "rate_exceeded")
    assert 0 < int(again.headers["Retry-After"]) <= last["retry_after_s"]
    reach.close()


@pytest.mark.parametrize("query", ["", "?mode=atomic", "?dry_run=true"])
def test_a_refused_line_is_forgotten_once_it_is_answered(planned: World, query: str) -> None:
    """Nothing of it waits until Python looks for cycles: a million of them would fill the memory."""
    unread = {**consultation(planned, 8), "command": "students.abolish"}
    unknown = {**consultation(planned, 8), "address": {"student_id": NOBODY}}
    spoiled = {**consultation(planned, 8), "body": {"nonsense": 1}}
    ruled_out = consultation(planned, 8)
    ruled_out["body"]["consultation"]["subject"] = "latvian"
    kinds = [unread, unknown, spoiled, ruled_out]

    def left_behind(times: int) -> int:
        lines = packed([{**kind, "key": str(uuid4())} for kind in kinds * times])
        gc.collect()
        gc.disable()
        try:
            assert 201 not in statuses(send(planned.api, lines, query))
            return gc.collect()
        finally:
            gc.enable()

    left_behind(1)
    assert left_behind(20) < left_behind(1) + 80


@pytest.mark.parametrize("before", [0, CHUNK - 1])
def test_what_was_recorded_is_said_before_any_error(planned: World, before: int) -> None:
    """In the same chunk of lines or in an earlier one, where the database refuses what nobody foresaw."""
    with psycopg.connect(planned.api.url) as connection:
        connection.execute(REFUSES)
    recorded = planned.api.log_length()
    registrations = [line("students.register", {}, {"name": name}) for name in "AB"]
    lines = [*[b"[]"] * before, consultation(planned, 8), *registrations]
    *answers, last = results(send(planned.api, lines))
    assert [each["status"] for each in answers] == [422] * before + [201]
    assert (last["line"], last["status"], last["ended"]) == (before + 2, 500, True)
    assert planned.api.log_length() == recorded + 1
