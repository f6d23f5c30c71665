"""Commands on the operation, partners, institutions and specialists, through the ledger to PostgreSQL and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.application import Ledger, Recorded
from ledger.errors import LedgerError, NotFound
from ledger.fact import recording
from ledger.institution import Institution
from ledger.operation import OPERATION_ID, Operation, Shares
from ledger.operation.errors import OperationAlreadyOpen
from ledger.partner import Partner
from ledger.partner.errors import (
    AgreementAlreadySigned,
    AgreementNumberTaken,
    PaymentAlreadyRecorded,
)
from ledger.sealed import Keys
from ledger.specialist import Specialist
from ledger.store.connection import Role, connection_pool
from ledger.store.keys import KeyStore
from tests.ledger.spec import CONTEXT, id_of

START, DAY = date(2017, 3, 16), date(2017, 11, 1)
RULE: dict[str, Any] = {"valid_from": START, "source": "test", "occurred_on": START}


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    """A ledger of the test's own, everything in one recording context."""
    with connection_pool(database_url, Role.WRITER, timeout_s=30) as pool, recording(CONTEXT):
        yield Ledger(pool, Keys(KeyStore(pool), bytes(32)))


def partner(ledger: Ledger, name: str = "partner", number: str = "P6-13/51") -> UUID:
    """A municipality with an agreement."""
    ledger.partners.join(
        partner_id=id_of(name),
        name="Madonas novads",
        kind="municipality",
        municipality="LV-059",
        occurred_on=DAY,
    )
    ledger.partners.sign_agreement(partner_id=id_of(name), number=number, occurred_on=DAY)
    return id_of(name)


def institution(ledger: Ledger) -> UUID:
    """A school."""
    ledger.institutions.register(
        institution_id=id_of("school"), name="Kusas pamatskola", kind="general", occurred_on=DAY
    )
    return id_of("school")


def pay(ledger: Ledger, to: UUID, payment: str, reference: str = "MU-1") -> Recorded:
    """One payment."""
    return ledger.partners.make_payment(
        partner_id=to,
        payment_id=id_of(payment),
        amount=Decimal("29311.57"),
        reference=reference,
        period="2020/21 I",
        occurred_on=date(2021, 1, 15),
    )


def test_the_operation_is_opened_once_and_its_rules_are_set(ledger: Ledger) -> None:
    """Every command reaches the one stream, and a new process reads the rules back."""
    opening: dict[str, Any] = {
        "number": "8.3.4.0/16/I/001",
        "name": "PuMPuRS",
        "first_day": START,
        "last_day": date(2022, 12, 31),
        "source": "test",
        "occurred_on": START,
    }
    operations = ledger.operations
    assert operations.open(**opening).id == OPERATION_ID
    with pytest.raises(OperationAlreadyOpen):
        operations.open(**opening)
    operations.correct_opening(**{**opening, "name": "Atbalsts"})
    dated: dict[str, Any] = {"source": "test", "occurred_on": START}
    operations.set_cofinancing(
        rule_id=uuid4(), shares=Shares(Decimal(85), Decimal(15), Decimal(0)), **RULE
    )
    operations.set_budget(rule_id=uuid4(), total=Decimal(39812376), **dated)
    operations.extend_period(rule_id=uuid4(), last_day=date(2023, 12, 31), **dated)
    operations.set_target_group(rule_id=uuid4(), stages=("grade-5", "course-1"), **RULE)
    operations.set_delivery_mode(rule_id=uuid4(), mode="in_person", **RULE)
    operations.set_ceiling(
        rule_id=uuid4(), kind="catering", period="month", amount=Decimal(60), **RULE
    )
    operations.set_non_eligible_money(rule_id=uuid4(), up_to=Decimal(1_151_038), **RULE)
    operations.set_flat_rate(rule_id=uuid4(), percent=Decimal(15), **RULE)
    operations.set_lump_sum(rule_id=uuid4(), kind="youth_project", amount=Decimal(4600), **RULE)
    operations.allow_groups(rule_id=uuid4(), largest=4, **RULE)
    rate: dict[str, Any] = {
        "specialist_kind": "pedagogue",
        "hour": "clock",
        "method_document": "test",
    } | RULE
    operations.set_rate(rule_id=uuid4(), unit_cost=Decimal("12.35"), **rate)
    done = operations.set_rate(rule_id=id_of("wrong"), unit_cost=Decimal("99.99"), **rate)
    assert (done.version, done.made) == (14, id_of("wrong"))
    operations.withdraw_rule(rule_id=id_of("wrong"), occurred_on=DAY)

    read = Ledger(ledger.pool, ledger.keys).load(Operation, OPERATION_ID)
    assert read.rate_on("pedagogue", DAY).unit_cost == Decimal("12.35")
    assert read.lump_sum_on("youth_project", DAY).amount == 4600
    assert (read.name, read.last_day, read.flat_rate_on(DAY)) == (
        "Atbalsts",
        date(2023, 12, 31),
        Decimal(15),
    )


