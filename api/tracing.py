"""W3C Trace Context: what a caller's trace is called, so that what is recorded for it can be found with it."""

from __future__ import annotations

import re
from uuid import UUID

_FORM = re.compile(
    r"(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<parent>[0-9a-f]{16})-[0-9a-f]{2}(?P<more>-.*)?",
    re.ASCII,
)


def trace_of(text: str) -> UUID | None:
    """The trace that a header names; None where it is not of the form, as the specification wants it.

    Of later versions, the part that is known is read.
    """
    said = _FORM.fullmatch(text)
    if not said or said["version"] == "ff" or (said["version"] == "00" and said["more"]):
        return None
    if not int(said["trace"], 16) or not int(said["parent"], 16):
        return None
    return UUID(said["trace"])
