"""Mergers: what a dissolved partner was owed and owes passes on, its past stays its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.errors import BeforeWhatItCorrects, IdTaken, LedgerError, NotFound, ReasonMissing
from ledger.partner import Partner, errors
from ledger.partner.values import Balances
from tests.ledger.partner_steps import SHA, declared
from tests.ledger.scene import SEMESTER, Scene, once, somebody

REFORM = date(2021, 7, 1)
BEFORE = REFORM - timedelta(1)
LATER = date(2021, 9, 1)


class Reform:
    """Cesvaine, dissolved on 2021-07-01, and Madona, its successor; Cesvaine has the school."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.partners = scene, scene.ledger.partners
        self.madona, self.cesvaine = scene.id("Madona"), self.join("Cesvaine", "LV-021")
        scene.ledger.institutions.attach_to_partner(
            institution_id=scene.id("school"),
            attachment_id=uuid4(),
            partner_id=self.cesvaine,
            occurred_on=date(2018, 1, 1),
        )

    def join(self, name: str, municipality: str | None, kind: str = "municipality") -> UUID:
        """Another partner, with its agreement."""
        id_, day = self.scene.id(name), {"occurred_on": date(2017, 9, 1)}
        self.partners.join(partner_id=id_, name=name, kind=kind, municipality=municipality, **day)
        self.partners.sign_agreement(partner_id=id_, number=f"P6-13/{name}", **day)
        return id_

    def merge(self, successor: UUID | None = None, day: date = REFORM, **of: Any) -> None:
        """Cesvaine into Madona."""
        fields: dict[str, Any] = {"partner_id": self.cesvaine, "merger_id": uuid4(), **of}
        self.partners.merge(successor_id=successor or self.madona, occurred_on=day, **fields)

    def pay(self, partner: UUID, amount: str, day: date, *, advance: bool = False) -> None:
        """A payment or an advance."""
        command = self.partners.pay_advance if advance else self.partners.make_payment
        reference = str(uuid4())
        command(
            partner_id=partner,
            payment_id=uuid4(),
            amount=Decimal(amount),
            reference=reference,
            occurred_on=day,
        )

    def balances(self, partner: UUID) -> Balances:
        """As the partner's stream and the counter have it."""
        spent = self.scene.ledger.recorder.spent(partner)
        return self.scene.ledger.load(Partner, partner).balances(spent)

    def approved(self, partner: UUID, amount: str, offset: str) -> None:
        """A settlement of the semester."""
        of: dict[str, Any] = {"settlement_id": uuid4(), "occurred_on": date(2021, 1, 15)}
        self.partners.submit_settlement(
            partner_id=partner,
            semester=SEMESTER,
            declared=declared(amount),
            documents_sha256=SHA,
            **of,
        )
        with somebody(actor="ikvd"):
            self.partners.approve_settlement(
                partner,
                approval_id=uuid4(),
                amount=Decimal(amount),
                advances_offset=Decimal(offset),
                **of,
            )


@pytest.fixture
def reform(scene: Scene) -> Reform:
    return Reform(scene)


@contextmanager
def refused(error: type[LedgerError]) -> Iterator[None]:
    """In a whole sentence."""
    with pytest.raises(error) as refusal:
        yield
    assert "{" not in str(refusal.value)


def of(*amounts: str) -> Balances:
    """Owed, advances, to recover."""
    return Balances(*map(Decimal, amounts))


def test_what_was_owed_passes_on(reform: Reform) -> None:
    """Worked out from what is recorded; the past stays, and both streams say what moved."""
    reform.scene.consult("Anna")
    reform.pay(reform.cesvaine, "30.00", date(2020, 11, 1), advance=True)
    reform.pay(reform.cesvaine, "2.00", date(2020, 12, 1))
    reform.approved(reform.cesvaine, "12.35", "10.00")
    assert reform.balances(reform.cesvaine) == of("0.35", "20.00", "0.00")
    reform.merge()
    assert reform.balances(reform.cesvaine) == of("0.00", "0.00", "0.00")
    assert reform.balances(reform.madona) == of("0.35", "20.00", "0.00")
    [*_, last] = reform.scene.ledger.events.get(reform.madona)
    assert isinstance(last, Partner.TookOver)
    assert (last.predecessor_id, last.balances) == (reform.cesvaine, of("0.35", "20.00", "0.00"))


def test_late_facts_pass_on_by_a_fact_of_their_own(reform: Reform) -> None:
    """A consultation voided after the merger is the dissolved partner's, until it is passed on, too."""
    made = reform.scene.consult("Anna").made
    assert made
    on: dict[str, Any] = {"partner_id": reform.cesvaine, "occurred_on": LATER}
    with refused(errors.NotDissolved):
        reform.partners.pass_on(**on)
    reform.merge()
    with refused(errors.NothingToPassOn):
        reform.partners.pass_on(**on)
    reform.scene.ledger.students.void_consultation(
        reform.scene.id("Anna"), consultation_id=made, occurred_on=LATER
    )
    assert reform.balances(reform.cesvaine).owed == Decimal("-12.35")
    with refused(BeforeWhatItCorrects):
        reform.partners.pass_on(partner_id=reform.cesvaine, occurred_on=BEFORE)
    reform.partners.pass_on(**on)
    assert reform.balances(reform.cesvaine).owed == 0
    assert reform.balances(reform.madona).owed == 0


