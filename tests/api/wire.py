"""A wire between a server and its database, on which a test can lose what the database answers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Lock, Thread

from psycopg.conninfo import conninfo_to_dict, make_conninfo

BLOCK = 65_536


class Wire:
    """Passes on what both sides say, until something is said to which no answer is to get through."""

    def __init__(self, url: str, port: int) -> None:
        self._behind = conninfo_to_dict(url)
        self.url = make_conninfo(
            url, host="127.0.0.1", port=port, sslmode="disable", gssencmode="disable"
        )
        self._lock = Lock()
        self._words: bytes | None = None
        self.lost = Event()
        """Set when it was said; from then on that connection hears nothing more."""

    def lose_the_answer_to(self, words: bytes) -> None:
        """To the next statement with these words in it; every other connection hears all."""
        self.lost.clear()
        self._words = words

    def said(self, words: bytes) -> bool:
        """Whether this is what is not to be answered."""
        with self._lock:
            if self._words is None or self._words not in words:
                return False
            self._words = None
        self.lost.set()
        return True

    def database(self) -> socket.socket:
        """A new connection to the database itself."""
        host, port = str(self._behind.get("host", "")), int(self._behind.get("port") or 5432)
        if not host.startswith("/"):
            return socket.create_connection((host or "127.0.0.1", port))
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(f"{host}/.s.PGSQL.{port}")
        return connection

    def join(self, server: socket.socket) -> None:
        """Until one of them hangs up."""
        deaf = False
        with self.database() as database, suppress(OSError):
            while True:
                for speaker in select([server, database], [], [])[0]:
                    said = speaker.recv(BLOCK)
                    if not said:
                        return
                    if speaker is server:
                        deaf = self.said(said) or deaf
                        database.sendall(said)
                    elif not deaf:
                        server.sendall(said)


@contextmanager
def wire(url: str) -> Iterator[Wire]:
    """One to a database; its `url` is what the server is told."""

    class Joined(BaseRequestHandler):
        def handle(self) -> None:
            made.join(self.request)

    class Exchange(ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Exchange(("127.0.0.1", 0), Joined) as exchange:
        made = Wire(url, exchange.server_address[1])
        thread = Thread(target=exchange.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield made
        finally:
            exchange.shutdown()
            thread.join()
