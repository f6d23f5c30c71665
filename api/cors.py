"""Pages of other sites: none may use the API, but for the origins that are configured."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from flask import Flask, Response, request

from api.openapi import ANSWERED_HEADERS, ASKED_HEADERS, PREFIX

SETTING = "PUMPURS_CORS_ORIGINS"
ASKED = ("Accept-Language", "Authorization", "Content-Type", "Traceparent", *ASKED_HEADERS)
ANSWERED = ("X-Request-Id", *ANSWERED_HEADERS)
REMEMBERED_S = 600
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.ASCII)


def origins(environ: Mapping[str, str]) -> frozenset[str]:
    """The origins of $PUMPURS_CORS_ORIGINS, exactly as browsers say them; ValueError."""
    named = [each.strip() for each in environ.get(SETTING, "").split(",") if each.strip()]
    for each in named:
        if not _ORIGIN.fullmatch(each):
            raise ValueError(f"{SETTING}: {each!r} is no origin such as https://school.example.")
    return frozenset(named)


def install(app: Flask, allowed: Collection[str]) -> None:
    """Let pages of these origins ask below /api/v1. Nothing of a browser's own is sent along: no credentials."""
    if allowed:
        app.before_request(_preflight)
        app.after_request(lambda answer: _allow(answer, allowed))


def _preflight() -> Response | None:
    """What a browser asks before it asks: answered to whoever asks, before anybody is asked who they are."""
    wanted = request.headers.get("Access-Control-Request-Method")
    if request.method != "OPTIONS" or not wanted or not _below():
        return None
    answer = Response(status=204)
    answer.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST"
    answer.headers["Access-Control-Allow-Headers"] = ", ".join(ASKED)
    answer.headers["Access-Control-Max-Age"] = str(REMEMBERED_S)
    return answer


def _allow(answer: Response, allowed: Collection[str]) -> Response:
    if _below():
        answer.vary.add("Origin")
        if (origin := request.headers.get("Origin", "")) in allowed:
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Expose-Headers"] = ", ".join(ANSWERED)
    return answer


def _below() -> bool:
    return request.path.startswith(f"{PREFIX}/")
