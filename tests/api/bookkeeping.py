"""Programs of others that read a journal: Debian's hledger, and Beancount."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.core.data import Transaction

HLEDGER = shutil.which("hledger")
BEAN_CHECK = Path(sys.executable).with_name("bean-check")
UTF_8 = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def hledger(file: Path, *words: str) -> str:
    """What it prints about a journal; ValueError where it has anything to object to."""
    ran = subprocess.run(
        [HLEDGER or "hledger", "-f", str(file), *words],
        env=os.environ | UTF_8,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if ran.returncode or ran.stderr:
        raise ValueError(ran.stderr)
    return ran.stdout


def hledger_balances(file: Path) -> dict[str, Decimal]:
    """By account; those that are not zero."""
    said = hledger(file, "balance", "--output-format", "csv", "--no-total")
    rows = list(csv.DictReader(io.StringIO(said)))
    return {row["account"]: Decimal(row["balance"].removesuffix(" EUR")) for row in rows}


def hledger_entries(file: Path) -> list[dict[str, Any]]:
    """What it has read, as JSON, in the order of days."""
    entries: list[dict[str, Any]] = json.loads(hledger(file, "print", "-O", "json"))
    return entries


def beancount(text: str) -> list[Any]:
    """What Beancount has read; it has nothing to object to."""
    entries, errors, _ = loader.load_string(text)
    assert errors == []
    return list(entries)


def beancount_balances(text: str) -> dict[str, Decimal]:
    """By account; those that are not zero."""
    balances: dict[str, Decimal] = defaultdict(Decimal)
    for entry in beancount(text):
        for posting in entry.postings if isinstance(entry, Transaction) else ():
            assert posting.units
            balances[posting.account] += posting.units.number or 0
    return {name: amount for name, amount in balances.items() if amount}
