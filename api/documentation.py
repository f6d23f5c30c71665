"""The API's documentation for people: Swagger UI from our own files, and what each error code means."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, redirect, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from api import error_pages

STATIC = Path(__file__).parent / "static"
FILES = STATIC / "swagger"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere; styles in the page, because Swagger UI writes them there."""

documentation = Blueprint("documentation", __name__)


@documentation.get("/api/docs")
def index() -> Response:
    """The page."""
    answer = send_from_directory(FILES, "index.html")
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


@documentation.get("/")
@documentation.get("/api/docs/")
def elsewhere() -> AnyResponse:
    """Where people look for the page."""
    return redirect("/api/docs")


@documentation.get("/icon.svg")
def icon() -> Response:
    """What browsers show beside the title of a page of ours."""
    return send_from_directory(STATIC, "icon.svg", max_age=3600)


@documentation.get("/api/docs/errors")
def errors() -> str:
    """Every error code."""
    return error_pages.index()


@documentation.get("/api/docs/errors/<code>")
def error(code: str) -> str:
    """One of them: where the `type` of a problem leads."""
    return error_pages.page(code)


@documentation.get("/api/docs/<name>")
def part(name: str) -> Response:
    """What the page consists of."""
    return send_from_directory(FILES, name, max_age=3600)
