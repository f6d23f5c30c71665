"""Whether the ledger may be served as it is configured: not to others with logins that anybody can make."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping

from api.identity import local_issuer
from api.identity.errors import LocalIssuerRefused, NobodyKnown
from api.identity.issuers import PRODUCTION, VARIABLE, Issuers, is_set

API_KEYS_ONLY = "PUMPURS_API_KEYS_ONLY"


def require_safe(environ: Mapping[str, str], hosts: Collection[str]) -> None:
    """That who asks can be known, at the addresses where others reach the ledger; IssuersInvalid."""
    issuers = Issuers.from_environment(environ)
    if environ.get(local_issuer.VARIABLE):
        for host in hosts:
            if not is_local(host):
                raise LocalIssuerRefused(fault=f"others can reach {host}; listen on 127.0.0.1")
    elif not issuers and not is_set(environ, API_KEYS_ONLY):
        raise NobodyKnown()


def is_tried_out(environ: Mapping[str, str]) -> bool:
    """Whether nothing says whom to believe, so that an issuer may be made for this machine."""
    return not (
        environ.get(VARIABLE) or is_set(environ, PRODUCTION) or is_set(environ, API_KEYS_ONLY)
    )


def is_local(address: str) -> bool:
    """Whether nobody but this machine can reach an address."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback
