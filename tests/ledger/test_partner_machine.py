"""No way to lose a cent, whatever partners, the state service and schools try, in any order."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID, uuid4

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ledger.errors import LedgerError
from ledger.partner import Partner, budgeting
from ledger.store.connection import Role, connect
from ledger.store.sequencer import Sequencer
from projections.engine import Engine
from projections.journal import Journal
from tests.ledger.partner_steps import SHA, declared
from tests.ledger.scene import SEMESTER, Scene, somebody

REFORM, LATER = date(2021, 7, 1), date(2021, 9, 1)
NUMBERS, AMOUNTS = st.integers(0, 1), st.sampled_from(("2.00", "10.00", "12.35", "24.70"))
ACTORS = st.sampled_from(("partner", "ikvd"))
DAYS = st.sampled_from((date(2021, 6, 1), LATER))


@dataclass
class Another(Scene):
    """The same scene under other ids: two municipalities, the school of one, a learner."""

    run: str

    def id(self, name: str) -> UUID:
        """The same id for the same name, in this run."""
        return super().id(f"{self.run} {name}")

    def learner(self) -> None:
        """The school is Cesvaine's."""
        ledger = self.ledger
        school: dict[str, Any] = {"institution_id": self.id("school")}
        day: dict[str, Any] = {"occurred_on": date(2017, 9, 1)}
        for name, municipality in (("Cesvaine", "LV-021"), ("Madona", "LV-059")):
            id_: dict[str, Any] = {"partner_id": self.id(name)}
            ledger.partners.join(
                name=name, kind="municipality", municipality=municipality, **id_, **day
            )
            ledger.partners.sign_agreement(number=f"{name} {self.run}", **id_, **day)
        ledger.institutions.register(name="School", kind="general", **school, **day)
        ledger.institutions.join_operation(membership_id=uuid4(), **school, **day)
        ledger.institutions.place(placement_id=uuid4(), municipality="LV-021", **school, **day)
        ledger.institutions.attach_to_partner(
            attachment_id=uuid4(), partner_id=self.id("Cesvaine"), **school, **day
        )
        self.specialist("teacher")
        self.student("Anna")


