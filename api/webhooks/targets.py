"""Where messages may go: to hosts that are configured, at addresses of the public internet unless others are, too."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from ledger.errors import Invalid, LedgerError
from ledger.webhook.target import PORTS, Target, host, target

TARGETS, NETWORKS = "PUMPURS_WEBHOOK_TARGETS", "PUMPURS_WEBHOOK_NETWORKS"
ANY_PORT = "*"

Address = IPv4Address | IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) -> its addresses; OSError."""

_PUBLIC_6 = ip_network("2000::/3")
_RESERVED = [
    ip_network(each)
    for each in (
        "192.88.99.0/24",  # relays from IPv4 to IPv6
        "2001::/23",  # of protocols: Teredo wraps an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4 wraps one, too
        "3fff::/20",
    )
]


class TargetNotAllowed(Invalid):
    """{field} does not lead to a host that webhooks may go to: {remedy}."""

    en = "Webhooks may not go to this host."
    lv = "Uz šo adresi tīmekļa āķus sūtīt nav atļauts."


class SettingInvalid(LedgerError):
    """{name} cannot be read: {fault}."""

    en = "A setting cannot be read."
    lv = "Iestatījums nav saprotams."


class AddressForbidden(Exception):
    """The host has an address that no message may go to, or none at all."""


@dataclass(frozen=True)
class Pattern:
    """An entry of the list: a host, or all below one; on the port of https unless another is named."""

    name: str
    below: bool
    port: str

    def covers(self, of: Target) -> bool:
        """Whether a target is one of these."""
        named = of.host.endswith(f".{self.name}") if self.below else of.host == self.name
        return named and self.port in (ANY_PORT, str(of.port))


@dataclass(frozen=True)
class Allowed:
    """What the operator allows."""

    patterns: tuple[Pattern, ...] = ()
    networks: tuple[Network, ...] = ()
    """Beside the public internet."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Allowed:
        """As $PUMPURS_WEBHOOK_TARGETS and $PUMPURS_WEBHOOK_NETWORKS say, with commas; SettingInvalid."""
        return cls(
            tuple(map(_pattern, _listed(environ.get(TARGETS, "")))),
            tuple(map(_network, _listed(environ.get(NETWORKS, "")))),
        )

    def require(self, url: str, *, field: str = "url") -> Target:
        """The target, if messages may be sent to it; TargetInvalid, TargetNotAllowed."""
        wanted = target(url, field=field)
        missing = []
        if not any(pattern.covers(wanted) for pattern in self.patterns):
            missing.append(f"{wanted.entry} to {TARGETS}")
        if wanted.scheme == "http":
            if not is_here(wanted.host):
                remedy = "without TLS they go to this machine only, to others by https"
                raise TargetNotAllowed(field=field, remedy=remedy)
            if not any(each.is_loopback for each in self.networks):
                missing.append(f"a network of this machine such as 127.0.0.0/8 to {NETWORKS}")
        if missing:
            remedy = f"have the operator add {' and '.join(missing)}"
            raise TargetNotAllowed(field=field, remedy=remedy)
        return wanted

    def addresses(self, of: Target, resolve: Resolve) -> list[Address]:
        """The addresses of a target, resolved once: each may be connected to. AddressForbidden, OSError."""
        found = [_plain(ip_address(each.partition("%")[0])) for each in resolve(of.host, of.port)]
        if not found or not all(map(self._may_connect, found)):
            raise AddressForbidden
        if of.scheme == "http" and not all(each.is_loopback for each in found):
            raise AddressForbidden
        return list(dict.fromkeys(found))

    def _may_connect(self, address: Address) -> bool:
        if address.is_multicast or address.is_unspecified or str(address) == "255.255.255.255":
            return False
        return is_public(address) or any(address in network for network in self.networks)


NOWHERE = Allowed()


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, and not a way around to another."""
    if any(address in network for network in _RESERVED):
        return False
    if isinstance(address, IPv6Address) and address not in _PUBLIC_6:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_here(name: str) -> bool:
    """Whether a host is called as this machine itself is."""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def resolved(name: str, port: int) -> Sequence[str]:
    """The addresses of a host, as this machine knows them; OSError."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def _plain(address: Address) -> Address:
    """An IPv4 address in IPv6 clothes is that IPv4 address."""
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _pattern(text: str) -> Pattern:
    below = text.startswith("*.")
    rest = text.removeprefix("*.")
    name, colon, port = rest.rpartition(":") if rest[-1] != "]" else (rest, "", "")
    if not colon:
        name, port = rest, str(PORTS["https"])
    if port != ANY_PORT and not (port.isascii() and port.isdigit()):
        raise SettingInvalid(name=TARGETS, fault=f"{text} is no host")
    return Pattern(host(name, field=TARGETS), below, port)


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise SettingInvalid(name=NETWORKS, fault=error) from None
