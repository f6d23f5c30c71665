"""The keys of an issuer are read again and again, only those that fit are used, and an outage changes nothing."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from api.identity import IssuerAway, Issuers, IssuersInvalid, TokenRefused, Tokens
from api.identity import keys as keys_module
from api.identity import tokens as tokens_module
from tests.api.signing import AT, ISS, Private, Signer, b64, configure, key_set


class Provider:
    """An identity provider on this machine that publishes a key set."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/keys"
        self.answers = 0
        self.status = 200
        self.headers: dict[str, str] = {}
        self.document = b""
        self.drip_s = 0.0

    def publish(self, *entries: dict[str, Any]) -> None:
        """These keys from now on."""
        self.document = key_set(*entries)


@pytest.fixture
def provider() -> Iterator[Provider]:
    """One that is there, and publishes nothing yet."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.answers += 1
            self.send_response(served.status)
            for name, value in served.headers.items():
                self.send_header(name, value)
            self.end_headers()
            step = 1 if served.drip_s else 65_536
            for start in range(0, len(served.document), step):
                self.wfile.write(served.document[start : start + step])
                time.sleep(served.drip_s)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Provider(server.server_address[1])
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield served
        server.shutdown()


def tokens_of(path: Path) -> Tokens:
    """Who verifies tokens as a file says."""
    return Tokens(Issuers.from_environment({"PUMPURS_ISSUERS": str(path)}))


def asked(folder: Path, provider: Provider) -> Tokens:
    """Who verifies tokens with the keys that a provider publishes."""
    return tokens_of(configure(folder, jwks_file=None, jwks_url=provider.url))


def later(seconds: int) -> datetime:
    """So many seconds after all has begun."""
    return AT + timedelta(seconds=seconds)


def test_keys_may_be_exchanged(tmp_path: Path, provider: Provider) -> None:
    """Two at once; a new one is found when it is first used, and a withdrawn one is trusted ten minutes at most."""
    old, new = Signer(kid="old"), Signer(kid="new")
    provider.publish(old.public())
    tokens = asked(tmp_path, provider)
    lasting = {"exp": int(later(3600).timestamp())}
    tokens.verify(old.token(**lasting), AT)
    provider.publish(old.public(), new.public())
    with pytest.raises(TokenRefused, match="kid"):
        tokens.verify(new.token(**lasting), later(59))
    for signer in (new, old):
        tokens.verify(signer.token(**lasting), later(60))
    assert provider.answers == 2
    provider.publish(new.public())
    tokens.verify(old.token(**lasting), later(659))
    with pytest.raises(TokenRefused, match="kid"):
        tokens.verify(old.token(**lasting), later(719))
    tokens.verify(new.token(**lasting), later(719))
    assert provider.answers == 3


def test_keys_in_a_file_may_be_exchanged(tmp_path: Path) -> None:
    """Without starting anything again."""
    old, new = Signer(kid="old"), Signer(kid="new")
    tokens = tokens_of(configure(tmp_path, old.public()))
    tokens.verify(old.token(), AT)
    (tmp_path / "keys.json").write_bytes(key_set(old.public(), new.public()))
    tokens.verify(new.token(), later(60))


def test_only_so_many_tokens_are_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last ones: of those the signature is not checked again for a minute, of the others it is."""
    monkeypatch.setattr(tokens_module, "REMEMBERED_MAX", 2)
    signer = Signer()
    issuers = Issuers.from_environment(
        {"PUMPURS_ISSUERS": str(configure(tmp_path, signer.public()))}
    )
    tokens = Tokens(issuers)
    first, second, third = (signer.token(jti=number) for number in "123")
    for text in (first, second, third):
        tokens.verify(text, AT)
    (tmp_path / "keys.json").write_bytes(key_set(Signer(kid="new").public()))
    if issuer := issuers.of(ISS):
        issuer.keys.load(int(AT.timestamp()))
    for text in (second, third):
        assert tokens.verify(text, later(59)).subject == "anna"
    for text, at in ((first, AT), (third, later(60))):
        with pytest.raises(TokenRefused, match="kid"):
            tokens.verify(text, at)


def test_unknown_keys_do_not_make_it_ask_all_the_time(tmp_path: Path, provider: Provider) -> None:
    """Anybody can name a key that is not there; the provider is asked once a minute."""
    signer = Signer()
    provider.publish(signer.public())
    tokens = asked(tmp_path, provider)
    for second in range(0, 120, 5):
        for number in range(3):
            with pytest.raises(TokenRefused, match="kid"):
                tokens.verify(Signer(kid=f"x{second}-{number}").token(), later(second))
    assert provider.answers == 2


