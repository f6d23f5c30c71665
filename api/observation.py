"""Each request, told in one line of the log and counted when its answer has been sent."""

from __future__ import annotations

import logging
from functools import partial
from http import HTTPStatus
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, request

from api import metrics
from api.context import correlation_id, request_id
from api.errors import RateExceeded
from api.limits import FREE
from api.reach import reach

log = logging.getLogger(__name__)

METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
NO_ROUTE = "none"


def install(app: Flask) -> None:
    """First of all that is done with a request, and last."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = perf_counter()


def _end(answer: Response) -> Response:
    if request.path not in FREE or answer.status_code != HTTPStatus.OK:
        told = {
            "request_id": str(request_id()),
            "trace_id": correlation_id().hex,
            "method": request.method if request.method in METHODS else "OTHER",
            "route": request.url_rule.rule if request.url_rule else NO_ROUTE,
            "status": answer.status_code,
            **({"client": str(g.subject.access_id)} if "subject" in g else {}),
            **_numbers(answer),
            **({"code": g.refusal.code} if "refusal" in g else {}),
        }
        _count(answer)
        answer.call_on_close(partial(_tell, told, g.get("began", perf_counter())))
    return answer


def _numbers(answer: Response) -> dict[str, int]:
    """The ticket or the position that an answer speaks of."""
    said = {"ticket": "Ledger-Ticket", "position": "Ledger-Position"}
    return {
        name: int(answer.headers[header])
        for name, header in said.items()
        if header in answer.headers
    }


def _count(answer: Response) -> None:
    """What only the request knows of an answer."""
    if "Idempotent-Replayed" in answer.headers:
        metrics.REPLAYED.inc()
    if "refusal" in g:
        metrics.REFUSED.labels(g.refusal.code).inc()
        if isinstance(g.refusal, RateExceeded):
            metrics.LIMITED.labels(g.refusal.details["kind"]).inc()
    reach().seen.look()


def _tell(told: dict[str, Any], began: float) -> None:
    seconds = perf_counter() - began
    told["duration_ms"] = round(seconds * 1000, 1)
    metrics.REQUESTS.labels(told["route"], told["method"], told["status"]).inc()
    metrics.DURATION.labels(told["route"], told["method"]).observe(seconds)
    # That the ledger is not ready yet is an answer like another.
    failed = told["status"] >= HTTPStatus.INTERNAL_SERVER_ERROR and told["route"] not in FREE
    log.log(logging.WARNING if failed else logging.INFO, "request", extra=told)
