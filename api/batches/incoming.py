"""The lines of a batch as they are sent: all of them are received first, then read one by one.

Most clients and proxies send all of a request before they read of its answer, so that an answer given while lines
still come would wait for them, and they for it. What is received lies on disk; memory holds one block and one line.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from api.batches.errors import (
    BatchTooLarge,
    GzipBroken,
    LineTooLong,
    NotNdjson,
    TooCompressed,
    TooManyBlankLines,
)
from api.batches.spool import IN_MEMORY, Room, Spool
from api.impatience import wait_longer

NDJSON = "application/x-ndjson"
BYTES_MAX = 1024**3
"""Of one batch, as it is sent and as it is unpacked; sent, it has to fit into the room of all, too."""
LINE_MAX = 64 * 1024
"""Bytes."""
EXPANSION_MAX = 100
"""How many times its size a batch may unpack to; a first mebibyte is free."""
BLANK_MAX = 1_000
"""How many more blank lines than others a batch may have: they are not counted for who sends them."""
UPLOAD_S = 600.0
"""How long a batch may take to arrive."""
BLOCK = 64 * 1024

Line = tuple[int, bytes | LineTooLong]
"""Its number, from 1, and what it says."""


def received(request: Request, room: Room) -> Spool:
    """All that a request sends, to be read from its beginning; NotNdjson, BatchTooLarge, NoRoom, UploadTooSlow."""
    if request.mimetype != NDJSON or _encoding(request) not in ("identity", "gzip"):
        raise NotNdjson()
    request.max_content_length = limit = min(BYTES_MAX, room.size)
    wait_longer(UPLOAD_S)
    spool = Spool(room)
    try:
        while block := request.stream.read(BLOCK):
            spool.write(block)
        spool.rewind()
    except RequestEntityTooLarge:
        spool.close()
        raise BatchTooLarge(limit=f"{limit // 1024**2} MiB") from None
    except BaseException:
        spool.close()
        raise
    return spool


def lines(request: Request, spool: Spool) -> Iterator[Line]:
    """The lines of what was received, blank ones passed over.

    BatchTooLarge, TooCompressed, TooManyBlankLines, GzipBroken.
    """
    blocks: Iterator[bytes] = iter(lambda: spool.read(BLOCK), b"")
    if _encoding(request) == "gzip":
        blocks = _unpacked(blocks)
    blank = 0
    for number, line in enumerate(_split(blocks), 1):
        if line is None:
            yield number, LineTooLong(limit=LINE_MAX // 1024)
        elif line and not line.isspace():
            yield number, line
        else:
            blank += 1
            if blank - (number - blank) > BLANK_MAX:
                raise TooManyBlankLines(limit=f"{BLANK_MAX:,}")


def _encoding(request: Request) -> str:
    return request.headers.get("Content-Encoding", "identity").strip().lower()


def _split(blocks: Iterator[bytes]) -> Iterator[bytes | None]:
    """What stands between line breaks, None for what is too long; of that nothing is kept."""
    begun, too_long = b"", False
    for block in blocks:
        *ended, last = block.split(b"\n")
        for piece in ended:
            line = begun + piece
            yield None if too_long or len(line) > LINE_MAX else line
            begun, too_long = b"", False
        begun = b"" if too_long else begun + last
        if len(begun) > LINE_MAX:
            begun, too_long = b"", True
    if begun or too_long:
        yield None if too_long else begun


def _unpacked(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """What gzip has packed, in one member or several, a block at a time."""
    member = zlib.decompressobj(wbits=31)
    sent = unpacked = 0
    for block in blocks:
        sent += len(block)
        rest = block
        while rest or not member.eof:
            if member.eof:
                member = zlib.decompressobj(wbits=31)
            try:
                part = member.decompress(rest, BLOCK)
            except zlib.error:
                raise GzipBroken() from None
            unpacked += len(part)
            if unpacked > BYTES_MAX:
                raise BatchTooLarge(limit=f"{BYTES_MAX // 1024**2} MiB")
            if unpacked > IN_MEMORY + EXPANSION_MAX * sent:
                raise TooCompressed(times=EXPANSION_MAX)
            if part:
                yield part
            rest = member.unused_data if member.eof else member.unconsumed_tail
            if not rest and len(part) < BLOCK:
                break
    if not member.eof:
        raise GzipBroken()