def test_nothing_is_paid_to_a_dissolved_partner(reform: Reform) -> None:
    """From that day on; the refusal names the successor. Nor are later semesters planned, nor schools attached."""
    reform.merge()
    for advance in (False, True):
        with pytest.raises(errors.PartnerDissolved, match=str(reform.madona)):
            reform.pay(reform.cesvaine, "1.00", REFORM, advance=advance)
    reform.pay(reform.cesvaine, "1.00", BEFORE)
    budget: dict[str, Any] = {"partner_id": reform.cesvaine, "amount": Decimal(1), "students": 1}
    with refused(errors.PartnerDissolved):
        reform.partners.plan_semester_budget(
            semester="2021/22 I", occurred_on=date(2021, 5, 1), **budget
        )
    reform.partners.plan_semester_budget(semester="2020/21 II", occurred_on=LATER, **budget)
    school: dict[str, Any] = {"institution_id": reform.scene.id("school")}
    with refused(errors.PartnerDissolved):
        reform.scene.ledger.institutions.attach_to_partner(
            attachment_id=uuid4(), partner_id=reform.cesvaine, occurred_on=REFORM, **school
        )


def test_a_payment_to_an_unknown_partner_is_refused(reform: Reform) -> None:
    """Nothing is recorded."""
    with refused(NotFound):
        reform.pay(uuid4(), "1.00", BEFORE)


def test_who_may_be_merged_into_whom(reform: Reform) -> None:
    """Into the successor that the reform names, when the municipality is gone, and once."""
    ergli = reform.join("Ērgļi", "LV-030")
    school = reform.join("school of the state", None, "state_vocational")
    for successor in (ergli, school, reform.cesvaine):
        with refused(errors.NotItsSuccessor):
            reform.merge(successor)
    with refused(errors.MunicipalityStands):
        reform.merge(day=BEFORE)
    with refused(NotFound):
        reform.merge(uuid4())
    reform.merge()
    with refused(errors.PartnerDissolved):
        reform.merge()
    with refused(errors.PartnerDissolved):
        reform.merge(reform.cesvaine, partner_id=ergli)


def test_schools_of_the_state_may_be_merged_too(reform: Reform) -> None:
    """No list names their successors."""
    one, other = (reform.join(name, None, "state_vocational") for name in ("one", "other"))
    reform.merge(other, partner_id=one, day=date(2020, 1, 1))


def test_a_merger_is_taken_back_once(reform: Reform) -> None:
    """All that passed on comes back, what was passed on late, too; then it may be recorded anew."""
    made = reform.scene.consult("Anna").made
    assert made
    reform.merge()
    reform.scene.ledger.students.void_consultation(
        reform.scene.id("Anna"), consultation_id=made, occurred_on=LATER
    )
    reform.partners.pass_on(partner_id=reform.cesvaine, occurred_on=LATER)
    with somebody(), refused(ReasonMissing):
        reform.partners.void_merger(partner_id=reform.cesvaine, occurred_on=LATER)
    for day in (BEFORE, LATER - timedelta(1)):  # before all of it had passed on
        with refused(BeforeWhatItCorrects):
            reform.partners.void_merger(partner_id=reform.cesvaine, occurred_on=day)
    reform.partners.void_merger(partner_id=reform.cesvaine, occurred_on=LATER)
    with refused(errors.NotDissolved):
        reform.partners.void_merger(partner_id=reform.cesvaine, occurred_on=LATER)
    assert reform.balances(reform.madona) == reform.balances(reform.cesvaine) == of("0", "0", "0")
    reform.merge()


def test_a_merger_taken_back_is_answered_again(reform: Reform) -> None:
    """The same request, sent twice, records nothing more, though there is nothing left to take back."""
    reform.merge()
    of_request: dict[str, Any] = {"partner_id": reform.cesvaine, "occurred_on": LATER}
    with somebody(reason="it was wrong", once=once("key")):
        first = reform.partners.void_merger(**of_request)
        again = reform.partners.void_merger(**of_request)
    assert (again.replayed, again.ticket) == (True, first.ticket)


def test_two_mergers_of_one_id_are_refused(reform: Reform) -> None:
    """Else the successor would forget what it took over from the first."""
    ergli, merger_id = reform.join("Ērgļi", "LV-030"), uuid4()
    reform.pay(ergli, "5.00", BEFORE, advance=True)
    reform.pay(reform.cesvaine, "30.00", BEFORE, advance=True)
    reform.merge(merger_id=merger_id)
    with refused(IdTaken):
        reform.merge(partner_id=ergli, merger_id=merger_id)
    assert reform.balances(reform.madona) == of("0", "30.00", "0")


def test_advances_that_the_successor_settled_stay(reform: Reform) -> None:
    """What it took over it has off-set: the merger is not taken back before that is."""
    reform.pay(reform.cesvaine, "30.00", date(2020, 11, 1), advance=True)
    reform.scene.ledger.institutions.attach_to_partner(
        institution_id=reform.scene.id("school"),
        attachment_id=uuid4(),
        partner_id=reform.madona,
        occurred_on=date(2018, 1, 2),
    )
    reform.scene.consult("Anna")
    reform.merge()
    reform.approved(reform.madona, "12.35", "12.35")
    with refused(errors.AdvanceSettled):
        reform.partners.void_merger(partner_id=reform.cesvaine, occurred_on=LATER)


def test_a_new_agreement_does_not_take_a_number_that_exists(reform: Reform) -> None:
    """However it is written; nothing is recorded."""
    other = reform.scene.id("other")
    day: dict[str, Any] = {"partner_id": other, "occurred_on": date(2017, 9, 1)}
    reform.partners.join(name="Other", kind="state_general", **day)
    with pytest.raises(errors.AgreementNumberTaken, match=str(reform.madona)):
        reform.partners.sign_agreement(number=" p6-13/ 51", **day)
    with refused(IdTaken):
        reform.partners.join(name="Other", kind="state_general", **day)
