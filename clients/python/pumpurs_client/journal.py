"""The journal as a file of another program, as it arrives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from urllib3.exceptions import HTTPError

from pumpurs_client.answers import Unreachable
from pumpurs_client.connection import Connection

Form = Literal["hledger", "beancount"]
Values = str | UUID | Sequence[str | UUID]

_BLOCK = 64 * 1024


def exported(connection: Connection, query: Mapping[str, Any]) -> Iterator[bytes]:
    """The blocks of a file. Problem, Unreachable."""
    with connection.streamed("GET", "/journal/export", query, connection.past()) as answer:
        try:
            yield from answer.stream(_BLOCK)
        except HTTPError as error:
            raise Unreachable(None, connection.url, error) from error
