"""Personal codes of Latvia: two forms, written one way."""

import re
from datetime import date

from ledger.errors import PersonalCodeInvalid

_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}


def personal_code(text: str) -> str:
    """`text` as six digits, a hyphen and five digits; PersonalCodeInvalid, which does not repeat it.

    Codes given until July 2017 begin with the day of birth (ddmmyy) and end in a check digit; later ones
    begin with 32 to 39 and say nothing, so only their shape can be checked.
    """
    match = re.fullmatch(r"([0-9]{6})-?([0-9]{5})", text.strip())
    if match is None:
        raise PersonalCodeInvalid()
    digits = "".join(match.groups())
    if not re.match(r"3[2-9]", digits) and not (_born(digits) and _checks(digits)):
        raise PersonalCodeInvalid()
    return "-".join(match.groups())


def _born(digits: str) -> bool:
    """Whether it begins with a day that exists; the seventh digit tells the century."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        date(_CENTURIES[digits[6]] + year, month, day)
    except (KeyError, ValueError):
        return False
    return True


def _checks(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:10], strict=True))
    return (1101 - total) % 11 % 10 == int(digits[10])
