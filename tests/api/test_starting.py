"""The ledger is not served where it would not be known who asks, whoever starts the server and how."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from api.identity import IssuersInvalid, LocalIssuer
from api.identity.starting import is_tried_out, require_safe
from tests.api.serving import GUNICORN
from tests.api.signing import Signer, configure
from tests.ports import free_port

ANYWHERE = "0.0.0.0"  # noqa: S104 - where it is not to listen
Settings = Callable[[Path], dict[str, str]]


def local(folder: Path, **settings: str) -> dict[str, str]:
    """With the issuer of a ledger that is tried out."""
    LocalIssuer.make(folder / "key")
    return {"PUMPURS_LOCAL_ISSUER": str(folder / "key"), **settings}


def named(folder: Path, **changes: object) -> dict[str, str]:
    """With an identity provider."""
    return {"PUMPURS_ISSUERS": str(configure(folder, Signer().public(), **changes))}


@pytest.mark.parametrize(
    ("settings", "order", "why"),
    [
        (lambda folder: local(folder, HOST=ANYWHERE), [], "others can reach 0.0.0.0"),
        (lambda folder: local(folder, HOST="::"), [], "others can reach ::"),
        (local, ["--bind", "0.0.0.0:{port}"], "others can reach 0.0.0.0"),
        (lambda folder: local(folder, PUMPURS_PRODUCTION="1"), [], "this is production"),
        (lambda folder: local(folder) | named(folder), [], "names others"),
        (lambda _: {}, [], "Nobody could sign in"),
        (lambda _: {"PUMPURS_ISSUERS": "/nowhere.toml"}, [], "/nowhere.toml"),
        (lambda folder: named(folder, algorithms=["none"]), [], "issuers.toml"),
    ],
)
def test_a_server_that_is_not_safe_does_not_start(
    settings: Settings, order: list[str], why: str, tmp_path: Path
) -> None:
    """It ends at once, and says in one line why."""
    port = str(free_port())
    command = [str(GUNICORN), "--config", "python:api.serving"]
    command += [word.format(port=port) for word in order]
    environ = {name: value for name, value in os.environ.items() if "PUMPURS" not in name}
    environ |= {"PORT": port, "DATABASE_URL": "unused", **settings(tmp_path)}
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 1
    assert why in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_is_safe_may_start(tmp_path: Path) -> None:
    """Providers anywhere, keys alone where that is said, the local issuer on this machine."""
    require_safe(named(tmp_path), [ANYWHERE, "::", "192.0.2.1"])
    require_safe({"PUMPURS_API_KEYS_ONLY": "1"}, [ANYWHERE])
    require_safe(local(tmp_path), ["127.0.0.1", "::1", "127.0.0.2"])
    require_safe(local(tmp_path), [])  # a socket in a folder
    for host in ("fe80::1%eth0", "10.0.0.1"):
        with pytest.raises(IssuersInvalid, match="others can reach"):
            require_safe(local(tmp_path), ["127.0.0.1", host])


def test_an_issuer_is_made_only_where_nothing_is_said() -> None:
    """A switch that is off is as if it were not there."""
    off = {"PUMPURS_PRODUCTION": "0", "PUMPURS_API_KEYS_ONLY": "", "PUMPURS_ISSUERS": ""}
    assert is_tried_out(off)
    for name in off:
        assert not is_tried_out(off | {name: "1"})
