"""What an error is in HTTP: one table from error to status, and application/problem+json (RFC 9457)."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping
from http import HTTPStatus

import msgspec
import psycopg
from eventsourcing import persistence
from flask import Flask, Response, g, request
from psycopg_pool import PoolTimeout
from werkzeug.exceptions import HTTPException

from api import body, errors
from api.access import errors as access_errors
from api.api_keys import KeyRefused
from api.batches import errors as batch_errors
from api.codes import where_to_look
from api.context import request_id
from api.errors import Fault
from api.feed.waiting_room import FeedFull, ReadersTooMany
from api.identity import errors as identity_errors
from api.journal_files import TooManyExports
from api.reach import reach
from api.statistics import errors as statistic_errors
from ledger import errors as ledger_errors
from ledger.errors import LedgerError
from ledger.store.append import LockTaken, StatementTooSlow
from ledger.student.student import Student
from projections.projection import ProjectionNotReady
from projections.waiting import NotYetShown, TicketUnknown

log = logging.getLogger(__name__)

RETRY_AFTER_S = 1

STATUS: Mapping[type[LedgerError], int] = {
    errors.BadRequest: 400,
    TicketUnknown: 400,
    KeyRefused: 401,
    identity_errors.TokenRefused: 401,
    access_errors.CapacityUnclear: 400,
    access_errors.Unauthenticated: 401,
    access_errors.NoAccess: 403,
    access_errors.NotPermitted: 403,
    ledger_errors.NotFound: 404,
    statistic_errors.NoSuchFigure: 404,
    errors.NoSuchAddress: 404,
    errors.UploadTooSlow: 408,
    errors.MethodNotAllowed: 405,
    errors.NotAcceptable: 406,
    ledger_errors.Refused: 409,
    ledger_errors.KeyDestroyed: 410,
    ledger_errors.StaleVersion: 412,
    batch_errors.BatchTooLarge: 413,
    batch_errors.LineTooLong: 413,
    batch_errors.TooCompressed: 413,
    batch_errors.TooManyBlankLines: 413,
    batch_errors.TooManyLines: 413,
    errors.BodyTooLarge: 413,
    errors.AddressTooLong: 414,
    batch_errors.NotNdjson: 415,
    errors.NotJson: 415,
    ledger_errors.Invalid: 422,
    errors.FieldsInvalid: 422,
    errors.KnownLater: 422,
    errors.MomentNotOver: 422,
    batch_errors.NotRecordedTogether: 424,
    errors.VersionMissing: 428,
    errors.RateExceeded: 429,
    ReadersTooMany: 429,
    errors.HeadersTooLarge: 431,
    ledger_errors.LedgerError: 500,
    errors.DatabaseAway: 503,
    identity_errors.IssuerAway: 503,
    errors.TooManyWaiting: 503,
    TooManyExports: 503,
    batch_errors.NoRoom: 503,
    statistic_errors.NotYetDecided: 503,
    FeedFull: 503,
    ledger_errors.TooBusy: 503,
    NotYetShown: 503,
    ProjectionNotReady: 503,
    errors.TooSlow: 504,
}
"""The status of each error is that of the nearest class above it that stands here."""

AWAY = (
    persistence.OperationalError,
    persistence.InterfaceError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    PoolTimeout,
)
"""What says that PostgreSQL cannot be reached."""

SLOW = (psycopg.errors.QueryCanceled, StatementTooSlow)
LOCKED = (psycopg.errors.LockNotAvailable, LockTaken)
"""What says that a time limit of a connection was reached; it can go on being used."""

MOMENTS = (errors.KnownLater, errors.MomentNotOver, errors.PublicationUnknown)
"""What is wrong with a parameter that names a moment."""

HTTP: Mapping[int, type[LedgerError]] = {
    400: errors.BadRequest,
    404: errors.NoSuchAddress,
    405: errors.MethodNotAllowed,
    413: errors.BodyTooLarge,
    415: errors.NotJson,
}
"""The words for what Flask itself refuses."""


class Problem(msgspec.Struct):
    """The body of every answer that is not a success."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[dict[str, str]]
    """Each with a detail, and a pointer into the body or the name of a query parameter."""


def install(app: Flask) -> None:
    """Answer every error of an application as a problem."""
    app.register_error_handler(LedgerError, problem)
    for error in AWAY:
        app.register_error_handler(error, _away)
    for error in SLOW:
        app.register_error_handler(error, lambda _: problem(errors.TooSlow()))
    for error in LOCKED:
        app.register_error_handler(error, lambda _: problem(ledger_errors.TooBusy()))
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unforeseen)


