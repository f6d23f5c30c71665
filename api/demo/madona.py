"""Madona and the municipalities that joined it in 2021: partners, money, institutions, what was published."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from api.demo.diary import Clerk, Diary, Fields, id_of, workday
from api.demo.rules import NATIONAL
from ledger import reference
from ledger.vocabulary import municipalities

MADONA = "Madonas novads"
REFORM = date(2021, 7, 1)
_AGREED = {
    MADONA: (date(2017, 9, 26), "P6-13/51"),
    "Lubānas novads": (date(2018, 12, 10), "demo agreement, Lubāna"),
    "Cesvaines novads": (date(2019, 8, 20), "demo agreement, Cesvaine"),
    "Ērgļu novads": (date(2021, 5, 10), "demo agreement, Ērgļi"),
}
"""Day and number; only Madona's is published."""
_PLANNED = (
    # only the first is published
    (date(2017, 9, 28), "2017/18 I", "22292.95", 51),
    (date(2018, 1, 10), "2017/18 II", "25500.00", 55),
    (date(2018, 8, 28), "2018/19 I", "29000.00", 70),
    (date(2019, 1, 4), "2018/19 II", "37400.00", 95),
    (date(2019, 8, 27), "2019/20 I", "45100.00", 125),
    (date(2020, 1, 3), "2019/20 II", "46000.00", 125),
    (date(2020, 8, 26), "2020/21 I", "47500.00", 150),
    (date(2021, 1, 4), "2020/21 II", "33000.00", 145),
)


@dataclass(frozen=True)
class School:
    """One institution of the membership list."""

    name: str
    joined: date
    left: date | None
    municipality: str
    """Before the reform of 2021-07-01; after it, all lie in Madona."""

    @property
    def id(self) -> UUID:
        """The institution's id."""
        return id_of("institution", self.name)

    @property
    def highest_grade(self) -> int:
        """A basic school (pamatskola) ends with grade 9."""
        return 9 if "pamatskola" in self.name else 12

    @property
    def for_adults(self) -> bool:
        """Evening schools teach grown-ups."""
        return "Vakara" in self.name

    @property
    def coordinator(self) -> Clerk:
        """Who records for it."""
        return Clerk(f"coordinator of {self.name}", "institution_coordinator", str(self.id))

    def lies_in(self, day: date) -> str:
        """The name of its municipality on a day."""
        return self.municipality if day < REFORM else MADONA

    def is_member(self, day: date) -> bool:
        """Whether it takes part on that day."""
        return self.joined <= day <= (self.left or date.max)


@cache
def schools() -> tuple[School, ...]:
    """The institutions, in the order of the published list."""
    return tuple(
        School(
            row["institution"],
            date.fromisoformat(row["joined"]),
            date.fromisoformat(row["left"]) if row["left"] else None,
            row["municipality_before_2021_07_01"],
        )
        for row in reference.rows("madona-institutions")
    )


@cache
def code_of(municipality: str) -> str:
    """Its ISO 3166-2 code."""
    return next(code for code, row in municipalities().items() if row["name"] == municipality)


def partner_of(municipality: str) -> UUID:
    """The partner that a municipality is."""
    return id_of("partner", municipality)


def accountant_of(municipality: str) -> Clerk:
    """Who approves and pays for a municipality."""
    return Clerk(
        f"coordinator of {municipality}", "partner_coordinator", str(partner_of(municipality))
    )


def tell(diary: Diary) -> None:
    """Partners, institutions, plans and payments, and the pages that printed figures of them."""
    for municipality, (day, number) in _AGREED.items():
        _join(diary, municipality, day, number)
    for school in schools():
        _register(diary, school)
    for known, semester, amount, students in _PLANNED:
        diary.note(
            known,
            "partners.plan_semester_budget",
            accountant_of(MADONA),
            partner_id=partner_of(MADONA),
            semester=semester,
            amount=Decimal(amount),
            students=students,
            occurred_on=known,
        )
    _pay(diary)
    for name, day in publications():
        diary.note(
            day,
            "publications.issue",
            NATIONAL,
            last_of_day=True,
            publication_id=id_of("publication", name),
            name=name,
            occurred_on=day,
        )


def publications() -> list[tuple[str, date]]:
    """The dated pages behind the published figures: "madona page 2021-08-31" and its day."""
    sources = {row["source"] for row in reference.rows("published")}
    dated = sorted(source for source in sources if source.startswith("madona page "))
    return [(source, date.fromisoformat(source.split()[-1])) for source in dated]


def _join(diary: Diary, municipality: str, agreed_on: date, number: str) -> None:
    joined = agreed_on - timedelta(days=21)
    fields: Fields = {
        "name": municipality,
        "kind": "municipality",
        "municipality": code_of(municipality),
    }
    partner_id = partner_of(municipality)
    diary.note(
        workday(joined),
        "partners.join",
        NATIONAL,
        partner_id=partner_id,
        occurred_on=joined,
        **fields,
    )
    diary.note(
        workday(agreed_on),
        "partners.sign_agreement",
        NATIONAL,
        partner_id=partner_id,
        number=number,
        occurred_on=agreed_on,
    )


def _register(diary: Diary, school: School) -> None:
    known = workday(school.joined - timedelta(days=4))
    first = date(2017, 9, 1)

    def tell(verb: str, occurred_on: date, day: date = known, **fields: Any) -> None:
        diary.note(
            day,
            f"institutions.{verb}",
            NATIONAL,
            institution_id=school.id,
            occurred_on=occurred_on,
            **fields,
        )

    tell("register", first, name=school.name, kind="general")
    for municipality, since in ((school.municipality, first), (MADONA, REFORM)):
        if since == REFORM and school.municipality == MADONA:
            continue
        day = known if since == first else max(known, date(2021, 6, 28))
        placed: Fields = {"placement_id": id_of(school.id, "lies in", municipality)}
        attached: Fields = {"attachment_id": id_of(school.id, "belongs to", municipality)}
        tell("place", since, day, municipality=code_of(municipality), **placed)
        tell("attach_to_partner", since, day, partner_id=partner_of(municipality), **attached)
    membership: Fields = {"membership_id": id_of(school.id, "membership")}
    tell("join_operation", school.joined, **membership)
    if school.left is not None:
        tell("leave_operation", school.left, workday(school.left), **membership)


@cache
def payments() -> tuple[dict[str, str], ...]:
    """What Madona was paid: the sums are published, how they fall into payments is the demo's."""
    text = files(__package__).joinpath("payments.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _pay(diary: Diary) -> None:
    for number, row in enumerate(payments()):
        paid_on = date.fromisoformat(row["paid_on"])
        payment_id = id_of("payment", number)
        advance = row["purpose"] == "advance"
        stated: Fields = {
            "period": row["period"] or None,
            "purpose": row["purpose"],
            "prior_period": bool(row["prior_period"]),
        }
        diary.note(
            date.fromisoformat(row["known_on"]) if row["known_on"] else paid_on,
            "partners.pay_advance" if advance else "partners.make_payment",
            NATIONAL,
            partner_id=partner_of(MADONA),
            payment_id=payment_id,
            amount=Decimal(row["amount"]),
            reference=row["reference"],
            occurred_on=paid_on,
            **({} if advance else stated),
        )
        if row["reversed_on"]:
            reversed_on = date.fromisoformat(row["reversed_on"])
            diary.note(
                reversed_on,
                "partners.reverse_payment",
                NATIONAL,
                reason="two digits had changed places",
                partner_id=partner_of(MADONA),
                payment_id=payment_id,
                occurred_on=reversed_on,
            )
