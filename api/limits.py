"""Which limit a request counts against, and what its answer says of it."""

from __future__ import annotations

import ipaddress

from flask import Request, Response, g, request

from api import access
from api.access import Subject
from api.api_keys import KeyRefused
from api.buckets import Kind, Standing
from api.identity import TokenRefused
from api.identity.tokens import EXPIRED
from api.openapi import PREFIX
from api.reach import reach

FREE = ("/healthz", "/readyz")
"""Whoever watches over the ledger is never sent away."""


def count_request() -> None:
    """Count this request; RateExceeded, and what `access.subject` raises."""
    if request.path in FREE:
        return
    if request.path.startswith(PREFIX) and request.path != f"{PREFIX}/openapi.json":
        _take(kind_of(request), str(_subject().access_id))
    else:
        _take(Kind.OPEN, address(request))


def _subject() -> Subject:
    """Who asks. Credentials that are wrong are counted by address, and after too many none are looked at."""
    buckets, here = reach().buckets, address(request)
    if "Authorization" in request.headers:
        buckets.refuse_guessing(here)
    try:
        return access.subject()
    except (KeyRefused, TokenRefused) as refused:
        if refused.details.get("fault") != EXPIRED:  # it was signed rightly: nobody guesses
            buckets.sign_in_failed(here)
        raise


def take_lines(client: str, count: int) -> None:
    """Count lines of a client's batch before they are recorded, all of them or none; RateExceeded."""
    reach().buckets.take_lines(client, count)


def say_standing(answer: Response) -> None:
    """The fields RateLimit and RateLimit-Policy of an answer."""
    if standing := g.get("standing"):
        answer.headers.update(standing.headers)


def _take(kind: Kind, who: str) -> None:
    buckets = reach().buckets
    if kind in buckets.rates:
        g.standing = Standing(kind, buckets.rates[kind], 0)  # unless there is more
    g.standing = buckets.take(kind, who)


def kind_of(asked: Request) -> Kind:
    """What a request of a client counts as."""
    if asked.path == f"{PREFIX}/events":
        return Kind.FEED
    return Kind.READS if asked.method in ("GET", "HEAD", "OPTIONS") else Kind.WRITES


def address(asked: Request) -> str:
    """Who asks where nobody says who they are: an address, or the network that is one household's in IPv6."""
    said = ipaddress.ip_address(asked.remote_addr or "0.0.0.0")  # noqa: S104  stands for nobody
    return str(ipaddress.ip_network((said, 64), strict=False)) if said.version == 6 else str(said)
