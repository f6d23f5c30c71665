"""What a command cannot do without: texts that say something, known codes, a reason where a fact is taken back."""

import re
from collections.abc import Container

from ledger.errors import (
    CountNotPositive,
    NotADigest,
    ReasonMissing,
    TextMissing,
    TextTooLong,
    UnknownCode,
)
from ledger.fact import current_context

LONGEST = 500
"""Characters of a text. What is reserved by a text fits into an index then, whatever the characters are."""


def text(field: str, value: str) -> str:
    """`value` without blanks around it; TextMissing when nothing is left, TextTooLong."""
    if len(stripped := value.strip()) > LONGEST:
        raise TextTooLong(field=field, length=len(stripped), longest=LONGEST)
    if stripped:
        return stripped
    raise TextMissing(field=field)


def sha256(field: str, value: str) -> str:
    """`value` as 64 lower-case hexadecimal digits; NotADigest."""
    if re.fullmatch(r"[0-9a-f]{64}", digest := value.lower()):
        return digest
    raise NotADigest(field=field)


def count(value: int) -> int:
    """At least one; CountNotPositive."""
    if value < 1:
        raise CountNotPositive(value=value)
    return value


def reason() -> None:
    """That the recording context gives a reason; ReasonMissing."""
    given = current_context().reason
    if given is None or (isinstance(given, str) and not given.strip()):
        raise ReasonMissing()


def listed(name: str, code: str, codes: Container[str]) -> str:
    """`code`, if it is one of the codes of the list `name`; UnknownCode."""
    if code not in codes:
        raise UnknownCode(list=name, value=code)
    return code
