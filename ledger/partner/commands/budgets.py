"""Commands on semester budgets: the append that records one lets so much be spent from then on."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.calendar import semester as semester_of
from ledger.partner import budgeting
from ledger.partner.commands.base import PartnerCommands
from ledger.partner.partner import Partner
from ledger.store.holds import Holds, Limit

if TYPE_CHECKING:
    from ledger.application import Recorded


class BudgetCommands(PartnerCommands):
    """Spending beyond the limit that they leave is refused with BudgetExceeded."""

    def plan_semester_budget(
        self, *, partner_id: UUID, semester: str, amount: Decimal, students: int, occurred_on: date
    ) -> "Recorded":
        """Euros for so many students; planning again replaces it.

        NoSuchSemester, NotInCents, AmountNotPositive, CountNotPositive.
        """
        return self._limit(
            partner_id,
            semester,
            lambda partner: budgeting.plan_semester_budget(
                partner,
                semester=semester,
                amount=amount,
                students=students,
                occurred_on=occurred_on,
            ),
        )

    def withdraw_semester_budget(
        self, *, partner_id: UUID, semester: str, occurred_on: date
    ) -> "Recorded":
        """Nothing is planned for the semester any more. NoSuchSemester, SemesterNotPlanned, ReasonMissing."""
        return self._limit(
            partner_id,
            semester,
            lambda partner: budgeting.withdraw_semester_budget(
                partner, semester=semester, occurred_on=occurred_on
            ),
        )

    def allow_overspending(
        self, *, partner_id: UUID, semester: str, up_to: Decimal, occurred_on: date
    ) -> "Recorded":
        """More may be spent than is planned, up to an amount.

        NoSuchSemester, NoBudgetToExceed, AllowanceTooSmall, NotInCents, AmountNotPositive, ReasonMissing.
        """
        return self._limit(
            partner_id,
            semester,
            lambda partner: budgeting.allow_overspending(
                partner, semester=semester, up_to=up_to, occurred_on=occurred_on
            ),
        )

    def withdraw_overspending(
        self, *, partner_id: UUID, semester: str, occurred_on: date
    ) -> "Recorded":
        """The plan is the limit again. NoSuchSemester, NothingAllowed, ReasonMissing."""
        return self._limit(
            partner_id,
            semester,
            lambda partner: budgeting.withdraw_overspending(
                partner, semester=semester, occurred_on=occurred_on
            ),
        )

    def _limit(
        self, partner_id: UUID, semester: str, verb: Callable[[Partner], None]
    ) -> "Recorded":
        def decide(partner: Partner) -> Holds:
            verb(partner)
            code = semester_of(semester).code
            return Holds(limits=(Limit(partner_id, code, budgeting.limit(partner, code)),))

        return self.change(partner_id, decide)
