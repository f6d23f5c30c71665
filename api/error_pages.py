"""A page for each error code: what it means, what to do, and which commands say it."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from api.error_codes import all_errors, message
from api.errors import NoSuchAddress
from api.problems import status, title
from api.resources import ALL
from ledger.errors import LedgerError

TO_DO = {
    400: "Mend the client: the request itself is not as it has to be. Sent again unchanged, it is refused again.",
    401: "Say who asks: send a token that is in force, or an API key, in the header Authorization.",
    403: "Nobody can mend this by sending it again: it takes somebody who may do it, or another grant of access.",
    404: "Check the id and the address. What is not yours to know of is answered in the same way.",
    405: "Use one of the methods that the header Allow lists.",
    406: "Ask for one of the forms that the answer lists, or leave the header Accept out.",
    408: "Send all of it again, over a faster connection or in smaller parts: nothing was recorded.",
    409: "A rule of the operation forbids it as things stand: `detail` says what stands in the way. Do that first, "
    "or record what really happened. The idempotency key may be used again.",
    410: "It is gone for good: the person's data was erased.",
    412: "Read it again, decide again, and send the new version in If-Match.",
    413: "Send less at once.",
    414: "Ask with fewer values in a filter, in several requests.",
    415: "Send the body as the media type that the answer names.",
    422: "A field cannot be recorded so: `errors` says which one and why. Mend it, and send it under the same key.",
    424: "Mend the line that `detail` names, and send the whole batch again under the same keys.",
    428: "Read it first, and send its ETag in the header If-Match.",
    429: "Wait for as many seconds as the header Retry-After says, then send the same again with the same key.",
    431: "Leave out what the ledger does not ask for; proxies add some, too.",
    500: "It is not your fault. Tell the keepers of the ledger the `request_id`; nothing was recorded.",
    503: "Send the same again after as many seconds as the header Retry-After says, with the same key: it"
    " is recorded once.",
    504: "It took longer than an answer may take: ask for less at once, or send the same again with the same key.",
}
"""What helps, by the status of the answer."""

INDEX = "/api/docs/errors"
_PAGE = Markup(
    "<!DOCTYPE html><html lang=en><meta charset=utf-8>"
    "<meta name=viewport content='width=device-width, initial-scale=1'><title>{title}</title>{body}</html>"
)


@cache
def known() -> dict[str, type[LedgerError]]:
    """Every error by its code."""
    return {error.code: error for error in all_errors()}


def index() -> Markup:
    """All codes in a table; each row bears its code, for links that lead to it here."""
    row = Markup(
        "<tr id={0}><td><a href='{1}/{0}'><code>{0}</code></a><td>{2}<td>{3}<td lang=lv>{4}<td>{5}"
    )
    rows = [
        row.format(
            code, INDEX, status(error), title(error, "en"), title(error, "lv"), _words(error)
        )
        for code, error in known().items()
    ]
    head = Markup("<tr><th>code<th>status<th>title<th>title in Latvian<th>detail")
    table = Markup(
        "<h1>Error codes</h1><p>Words in italics are filled in.</p><table>{}{}</table>"
    ).format(head, Markup().join(rows))
    return _PAGE.format(title="Error codes", body=table)


def page(code: str) -> Markup:
    """The page that the `type` of a problem leads to; NoSuchAddress."""
    if (error := known().get(code)) is None:
        raise NoSuchAddress()
    sections = {
        "What it says": _words(error),
        "What to do": TO_DO[status(error)],
        "Where it comes from": f"{said_by(error)}.",
    }
    parts = [
        Markup("<p><code>{}</code>, status {}</p>").format(code, status(error)),
        Markup("<h1>{}</h1><p lang=lv>{}</p>").format(title(error, "en"), title(error, "lv")),
        *(Markup("<h2>{}</h2><p>{}</p>").format(*section) for section in sections.items()),
        Markup("<p><a href={}>All error codes</a></p>").format(INDEX),
    ]
    return _PAGE.format(title=title(error, "en"), body=Markup().join(parts))


def _words(error: type[LedgerError]) -> Markup:
    """What it says, with the names of what is filled in in italics."""
    return Markup(  # noqa: S704  the words are escaped, and names are letters
        re.sub(
            r"\{(\w+)\}", lambda part: f"<i>{part[1].replace('_', ' ')}</i>", escape(message(error))
        )
    )


def said_by(error: type[LedgerError]) -> str:
    """The commands whose words name it; else what kind of request may meet it."""
    commands = [command for resource in ALL for command in resource.commands]
    named = [
        f"{each.verb_words} ({each.name})" for each in commands if f"`{error.code}`" in each.words
    ]
    if named:
        return "Among others: " + ", ".join(named)
    match error.__module__.split("."):
        case ["ledger", "errors" | "held" | "document" | "dated"]:
            return "Any command"
        case ["ledger", aggregate, *_]:
            return f"Commands under the rules for what is called {aggregate.replace('_', ' ')}"
        case ["projections", *_]:
            return "Questions"
        case _:
            return "Any request"
