"""The read models: what the ledger can be asked. All of it may be dropped and built anew from the log."""

from __future__ import annotations

from projections.funding import Funding
from projections.projection import Projection

ALL: tuple[type[Projection], ...] = (Funding,)
