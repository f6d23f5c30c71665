"""Examples of commands, made and tried with the facts of the demo: `python -m tests.api.examples`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FILE = Path(__file__).with_name("examples.json")


class Example(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a command may be told: over the demo, this is recorded."""

    address: dict[str, Any]
    body: dict[str, Any]
    after: str = ""
    """The command whose example has to be recorded first, where the demo is past that."""
    refused: str = ""
    """The code of the rule of the operation that forbids it, where nothing of that kind is left to do in the demo."""


@cache
def examples() -> Mapping[str, Example]:
    """By the name of the command."""
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, Example])