def test_an_agreement_number_is_one_partners(ledger: Ledger) -> None:
    """However it is written; free again when the agreement is taken back."""
    first = partner(ledger, "first", "8.3.4.0/16/1/002")
    with pytest.raises(AgreementNumberTaken, match=str(first)):
        partner(ledger, "second", " 8.3.4.0/16/i/002")
    second: dict[str, Any] = {"partner_id": id_of("second"), "occurred_on": DAY}
    ledger.partners.void_agreement(partner_id=first, occurred_on=DAY)
    ledger.partners.sign_agreement(number="8.3.4.0/16/I/002", **second)
    with pytest.raises(AgreementAlreadySigned):
        ledger.partners.sign_agreement(number="another", **second)


def test_a_bank_entry_is_one_payment_of_a_partner(ledger: Ledger) -> None:
    """Another partner's bank may use the same reference; a reversed one may be recorded again."""
    first, second = partner(ledger, "first", "1"), partner(ledger, "second", "2")
    ledger.partners.pay_advance(
        partner_id=first,
        payment_id=id_of("advance"),
        amount=Decimal(1000),
        reference="MU-1",
        occurred_on=DAY,
    )
    with pytest.raises(PaymentAlreadyRecorded):
        pay(ledger, first, "payment", " mu -1")
    assert pay(ledger, second, "payment").made == id_of("payment")
    ledger.partners.reverse_payment(partner_id=first, payment_id=id_of("advance"), occurred_on=DAY)
    pay(ledger, first, "payment")


def test_a_partners_plans_and_corrections_are_recorded(ledger: Ledger) -> None:
    """Planning, amending, and what takes it back."""
    known: dict[str, Any] = {"partner_id": partner(ledger), "occurred_on": DAY}
    ledger.partners.plan_semester_budget(
        semester="2017/18 I", amount=Decimal("22292.95"), students=51, **known
    )
    ledger.partners.withdraw_semester_budget(semester="2017/18 I", **known)
    ledger.partners.amend_agreement(amendment_id=id_of("a"), number="1", subject="More", **known)
    ledger.partners.void_amendment(amendment_id=id_of("a"), **known)
    done = ledger.partners.correct_joining(
        name="Cita", kind="municipality", municipality="LV-021", **known
    )
    assert done.version == 7
    assert ledger.load(Partner, done.id).municipality == "LV-021"


def test_an_institution_joins_leaves_and_belongs(ledger: Ledger) -> None:
    """Every command reaches its stream; its partner must be one."""
    known: dict[str, Any] = {"institution_id": institution(ledger), "occurred_on": DAY}
    schools = ledger.institutions
    schools.rename(renaming_id=id_of("r"), name="Kusas skola", **known)
    schools.void_renaming(renaming_id=id_of("r"), **known)
    schools.correct_registration(name="Kusas pamatskola", kind="vocational", **known)
    schools.join_operation(membership_id=id_of("m"), **known)
    schools.leave_operation(membership_id=id_of("m"), **known)
    schools.void_leaving(membership_id=id_of("m"), **known)
    schools.leave_operation(membership_id=id_of("m"), **known)
    later = {**known, "occurred_on": date(2019, 9, 1)}
    assert schools.rejoin_operation(membership_id=id_of("n"), **later).made == id_of("n")
    schools.void_membership(membership_id=id_of("n"), **later)
    schools.place(placement_id=id_of("p"), municipality="LV-021", **known)
    schools.void_placement(placement_id=id_of("p"), **known)
    schools.place(placement_id=id_of("q"), municipality="LV-059", **known)
    with pytest.raises(NotFound):
        schools.attach_to_partner(attachment_id=id_of("a"), partner_id=uuid4(), **known)
    madona = partner(ledger)
    schools.attach_to_partner(attachment_id=id_of("a"), partner_id=madona, **known)
    schools.void_attachment(attachment_id=id_of("a"), **known)
    schools.attach_to_partner(attachment_id=id_of("b"), partner_id=madona, **known)

    school = Ledger(ledger.pool, ledger.keys).load(Institution, known["institution_id"])
    assert [school.is_member(day) for day in (DAY, date(2019, 9, 1))] == [True, False]
    assert school.place_on(DAY).partner_id == madona


