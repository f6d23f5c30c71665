"""The code lists: what may be said where a code is asked for, in Latvian and English."""

from __future__ import annotations

from dataclasses import dataclass

from api.codes import Code, lists
from api.resource import Resource
from ledger.store.connection import Connection

vocabulary = Resource("vocabulary", "Code lists, with what people read in Latvian and English.")


@dataclass(frozen=True)
class CodeList:
    """One list, its codes in order."""

    list: str
    codes: tuple[Code, ...]


@vocabulary.listing("/vocabulary", shows=CodeList, paged=False)
def listed(connection: Connection) -> list[CodeList]:
    """Every code list: stages, semesters and municipalities among them."""
    del connection
    return [CodeList(name, codes) for name, codes in lists().items()]
