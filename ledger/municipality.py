"""Municipalities: which there were on a day, and the region each is reported in."""

from datetime import date

from ledger.errors import MunicipalityNotThen, UnknownCode
from ledger.vocabulary import municipalities


def existed(code: str, day: date) -> bool:
    """Whether there was this municipality (ISO 3166-2) on that day; UnknownCode."""
    row = _row(code)
    first_day = date.fromisoformat(row["valid_from"] or "0001-01-01")
    last_day = date.fromisoformat(row["valid_to"] or "9999-12-31")
    return first_day <= day <= last_day


def require_existing(code: str, day: date) -> str:
    """The code, if there was this municipality on that day; UnknownCode, MunicipalityNotThen."""
    if not existed(code, day):
        raise MunicipalityNotThen(municipality=code, day=day, instead=_instead(code, day))
    return code


def region(code: str) -> str:
    """The one of the operation's five regions that a municipality is reported in; UnknownCode."""
    return _row(code)["operation_region"]


def _instead(code: str, day: date) -> str:
    """What took its place, where that was there on that day."""
    successor = _row(code)["successor"]
    for other, row in municipalities().items():
        if successor and row["name"] == successor and existed(other, day):
            return f"{other}, {successor}"
    return "the one of that day"


def _row(code: str) -> dict[str, str]:
    if code not in municipalities():
        raise UnknownCode(list="municipality", value=code)
    return municipalities()[code]
