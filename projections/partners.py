"""Partners: their agreement, what each planned for a semester, and what it received for it and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.calendar import semester
from ledger.partner import events
from ledger.store.connection import Connection
from projections import partner_rows as rows
from projections.projection import At, Projection, on
from projections.table import Table
from projections.versions import FOREVER, Versions, moment

_Allowing = (
    events.OverspendingAllowed | events.OverspendingWithdrawn | events.SemesterBudgetWithdrawn
)


class Partners(Projection):
    """Partners, what they planned and what they received.

    A joining corrected, a budget withdrawn, an agreement or amendment voided never was as first recorded, on any day; a
    payment counts until the day on which it was reversed. A budget planned again replaces the earlier
    from the day it was planned on. Every question takes `as_of` and `known_at` (None: now).
    """

    VERSION = 3
    partners = Versions(rows.Partner, key=("partner_id",))
    agreements = Versions(rows.Agreement, key=("partner_id",))
    amendments = Versions(rows.Amendment, key=("partner_id", "amendment_id"))
    budgets = Table(rows.Budget)
    withdrawn_budgets = Table(rows.BudgetWithdrawn)
    allowances = Table(rows.Allowance)
    payments = Versions(rows.Payment, key=("partner_id", "payment_id"))

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Joined)
    def joined(self, event: events.Joined, at: At) -> None:
        self.partners.learn(
            rows.Partner(
                partner_id=event.originator_id,
                position=at.position,
                name=event.name,
                kind=event.kind,
                municipality=event.municipality,
                joined_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.JoiningCorrected)
    def joining_corrected(self, event: events.JoiningCorrected, at: At) -> None:
        self.partners.revise(
            event.originator_id,
            at=at,
            name=event.name,
            kind=event.kind,
            municipality=event.municipality,
        )

    @on(events.AgreementSigned)
    def agreement_signed(self, event: events.AgreementSigned, at: At) -> None:
        self.agreements.learn(
            rows.Agreement(event.originator_id, event.number, event.occurred_on, at.position)
        )

    @on(events.AgreementVoided)
    def agreement_voided(self, event: events.AgreementVoided, at: At) -> None:
        self.agreements.withdraw(event.originator_id, at=at)

    @on(events.AgreementAmended)
    def agreement_amended(self, event: events.AgreementAmended, at: At) -> None:
        self.amendments.learn(
            rows.Amendment(
                partner_id=event.originator_id,
                amendment_id=event.amendment_id,
                agreement=self.agreements[(event.originator_id, FOREVER)].known_from,
                number=event.number,
                subject=event.subject,
                amended_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.AmendmentVoided)
    def amendment_voided(self, event: events.AmendmentVoided, at: At) -> None:
        self.amendments.withdraw(event.originator_id, event.amendment_id, at=at)

    @on(events.SemesterBudgetPlanned)
    def budget_planned(self, event: events.SemesterBudgetPlanned, at: At) -> None:
        self.budgets.add(
            rows.Budget(
                partner_id=event.originator_id,
                semester=event.semester,
                school_year=semester(event.semester).school_year,
                amount=event.amount,
                students=event.students,
                planned_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.SemesterBudgetWithdrawn)
    def budget_withdrawn(self, event: events.SemesterBudgetWithdrawn, at: At) -> None:
        self.withdrawn_budgets.add(
            rows.BudgetWithdrawn(event.originator_id, event.semester, at.position)
        )
        self._allow(event, at, None)

    @on(events.OverspendingAllowed)
    def overspending_allowed(self, event: events.OverspendingAllowed, at: At) -> None:
        self._allow(event, at, event.up_to)

    @on(events.OverspendingWithdrawn)
    def overspending_withdrawn(self, event: events.OverspendingWithdrawn, at: At) -> None:
        self._allow(event, at, None)

    def _allow(self, event: _Allowing, at: At, up_to: Decimal | None) -> None:
        self.allowances.add(
            rows.Allowance(
                event.originator_id, event.semester, up_to, event.occurred_on, at.position
            )
        )

    @on(events.AdvancePaid, events.PaymentMade)
    def paid(self, event: events.AdvancePaid | events.PaymentMade, at: At) -> None:
        stated = event if isinstance(event, events.PaymentMade) else None
        period = stated.period if stated else None
        self.payments.learn(
            rows.Payment(
                partner_id=event.originator_id,
                payment_id=event.payment_id,
                position=at.position,
                kind="payment" if stated else "advance",
                amount=event.amount,
                period=period,
                school_year=semester(period).school_year if period else None,
                purpose=stated.purpose if stated else None,
                prior_period=stated.prior_period if stated else False,
                reference=event.reference,
                paid_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.PaymentReversed)
    def payment_reversed(self, event: events.PaymentReversed, at: At) -> None:
        self.payments.revise(
            event.originator_id, event.payment_id, at=at, reversed_on=event.occurred_on
        )

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        partner_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.PartnerShown | None:
        """One partner, or None if it had not joined by then."""
        where, when = rows.PartnerFilter(partner_id), moment(as_of, known_at)
        with cls.reading(connection):
            for partner in cls.page(connection, where, as_of=as_of, known_at=known_at):
                return rows.PartnerShown(
                    partner,
                    cls.fetch(connection, rows.Amendment, "amendments", {**asdict(where), **when}),
                    cls.semesters(connection, where, as_of=as_of, known_at=known_at),
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.PartnerFilter = rows.ANY_PARTNER,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[rows.PartnerState]:
        """Partners in the order of their joining, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.PartnerState, "page", asked)

    @classmethod
    def semesters(
        cls,
        connection: Connection,
        where: rows.PartnerFilter = rows.ANY_PARTNER,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> list[rows.SemesterState]:
        """What these partners together planned and received for each semester, in order."""
        asked = {**asdict(where), **moment(as_of, known_at)}
        return cls.fetch(connection, rows.SemesterState, "semesters", asked)

    @classmethod
    def by_partner(
        cls,
        connection: Connection,
        where: rows.PartnerFilter = rows.ANY_PARTNER,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> list[rows.PartnerSemester]:
        """What each of these partners planned and received, by semester."""
        asked = {**asdict(where), **moment(as_of, known_at)}
        return cls.fetch(connection, rows.PartnerSemester, "by_partner", asked)

    @classmethod
    def received(
        cls,
        connection: Connection,
        where: rows.PaymentFilter = rows.ANY_PAYMENT,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.Received:
        """What was paid by a day and not reversed by then: the cumulative amount."""
        asked = {**asdict(where), **moment(as_of, known_at)}
        [received] = cls.fetch(connection, rows.Received, "received", asked)
        return received

    @classmethod
    def payments_page(
        cls,
        connection: Connection,
        where: rows.PaymentFilter = rows.ANY_PAYMENT,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[rows.Payment]:
        """Payments in the order in which they were recorded, those after a position, reversed ones too."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.Payment, "payments", asked)

    @classmethod
    def budget_events(cls, connection: Connection, asked: Mapping[str, Any]) -> list[int]:
        """The positions of the events behind what partners planned for some semesters."""
        with cls.reading(connection):
            found = connection.execute(cls.statement("budget_events"), asked).fetchall()
        return [position for (position,) in found]
