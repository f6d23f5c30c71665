"""What somebody may do: the one policy. It decides on who asks, what for, about which record, and whose that is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from api.access.errors import CapacityUnclear, NotPermitted
from api.access.permissions import LEVELS, Permission, permissions
from ledger.access import Access, Grant
from ledger.access.around import around
from ledger.aggregate import Aggregate
from ledger.application import Ledger
from ledger.errors import NotFound
from ledger.fact import Capacity
from ledger.institution import Institution
from ledger.partner import Partner
from ledger.role import Role
from ledger.scope import NATIONAL, Scope
from ledger.specialist import Specialist
from ledger.store.holds import Known
from ledger.student.student import Student
from ledger.verification import Verification
from ledger.webhook import Webhook
from ledger.youth_project import YouthProject

RECORDS: Mapping[str, type[Aggregate]] = {
    "access_id": Access,
    "institution_id": Institution,
    "partner_id": Partner,
    "specialist_id": Specialist,
    "student_id": Student,
    "verification_id": Verification,
    "webhook_id": Webhook,
    "youth_project_id": YouthProject,
}
"""What a part of an address names."""

KNOWN_TO_THEIRS = (Specialist, Student, Verification, YouthProject)
"""Records that a command of somebody else is not to learn of; the others are public."""

ALL_OF_IT = (Access, Webhook)
"""Records that lie in several scopes at once and give something away in each of them."""

LEAVING = frozenset({"students.transfer"})
"""Commands that name an institution for others to go on at: it need not be theirs who tell them."""

JOINING = frozenset({"specialists.attach_to_institution"})
"""Commands that let somebody of elsewhere join an institution: it is enough that the institution is theirs."""

NOT_TAKING = frozenset({"access.one", "accesses.open", "accesses.grant"})
"""What takes nothing from somebody's access, and gives no key of it: who grants is asked what."""

MAY_GRANT: Mapping[Role, Collection[Role]] = {
    Role.NATIONAL: tuple(Role),
    Role.PARTNER_COORDINATOR: (
        Role.DIRECTOR,
        Role.INSTITUTION_COORDINATOR,
        Role.PLAN_PREPARER,
        Role.PEDAGOGUE,
        Role.MACHINE,
        Role.AUDITOR,
    ),
    Role.DIRECTOR: (
        Role.INSTITUTION_COORDINATOR,
        Role.PLAN_PREPARER,
        Role.PEDAGOGUE,
        Role.MACHINE,
    ),
    Role.INSTITUTION_COORDINATOR: (Role.PLAN_PREPARER, Role.PEDAGOGUE),
}
"""What each role may let others do, in its own scope."""


@dataclass(frozen=True)
class Subject:
    """Who sends a request."""

    access_id: UUID
    actor: str
    client: str
    """The program or system: idempotency keys are its own."""
    grants: tuple[Grant, ...]
    """In force today."""
    recorded_as: Role | None = None
    """The role that what they record names, where it is not the one that lets them."""
    access: Known | None = None
    """Their access as it was looked at: an append looks whether it has gone on."""
    last_seen: bool = False
    """Whether it is only as this process saw it last."""


class Held(NamedTuple):
    """A role in a scope."""

    role: Role
    scope: Scope


