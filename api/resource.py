"""A part of the API: commands that the ledger is told, questions that a projection answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from inspect import getdoc
from typing import Any, Literal, NamedTuple, TypeVar

from flask import Response, g, request
from flask_smorest import Blueprint
from marshmallow import Schema

from api import access, openapi
from api.answers import recorded_answer, shown
from api.asked import NOTHING, Asked, Query
from api.body import StrictParser
from api.commands import Command, OnceShown, Verb, varying
from api.context import reading, recording_context
from api.errors import HeaderInvalid, VersionMissing
from api.idempotency import id_made
from api.lists import CSV, NDJSON, PAGING, Page, rendered
from api.reach import reach
from api.schemas import (
    DRY_RUN,
    Strict,
    list_schema,
    pascal,
    recorded_schema,
    row_schema,
)
from ledger.store.log import version
from projections.projection import Projection

Ask = TypeVar("Ask", bound=Callable[..., Any])

TEXT = {"type": "string"}
_REFUSED = (400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 503, 504)
_REFUSED_GUARDED = (*_REFUSED, 412, 428)
UNANSWERED = (400, 401, 403, 404, 406, 422, 429, 503, 504)


class Read(NamedTuple):
    """What a view is given of a request."""

    schema: Schema
    of: Literal["json", "query"]


class Resource(Blueprint):  # type: ignore[misc]  # flask-smorest has no type hints
    """The endpoints of one kind of thing, below /api/v1.

    `commands`: the name of the ledger's commands on it, "students". `location`: the address where what
    a command has changed is read, "/students/{student_id}".
    """

    ARGUMENTS_PARSER = StrictParser()

    def __init__(
        self, name: str, description: str, *, commands: str = "", location: str = ""
    ) -> None:
        super().__init__(name, __name__, url_prefix=openapi.PREFIX, description=description)
        self.commands: list[Command] = []
        self._of = commands
        self.location = openapi.PREFIX + location
        self._prepare_doc_cbks.append(_document)

    def command(
        self,
        rule: str,
        command: Verb,
        *,
        makes: str | None = None,
        reason: bool = False,
        guarded: bool = False,
        once_shown: OnceShown | None = None,
    ) -> None:
        """POST to `rule` tells the ledger a command, as `Command` says.

        Its parameters come from the address and the body, the version that was read from If-Match.
        """
        told = Command(self._of, rule, command, makes, reason, guarded, once_shown)
        self.commands.append(told)

        def tell(fields: dict[str, Any], query: dict[str, Any], **path: Any) -> Response:
            expected = expected_version() if guarded else None
            context = recording_context(fields.pop("reason", None), expected, **query)
            made = id_made(context, reach().keys) if makes else None
            secret = {}
            if once_shown:
                about = made or next(iter(path.values()))
                secret[once_shown.name], fields[once_shown.parameter] = once_shown.draw(about)
            recorded = told.tell(reach().ledger, context, {**path, **fields}, made)
            return recorded_answer(
                recorded, self.location, path, makes, secret, dry_run=context.dry_run
            )

        written = openapi.answered("Location", "ETag", "Ledger-Ticket", "Idempotent-Replayed")
        self.serve(
            "POST",
            rule,
            told.name,
            tell,
            (Read(told.body, "json"), Read(DRY_RUN, "query")),
            self.response(
                201, recorded_schema(makes, once_shown), headers=written, description="Recorded."
            ),
            self.alt_response(
                200, schema=recorded_schema(makes, once_shown), description="Would be recorded."
            ),
            summary=told.verb_words,
            words=told.words,
            headers=(*openapi.COMMAND_HEADERS, *(["If-Match"] if guarded else [])),
            refusals=_REFUSED_GUARDED if guarded else _REFUSED,
            appends=True,
        )

    def question(
        self,
        rule: str,
        *projections: type[Projection],
        shows: type[Any],
        where: type[Any] | None = None,
        query: Query = NOTHING,
        stream: str | None = None,
    ) -> Callable[[Ask], Ask]:
        """GET `rule` answers with one thing: `ask(connection, **address, **query)`.

        `where` is a filter: what of it the address does not say may be asked for, and the function
        gets it whole. `stream` is the part of the address that names the stream whose version is the
        ETag.
        """
        asked = Asked(list(varying(rule)), where, query)

        def decorate(ask: Ask) -> Ask:
            def look(query: dict[str, Any], **path: Any) -> Response:
                access.permit().see(path)
                with reading(*projections) as connection:
                    thing = ask(connection, **asked.of(connection, path, query))
                    at = version(connection, path[stream], g.position) if stream else None
                return shown(thing, at)

            headers = openapi.answered("Ledger-Position", *(["ETag"] if stream else []))
            answer = self.response(200, row_schema(shows), headers=headers)
            self._ask(rule, ask, look, asked.declared, answer)
            return ask

        return decorate

    def listing(
        self,
        rule: str,
        *projections: type[Projection],
        shows: type[Any],
        where: type[Any] | None = None,
        query: Query = NOTHING,
        paged: bool = True,
    ) -> Callable[[Ask], Ask]:
        """GET `rule` answers with rows of `ask(connection, **address, **query)`.

        Where they are paged, it is also asked with `after` and `limit`, and gives at most `limit` rows
        whose `position` is greater than `after`, in its order. `where` as for a question.
        """
        asked = Asked(list(varying(rule)), where, query)

        def decorate(ask: Ask) -> Ask:
            def look(query: dict[str, Any], **path: Any) -> Response:
                access.permit().see(path)
                pages = Page.of(query) if paged else None
                times, asking = (pages.place.times, pages.asking) if pages else ({}, {})
                with reading(*projections) as connection:
                    said = asked.of(connection, path, {**times, **query})
                    rows = ask(connection, **said, **asking)
                return rendered(rows, pages, shows, said)

            answers = (
                self.response(
                    200, list_schema(shows), headers=openapi.answered("Ledger-Position", "Link")
                ),
                self.alt_response(200, schema=TEXT, content_type=CSV, success=True),
                self.alt_response(200, schema=TEXT, content_type=NDJSON, success=True),
            )
            self._ask(rule, ask, look, {**asked.declared, **(PAGING if paged else {})}, *answers)
            return ask

        return decorate

    def _ask(
        self,
        rule: str,
        ask: Callable[..., Any],
        look: Callable[..., Response],
        query: Query,
        *answers: Callable[..., Any],
    ) -> None:
        """Serve a question, under its function's name and with its words."""
        name, words = f"{self.name}.{ask.__name__}", getdoc(ask) or ""
        schema = Strict.from_dict(dict(query), name=pascal(f"{name}_query"))
        self.serve(
            "GET",
            rule,
            name,
            look,
            (Read(schema(), "query"),),
            *answers,
            summary=re.split(r"[.;:]\s|\.$", words, maxsplit=1)[0],
            words=words,
            headers=openapi.QUESTION_HEADERS,
            refusals=UNANSWERED,
        )

    def serve(
        self,
        method: str,
        rule: str,
        operation: str,
        view: Callable[..., Response],
        reads: Sequence[Read],
        *answers: Callable[..., Any],
        summary: str,
        words: str,
        headers: Sequence[str],
        refusals: Sequence[int],
        appends: bool = False,
    ) -> None:
        """Serve a view that is given what it `reads` and the parts of its address, and describe it.

        `appends`: it tells the ledger one command.
        """

        def answered(**path: Any) -> Response:
            given = (self.ARGUMENTS_PARSER.load(*each) for each in reads)
            return view(*given, **path)

        def serving(**path: Any) -> Response:
            return access.surely(partial(answered, **path)) if appends else answered(**path)

        serving.__name__, serving.__doc__ = operation.partition(".")[2], words
        # The decorators only describe: each would be a call around every request.
        described: Callable[..., Any] = serving
        for answer in reversed(answers):
            described = answer(described)
        for each in reversed(reads):
            described = self.arguments(each.schema, location=each.of)(described)
        said = self.doc(operationId=operation, summary=summary, description=words)
        vars(serving).update(vars(said(described)))
        del serving.__wrapped__  # type: ignore[attr-defined]  # it serves itself
        vars(serving)["_apidoc"] |= {"headers": headers, "refusals": refusals}
        vars(serving)["operation"] = operation  # what `access` looks up
        if appends:
            vars(serving)["appends"] = True  # as well
        self.add_url_rule(rule, operation.replace(".", "_"), serving, methods=[method])


def expected_version() -> int:
    """The version that If-Match names; VersionMissing, HeaderInvalid."""
    text = request.headers.get("If-Match")
    if text is None:
        raise VersionMissing()
    if not (match := re.fullmatch(r'"(\d{1,18})"', text, re.ASCII)):
        raise HeaderInvalid(name="If-Match", form='one ETag in quotes, such as "12"')
    return int(match[1])


def _document(doc: dict[str, Any], described: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add an operation's headers and refusals to its description, by reference."""
    doc["parameters"] = [*doc.get("parameters", []), *described["headers"]]
    doc["responses"] = {**doc["responses"], **openapi.statuses(described["refusals"])}
    return doc
