"""What a partner's stream keeps and how its values are written."""

import re
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from ledger import required
from ledger.municipality import require_existing
from ledger.partner.errors import MunicipalityMisplaced

KINDS = ("municipality", "state_vocational", "state_general")
PURPOSES = ("measures", "youth_projects")


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
