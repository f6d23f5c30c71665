"""The address of a webhook: read strictly and written in one way, so that no two readers can take it differently."""

import ipaddress
import re
from dataclasses import dataclass

from ledger.webhook.errors import TargetInvalid

LONGEST = 2000
PORTS = {"https": 443, "http": 80}

_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:(?P<port>\d{1,5}))?"
    r"(?P<rest>([/?][A-Za-z0-9/?:@!$&'()*+,;=._~%-]*)?)",
    re.IGNORECASE | re.ASCII,
)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)
"""A last label like this makes browsers and C libraries read a host as an IPv4 address: 127.1, 0x7f000001."""


@dataclass(frozen=True)
class Target:
    """Where a webhook goes."""

    scheme: str
    host: str
    """In lower case; an IPv6 address without its brackets, in its shortest form."""
    port: int
    path: str
    """With the query."""

    @property
    def netloc(self) -> str:
        """The host, and the port where it is not the scheme's own: the header Host."""
        return self._named(PORTS[self.scheme])

    @property
    def entry(self) -> str:
        """As the list of hosts names it: with the port where it is not that of https."""
        return self._named(PORTS["https"])

    @property
    def url(self) -> str:
        """The whole address, in its one spelling."""
        return f"{self.scheme}://{self.netloc}{self.path}"

    def _named(self, usual: int) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == usual else f"{host}:{self.port}"


def target(url: str, *, field: str = "url") -> Target:
    """What an address says; TargetInvalid."""
    if len(url) > LONGEST:
        raise TargetInvalid(field=field, fault=f"it has more than {LONGEST} characters")
    if not (match := _URL.fullmatch(url)):
        fault = "write https://host/path in ASCII, an international name as xn--…, without user, password and fragment"
        raise TargetInvalid(field=field, fault=fault)
    scheme, rest = match["scheme"].lower(), match["rest"]
    port = int(match["port"] or PORTS[scheme])
    if not 0 < port < 2**16:
        raise TargetInvalid(field=field, fault=f"{port} is no port")
    path = rest if rest.startswith("/") else f"/{rest}"
    return Target(scheme, host(match["host"], field=field), port, path)


def host(text: str, *, field: str = "url") -> str:
    """A name or an address in its one spelling; TargetInvalid."""
    text = text.lower()
    if text.startswith("["):
        try:
            return str(ipaddress.IPv6Address(text[1:-1]))
        except ValueError:
            raise TargetInvalid(field=field, fault=f"{text} is no IPv6 address") from None
    labels = text.split(".")
    if not _NUMBER.fullmatch(labels[-1]):
        if len(text) <= 253 and all(map(_LABEL.fullmatch, labels)):
            return text
        raise TargetInvalid(field=field, fault=f"{text} is no name of a host")
    try:
        return str(ipaddress.IPv4Address(text))  # four decimal numbers, and no zeros before them
    except ValueError:
        raise TargetInvalid(field=field, fault=f"{text} is no IPv4 address") from None
