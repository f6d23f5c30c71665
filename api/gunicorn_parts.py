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
from api.problems import problem
from ledger.errors import LedgerError

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
    """Answers what is no request that an application could be given, as the application would."""

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
