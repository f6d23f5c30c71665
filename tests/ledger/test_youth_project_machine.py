"""Whatever is tried on youth projects, in whatever order: none is paid twice, or more, or less, or for nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ledger.application import opened
from ledger.errors import LedgerError
from ledger.fact import recording
from ledger.operation import Shares
from ledger.operation.rules import Setting
from ledger.store.connection import Role, connect
from ledger.store.sequencer import Sequencer
from ledger.youth_project import YouthProject, granting
from projections.engine import Engine
from projections.funding import Funding
from projections.journal import Journal
from projections.youth_projects import YouthProjects
from tests.conftest import NewDatabase
from tests.ledger.scene import Scene, somebody
from tests.ledger.spec import CONTEXT, assert_loads, id_of
from tests.ledger.youth_project_books import NEW_RULE, NEW_SUM, booked
from tests.ledger.youth_projects import APPLICATION, APPLIED, STARTED, called, operation, submitted

NEW_SHARES = Shares(Decimal(68), Decimal(12), Decimal(20))
PROJECTS = ("first", "second")
PATHS = (
    "",
    "approve",
    "refuse",
    "approve start pay_grant",
    "approve start pay_grant complete",
    "approve start pay_grant fail recover_grant",
    "approve start pay_grant fail recover_grant void_recovery",
)
COMMANDS: dict[str, tuple[str, ...]] = {
    "approve": ("decision",),
    "refuse": (),
    "start": (),
    "complete": (),
    "fail": (),
    "report_participants": ("report_id", "participants", "at_risk"),
    "pay_grant": ("grant_id", "reference"),
    "recover_grant": ("recovery_id", "reference"),
    "void_application": (),
    "void_decision": (),
    "void_start": (),
    "void_end": (),
    "void_report": ("report_id",),
    "void_grant": ("grant_id",),
    "void_recovery": ("recovery_id",),
}
"""What can be tried, and what it is told with beside the day."""
FREQUENT = ("pay_grant", "recover_grant", "void_grant", "void_recovery", "fail", "void_end")
MONEY = {
    YouthProject.GrantPaid,
    YouthProject.GrantVoided,
    YouthProject.GrantRecovered,
    YouthProject.RecoveryVoided,
}


class Machine(RuleBasedStateMachine):
    """Two projects, three ids of each kind, three bank entries; days before, at and after those reached."""

    recorded: ClassVar[set[type[Any]]]

    def __init__(self) -> None:
        super().__init__()
        self.day = STARTED

    @initialize(path=st.sampled_from(PATHS))
    def begin(self, path: str) -> None:
        """The first project has come some way."""
        for name in path.split():
            self.tell(name, "first", 0, 3, "other")

    @rule(
        name=st.sampled_from((*COMMANDS, *FREQUENT)),
        project=st.sampled_from(PROJECTS),
        number=st.integers(0, 2),
        days=st.integers(-3, 30),
        actor=st.sampled_from(("other", "other", "applicant")),
    )
    def tell(self, name: str, project: str, number: int, days: int, actor: str) -> None:
        """Try a command; a refusal leaves no trace."""
        day, ids = self.day + timedelta(days), f"{project} {number}"
        told = {
            "decision": "1",
            "reference": f"MU-{number + 2 * (name == 'recover_grant')}",
            "participants": 10,
            "at_risk": 5 * number,
            "report_id": id_of(f"report {ids}"),
            "grant_id": id_of(f"grant {ids}"),
            "recovery_id": id_of(f"recovery {ids}"),
        }
        fields = {each: told[each] for each in COMMANDS[name]}
        before = self.facts(project)
        try:
            self.record(name, project, actor, {**fields, "occurred_on": day})
        except LedgerError:
            assert self.facts(project) == before
        else:
            self.day = max(self.day, day)

    def record(self, name: str, project: str, actor: str, fields: dict[str, Any]) -> None:
        """Tell a command."""
        raise NotImplementedError

    def facts(self, project: str) -> list[Any]:
        """Everything recorded of a project."""
        raise NotImplementedError

    @invariant()
    def money_is_right(self) -> None:
        """As each project's book, kept from its facts alone, finds it."""
        for project in PROJECTS:
            facts = self.facts(project)
            booked(facts)
            self.recorded.update(map(type, facts))


