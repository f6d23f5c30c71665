"""What a partner's stream keeps and how its values are written."""

import re
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from ledger import required
from ledger.dated import require_not_before
from ledger.fact import Value
from ledger.money import ZERO, Euros
from ledger.municipality import require_existing
from ledger.partner.errors import MunicipalityMisplaced, SettlementNotAt
from ledger.text import CostCategory

KINDS = ("municipality", "state_vocational", "state_general")
PURPOSES = ("measures", "youth_projects")
ADVANCE = "advance"
DECLARED = ("consultations", "compensations")
"""The cost categories that a partner settles: what it spends on students."""
OVERPAID = "overpaid"
"""The ground of a recovery of what was paid beyond what is owed; all others are about expenditure that stands."""


class Agreement(msgspec.Struct, forbid_unknown_fields=True):
    """The agreement in force."""

    number: str
    signed_on: date


class Amendment(msgspec.Struct, forbid_unknown_fields=True):
    """A change of the agreement."""

    number: str
    voided: bool = False


class Planned(msgspec.Struct, forbid_unknown_fields=True):
    """What is planned for a semester."""

    amount: Decimal
    planned_on: date


class Payment(msgspec.Struct, forbid_unknown_fields=True):
    """A payment or advance."""

    reference: str
    paid_on: date
    kind: str
    """advance, or the purpose of a payment"""
    amount: Decimal
    voided: bool = False


class Declared(Value, frozen=True):
    """What a settlement declares of one cost category."""

    cost_category: CostCategory
    amount: Euros


class Balances(Value, frozen=True):
    """What stands between the operation and a partner; below zero it stands the other way round."""

    owed: Euros
    advances: Euros
    """Outstanding: no settlement has off-set them."""
    to_recover: Euros

    def plus(self, other: "Balances") -> "Balances":
        """Both together."""
        return Balances(
            self.owed + other.owed,
            self.advances + other.advances,
            self.to_recover + other.to_recover,
        )


NO_BALANCES = Balances(ZERO, ZERO, ZERO)


class Merger(msgspec.Struct, forbid_unknown_fields=True):
    """How a partner was dissolved, and what has passed on to its successor."""

    merger_id: UUID
    successor_id: UUID
    day: date
    passed_on: Balances
    last_passed_on: date
    """The day on which something passed on last."""


class Approval(msgspec.Struct, forbid_unknown_fields=True):
    """What was approved of a settlement, and which advances that settles."""

    approval_id: UUID
    amount: Decimal
    not_approved: Decimal
    advances_offset: Decimal


class Settlement(msgspec.Struct, forbid_unknown_fields=True):
    """A settlement of a semester on its way: submitted, returned, approved; or voided."""

    semester: str
    declared: Decimal
    submitters: list[str]
    """Everybody who submitted it: none of them may approve it."""
    since: date
    """The day of its last step."""
    state: str = "submitted"
    approval: Approval | None = None

    @property
    def open(self) -> bool:
        """Whether it waits to be approved, or to be mended."""
        return self.state in ("submitted", "returned")

    def come_to(self, state: str, day: date) -> None:
        """Its next step."""
        self.state, self.since = state, day

    def require(self, day: date, *states: str) -> None:
        """That it is in one of these states, since no later than that day; SettlementNotAt, BeforeWhatItCorrects."""
        if self.state not in states:
            raise SettlementNotAt(state=self.state, needed=" or ".join(states))
        require_not_before(self.since, day)


class Recovery(msgspec.Struct, forbid_unknown_fields=True):
    """A part of what was approved that is to come back."""

    settlement_id: UUID
    semester: str
    amount: Decimal
    ground: str
    means: str
    decided_on: date
    voided: bool = False


class Receipt(msgspec.Struct, forbid_unknown_fields=True):
    """What came back of a recovery; off-set, it has no bank entry."""

    recovery_id: UUID
    amount: Decimal
    received_on: date
    reference: str | None
    voided: bool = False


def agreement_number(text: str) -> str:
    """The number as it is written once and for all: no blanks, capitals, and "16/I" where a page prints "16/1".

    TextMissing.
    """
    number = "".join(required.text("number", text).split()).upper()
    return re.sub(r"^8\.3\.4\.0/16/1(?=/)", "8.3.4.0/16/I", number)


def bank_entry(partner_id: UUID, reference: str) -> str:
    """What stands for an entry of a partner's bank, however its reference is written: no blanks, no capitals."""
    return f"{partner_id}:{''.join(reference.split()).casefold()}"


def identity(name: str, kind: str, municipality: str | None, day: date) -> dict[str, str | None]:
    """The fields that say who a partner is; TextMissing, UnknownCode, MunicipalityMisplaced, MunicipalityNotThen."""
    required.listed("partner_kind", kind, KINDS)
    if (municipality is not None) != (kind == "municipality"):
        raise MunicipalityMisplaced()
    if municipality is not None:
        require_existing(municipality, day)
    return {"name": required.text("name", name), "kind": kind, "municipality": municipality}
