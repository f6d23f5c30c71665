"""The key that encrypts all other keys: from $PUMPURS_KEK, else from a file beside the database that comes along."""

import base64
import binascii
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_hex

from ledger.errors import KeyEncryptionKeyInvalid

VARIABLE = "PUMPURS_KEK"
LENGTH = 32


def load_kek(environ: Mapping[str, str], data: Path) -> bytes:
    """32 bytes; base64 of them stands in $PUMPURS_KEK or in `<data>/kek`. KeyEncryptionKeyInvalid.

    The file is made for the database that comes along. Another one, in $DATABASE_URL, may be used from
    several machines, and each would make a key of its own.
    """
    if VARIABLE in environ:
        return _decoded(environ[VARIABLE], f"${VARIABLE}")
    path = data / "kek"
    if not path.exists():
        if environ.get("DATABASE_URL"):
            fault = f"it is not set, and beside a database of one's own {path} is not made for it"
            raise KeyEncryptionKeyInvalid(source=f"${VARIABLE}", fault=fault)
        _make(path)
    return _read(path)


def _read(path: Path) -> bytes:
    with path.open() as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & 0o077:
            fault = f"others than its owner may use the file (mode {mode:04o}): chmod 600 it"
            raise KeyEncryptionKeyInvalid(source=path, fault=fault)
        return _decoded(file.read(), str(path))


def _make(path: Path) -> None:
    """Written aside and linked into place whole; where two do so at once, the first one's stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".kek-{token_hex(8)}")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(token_bytes(LENGTH)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(aside)
    finally:
        aside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _decoded(text: str, source: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != LENGTH:
        fault = (
            f"it must be {LENGTH} bytes in base64, as `openssl rand -base64 {LENGTH}` writes them"
        )
        raise KeyEncryptionKeyInvalid(source=source, fault=fault)
    return key
