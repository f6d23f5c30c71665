"""Madona settles a semester, and the reform of 2021 brings its neighbours in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from api.demo.diary import Clerk, Diary, id_of
from api.demo.madona import MADONA, REFORM, partner_of
from api.demo.rules import NATIONAL
from api.demo.story import digest
from ledger.partner.values import Declared

SETTLED = "2020/21 I"
SETTLEMENT = id_of("settlement", SETTLED)
_DECLARED = {"consultations": Decimal("27926.13"), "compensations": Decimal("1227.05")}
"""What had been recorded as spent when the semester was settled; a test compares."""
_NOT_APPROVED = Decimal("42.10")
"""A fare of which the ticket was not legible."""
_ACCOUNTANT = Clerk("accountant of Madonas novads", "partner_coordinator", str(partner_of(MADONA)))


def tell(diary: Diary) -> None:
    """A semester, then the mergers."""
    _settle(diary)
    for municipality in ("Lubānas novads", "Cesvaines novads", "Ērgļu novads"):
        diary.note(
            REFORM,
            "partners.merge",
            NATIONAL,
            partner_id=partner_of(municipality),
            successor_id=partner_of(MADONA),
            merger_id=id_of("merger", municipality),
            occurred_on=REFORM,
        )


def _settle(diary: Diary) -> None:
    """Submitted, returned for a missing page, submitted again, and approved in part by somebody else."""
    documents = {"documents_sha256": digest("settlement", SETTLED)}
    declared = tuple(Declared(category, amount) for category, amount in _DECLARED.items())
    _note(
        diary,
        date(2021, 2, 12),
        "submit_settlement",
        _ACCOUNTANT,
        semester=SETTLED,
        declared=declared,
        documents_sha256=digest("settlement without a page", SETTLED),
    )
    reason = "the last page of the summary is missing"
    _note(diary, date(2021, 2, 17), "return_settlement", NATIONAL, reason=reason)
    _note(
        diary,
        date(2021, 2, 19),
        "resubmit_settlement",
        _ACCOUNTANT,
        declared=declared,
        **documents,
    )
    _note(
        diary,
        date(2021, 3, 5),
        "approve_settlement",
        NATIONAL,
        approval_id=id_of(SETTLEMENT, "approval"),
        amount=sum(_DECLARED.values(), Decimal(0)) - _NOT_APPROVED,
    )


def _note(
    diary: Diary, day: date, verb: str, clerk: Clerk, reason: str | None = None, **fields: Any
) -> None:
    diary.note(
        day,
        f"partners.{verb}",
        clerk,
        reason=reason,
        partner_id=partner_of(MADONA),
        settlement_id=SETTLEMENT,
        occurred_on=day,
        **fields,
    )