def test_names_of_people_are_sealed(ledger: Ledger) -> None:
    """A coordinator's under the institution's key, a specialist's under their own."""
    school = institution(ledger)
    ledger.institutions.appoint_coordinator(
        institution_id=school,
        appointment_id=id_of("c"),
        name=" Anna Bērziņa ",
        contact="anna@example.lv",
        occurred_on=DAY,
    )
    person = id_of("person")
    ledger.specialists.register(specialist_id=person, name="Jānis Ozols", occurred_on=DAY)
    [appointed] = ledger.events.get(school, gt=1)
    [registered] = ledger.events.get(person)
    assert isinstance(appointed, Institution.CoordinatorAppointed)
    assert isinstance(registered, Specialist.Registered)
    assert appointed.contact is not None
    assert ledger.keys.unseal(school, appointed.name) == "Anna Bērziņa"
    assert ledger.keys.unseal(school, appointed.contact) == "anna@example.lv"
    assert ledger.keys.unseal(person, registered.name) == "Jānis Ozols"
    for stored in (*ledger.recorder.select_events(school), *ledger.recorder.select_events(person)):
        assert b"Ozols" not in stored.state
        assert b"Anna" not in stored.state
    ledger.institutions.remove_coordinator(
        institution_id=school, appointment_id=id_of("c"), occurred_on=DAY
    )


def test_a_specialist_works_at_a_known_institution(ledger: Ledger) -> None:
    """Every command reaches its stream."""
    known: dict[str, Any] = {"specialist_id": id_of("person"), "occurred_on": DAY}
    people = ledger.specialists
    people.register(name="Jānis Ozols", **known)
    people.correct_name(name="Jānis Ozoliņš", **known)
    people.qualify(qualification_id=id_of("q"), kind="psychologist", valid_from=DAY, **known)
    people.void_qualification(qualification_id=id_of("q"), **known)
    people.qualify(qualification_id=id_of("r"), kind="pedagogue", valid_from=DAY, **known)
    attach: dict[str, Any] = {"attachment_id": id_of("a"), **known}
    with pytest.raises(NotFound):
        people.attach_to_institution(institution_id=uuid4(), **attach)
    school = institution(ledger)
    people.attach_to_institution(institution_id=school, **attach)
    people.leave(**attach)
    people.void_leaving(**attach)
    people.void_attachment(**attach)
    done = people.attach_to_institution(
        institution_id=school, **{**attach, "attachment_id": uuid4()}
    )
    assert done.version == 10
    ledger.load(Specialist, done.id).require_acting("pedagogue", school, DAY)
    attached = list(ledger.events.get(done.id))[-1]
    assert isinstance(attached, Specialist.AttachedToInstitution)
    assert attached.basis == {"institution": 1}


def test_what_is_not_there_is_not_found(ledger: Ledger) -> None:
    """An unknown id, or the id of something else."""
    for unknown in (uuid4(), institution(ledger)):
        with pytest.raises(NotFound):
            ledger.partners.void_agreement(partner_id=unknown, occurred_on=DAY)
        with pytest.raises(NotFound):
            ledger.specialists.correct_name(specialist_id=unknown, name="A", occurred_on=DAY)
    with pytest.raises(NotFound):
        ledger.institutions.rename(
            institution_id=uuid4(), renaming_id=uuid4(), name="A", occurred_on=DAY
        )


def test_a_refused_command_records_nothing(ledger: Ledger) -> None:
    """Neither an event nor a reservation."""
    to = partner(ledger)
    with recording(replace(CONTEXT, reason=None)), pytest.raises(LedgerError):
        ledger.partners.void_agreement(partner_id=to, occurred_on=DAY)
    assert ledger.load(Partner, to).version == 2
    with pytest.raises(AgreementNumberTaken):
        partner(ledger, "second")