class Permit:
    """One operation that somebody may do, and as what, and where."""

    def __init__(
        self,
        ledger: Ledger,
        subject: Subject,
        permission: Permission,
        behalf: str | None,
        day: date,
    ) -> None:
        """`behalf`: for which institution, partner or region, where they say so. NotPermitted."""
        self.subject = subject
        self.permission = permission
        self.stood = False
        """Whether an append has found the access as it was looked at."""
        self._rests_on = (subject.access,) if subject.access else ()
        self._ledger = ledger
        self._day = day
        usable = [
            Held(grant.role, scope)
            for grant in subject.grants
            if permission.allows(grant.role, grant.scope.kind)
            and (scope := self._narrowed(grant.scope, behalf)) is not None
        ]
        if not usable:
            raise NotPermitted()
        self.held = sorted(usable, key=lambda held: LEVELS.index(held.scope.kind))
        self._everywhere = any(held.scope == NATIONAL for held in self.held)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where they may, each once; the whole nation alone where that is among them."""
        scopes = tuple(dict.fromkeys(held.scope for held in self.held))
        return (NATIONAL,) if NATIONAL in scopes else scopes

    @property
    def scope(self) -> Scope:
        """The one scope that an answer is for, or something new; CapacityUnclear."""
        scope, *others = self.scopes
        if others:
            raise CapacityUnclear(choices=", ".join(str(each.id) for each in self.scopes))
        return scope

    @property
    def capacity(self) -> Capacity:
        """As what they begin something that is nobody's yet."""
        return self._capacity(self.held[0])

    # --- asked by the ledger, of what a command changes and looks at ------------------------------

    def change(self, aggregate: Any) -> Capacity:
        """As what, and for whom, they change it; NotFound, CapacityUnclear, NotPermitted."""
        joining = self.permission.operation in JOINING
        if joining or aggregate.pending_events:  # the record itself does not say whose it is to be
            _ = self.scope
        reaching = [held for held in self.held if joining or self._reaches(held.scope, aggregate)]
        if not reaching:
            raise NotFound(what=aggregate.TOPIC, id=aggregate.id)
        for held in reaching:
            if self._outranks(held.role, aggregate):
                return self._capacity(held)
        raise NotPermitted()

    def record(self, aggregate: Aggregate, fact: Any) -> None:
        """NotPermitted where it is about what another's institution gave, though the record is theirs as well."""
        concerned = () if self._everywhere else aggregate.concerned(fact)
        if concerned and not any(self.covers(scope) for scope in concerned):
            raise NotPermitted()

    def look(self, aggregate: Any) -> None:
        """NotFound where it is not for them to know of."""
        if self._everywhere:
            return
        if isinstance(aggregate, KNOWN_TO_THEIRS) and not any(
            self._reaches(held.scope, aggregate) or self._is_around(held.scope, aggregate)
            for held in self.held
        ):
            raise NotFound(what=aggregate.TOPIC, id=aggregate.id)

    def rests_on(self) -> Sequence[Known]:
        """The access."""
        return self._rests_on

    def stands(self) -> None:
        """An append has looked: it has not gone on."""
        self.stood = True

    # --- asked before a command is told, and before a question is asked ---------------------------

    def tell(self, told: Mapping[str, Any]) -> None:
        """That what a command names beside the record is theirs, too; NotFound, NotPermitted."""
        institution_id = told.get("institution_id")
        if institution_id is not None and self.permission.operation not in LEAVING:
            self._require(Scope("institution", str(institution_id)), "institution", institution_id)
        if self.permission.operation == "accesses.grant":
            self._require_grantable(told["role"], told["scope"])

    def see(self, address: Mapping[str, Any]) -> None:
        """That the records that an address names are theirs; NotFound."""
        if self.permission.scope != "record" or NATIONAL in self.scopes:
            return
        for name, value in address.items():
            if name in RECORDS:
                self.change(self._ledger.load(RECORDS[name], value))

    def covers(self, scope: Scope) -> bool:
        """Whether something that lies in a scope is theirs."""
        return any(self._covers(held.scope, scope) for held in self.held)

    def _capacity(self, held: Held) -> Capacity:
        return Capacity(self.subject.recorded_as or held.role, held.scope.id)

    def _require(self, scope: Scope, what: str, value: object) -> None:
        if not self.covers(scope):
            raise NotFound(what=what, id=value)

    def _require_grantable(self, role: str, scope: Scope) -> None:
        """NotPermitted where it is more than what they have."""
        for held in self.held:
            if role in MAY_GRANT.get(held.role, ()) and self._covers(held.scope, scope):
                return
        raise NotPermitted()

    def _outranks(self, role: Role, aggregate: Aggregate) -> bool:
        """Of access, whether who takes it, or makes keys of it, could have granted all that stands there."""
        operation = self.permission.operation
        if not isinstance(aggregate, Access) or operation in NOT_TAKING:
            return True
        grantable = MAY_GRANT.get(role, ())
        return all(grant.role in grantable for grant in aggregate.lasting(self._day))

    def _reaches(self, own: Scope, aggregate: Aggregate) -> bool:
        """Whether a record lies in a scope of theirs; somebody's access or webhook, whether all of it does."""
        if own == NATIONAL:
            return True
        holders = aggregate.holders(self._day)
        reached = (self._covers(own, holder) for holder in holders)
        if isinstance(aggregate, ALL_OF_IT):
            return bool(holders) and all(reached)
        return any(reached)

    def _is_around(self, own: Scope, aggregate: Aggregate) -> bool:
        """Whether it is a youth project of the partner or region of their school: its plans name them."""
        around = self._around(own) if isinstance(aggregate, YouthProject) else ()
        return any(holder in around for holder in aggregate.holders(self._day))

    def _covers(self, own: Scope, scope: Scope) -> bool:
        return own in (scope, NATIONAL) or own in self._around(scope)

    def _narrowed(self, own: Scope, behalf: str | None) -> Scope | None:
        """What they want to do it for, where that lies in a scope of theirs."""
        if behalf in (None, own.id):
            return own
        named = (Scope("institution", behalf), Scope("partner", behalf))
        return next((each for each in named if own in self._around(each)), None)

    def _around(self, scope: Scope) -> Collection[Scope]:
        """All that a scope lies in; nothing, where there is no such one."""
        try:
            return around(self._ledger, scope, self._day)
        except (NotFound, ValueError):  # on whose behalf was free text once
            return ()


def permit(
    ledger: Ledger, subject: Subject, operation: str, behalf: str | None, day: date
) -> Permit:
    """What somebody may do of one operation on a day; NotPermitted."""
    permission = permissions().get(operation)
    if permission is None:
        raise NotPermitted()
    return Permit(ledger, subject, permission, behalf, day)
