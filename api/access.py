"""Who may do what: the one place. Until the ledger asks who somebody is, it answers on its own machine only."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from flask import Request

from api.errors import ElsewhereRefused, HeaderInvalid

TRUSTED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
"""Names under which the ledger is asked; a page of another site cannot pretend to be one of them."""
LONGEST = 200


@dataclass(frozen=True)
class Client:
    """Who sends a request. Real identity comes with access control; until then the headers are believed."""

    actor: str
    role: str
    name: str
    """The program or system: idempotency keys are its own."""
    on_behalf_of: str | None


def is_local(address: str) -> bool:
    """Whether nobody but this machine can reach an address."""
    return ipaddress.ip_address(address).is_loopback


def admit(request: Request) -> None:
    """ElsewhereRefused for who does not ask from this machine."""
    if request.remote_addr is None or not is_local(request.remote_addr):
        raise ElsewhereRefused()


def client(request: Request) -> Client:
    """Who sends this request; HeaderInvalid."""
    return Client(
        actor=_named(request, "Actor") or "local",
        role=_named(request, "Role") or "local",
        name=_named(request, "Client") or "local",
        on_behalf_of=_named(request, "On-Behalf-Of"),
    )


def _named(request: Request, header: str) -> str | None:
    form = f"at most {LONGEST} visible characters in UTF-8"
    try:
        # WSGI hands over the bytes of a header as if they were Latin-1.
        value = request.headers.get(header, "").encode("latin-1").decode().strip()
    except ValueError:
        raise HeaderInvalid(name=header, form=form) from None
    if len(value) > LONGEST or not value.isprintable():
        raise HeaderInvalid(name=header, form=form)
    return value or None
