"""Who asks, and how, where a proxy stands in between: what the configured ones say is believed, and nobody else."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SETTING = "PUMPURS_PROXIES"


def trusted(environ: Mapping[str, str]) -> tuple[Network, ...]:
    """The addresses and networks of $PUMPURS_PROXIES; ValueError."""
    named = [each.strip() for each in environ.get(SETTING, "").split(",") if each.strip()]
    try:
        return tuple(ipaddress.ip_network(each) for each in named)
    except ValueError as error:
        raise ValueError(f"{SETTING}: {error}.") from None


class Forwarded:
    """A WSGI application that is told who asks, instead of which proxy passes it on."""

    def __init__(self, app: WSGIApplication, proxies: Collection[Network]) -> None:
        self.app = app
        self.proxies = proxies

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Each proxy adds to the right whom it was asked by: the first who is none of ours is who asks."""
        if self._ours(environ.get("REMOTE_ADDR", "")):
            passed = [each.strip() for each in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            while passed and self._ours(environ["REMOTE_ADDR"]) and _is_address(passed[-1]):
                environ["REMOTE_ADDR"] = passed.pop()
            proto = environ.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip().lower()
            if proto in ("http", "https"):
                environ["wsgi.url_scheme"] = proto
        return self.app(environ, start_response)

    def _ours(self, address: str) -> bool:
        return _is_address(address) and any(
            ipaddress.ip_address(address) in network for network in self.proxies
        )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