@pytest.mark.parametrize(
    "outage",
    [
        {"status": 500},
        {"status": 302, "headers": {"Location": "/elsewhere"}},
        {"document": b"<html>"},
        {"document": b'{"keys": ' + b"[" * 100_000},
        {"document": b" " * 300_000},
        {"headers": {"Content-Encoding": "gzip"}, "document": b"\x1f\x8b"},
    ],
)
def test_an_outage_keeps_the_keys_there_are(
    outage: dict[str, Any], tmp_path: Path, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever the provider answers instead; it is logged by name, and nothing of any token is."""
    signer = Signer()
    provider.publish(signer.public())
    tokens = asked(tmp_path, provider)
    lasting = signer.token(exp=int(later(3600).timestamp()))
    tokens.verify(lasting, AT)
    for name, value in outage.items():
        setattr(provider, name, value)
    assert tokens.verify(lasting, later(1000)).subject == "anna"
    assert provider.answers == 2
    assert "The keys of the issuer school-id cannot be read" in caplog.text
    assert not any(part in caplog.text for part in lasting.split("."))


def test_a_provider_that_was_never_there_is_503(tmp_path: Path, provider: Provider) -> None:
    """Not the fault of who asks; it is tried again after five seconds, and not before."""
    provider.status = 503
    signer = Signer()
    tokens = asked(tmp_path, provider)
    for second in range(10):
        with pytest.raises(IssuerAway, match="school-id"):
            tokens.verify(signer.token(), later(second))
    assert provider.answers == 2
    provider.status = 200
    provider.publish(signer.public())
    assert tokens.verify(signer.token(), later(10)).subject == "anna"


def test_a_slow_provider_holds_nobody_up_for_long(
    tmp_path: Path, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A byte now and then is not enough; the time is for the whole."""
    monkeypatch.setattr(keys_module, "FETCH_S", 0.3)
    signer = Signer()
    provider.publish(signer.public())
    provider.drip_s = 0.05
    began = time.monotonic()
    with pytest.raises(IssuerAway):
        asked(tmp_path, provider).verify(signer.token(), AT)
    assert time.monotonic() - began < 3


def test_many_that_come_at_once_ask_the_provider_once(tmp_path: Path, provider: Provider) -> None:
    """The others wait for the answer, and none is refused for coming second."""
    signer = Signer()
    provider.publish(signer.public())
    provider.drip_s = 0.002
    tokens = asked(tmp_path, provider)
    found = []
    threads = [
        threading.Thread(
            target=lambda number: found.append(tokens.verify(signer.token(jti=number), AT)),
            args=[str(number)],
        )
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert provider.answers == 1


RSA = rsa.generate_private_key(65537, 2048)
WEAK = rsa.generate_private_key(65537, 1024)  # noqa: S505 - it is to be refused


@pytest.mark.parametrize(
    ("algorithm", "key", "changes"),
    [
        ("EdDSA", None, {"use": "enc"}),
        ("EdDSA", None, {"key_ops": ["sign"]}),
        ("EdDSA", None, {"key_ops": "verify"}),
        ("EdDSA", None, {"key_ops": 7}),
        ("EdDSA", None, {"alg": "ES256"}),
        ("EdDSA", None, {"kid": None}),
        ("EdDSA", None, {"d": b64(bytes(32))}),
        ("EdDSA", None, {"crv": "Ed448"}),
        ("EdDSA", None, {"crv": "X25519"}),
        ("EdDSA", None, {"x": b64(bytes(31))}),
        ("EdDSA", None, {"x": 7}),
        ("EdDSA", None, {"kty": "oct", "k": b64(bytes(32))}),
        ("RS256", RSA, {"alg": "PS256"}),
        ("RS256", RSA, {"kty": "oct", "k": b64(bytes(32))}),
        ("RS256", RSA, {"e": "AQ"}),
        ("RS256", RSA, {"n": "é"}),
        ("RS256", WEAK, {}),
        ("ES256", ec.generate_private_key(ec.SECP256R1()), {"x": b64(bytes(32))}),
        ("ES256", ec.generate_private_key(ec.SECP384R1()), {}),
        ("ES256", ec.generate_private_key(ec.SECP384R1()), {"crv": "P-384"}),
    ],
)
def test_keys_that_do_not_fit_are_not_used(
    algorithm: str, key: Private | None, changes: dict[str, Any], tmp_path: Path
) -> None:
    """A set that has no other is no configuration; beside a good one they are passed over."""
    signer = Signer(algorithm, kid="odd", key=key)
    with pytest.raises(IssuersInvalid, match=f"no key with a kid for {algorithm}"):
        tokens_of(configure(tmp_path, signer.public(**changes), algorithms=[algorithm]))
    good = Signer()
    both = {"algorithms": [algorithm, "EdDSA"]}
    tokens = tokens_of(configure(tmp_path, signer.public(**changes), good.public(), **both))
    assert tokens.verify(good.token(), AT).subject == "anna"


def test_of_two_keys_with_one_name_the_first_is_meant(tmp_path: Path) -> None:
    """One of them at all, and always the same."""
    first, second = Signer(), Signer()
    tokens = tokens_of(configure(tmp_path, first.public(), second.public()))
    assert tokens.verify(first.token(), AT).subject == "anna"
    with pytest.raises(TokenRefused, match="signature"):
        tokens.verify(second.token(), AT)


@pytest.mark.parametrize("name", ["EdDSA", "Ed25519", None])
def test_ed25519_has_two_names(name: str | None, tmp_path: Path) -> None:
    """A key under the one proves what was signed under the other (RFC 9864)."""
    signer = Signer()
    entry = signer.public() if name is None else signer.public(alg=name)
    tokens = tokens_of(configure(tmp_path, entry, algorithms=["Ed25519", "EdDSA"]))
    for algorithm in ("EdDSA", "Ed25519"):
        assert tokens.verify(Signer(algorithm, key=signer.key).token(), AT).subject == "anna"
