"""One attempt at a webhook: to exactly the address that was checked, cut off in time, whatever is answered."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from api.webhooks.pace import Pace
from api.webhooks.sending import Post
from api.webhooks.targets import (
    resolved,
)
from ledger.webhook.target import target
from tests.api.webhook_receiver import LOCAL, QUICK, allowed, receiving

DAY = timedelta(1)


def test_a_name_that_leads_elsewhere_a_moment_later_is_not_followed() -> None:
    """It is looked up once for each attempt, and what was checked is what is connected to."""
    asked = []

    def rebinding(name: str, port: int) -> list[str]:
        asked.append((name, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    here = allowed("rebinding.example.lv:*", "127.0.0.0/8")
    with listening(lambda connection: connection.recv(10_000)) as port:
        url = f"https://rebinding.example.lv:{port}/"
        assert Post(here, QUICK, resolve=rebinding).send(url, {}, b"{}").error == "tls"
        assert asked == [("rebinding.example.lv", port)]
        assert Post(here, QUICK, resolve=rebinding).send(url, {}, b"{}").error == "not_allowed"


@contextmanager
def listening(serve: Callable[[socket.socket], object]) -> Iterator[int]:
    """A port of this machine; what is done with each connection that comes in."""

    def accept(server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                try:
                    serve(connection)
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=accept, args=(server,), daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def sent(serve: Callable[[socket.socket], object], pace: Pace = QUICK) -> tuple[str | None, float]:
    """The error of a message to somebody who has read it and does this, and how long that took."""

    def read(connection: socket.socket) -> None:
        asked = b""
        while not asked.endswith(b"{}"):
            asked += connection.recv(10_000)
        serve(connection)

    with listening(read) as port:
        outcome = Post(LOCAL, pace).send(f"http://localhost:{port}/", {}, b"{}")
    return outcome.error, outcome.took_s


def dripping(piece: bytes, count: int = 40, first: bytes = b"") -> Callable[[socket.socket], None]:
    """Something now and then, so that no wait for the next is long."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(first)
        for _ in range(count):
            connection.sendall(piece)
            time.sleep(0.05)

    return drip


def saying(text: bytes) -> Callable[[socket.socket], None]:
    """All at once."""
    return lambda connection: connection.sendall(text)


def test_who_is_slow_is_cut_off() -> None:
    """Whether silent, or with a byte of the headers now and then, or never done with them."""
    impatient, brief = replace(QUICK, reading=0.2), replace(QUICK, whole=0.4)
    error, took_s = sent(lambda _: time.sleep(0.6), impatient)
    assert (error, took_s < 0.5) == ("too_slow", True)
    for piece in (b"H", b"HTTP/1.1 100 Continue\r\n\r\n"):
        error, took_s = sent(dripping(piece), brief)
        assert (error, took_s < 1.5) == ("too_slow", True)


def test_an_answer_is_not_read_to_its_end() -> None:
    """Taken is taken, however long the rest; what is no HTTP is a failure, and so is nothing."""
    assert sent(saying(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_000))[0] is None
    long = dripping(b"x", first=b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    error, took_s = sent(long, replace(QUICK, whole=0.4))
    assert (error, took_s < 1.5) == (None, True)
    assert sent(saying(b"SSH-2.0-x\r\n"))[0] == "no_http"
    assert sent(saying(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1000))[0] == "no_http"
    assert sent(saying(b""))[0] == "unreachable"


def test_nobody_is_followed_to_another_address() -> None:
    """A redirect is a failure; nothing is asked there."""
    with receiving() as elsewhere, receiving() as receiver:
        for status in (301, 302, 303, 307, 308):
            receiver.answers(status, Location=elsewhere.url)
            outcome = Post(LOCAL, QUICK).send(receiver.url, {}, b"{}")
            assert (outcome.status, outcome.error) == (status, "redirected")
        assert elsewhere.received == []


def certified(folder: Path, name: str) -> None:
    """A key and a certificate for a name, signed by itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    said = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    certificate = (
        x509.CertificateBuilder(said, said, key.public_key(), 1, now - DAY, now + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )


def test_a_certificate_is_for_the_name(tmp_path: Path) -> None:
    """It has to be trusted and to be the name's, wherever that led; the name is asked for and stands in Host."""
    certified(tmp_path, "right.example.lv")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    heard: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        with server.wrap_socket(connection, server_side=True) as tls:
            while not b"".join(heard).endswith(b"{}"):
                heard.append(tls.recv(10_000))
            tls.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    trust = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    here = allowed("*.example.lv:*", "127.0.0.0/8")
    with listening(serve) as port:

        def error(name: str, trust: ssl.SSLContext | None) -> str | None:
            post = Post(here, QUICK, resolve=lambda *_: ["127.0.0.1"], trust=trust)
            return post.send(f"https://{name}.example.lv:{port}/a?b", {}, b"{}").error

        assert error("right", trust) is None
        assert error("right", None) == error("wrong", trust) == "tls"
    said = b"".join(heard)
    assert said.startswith(b"POST /a?b HTTP/1.1\r\n")
    assert f"Host: right.example.lv:{port}\r\n".encode() in said


def test_this_machine_looks_names_up() -> None:
    """As its own resolver does; a name that nobody has is a failure of the attempt."""
    assert {ip_address(each).is_loopback for each in resolved("localhost", 80)} == {True}
    outcome = Post(allowed("*.invalid"), QUICK).send("https://nobody.invalid/", {}, b"{}")
    assert outcome.error == "name_unknown"
    assert target("https://nobody.invalid/").host == "nobody.invalid"
