"""Madona settles a semester, and the reform of 2021 brings its neighbours in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from api.demo.diary import Clerk, Diary, Fields, id_of
from api.demo.madona import MADONA, REFORM, accountant_of, partner_of
from api.demo.rules import NATIONAL
from api.demo.story import digest
from ledger.partner.values import Declared

SETTLED = "2020/21 I"
SETTLEMENT = id_of("settlement", SETTLED)
_VERIFICATION = id_of("verification", SETTLED)
_DECLARED = {"consultations": Decimal("27926.13"), "compensations": Decimal("1227.05")}
"""What had been recorded as spent when the semester was settled; a test compares."""
_CHECKED = date(2021, 2, 26)
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
    """Submitted, returned for a missing page, submitted again, and approved without what a desk check found."""
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
    not_eligible = _check(diary)
    _note(
        diary,
        date(2021, 3, 5),
        "approve_settlement",
        NATIONAL,
        approval_id=id_of(SETTLEMENT, "approval"),
        amount=sum(_DECLARED.values(), Decimal(0)) - not_eligible,
        verifications=(_VERIFICATION,),
    )


def _check(diary: Diary) -> Decimal:
    """A desk check of two payments: of the first, the document could not be read."""
    unread, fine, *_others = (
        note
        for note in diary.noted("students.pay_compensation")
        if date(2020, 11, 1) <= note.known <= date(2020, 12, 18)
        and note.clerk == accountant_of(MADONA)
    )
    looked_at: Fields = {"verification_id": _VERIFICATION, "occurred_on": _CHECKED}
    diary.note(
        date(2021, 2, 22),
        "verifications.plan",
        NATIONAL,
        verification_id=_VERIFICATION,
        kind="desk",
        body="CFLA (demo)",
        partner_id=partner_of(MADONA),
        first_day=date(2020, 9, 1),
        last_day=date(2021, 1, 3),
        planned_for=_CHECKED,
        occurred_on=date(2021, 2, 22),
    )
    diary.note(_CHECKED, "verifications.carry_out", NATIONAL, **looked_at)
    for number, note in enumerate((unread, fine), 1):
        found: Fields = {
            "verdict": "not_eligible",
            "not_eligible": unread.arguments["amount"],
            "finding": "the document cannot be read (demo)",
        }
        diary.note(
            _CHECKED,
            "verifications.verify_line",
            NATIONAL,
            line_id=id_of(_VERIFICATION, "line", number),
            measure_id=note.arguments["payment_id"],
            **(found if note is unread else {"verdict": "eligible"}),
            **looked_at,
        )
    diary.note(_CHECKED, "verifications.close", NATIONAL, **looked_at)
    not_eligible: Decimal = unread.arguments["amount"]
    return not_eligible


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
