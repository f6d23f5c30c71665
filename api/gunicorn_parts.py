"""What gunicorn says by itself, said as the rest of the API says it: its refusals as problems, its log as ours."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger as GunicornLogger
from gunicorn.http import errors as http
from gunicorn.workers.gthread import ThreadWorker

from api import errors, logs
from api.impatience import STALLED_S, Patience, patience
from api.problems import problem
from ledger.errors import LedgerError
from ledger.within import Within

log = logging.getLogger(__name__)

REFUSED: tuple[tuple[type[Exception], type[LedgerError]], ...] = (
    (http.LimitRequestLine, errors.AddressTooLong),
    (http.LimitRequestHeaders, errors.HeadersTooLarge),
    (http.ParseException, errors.BadRequest),
    (http.NoMoreData, errors.BadRequest),
)


class Logger(GunicornLogger):  # type: ignore[misc]  # gunicorn has no type hints
    """Hands gunicorn's own log on to ours."""

    def setup(self, cfg: Any) -> None:
        """Instead of handlers of its own."""
        super().setup(cfg)
        logs.configure()
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class Worker(ThreadWorker):  # type: ignore[misc]
    """Waits for nobody long; answers what is no request for an application as the application would."""

    def handle_request(self, req: Any, conn: Any) -> Any:
        """With a time for all of the body; gunicorn itself would wait for ever for the next byte."""
        conn.sock.settimeout(STALLED_S)
        reader, waiting = conn.parser.unreader, Patience(conn.sock)
        reader.sock = waiting
        try:
            with Within(patience, waiting):
                return super().handle_request(req, conn)
        finally:
            reader.sock = conn.sock

    def handle_error(self, _req: object, client: Any, _addr: object, exc: Exception) -> None:
        """What gunicorn would quote is not quoted: it may be a token, in a header that is not one."""
        error = next((ours for theirs, ours in REFUSED if isinstance(exc, theirs)), None)
        if error is None:
            log.error("a request could not be served", exc_info=exc)
        with self.wsgi.test_request_context():
            answer = self.wsgi.process_response(problem((error or errors.InternalError)()))
        answer.headers["Connection"] = "close"
        head = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
        with suppress(OSError), answer:
            said = f"HTTP/1.1 {answer.status}\r\n{head}\r\n".encode("latin-1") + answer.data
            util.write_nonblock(client, said)
