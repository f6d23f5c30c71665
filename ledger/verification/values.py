"""What a verification's stream keeps."""

from decimal import Decimal

import msgspec


class Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line that was looked at."""

    verdict: str
    not_eligible: Decimal
    voided: bool = False
