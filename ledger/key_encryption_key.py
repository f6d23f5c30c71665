"""The key that encrypts all other keys: from $PUMPURS_KEK, else from a file beside the database that comes along."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from secrets import token_bytes

from ledger import secret_file
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
        secret_file.write_once(path, base64.b64encode(token_bytes(LENGTH)) + b"\n")
    return _read(path)


def _read(path: Path) -> bytes:
    try:
        return _decoded(secret_file.read(path), str(path))
    except secret_file.OpenToOthers as error:
        raise KeyEncryptionKeyInvalid(source=path, fault=error) from None


def _decoded(text: str | bytes, source: str) -> bytes:
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
