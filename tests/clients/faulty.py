"""A way to the ledger that fails as networks and proxies do: answers are lost, or replaced by others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import requests

Fault = int | Callable[[bytes], bytes] | None
"""A status answered in the ledger's place, or what is left of an answer that it gave."""


class Way:
    """Forwards to a ledger; the first answers suffer the faults, in their order."""

    def __init__(self, ledger: str) -> None:
        self.ledger = ledger
        self.faults: list[Fault] = []
        self.seen: list[dict[str, str]] = []
        """The headers of the requests that came, in lower case."""
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
        content = answer.content
        handler.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(fault(content) if fault else content)
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
