"""One attempt: a POST to exactly the address that was checked, and nothing of the answer but its status."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic

from api.webhooks.lookups import Lookups
from api.webhooks.pace import Pace
from api.webhooks.targets import (
    Address,
    AddressForbidden,
    Allowed,
    Resolve,
    TargetNotAllowed,
    resolved,
)
from ledger.webhook.errors import TargetInvalid
from ledger.webhook.target import Target

ANSWER_MAX = 4_096  # bytes that are read at all


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt: taken when there is no error."""

    status: int | None
    error: str | None
    """A word of ours: the other side's are not kept."""
    asked_s: float | None = None
    """How long it asked to be left in peace."""
    took_s: float = 0.0


class Post:
    """Sends messages: to hosts that are allowed, at addresses that are, to nowhere else whatever is answered."""

    def __init__(
        self,
        allowed: Allowed,
        pace: Pace,
        *,
        resolve: Resolve = resolved,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.allowed = allowed
        self._pace = pace
        self._resolve = Lookups(resolve, pace.looking_up)
        self._trust = trust or ssl.create_default_context()

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Try it once."""
        started = monotonic()
        try:
            to = self.allowed.require(url)
            addresses = self.allowed.addresses(to, self._resolve)
            status, asked = self._exchange(to, addresses, headers, body)
        except (TargetInvalid, TargetNotAllowed, AddressForbidden):
            return Outcome(None, "not_allowed")
        except (OSError, http.client.HTTPException) as failure:
            took_s = monotonic() - started
            error = "too_slow" if took_s > self._pace.whole else _word(failure)
            return Outcome(None, error, took_s=took_s)
        return Outcome(status, _fault(status), asked, monotonic() - started)

    def _exchange(
        self, to: Target, addresses: Sequence[Address], headers: Mapping[str, str], body: bytes
    ) -> tuple[int, float | None]:
        with self._connected(to, addresses) as connection:
            connection.request("POST", to.path, body, {"Host": to.netloc, **headers})
            answer = connection.getresponse()
            with suppress(OSError, http.client.HTTPException):  # taken is taken
                answer.read(ANSWER_MAX)
            return answer.status, _asked(answer)

    @contextmanager
    def _connected(
        self, to: Target, addresses: Sequence[Address]
    ) -> Iterator[http.client.HTTPConnection]:
        """A connection to the first address that takes one; cut when the whole takes too long."""
        raw = self._reached(to, addresses)
        with raw, raw.dup() as same:
            cut = Timer(self._pace.whole, _shut, [same])
            cut.daemon = True
            cut.start()
            try:
                raw.settimeout(self._pace.reading)
                connection = http.client.HTTPConnection(to.host, to.port)
                connection.auto_open = 0  # it would look the name up again
                # The name is asked for, and has to stand in the certificate: no matter where it led.
                connection.sock = (
                    self._trust.wrap_socket(raw, server_hostname=to.host)
                    if to.scheme == "https"
                    else raw
                )
                try:
                    yield connection
                finally:
                    connection.close()
            finally:
                cut.cancel()

    def _reached(self, to: Target, addresses: Sequence[Address]) -> socket.socket:
        deadline = monotonic() + self._pace.connecting
        for at, address in enumerate(addresses, 1):
            left = (deadline - monotonic()) / (len(addresses) - at + 1)
            family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
            raw = socket.socket(family, socket.SOCK_STREAM)
            try:
                raw.settimeout(max(left, 0.1))
                raw.connect((str(address), to.port))
            except OSError:
                raw.close()
                if at == len(addresses):
                    raise
            else:
                return raw
        raise AddressForbidden


def _shut(same: socket.socket) -> None:
    """End the connection under whoever reads from it."""
    with suppress(OSError):
        same.shutdown(socket.SHUT_RDWR)


def _asked(answer: http.client.HTTPResponse) -> float | None:
    """Retry-After of who has too much to do, in seconds; a date is not worth its clock."""
    text = answer.headers.get("Retry-After", "")
    if answer.status in (429, 503) and re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return float(text)
    return None


def _fault(status: int) -> str | None:
    """What is wrong with an answer, if anything is."""
    if 200 <= status < 300:
        return None
    return "redirected" if 300 <= status < 400 else "status"


def _word(failure: Exception) -> str:
    match failure:
        case socket.gaierror():
            return "name_unknown"
        case TimeoutError():
            return "too_slow"
        case ssl.SSLError():
            return "tls"
        case OSError():
            return "unreachable"
    return "no_http"
