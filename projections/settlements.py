"""Settlements: what partners declared for a semester, what of it was approved, and what has to come back."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.money import ZERO
from ledger.partner import events
from ledger.partner.values import OVERPAID
from ledger.store.connection import Connection
from projections import settlement_rows as rows
from projections.projection import At, Projection, on
from projections.table import Key, Table
from projections.versions import moment

APPROVAL = ("approved", "not_approved", "advances_offset")


def _thing(event: Any) -> Key | None:
    """The settlement, recovery or receipt that an event is about."""
    for name in ("receipt_id", "recovery_id", "settlement_id"):
        if id_ := getattr(event, name, None):
            return (event.originator_id, id_)
    return None


class Settlements(Projection):
    """All of it is money: what was taken back counts until the day on which it was (docs/concepts-money.md).

    Each event is a step with what it adds or takes away; every question takes `as_of` and `known_at`
    (None: now) and adds up the steps.
    """

    VERSION = 4
    steps = Table(rows.Step)
    standing = Table(rows.Standing, key=("partner_id", "thing_id"), by=_thing)

    # --- folding ----------------------------------------------------------------------------------

    @on(events.SettlementSubmitted)
    def submitted(self, event: events.SettlementSubmitted, at: At) -> None:
        self._settle(
            event,
            at,
            "submitted",
            documents_sha256=event.documents_sha256,
            prior_period=event.prior_period,
            declared=sum((each.amount for each in event.declared), ZERO),
        )

    @on(events.SettlementReturned)
    def returned(self, event: events.SettlementReturned, at: At) -> None:
        declared = self._standing(event, event.settlement_id).declared
        self._settle(event, at, "returned", declared=-declared)
        self.standing.change((event.originator_id, event.settlement_id), returned=declared)

    @on(events.SettlementReturnVoided)
    def return_voided(self, event: events.SettlementReturnVoided, at: At) -> None:
        returned = self._standing(event, event.settlement_id).returned
        self._settle(event, at, "submitted", declared=returned)

    @on(events.SettlementVoided)
    def voided(self, event: events.SettlementVoided, at: At) -> None:
        self._settle(event, at, "voided", **self._back(event, event.settlement_id, "declared"))

    @on(events.SettlementApproved)
    def approved(self, event: events.SettlementApproved, at: At) -> None:
        self._settle(
            event,
            at,
            "approved",
            approved=event.amount,
            not_approved=event.not_approved,
            advances_offset=event.advances_offset,
            verifications=list(event.verifications),
        )

    @on(events.ApprovalVoided)
    def approval_voided(self, event: events.ApprovalVoided, at: At) -> None:
        self._settle(event, at, "submitted", **self._back(event, event.settlement_id, *APPROVAL))

    @on(events.RecoveryDecided)
    def recovery_decided(self, event: events.RecoveryDecided, at: At) -> None:
        amounts = {
            "to_recover": event.amount,
            "overpaid": event.amount if event.ground == OVERPAID else ZERO,
        }
        recovery = rows.Standing(
            event.originator_id,
            event.recovery_id,
            settlement_id=event.settlement_id,
            **amounts,
        )
        self.standing.add(recovery)
        self._recover(
            event,
            at,
            ground=event.ground,
            means=event.means,
            verifications=list(event.verifications),
            **amounts,
        )

    @on(events.RecoveryVoided)
    def recovery_voided(self, event: events.RecoveryVoided, at: At) -> None:
        self._recover(event, at, **self._back(event, event.recovery_id, "to_recover", "overpaid"))

    @on(events.RecoveryReceived, events.RecoveryOffset)
    def came_back(self, event: events.RecoveryReceived | events.RecoveryOffset, at: At) -> None:
        repaid = event.TOPIC == events.RecoveryReceived.TOPIC
        amount: dict[str, Any] = {"repaid" if repaid else "recovery_offset": event.amount}
        self.standing.add(rows.Standing(event.originator_id, event.receipt_id, **amount))
        self._recover(event, at, **amount)

    @on(events.RecoveryReceiptVoided)
    def receipt_voided(self, event: events.RecoveryReceiptVoided, at: At) -> None:
        self._recover(event, at, **self._back(event, event.receipt_id, "repaid", "recovery_offset"))

    @on(events.Merged, events.BalancePassedOn, events.TakeoverVoided)
    def passed_on(self, event: Any, at: At) -> None:
        self._move(event, at, -1)

    @on(events.TookOver, events.BalanceTakenOver, events.MergerVoided)
    def taken_over(self, event: Any, at: At) -> None:
        self._move(event, at, 1)

    def _move(self, event: Any, at: At, sign: int) -> None:
        """A step of no settlement: what two partners move between them."""
        moved = {
            f"{name}_taken_over": sign * getattr(event.balances, name)
            for name in ("owed", "advances", "to_recover")
        }
        self._step(event, at, None, None, None, **moved)

    def _settle(self, event: Any, at: At, state: str, **changed: Any) -> None:
        """A step of a settlement, with what stands of it afterwards."""
        before = self._standing(event, event.settlement_id)
        amounts = {name: by for name, by in changed.items() if isinstance(by, Decimal)}
        after = {name: getattr(before, name) + by for name, by in amounts.items()}
        self.standing.add(replace(before, **after))
        self._step(event, at, event.settlement_id, None, state, **changed)

    def _recover(self, event: Any, at: At, **changed: Any) -> None:
        """A step of a recovery, which is one of its settlement too."""
        settlement_id = self._standing(event, event.recovery_id).settlement_id
        self._step(event, at, settlement_id, event.recovery_id, None, **changed)

    def _step(
        self,
        event: Any,
        at: At,
        settlement_id: UUID | None,
        recovery_id: UUID | None,
        state: str | None,
        **changed: Any,
    ) -> None:
        self.steps.add(
            rows.Step(
                at.position,
                event.originator_id,
                getattr(event, "semester", None),
                settlement_id,
                recovery_id,
                state,
                event.occurred_on,
                **changed,
            )
        )

    def _standing(self, event: Any, thing_id: UUID) -> rows.Standing:
        key = (event.originator_id, thing_id)
        return self.standing.get(key) or rows.Standing(*key)

    def _back(self, event: Any, thing_id: UUID, *names: str) -> dict[str, Decimal]:
        """What takes back all that stands of a thing, of these amounts."""
        standing = self._standing(event, thing_id)
        return {name: -getattr(standing, name) for name in names}

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.SettlementFilter = rows.ANY,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[rows.Settlement]:
        """Settlements in the order in which they were first submitted, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.Settlement, "settlements", asked)

    @classmethod
    def recoveries(
        cls,
        connection: Connection,
        where: rows.SettlementFilter = rows.ANY,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[rows.Recovery]:
        """What is to come back and what has, in the order of the decisions; one voided comes to nothing."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.Recovery, "recoveries", asked)

    @classmethod
    def sums(
        cls,
        connection: Connection,
        partner_id: UUID | None = None,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> list[rows.Settled]:
        """What settlements and recoveries come to, by partner and semester."""
        asked = {"partner_id": partner_id, **moment(as_of, known_at)}
        return cls.fetch(connection, rows.Settled, "sums", asked)
