"""What a partner goes through in tests: advanced, settled, approved, recovered; defaults filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.fact import current_context, recording
from ledger.partner import Partner, recovering, settling
from ledger.partner.values import Declared
from tests.ledger.spec import id_of

DAY = date(2021, 2, 1)
SEMESTER = "2020/21 I"
SHA = "ab" * 32
Verb = Callable[[Partner], object]


def euros(amount: str | None) -> Decimal:
    """An amount as tests write it."""
    return Decimal(amount or 0)


def declared(consultations: str | None = None, compensations: str | None = None) -> Any:
    """By cost category."""
    named = {"consultations": consultations, "compensations": compensations}
    return tuple(Declared(name, Decimal(amount)) for name, amount in named.items() if amount)


def joined() -> Partner:
    """Madona municipality, with its agreement."""
    fields = {"name": "Madonas novads", "kind": "municipality", "municipality": "LV-059"}
    partner = Partner.join(id_of("partner"), **fields, occurred_on=date(2017, 9, 26))
    partner.sign_agreement(number="P6-13/51", occurred_on=date(2017, 9, 26))
    return partner


def by(actor: str, verb: Verb) -> Verb:
    """Somebody else does it."""

    def done(partner: Partner) -> None:
        with recording(replace(current_context(), actor=actor)):
            verb(partner)

    return done


def advanced(amount: str, name: str = "advance") -> Verb:
    """An advance paid."""
    return lambda partner: partner.pay_advance(
        id_of(name), amount=euros(amount), reference=name, occurred_on=DAY
    )


def paid(amount: str, name: str = "payment", **changed: Any) -> Verb:
    """A payment made."""
    fields: dict[str, Any] = {"period": SEMESTER, "purpose": "measures", "prior_period": False}
    return lambda partner: partner.make_payment(
        id_of(name),
        amount=euros(amount),
        reference=name,
        **{**fields, "occurred_on": DAY, **changed},
    )


def submitted(amount: str = "100.00", name: str = "settlement", **changed: Any) -> Verb:
    """By the partner; 100.00 EUR are spent in the semester."""
    fields: dict[str, Any] = {
        "settlement_id": id_of(name),
        "semester": SEMESTER,
        "declared": declared(amount),
        "documents_sha256": SHA,
        "spent": Decimal(100),
        "occurred_on": DAY,
    }
    return by("partner", lambda it: settling.submit_settlement(it, **{**fields, **changed}))


def resubmitted(amount: str = "90.00", **changed: Any) -> Verb:
    """Declared anew, by a colleague of who submitted it first."""
    fields: dict[str, Any] = {
        "settlement_id": id_of("settlement"),
        "declared": declared(amount),
        "documents_sha256": SHA,
        "spent": Decimal(100),
        "occurred_on": DAY,
    }
    return by("colleague", lambda it: settling.resubmit_settlement(it, **{**fields, **changed}))


def approved(
    amount: str = "100.00", offset: str = "0", name: str = "settlement", day: date = DAY
) -> Verb:
    """By the state service."""
    return lambda partner: settling.approve_settlement(
        partner,
        settlement_id=id_of(name),
        approval_id=id_of(f"{name} approval {partner.version}"),
        amount=euros(amount),
        advances_offset=euros(offset),
        occurred_on=day,
    )


def on_settlement(verb: Callable[..., None], name: str = "settlement") -> Verb:
    """A verb that needs nothing but the settlement."""
    return lambda partner: verb(partner, settlement_id=id_of(name), occurred_on=DAY)


returned = on_settlement(settling.return_settlement)
return_voided = on_settlement(settling.void_settlement_return)
approval_voided = on_settlement(settling.void_approval)
settlement_voided = on_settlement(settling.void_settlement)


def recovery(
    amount: str = "30.00", means: str = "repaid", name: str = "recovery", **o: Any
) -> Verb:
    """Decided about the settlement."""
    fields: dict[str, Any] = {
        "settlement_id": id_of("settlement"),
        "ground": "ineligible",
        "spent": Decimal(100),
        "spent_in_semester": Decimal(100),
        "occurred_on": DAY,
    }
    return lambda partner: recovering.decide_recovery(
        partner, recovery_id=id_of(name), amount=euros(amount), means=means, **{**fields, **o}
    )


def recovery_voided(partner: Partner) -> None:
    """The decision taken back."""
    recovering.void_recovery(partner, recovery_id=id_of("recovery"), occurred_on=DAY)


def repaid(amount: str = "30.00", name: str = "receipt", day: date = DAY) -> Verb:
    """Money came back."""
    return lambda partner: recovering.receive_recovery(
        partner,
        receipt_id=id_of(name),
        recovery_id=id_of("recovery"),
        amount=euros(amount),
        reference=name,
        occurred_on=day,
    )


def offset(amount: str = "30.00", spent: str = "100.00") -> Verb:
    """Taken from what is owed."""
    return lambda partner: recovering.offset_recovery(
        partner,
        receipt_id=id_of("receipt"),
        recovery_id=id_of("recovery"),
        amount=euros(amount),
        spent=euros(spent),
        occurred_on=DAY,
    )


def receipt_voided(partner: Partner) -> None:
    """It did not come back."""
    recovering.void_recovery_receipt(partner, receipt_id=id_of("receipt"), occurred_on=DAY)