class PartnerMachine(RuleBasedStateMachine):
    """Cesvaine and Madona, each command tried with a few ids; what is refused leaves no trace."""

    taken: ClassVar[Counter[str]] = Counter()
    """How often each command was not refused, over all histories."""
    main: ClassVar[Scene]
    url: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.open.enter_context(somebody(reason="it was wrong"))
        self.scene = Another(self.main.ledger, str(uuid4()))
        self.scene.learner()
        self.ids = [self.scene.id("Cesvaine"), self.scene.id("Madona")]
        self.consultations: list[UUID] = []
        for hour in range(3):
            self.consult(50 + hour)
        self.pay("pay_advance", 0, 0, 0, "12.35", REFORM - timedelta(1))
        self.submit(0, 0, "24.70", "partner", again=False)
        self.approve(0, 0, "24.70", "2.00", "ikvd")
        self.recover(0, 0, "10.00", "repaid")

    def tell(self, command: str, *args: Any, actor: str = "coordinator", **fields: Any) -> bool:
        """Try a command on partners; whether it was recorded."""
        with somebody(reason="it was wrong", actor=actor), suppress(LedgerError):
            getattr(self.scene.ledger.partners, command)(*args, **fields)
            self.taken[command] += 1
            return True
        return False

    def id(self, what: str, to: int, number: int) -> UUID:
        """One of two ids of its kind and partner: the API gives no two things the same."""
        return self.scene.id(f"{what} {to} {number}")

    # --- what may be tried ------------------------------------------------------------------------

    @rule(hour=st.integers(0, 40))
    def consult(self, hour: int) -> None:
        with suppress(LedgerError):
            made = self.scene.consult("Anna", hour=hour).made
            assert made
            self.consultations.append(made)
            limit = budgeting.limit(self.loaded()[0], SEMESTER)
            spent = self.scene.ledger.recorder.spent(self.ids[0], SEMESTER)
            assert limit is None or spent <= limit
            self.taken["consult"] += 1

    @rule(number=st.integers(0, 40))
    def void_consultation(self, number: int) -> None:
        if self.consultations:
            made = self.consultations.pop(number % len(self.consultations))
            self.scene.ledger.students.void_consultation(
                self.scene.id("Anna"), consultation_id=made, occurred_on=LATER
            )

    @rule(amount=st.sampled_from(("20.00", "50.00", "100.00")))
    def plan(self, amount: str) -> None:
        self.tell(
            "plan_semester_budget",
            partner_id=self.ids[0],
            semester=SEMESTER,
            amount=Decimal(amount),
            students=1,
            occurred_on=LATER,
        )

    @rule(
        command=st.sampled_from(("pay_advance", "make_payment", "reverse_payment")),
        to=st.integers(0, 1),
        number=NUMBERS,
        entry=NUMBERS,
        amount=AMOUNTS,
        day=DAYS,
    )
    def pay(self, command: str, to: int, number: int, entry: int, amount: str, day: date) -> None:
        paid: dict[str, Any] = {"amount": Decimal(amount), "reference": f"MU {entry}"}
        on: dict[str, Any] = {"payment_id": self.id("payment", to, number), "occurred_on": day}
        fields = {} if command == "reverse_payment" else paid
        self.tell(command, partner_id=self.ids[to], **fields, **on)

    @rule(to=st.integers(0, 1), number=NUMBERS, amount=AMOUNTS, actor=ACTORS, again=st.booleans())
    def submit(self, to: int, number: int, amount: str, actor: str, *, again: bool) -> None:
        self.tell(
            "resubmit_settlement" if again else "submit_settlement",
            actor=actor,
            partner_id=self.ids[to],
            settlement_id=self.id("settlement", to, number),
            declared=declared(amount),
            documents_sha256=SHA,
            occurred_on=LATER,
            **({} if again else {"semester": SEMESTER}),
        )

    @rule(
        to=st.integers(0, 1),
        number=NUMBERS,
        amount=AMOUNTS,
        offset=st.sampled_from(("0", "2.00", "10.00")),
        actor=ACTORS,
    )
    def approve(self, to: int, number: int, amount: str, offset: str, actor: str) -> None:
        self.tell(
            "approve_settlement",
            self.ids[to],
            actor=actor,
            settlement_id=self.id("settlement", to, number),
            approval_id=uuid4(),
            amount=Decimal(amount),
            advances_offset=Decimal(offset),
            occurred_on=LATER,
        )

    @rule(
        command=st.sampled_from(
            ("return_settlement", "void_settlement_return", "void_approval", "void_settlement")
        ),
        to=st.integers(0, 1),
        number=NUMBERS,
    )
    def step(self, command: str, to: int, number: int) -> None:
        settlement = self.id("settlement", to, number)
        self.tell(command, self.ids[to], settlement_id=settlement, occurred_on=LATER)

    @rule(
        to=st.integers(0, 1),
        number=NUMBERS,
        amount=AMOUNTS,
        means=st.sampled_from(("repaid", "offset")),
        ground=st.sampled_from(("other", "overpaid")),
    )
    def recover(self, to: int, number: int, amount: str, means: str, ground: str = "other") -> None:
        decided = self.tell(
            "decide_recovery",
            self.ids[to],
            settlement_id=self.id("settlement", to, number),
            recovery_id=self.id("recovery", to, number),
            amount=Decimal(amount),
            ground=ground,
            means=means,
            occurred_on=LATER,
        )
        if decided:
            partner, recorder = self.loaded()[to], self.scene.ledger.recorder
            assert partner.owed(recorder.spent(partner.id)) <= 0 or ground == "other"
            spent = recorder.spent(partner.id, SEMESTER)
            assert partner.standing_in(SEMESTER, spent) >= 0 or ground == "overpaid"

    @rule(to=st.integers(0, 1), number=NUMBERS, entry=NUMBERS, amount=AMOUNTS, back=st.booleans())
    def come_back(self, to: int, number: int, entry: int, amount: str, *, back: bool) -> None:
        fields: dict[str, Any] = {
            "partner_id": self.ids[to],
            "receipt_id": uuid4(),
            "recovery_id": self.id("recovery", to, number),
            "amount": Decimal(amount),
            "occurred_on": LATER,
        }
        if back:
            self.tell("receive_recovery", reference=f"mu{entry}", **fields)
        else:
            self.tell("offset_recovery", **fields)

    @rule(to=st.integers(0, 1), number=NUMBERS, receipt=st.booleans())
    def void_recovery(self, to: int, number: int, *, receipt: bool) -> None:
        partner = self.loaded()[to]
        if not receipt:
            recovery = self.id("recovery", to, number)
            self.tell("void_recovery", partner.id, recovery_id=recovery, occurred_on=LATER)
        elif partner.receipts:
            [*_, id_] = partner.receipts
            on: dict[str, Any] = {"receipt_id": id_, "occurred_on": LATER}
            self.tell("void_recovery_receipt", partner_id=partner.id, **on)

    @rule(command=st.sampled_from(("merge", "pass_on", "void_merger")))
    def merge(self, command: str) -> None:
        into: dict[str, Any] = {"successor_id": self.ids[1], "merger_id": uuid4()}
        self.tell(
            command,
            partner_id=self.ids[0],
            occurred_on=REFORM if command == "merge" else LATER,
            **(into if command == "merge" else {}),
        )

    # --- what must always hold ----------------------------------------------------------------------

    def loaded(self) -> list[Partner]:
        """Both, as they are."""
        return [self.scene.ledger.load(Partner, id_) for id_ in self.ids]

    @invariant()
    def nothing_is_taken_twice(self) -> None:
        """Of advances, approvals, recoveries and entries of the bank."""
        for partner in self.loaded():
            assert partner.outstanding >= 0
            for id_, settlement in partner.settlements.items():
                approved = settlement.approval.amount if settlement.approval else 0
                assert partner.to_recover_of(id_) <= approved <= settlement.declared
            for id_, recovery in partner.recoveries.items():
                assert partner.recovered_of(id_) <= (0 if recovery.voided else recovery.amount)
            paid = [each.reference for each in partner.payments.values() if not each.voided]
            back = [each.reference for each in partner.receipts.values() if not each.voided]
            entries = [entry.lower().replace(" ", "") for entry in (*paid, *back) if entry]
            assert len(entries) == len(set(entries))
            open_ = [each.semester for each in partner.settlements.values() if each.open]
            assert len(open_) == len(set(open_))

    def teardown(self) -> None:
        """The journal balances, and says of each partner what its stream says."""
        Sequencer(self.url).sequence_once()
        Engine(self.url, [Journal]).catch_up()
        with connect(self.url, Role.READER) as reader:
            for partner in self.loaded():
                where = {"partner": str(partner.id)}
                for entry in Journal.posted(reader, where):
                    assert sum(each.debit - each.credit for each in entry.postings) == 0
                found = Journal.balances(reader, where)
                books = {each.account: each.balance for each in found}
                spent = self.scene.ledger.recorder.spent(partner.id)
                said = partner.balances(spent)
                assert said.owed == -books.get("2100", 0)
                assert said.advances == books.get("1100", 0)
                assert said.to_recover == books.get("1200", 0)
        self.open.close()


def test_no_way_to_lose_a_cent(scene: Scene, database_url: str) -> None:
    """In one database, each history about partners of its own; the ways that matter were taken."""
    PartnerMachine.main, PartnerMachine.url = scene, database_url
    few = settings(
        max_examples=16,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,  # what the tries took is asserted below
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each try is slow: not shrunk
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(PartnerMachine, settings=few)
    assert len(PartnerMachine.taken) > 7, PartnerMachine.taken