class Alone(Machine):
    """The aggregate, without a ledger."""

    recorded: ClassVar[set[type[Any]]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.projects = {name: submitted(title=name) for name in PROJECTS}

    def record(self, name: str, project: str, actor: str, fields: dict[str, Any]) -> None:
        """By the verb that the command is about."""
        with recording(replace(CONTEXT, actor=actor)):
            verb: Callable[..., object] = VERBS.get(name) or getattr(YouthProject, name)
            verb(self.projects[project], **fields)

    def facts(self, project: str) -> list[Any]:
        """What was decided."""
        return list(self.projects[project].pending_events)

    def teardown(self) -> None:
        """History loads as it was lived."""
        for project in self.projects.values():
            assert_loads(project)


class Recorded(Machine):
    """The ledger on PostgreSQL, and what its books say in the end."""

    recorded: ClassVar[set[type[Any]]] = set()
    new_database: ClassVar[NewDatabase]

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.url = self.open.enter_context(type(self).new_database())
        self.ledger = self.open.enter_context(opened(self.url, bytes(32)))
        with somebody(actor="applicant"):
            scene = Scene(self.ledger)
            scene.set()
            called(scene)
            self._set_new_rules()
            for name in PROJECTS:
                self.ledger.youth_projects.submit_application(
                    youth_project_id=id_of(name),
                    call_id=id_of("call"),
                    occurred_on=APPLIED,
                    **{**APPLICATION, "title": name},
                )

    def _set_new_rules(self) -> None:
        rule: dict[str, Any] = {"valid_from": NEW_RULE, "source": "test", "occurred_on": NEW_RULE}
        operations = self.ledger.operations
        operations.set_lump_sum(
            rule_id=id_of("new sum"), kind="youth_project", amount=NEW_SUM, **rule
        )
        operations.set_cofinancing(rule_id=id_of("new shares"), shares=NEW_SHARES, **rule)

    def record(self, name: str, project: str, actor: str, fields: dict[str, Any]) -> None:
        """By the command."""
        with somebody(actor=actor, reason="it was wrong"):
            command = getattr(self.ledger.youth_projects, name)
            command(youth_project_id=id_of(project), **fields)

    def facts(self, project: str) -> list[Any]:
        """What the store holds."""
        return list(self.ledger.events.get(id_of(project)))

    def teardown(self) -> None:
        """Journal and funding say what the books say, to a hundredth of a cent, at every position."""
        with self.open:
            books = [booked(self.facts(project)) for project in PROJECTS]
            entries = [reference for book in books for reference in book.references]
            assert len(entries) == len(set(entries))
            Sequencer(self.url).sequence_once()
            engine = Engine(self.url, [Journal, Funding, YouthProjects], batch=3)
            engine.catch_up()
            with connect(self.url, Role.READER) as reader:
                [total] = Funding.totals(reader)
                [count] = YouthProjects.counts(reader)
                assert total.amount == count.granted == sum(book.held for book in books)
                assert total.esf + total.state + total.state_non_eligible == total.amount
                for position in range(Journal.position(reader) + 1):
                    balances = Journal.balances(reader, known_at=position)
                    assert sum(each.balance for each in balances) == 0
            assert [engine.verify(each.name) for each in engine.status()] == [[], [], []]


OPERATION = operation()
with recording(CONTEXT):
    OPERATION.set_lump_sum(
        Setting(id_of("new sum"), NEW_RULE, "test", NEW_RULE),
        kind="youth_project",
        amount=NEW_SUM,
        valid_until=None,
    )
VERBS: dict[str, Callable[..., object]] = {
    "start": lambda project, **on: project.start(OPERATION, **on),
    "report_participants": lambda project, participants, **of: project.report_participants(
        everybody=participants, **of
    ),
    "pay_grant": lambda project, **of: granting.pay(project, OPERATION, **of),
    "void_grant": granting.void,
    "recover_grant": granting.recover,
    "void_recovery": granting.void_recovery,
}
"""What a command does to a project, where it is not just the verb of the same name."""


def repeatable(tries: int, *, steps: int) -> settings:
    """The same tries each time: what they take must be what is asserted, not only mostly."""
    return settings(max_examples=tries, stateful_step_count=steps, deadline=None, derandomize=True)


def test_no_order_of_commands_pays_a_project_wrongly() -> None:
    """Not twice, not another amount, not a refused one, nothing back that was not paid; and it was tried."""
    run_state_machine_as_test(Alone, settings=repeatable(120, steps=40))
    assert Alone.recorded >= MONEY


def test_no_order_of_commands_loses_a_cent(new_database: NewDatabase) -> None:
    """Through the store and the read models: one bank entry pays once, sources make the whole, debits the credits."""
    Recorded.new_database = new_database
    run_state_machine_as_test(Recorded, settings=repeatable(12, steps=20))
    assert {YouthProject.GrantPaid, YouthProject.GrantRecovered} <= Recorded.recorded
