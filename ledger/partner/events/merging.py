"""Facts about mergers: a partner is dissolved, and its successor takes over what it was owed and owed."""

from typing import TYPE_CHECKING
from uuid import UUID

from ledger.fact import Fact
from ledger.partner.values import Balances, Merger

if TYPE_CHECKING:
    from ledger.partner.partner import Partner


class Merged(Fact):
    """The partner was dissolved that day; its past stays its own, its balances pass on."""

    TOPIC = "partner.merged"
    merger_id: UUID
    successor_id: UUID
    balances: Balances

    def apply(self, partner: "Partner") -> None:
        day = self.occurred_on
        partner.merger = Merger(self.merger_id, self.successor_id, day, self.balances, day)


class TookOver(Fact):
    """The partner is the successor of one that was dissolved that day."""

    TOPIC = "partner.took_over"
    merger_id: UUID
    predecessor_id: UUID
    balances: Balances

    def apply(self, partner: "Partner") -> None:
        partner.takeovers[self.merger_id] = self.balances


class BalancePassedOn(Fact):
    """What was recorded about the dissolved partner after its merger passed on, too."""

    TOPIC = "partner.balance_passed_on"
    merger_id: UUID
    successor_id: UUID
    balances: Balances

    def apply(self, partner: "Partner") -> None:
        if merger := partner.merger:
            merger.passed_on = merger.passed_on.plus(self.balances)
            merger.last_passed_on = max(merger.last_passed_on, self.occurred_on)


class BalanceTakenOver(Fact):
    """What was recorded about the predecessor after the merger was taken over, too."""

    TOPIC = "partner.balance_taken_over"
    merger_id: UUID
    predecessor_id: UUID
    balances: Balances

    def apply(self, partner: "Partner") -> None:
        before = partner.takeovers[self.merger_id]
        partner.takeovers[self.merger_id] = before.plus(self.balances)


class MergerVoided(Fact):
    """The merger had been recorded wrongly: all that had passed on comes back."""

    TOPIC = "partner.merger_voided"
    merger_id: UUID
    successor_id: UUID
    balances: Balances

    def apply(self, partner: "Partner") -> None:
        partner.merger = None


class TakeoverVoided(Fact):
    """The partner is no successor: all that it had taken over goes back."""

    TOPIC = "partner.takeover_voided"
    merger_id: UUID
    predecessor_id: UUID
    balances: Balances

    def apply(self, partner: "Partner") -> None:
        del partner.takeovers[self.merger_id]
