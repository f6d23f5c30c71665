"""Management verifications: desk checks and on-the-spot visits, with a verdict on each line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.errors import NotFound
from ledger.store.connection import Connection
from ledger.verification import Verifications as Commands
from projections.verification_rows import VerificationFilter, VerificationShown, VerificationState
from projections.verifications import Verifications

verifications = Resource(
    "verifications",
    "Desk checks and on-the-spot visits of partners, and what they found.",
    commands="verifications",
    location="/verifications/{verification_id}",
)

_ONE = "/verifications/<uuid:verification_id>"
_LINE = f"{_ONE}/lines/<uuid:line_id>"

verifications.command("/verifications", Commands.plan, makes="verification_id")
verifications.command(f"{_ONE}/carry-out", Commands.carry_out, guarded=True)
verifications.command(
    f"{_ONE}/void-carrying-out", Commands.void_carrying_out, reason=True, guarded=True
)
verifications.command(f"{_ONE}/lines", Commands.verify_line, makes="line_id")
verifications.command(f"{_LINE}/void", Commands.void_line, reason=True)
verifications.command(f"{_LINE}/resolve", Commands.resolve_finding, guarded=True)
verifications.command(f"{_ONE}/close", Commands.close, guarded=True)
verifications.command(f"{_ONE}/reopen", Commands.reopen, reason=True, guarded=True)
verifications.command(f"{_ONE}/void", Commands.void, reason=True, guarded=True)


@verifications.listing(
    "/verifications",
    Verifications,
    shows=VerificationState,
    where=VerificationFilter,
    query=TWO_TIMES,
)
def listed(connection: Connection, **asked: Any) -> list[VerificationState]:
    """Verifications as of a day, with what their lines come to."""
    return Verifications.page(connection, **asked)


@verifications.question(
    _ONE, Verifications, shows=VerificationShown, query=TWO_TIMES, stream="verification_id"
)
def one(connection: Connection, *, verification_id: UUID, **when: Any) -> VerificationShown:
    """A verification as of a day, the verdict on each line, and the decisions that refer to it."""
    if (found := Verifications.get(connection, verification_id, **when)) is None:
        raise NotFound(what="verification", id=verification_id)
    return found
