"""The key-encryption key: given, or made once, and never readable by others."""

from __future__ import annotations

import base64
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from ledger.errors import KeyEncryptionKeyInvalid
from ledger.key_encryption_key import load_kek

KEY = bytes(range(32))


def test_a_given_key_is_used_and_none_is_made(tmp_path: Path) -> None:
    """$PUMPURS_KEK goes first."""
    environ = {"PUMPURS_KEK": base64.b64encode(KEY).decode()}
    assert load_kek(environ, tmp_path) == KEY
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "secret", base64.b64encode(KEY[:31]).decode(), "é" * 44])
def test_a_given_key_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    """Rather than to go on with another key; and the text is not repeated."""
    with pytest.raises(KeyEncryptionKeyInvalid, match=r"\$PUMPURS_KEK .* 32 bytes") as refusal:
        load_kek({"PUMPURS_KEK": text}, tmp_path)
    assert not text or text not in str(refusal.value)


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    """In a folder made for it; the next process reads the same."""
    data = tmp_path / "new" / "data"
    key = load_kek({}, data)
    assert len(key) == 32
    assert load_kek({}, data) == key
    assert [path.name for path in data.iterdir()] == ["kek"]
    assert (data / "kek").stat().st_mode & 0o777 == 0o600


def test_no_key_is_made_for_a_database_elsewhere(tmp_path: Path) -> None:
    """Two machines would make two; one that was made before is used."""
    elsewhere = {"DATABASE_URL": "postgresql://elsewhere/ledger"}
    with pytest.raises(KeyEncryptionKeyInvalid, match=r"\$PUMPURS_KEK .* not set"):
        load_kek(elsewhere, tmp_path)
    assert load_kek({}, tmp_path) == load_kek(elsewhere, tmp_path)


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """With what to do about it."""
    load_kek({}, tmp_path)
    (tmp_path / "kek").chmod(0o640)
    with pytest.raises(KeyEncryptionKeyInvalid, match="chmod 600"):
        load_kek({}, tmp_path)


def test_a_cut_key_file_is_refused(tmp_path: Path) -> None:
    """It is not replaced: what was sealed with it would be lost."""
    load_kek({}, tmp_path)
    (tmp_path / "kek").write_text("")
    with pytest.raises(KeyEncryptionKeyInvalid):
        load_kek({}, tmp_path)


def test_processes_that_start_at_once_get_one_key(tmp_path: Path) -> None:
    """The first one's stays, and no other file is left."""
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        keys = set(processes.map(load_kek, [{}] * 12, [tmp_path] * 12))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kek"]