def problem(error: LedgerError) -> Response:
    """The answer to an error of ours."""
    code, g.refusal = status(type(error)), error
    said = described(error, g.get("body"))
    answer = Response(msgspec.json.encode(said), code, mimetype="application/problem+json")
    answer.content_language = _language()
    answer.vary.add("Accept-Language")
    if code == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = _challenge(error)
    if wait_s := retry_after_s(error):
        answer.headers["Retry-After"] = str(wait_s)
    return answer


def retry_after_s(error: LedgerError) -> int | None:
    """How long to wait before the same is sent again, where that helps."""
    if status(type(error)) not in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        return None
    return int(error.details.get("retry_after_s", RETRY_AFTER_S))


def _challenge(error: LedgerError) -> str:
    """RFC 6750, 3: what was wrong, if a token or a key was given at all."""
    given = isinstance(error, identity_errors.TokenRefused | KeyRefused)
    return 'Bearer error="invalid_token"' if given else "Bearer"


def described(error: LedgerError, said: object, within: str = "") -> Problem:
    """An error of ours, to who sent the body `said`; `within`: where that body stands in what was sent."""
    error = _theirs(error)
    return Problem(
        type=f"/api/docs/errors/{error.code}",
        title=title(type(error)),
        status=status(type(error)),
        detail=_sentence(error),
        code=error.code,
        request_id=str(request_id()),
        errors=[_shown(fault) for fault in _faults(error, said, within)],
    )


def _theirs(error: LedgerError) -> LedgerError:
    """An error, without the id of a learner whom who asks is not to know of."""
    if isinstance(error, ledger_errors.PersonalCodeTaken) and "permit" in g:
        try:
            learner = reach().ledger.load(Student, error.details["student"])
        except ledger_errors.NotFound:  # of the same batch: it is theirs, and not recorded yet
            return error
        try:
            g.permit.look(learner)
        except ledger_errors.NotFound:
            return ledger_errors.PersonalCodeTaken(student="of another institution")
    return error


def status(error: type[LedgerError]) -> int:
    """The HTTP status of an error class."""
    return next(STATUS[each] for each in error.__mro__ if each in STATUS)


def title(error: type[LedgerError], language: str | None = None) -> str:
    """What is wrong, in a few words, as the class says it."""
    words = error.lv if (language or _language()) == "lv" else error.en
    return words.rstrip(".")


def _away(error: Exception) -> Response:
    log.warning("the database cannot be reached", extra={"kind": type(error).__name__})
    if not isinstance(error, PoolTimeout):
        reach().mend()
    return problem(errors.DatabaseAway())


def _of_http(error: HTTPException) -> Response:
    """What Flask refuses by itself, in our words."""
    if error.code is None or error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _unforeseen(error)
    answer = problem(HTTP.get(error.code, errors.BadRequest)())
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            answer.headers[name] = value
    return answer


def _unforeseen(error: Exception) -> Response:
    log.error("a request failed", exc_info=error, extra={"request_id": str(request_id())})
    return problem(errors.InternalError())


def _faults(error: LedgerError, said: object, within: str) -> list[Fault]:
    """Where in the request what was refused stands."""
    if isinstance(error, errors.FieldsInvalid):
        faults: list[Fault] = error.details["faults"]
        return faults
    if isinstance(error, MOMENTS):
        return [Fault(str(error), parameter=error.details["parameter"])]
    if not isinstance(error, ledger_errors.Invalid):
        return []
    if request.method == "GET":
        names = body.asked(request, error.details.get("value"))
        return [Fault(_sentence(error), parameter=name) for name in names]
    if isinstance(error, ledger_errors.ReasonMissing):
        return [Fault(str(error), pointer=f"{within}/reason")]
    if "field" in error.details:
        return [Fault(str(error), pointer=f"{within}/{error.details['field']}")]
    return [
        Fault(_sentence(error), pointer=within + place)
        for place in body.found(error.details.get("value", object), said)
    ]


def _sentence(error: LedgerError) -> str:
    return f"{error}{where_to_look(error)}"


def _shown(fault: Fault) -> dict[str, str]:
    return {name: value for name, value in dataclasses.asdict(fault).items() if value is not None}


def _language() -> str:
    return request.accept_languages.best_match(["en", "lv"], "en")
