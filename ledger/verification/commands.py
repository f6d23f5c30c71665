"""Commands on management verifications."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.partner.partner import Partner
from ledger.passed_on import passed_on
from ledger.store.holds import Holds
from ledger.verification import verification as verbs
from ledger.verification.verification import Verification

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class Verifications:
    """`ledger.verifications`. All may raise NotFound, of the partner or the verification."""

    carry_out = passed_on(verbs.carry_out)
    void_carrying_out = passed_on(verbs.void_carrying_out)
    verify_line = passed_on(verbs.verify_line, made="line_id")
    void_line = passed_on(verbs.void_line)
    resolve_finding = passed_on(verbs.resolve_finding)
    close = passed_on(verbs.close)
    reopen = passed_on(verbs.reopen)
    void = passed_on(verbs.void)

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def plan(
        self,
        *,
        verification_id: UUID,
        kind: str,
        body: str,
        partner_id: UUID,
        first_day: date,
        last_day: date,
        planned_for: date,
        occurred_on: date,
    ) -> "Recorded":
        """`kind`: desk or on_the_spot. IdTaken, UnknownCode, TextMissing, PeriodReversed."""
        return self._ledger.create(
            Verification,
            verification_id,
            lambda: Verification.plan(
                verification_id,
                kind=kind,
                body=body,
                partner_id=self._ledger.reference(Partner, partner_id).id,
                first_day=first_day,
                last_day=last_day,
                planned_for=planned_for,
                occurred_on=occurred_on,
            ),
        )

    def change(
        self,
        verification_id: UUID,
        decide: Callable[[Verification], Holds | None],
        *,
        made: UUID | None = None,
    ) -> "Recorded":
        """Load a verification, let verbs decide, append what they decided."""
        return self._ledger.change(Verification, verification_id, decide, made=made)
