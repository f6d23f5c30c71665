"""What the ledger answers: what was asked for, and what the headers say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A success."""

    data: T
    """The body."""
    version: int | None = None
    """Of the stream that was read or written: what commands that two people could contradict are told with."""
    position: int | None = None
    """Of the log: what the answer to a question speaks for."""
    ticket: int | None = None
    """Of what was recorded: a question asked with it shows that."""
    replayed: bool = False
    """The same request had been recorded before; nothing was recorded now."""


class Problem(Exception):
    """A refusal (RFC 9457). `code` is for ever, and what a program looks at."""

    def __init__(self, said: Mapping[str, Any], *, retry_after_s: int | None = None) -> None:
        self.status: int = said.get("status", 0)
        self.code: str = said.get("code", "")
        self.title: str = said.get("title", "")
        self.detail: str = said.get("detail", "")
        self.type: str = said.get("type", "")
        self.request_id: str = said.get("request_id", "")
        self.errors: list[dict[str, str]] = said.get("errors", [])
        """Each with a detail, and a pointer into the body or the name of a parameter."""
        self.retry_after_s = retry_after_s
        """How long to wait before the same is sent again, where the ledger asks for that."""
        super().__init__(self.status, self.code, self.detail)

    def __str__(self) -> str:
        places = [
            f"{each.get('pointer') or each.get('parameter')}: {each['detail']}"
            for each in self.errors
        ]
        return " ".join([f"{self.status} {self.code}: {self.detail}", *places])


class Unreachable(Exception):
    """The ledger did not answer for as long as the client was patient; nobody knows whether it was recorded.

    Send the same again with the same key: it is recorded once.
    """

    def __init__(self, key: str | None, url: str, cause: object = None) -> None:
        self.key = key
        under = f" (idempotency key {key})" if key else ""
        why = f": {cause}" if cause else "."
        super().__init__(f"No answer from {url}{under}{why}")
