"""A client that costs little beside what it measures: one thread, a few connections that stay open, no HTTP library."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from selectors import EVENT_READ, DefaultSelector
from time import perf_counter

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def post(path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """The bytes of a request."""
    said = {
        "Host": "localhost",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def send(port: int, connections: int, requests: Sequence[bytes]) -> tuple[float, list[float]]:
    """Requests a second, and the seconds that each took; all of them have to be answered with 201.

    Each of the connections sends its next request when it has its answer.
    """
    with ExitStack() as stack:
        opened = [stack.enter_context(_connection(port)) for _ in range(connections)]
        selector = stack.enter_context(DefaultSelector())
        for number, each in enumerate(opened):
            selector.register(each, EVENT_READ, number)
        waiting, heard, seconds = iter(requests), [b""] * connections, list[float]()
        started = perf_counter()
        began = [_send_next(each, waiting) for each in opened]
        while len(seconds) < len(requests):
            for key, _ in selector.select():
                number = key.data
                heard[number] += opened[number].recv(65_536) or b"closed\r\n\r\n"
                if _whole(heard[number]):
                    seconds.append(perf_counter() - began[number])
                    heard[number] = b""
                    began[number] = _send_next(opened[number], waiting)
        return len(seconds) / (perf_counter() - started), seconds


def _connection(port: int) -> socket.socket:
    opened = socket.create_connection(("127.0.0.1", port), timeout=60)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return opened


def _send_next(to: socket.socket, waiting: Iterator[bytes]) -> float:
    """When it was sent."""
    now = perf_counter()
    if request := next(waiting, None):
        to.sendall(request)
    return now


def _whole(answer: bytes) -> bool:
    """Whether all of an answer has arrived; RuntimeError where it is not the one that is wanted."""
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    length = _LENGTH.search(head)
    if not head.startswith(b"HTTP/1.1 201 ") or length is None:
        raise RuntimeError(answer.decode())
    return len(body) >= int(length[1])
