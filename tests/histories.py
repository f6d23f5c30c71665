"""Random histories: what three students, their schools and a partner might live through, by commands.

Each action is tried on a real ledger; what the rules refuse is simply not part of the history.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from ledger.document import Document
from ledger.errors import LedgerError
from ledger.student.values import (
    Group,
    PlannedCompensation,
    PlannedConsultation,
    RiskResult,
)
from tests.ledger.scene import Scene, somebody

STUDENTS = ("Anna", "Juris", "Zane")
HOUR = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal("0.50"))
KINDS = ("catering", "learning_aids")


@dataclass
class History:
    """A ledger under way: what was made, so that later actions can name it."""

    scene: Scene
    consultations: list[tuple[str, UUID]] = field(default_factory=list)
    compensations: list[tuple[str, UUID]] = field(default_factory=list)
    payments: list[UUID] = field(default_factory=list)

    def take(self, action: "Action") -> None:
        """Try one action; a refusal leaves no trace."""
        with somebody(reason="it was wrong", actor=action.actor), suppress(LedgerError):
            ACTIONS[action.name](self, action)


@dataclass(frozen=True)
class Action:
    """One thing to try, with the choices it may need."""

    name: str
    student: str
    number: int
    amount: Decimal
    day: int
    actor: str

    @property
    def date(self) -> date:
        """A day of the first semester of 2020/21."""
        return date(2020, 9, 1) + timedelta(days=self.day)


def _consult(history: History, action: Action, **changed: Any) -> None:
    consultation_id = uuid4()
    history.scene.consult(
        action.student, hour=action.number, consultation_id=consultation_id, **changed
    )
    history.consultations.append((action.student, consultation_id))


def _consult_in_group(history: History, action: Action) -> None:
    group = Group(history.scene.id(f"group {action.number}"), 3, STUDENTS.index(action.student) + 1)
    _consult(history, action, group=group)


def _miss(history: History, action: Action) -> None:
    consultation_id = uuid4()
    history.scene.ledger.students.miss_consultation(
        history.scene.id(action.student),
        consultation_id=consultation_id,
        plan_id=history.scene.id(f"{action.student} plan"),
        specialist_id=history.scene.id("teacher"),
        consultation=HOUR,
        occurred_on=action.date,
    )
    history.consultations.append((action.student, consultation_id))


def _void(history: History, action: Action) -> None:
    if history.consultations:
        student, consultation_id = _pick(history.consultations, action)
        history.scene.ledger.students.void_consultation(
            history.scene.id(student), consultation_id=consultation_id, occurred_on=action.date
        )


def _claim(history: History, action: Action) -> None:
    compensation_id = uuid4()
    history.scene.claim(
        action.student,
        str(action.amount),
        compensation_id=compensation_id,
        kind=KINDS[action.number % 2],
        document=Document(
            str(action.number % 5),
            date(2020, 10, 31),
            "SIA Ēdnīca",
            str(action.number % 5) * 64,
            Decimal("99.99"),
        ),
    )
    history.compensations.append((action.student, compensation_id))


def _approve(history: History, action: Action) -> None:
    _on_compensation(history, action, "approve_compensation", amount=action.amount)


def _refuse(history: History, action: Action) -> None:
    _on_compensation(history, action, "refuse_compensation")


def _pay(history: History, action: Action) -> None:
    _on_compensation(
        history,
        action,
        "pay_compensation",
        payment_id=uuid4(),
        amount=action.amount,
        payment_reference="MU",
    )


def _reverse(history: History, action: Action) -> None:
    _on_compensation(history, action, "reverse_compensation")


def _on_compensation(history: History, action: Action, command: str, **fields: Any) -> None:
    if history.compensations:
        student, compensation_id = _pick(history.compensations, action)
        getattr(history.scene.ledger.students, command)(
            history.scene.id(student),
            compensation_id=compensation_id,
            occurred_on=max(action.date, date(2020, 11, 2)),
            **fields,
        )


def _revise(history: History, action: Action) -> None:
    content = history.scene.content(action.student)
    aids = PlannedCompensation("learning_aids", action.amount)
    history.scene.ledger.students.revise_plan(
        history.scene.id(action.student),
        plan_id=history.scene.id(f"{action.student} plan"),
        content=type(content)(
            content.risks,
            content.consultations,
            (*content.compensations, aids),
            action.number % 2 == 0,
            content.holiday_support,
            None,
            "class teacher",
        ),
        occurred_on=action.date,
    )


def _agree(history: History, action: Action) -> None:
    history.scene.ledger.students.agree_plan(
        history.scene.id(action.student),
        plan_id=history.scene.id(f"{action.student} plan"),
        revision=2 + action.number % 2,
        signatory=("learner", "representative")[action.day % 2],
        form="electronic",
        document_sha256=None,
        occurred_on=action.date,
    )


def _evaluate(history: History, action: Action) -> None:
    risk = history.scene.id(f"{action.student} risk")
    _on_plan(
        history,
        action,
        "evaluate_plan",
        results=(RiskResult(risk, "reduced"),),
        narrative="labāk",
        support_goes_on=False,
    )


def _close(history: History, action: Action) -> None:
    _on_plan(history, action, "close_plan")


def _reopen(history: History, action: Action) -> None:
    _on_plan(history, action, "reopen_plan")


def _void_evaluation(history: History, action: Action) -> None:
    _on_plan(history, action, "void_evaluation")


def _on_plan(history: History, action: Action, command: str, **fields: Any) -> None:
    getattr(history.scene.ledger.students, command)(
        history.scene.id(action.student),
        plan_id=history.scene.id(f"{action.student} plan"),
        occurred_on=action.date,
        **fields,
    )


def _receive(history: History, action: Action) -> None:
    payment_id = uuid4()
    history.scene.ledger.partners.make_payment(
        partner_id=history.scene.id("Madona"),
        payment_id=payment_id,
        amount=action.amount,
        period=(None, "2020/21 I")[action.number % 2],
        purpose="measures",
        prior_period=False,
        reference=str(payment_id),
        occurred_on=action.date,
    )
    history.payments.append(payment_id)


def _take_back(history: History, action: Action) -> None:
    if history.payments:
        history.scene.ledger.partners.reverse_payment(
            partner_id=history.scene.id("Madona"),
            payment_id=history.payments[action.number % len(history.payments)],
            occurred_on=action.date,
        )


def _move_school(history: History, action: Action) -> None:
    history.scene.ledger.institutions.place(
        institution_id=history.scene.id("school"),
        placement_id=uuid4(),
        municipality=("LV-059", "LV-057")[action.number % 2],
        occurred_on=action.date,
    )


def _pick(made: list[tuple[str, UUID]], action: Action) -> tuple[str, UUID]:
    return made[action.number % len(made)]


ACTIONS: dict[str, Callable[[History, Action], None]] = {
    "consult": _consult,
    "consult in group": _consult_in_group,
    "miss": _miss,
    "void": _void,
    "claim": _claim,
    "approve": _approve,
    "refuse": _refuse,
    "pay": _pay,
    "reverse": _reverse,
    "revise": _revise,
    "agree": _agree,
    "evaluate": _evaluate,
    "void evaluation": _void_evaluation,
    "close": _close,
    "reopen": _reopen,
    "receive": _receive,
    "take back": _take_back,
    "move school": _move_school,
}

FREQUENT = ("consult", "consult in group", "claim", "approve", "pay", "receive")


def actions(most: int) -> st.SearchStrategy[list[Action]]:
    """Lists of things to try; what makes money moves more often than what takes it back."""
    one = st.builds(
        Action,
        name=st.sampled_from([*ACTIONS, *FREQUENT, *FREQUENT]),
        student=st.sampled_from(STUDENTS),
        number=st.integers(0, 40),
        amount=st.decimals("0.01", "80.00", places=2),
        day=st.integers(0, 120),
        actor=st.sampled_from(("pedagogue", "director")),
    )
    return st.lists(one, min_size=10, max_size=most)
