"""Every code that a refusal may carry, with its status and words; `python -m api.error_codes` writes docs/errors.md."""

from __future__ import annotations

from collections.abc import Iterator

import api.resources  # noqa: F401  all that may be refused is known once this is imported
from api.problems import status, title
from ledger.errors import LedgerError

PACKAGES = ("api", "ledger", "projections")
ELSEWHERE = ("api.cli", "api.demo")
"""What only the command line says."""


def all_errors() -> list[type[LedgerError]]:
    """Every error of the program that is raised as itself, by code."""
    known = {
        error
        for error in _below(LedgerError)
        if error.__module__.startswith(PACKAGES) and not error.__module__.startswith(ELSEWHERE)
    }
    return sorted(known, key=lambda error: error.code)


def message(error: type[LedgerError]) -> str:
    """What it says; the parts in braces are filled in."""
    return " ".join((error.__doc__ or "").split())


def markdown() -> str:
    """The page docs/errors.md."""
    rows = [
        f"| `{error.code}` | {status(error)} | {title(error, 'en')} | {title(error, 'lv')} | {message(error)} |"
        for error in all_errors()
    ]
    return "\n".join(
        [
            "# Error codes",
            "",
            "Every answer that is not a success is `application/problem+json` (RFC 9457) and carries one of",
            "these codes.",
            "A code is for ever; the words may get better. Parts in braces are filled in.",
            "",
            "| code | status | title | title in Latvian | detail |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _below(error: type[LedgerError]) -> Iterator[type[LedgerError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


if __name__ == "__main__":
    print(markdown(), end="")  # noqa: T201
