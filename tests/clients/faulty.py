"""A way to the ledger that fails as networks and proxies do: answers are lost, or replaced by others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread

import requests

Fault = int | Callable[[bytes], bytes | Iterable[bytes]] | None
"""A status answered in the ledger's place, or what is left of an answer that it gave, in blocks where it is long."""

LONG = 2**30
"""Bytes that are promised of an answer that comes in blocks, as by a proxy that has all of it."""


class Way:
    """Forwards to a ledger; the first answers suffer the faults, in their order."""

    def __init__(self, ledger: str) -> None:
        self.ledger = ledger
        self.faults: list[Fault] = []
        self.seen: list[dict[str, str]] = []
        """The headers of the requests that came, in lower case."""
        self.left: Queue[str] = Queue()
        """Of each answer: whether the client went before its end, "early" or "never"."""
        self.url = ""

    def pass_on(self, handler: BaseHTTPRequestHandler) -> None:
        """One request."""
        self.seen.append({name.lower(): value for name, value in handler.headers.items()})
        length = int(handler.headers.get("Content-Length", 0))
        body = handler.rfile.read(length)
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, int):
            handler.send_response(fault)
            handler.send_header("Retry-After", "1")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        answer = requests.request(
            handler.command,
            self.ledger + handler.path,
            headers=dict(handler.headers.items()),
            data=body,
            timeout=60,
        )
        whole = answer.content
        faulty = fault(whole) if fault else whole
        chunked = "Transfer-Encoding" in answer.headers
        handler.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name.lower() not in ("connection", "transfer-encoding"):
                handler.send_header(name, value)
        blocks = [faulty] if isinstance(faulty, bytes) else faulty
        chunked &= blocks is not faulty
        if chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        elif blocks is faulty:
            handler.send_header("Content-Length", str(LONG))
        handler.end_headers()
        try:
            for block in filter(None, blocks):
                handler.wfile.write(b"%x\r\n%b\r\n" % (len(block), block) if chunked else block)
            if chunked and not fault:
                handler.wfile.write(b"0\r\n\r\n")
            self.left.put("never")
        except OSError:
            self.left.put("early")
        handler.close_connection = fault is not None


@contextmanager
def faulty_way(ledger: str) -> Iterator[Way]:
    """A way to a ledger, on a port of its own."""
    way = Way(ledger)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            way.pass_on(self)

        do_POST = do_GET  # noqa: N815  as http.server calls it

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        way.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield way
        finally:
            server.shutdown()
            thread.join()
