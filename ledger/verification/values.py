"""What a verification's stream keeps."""

from decimal import Decimal
from uuid import UUID

import msgspec


class Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line that was looked at."""

    measure_id: UUID
    verdict: str
    not_eligible: Decimal
    voided: bool = False
