"""What the operations of the API are made of; `operations.py` has them, made from its description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from uuid import UUID

from pumpurs_client.answers import Answer
from pumpurs_client.connection import Connection

Id = UUID | str
Day = date | str
Instant = datetime | str
Amount = Decimal | str
"""Euros, hours and per cent."""
Moment = int | datetime | date | str
"""A position, an instant, a day that is over, or the name of a publication."""


class Group:
    """The operations of one part of the API."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _tell(
        self,
        path: str,
        body: object,
        *,
        key: str | None,
        dry_run: bool,
        version: int | None = None,
    ) -> Answer[Any]:
        return self._connection.tell(path, body, key=key, dry_run=dry_run, version=version)

    def _ask(self, path: str, query: Mapping[str, Any], ticket: int | None) -> Answer[Any]:
        return self._connection.ask(path, query, ticket)

    def _rows(self, path: str, query: Mapping[str, Any], ticket: int | None) -> Iterator[Any]:
        """The rows of all pages, each page when it is needed."""
        cursor: str | None = None
        while True:
            page = self._connection.ask(path, {**query, "cursor": cursor}, ticket).data
            yield from page["items"]
            if (cursor := page["next"]) is None:
                return


def at(template: str, **parts: object) -> str:
    """An address."""
    return template.format_map({name: quote(str(part), safe="") for name, part in parts.items()})
