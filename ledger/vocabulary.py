"""The operation's code lists, with their Latvian and English labels."""

from dataclasses import dataclass
from functools import cache

from ledger import reference
from ledger.errors import UnknownCode


@dataclass(frozen=True)
class Term:
    """One code of a list with what people read."""

    list: str
    code: str
    lv: str
    en: str


@cache
def terms(name: str) -> dict[str, Term]:
    """The terms of one list by code, in the order of the file."""
    return {
        row["code"]: Term(name, row["code"], row["lv"], row["en"])
        for row in reference.rows("vocabulary")
        if row["list"] == name
    }


def require(name: str, code: str) -> str:
    """`code`, if the list has it; UnknownCode."""
    if code not in terms(name):
        raise UnknownCode(list=name, value=code)
    return code


@cache
def municipalities() -> dict[str, dict[str, str]]:
    """Rows of the municipality list by ISO 3166-2 code."""
    return {row["iso_3166_2"]: row for row in reference.rows("municipalities")}
