"""What was spent on youth projects: the grant when it is paid, until it is recovered or voided."""

from __future__ import annotations

from abc import ABC
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.operation import Shares
from ledger.youth_project import events
from projections.expenditure import Expenditure, Spending, Subject, TakenBack, split
from projections.projection import At, on
from projections.table import Table


@dataclass(frozen=True, slots=True)
class YouthGrant:
    """A grant that was paid: what spends it anew when its recovery is taken back."""

    grant_id: UUID
    measure_id: UUID
    """What it stands by: the grant itself, and after a recovery that was voided, that recovery."""
    partner_id: UUID
    municipality: str
    region: str
    semester: str
    amount: Decimal
    esf: Decimal
    state: Decimal
    state_non_eligible: Decimal

    @property
    def subject(self) -> Subject:
        """What it is spent on."""
        return Subject(
            self.partner_id,
            None,
            self.municipality,
            self.region,
            self.semester,
            "youth_projects",
            "lump_sum",
            "youth_project",
        )

    @property
    def shares(self) -> Shares:
        """Who pays."""
        return Shares(self.esf, self.state, self.state_non_eligible)


class SpentOnProjects(Expenditure, ABC):
    """A recovery gives back all that was paid; voided, the expenditure stands again, from that day on."""

    youth_grants = Table(YouthGrant, key="grant_id")

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also sees what the batch pays to projects, and takes back."""
        super().prepare(batch)
        for event in batch:
            match event:
                case events.GrantPaid():
                    self.subjects.add(_grant(event).subject)
                case events.GrantVoided() | events.GrantRecovered():
                    self._may_come_back(event.grant_id)
                case events.RecoveryVoided():
                    self.corrected[event.recovery_id] = None
                    self._may_come_back(event.grant_id)

    def _may_come_back(self, grant_id: UUID) -> None:
        self.corrected[grant_id] = None
        if known := self.youth_grants.get(grant_id):
            self.corrected[known.measure_id] = None
            self.subjects.add(known.subject)

    @on(events.GrantPaid)
    def grant_paid(self, event: events.GrantPaid, at: At) -> None:
        """Lump sums are spent when they are paid."""
        grant = _grant(event)
        self.youth_grants.add(grant)
        self._spend(grant, event, at)

    @on(events.GrantVoided, events.GrantRecovered)
    def grant_taken_back(self, event: events.GrantVoided | events.GrantRecovered, at: At) -> None:
        """It was not paid, or it came back; in full, either way."""
        measure_id = self.youth_grants[event.grant_id].measure_id
        self.taken_back(TakenBack(at.position, event.TOPIC, measure_id, event.occurred_on))

    @on(events.RecoveryVoided)
    def recovery_voided(self, event: events.RecoveryVoided, at: At) -> None:
        """It did not come back: it is spent again, by an event of its own that may be taken back in turn."""
        grant = self.youth_grants.change(event.grant_id, measure_id=event.recovery_id)
        self._spend(grant, event, at)

    def _spend(
        self, grant: YouthGrant, event: events.GrantPaid | events.RecoveryVoided, at: At
    ) -> None:
        self.spent(
            Spending(
                at.position,
                event.TOPIC,
                grant.measure_id,
                None,
                event.occurred_on,
                grant.subject,
                split(grant.amount, grant.shares),
            )
        )


def _grant(event: events.GrantPaid) -> YouthGrant:
    return YouthGrant(
        event.grant_id,
        event.grant_id,
        event.home.partner_id,
        event.home.municipality,
        event.home.region,
        event.semester,
        event.amount,
        event.shares.esf,
        event.shares.state,
        event.shares.state_non_eligible,
    )
