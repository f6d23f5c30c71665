"""Who may sign in to the demo: one in each role, by tokens of the issuer that `pumpurs run` makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.demo.diary import Diary, Later, id_of
from api.demo.madona import MADONA, partner_of, schools
from api.demo.rules import NATIONAL, START
from api.identity import local_issuer
from ledger import scope
from ledger.access import access_id
from ledger.application import Ledger
from ledger.role import Role
from ledger.scope import Scope

_LET_IN = date(2022, 2, 22)
"""When all that is told has happened, and all that somebody may work with is there."""


@dataclass(frozen=True)
class Person:
    """Somebody, or something, that may sign in."""

    actor: str
    role: Role
    scope: Scope
    name: str
    place: str
    """What people call the scope."""


@dataclass(frozen=True)
class AccessOf(Later):
    """The id of somebody's access: it depends on the ledger's key."""

    actor: str

    def found(self, ledger: Ledger) -> UUID:
        """As the ledger derives it."""
        return access_id(ledger.keys, local_issuer.NAME, self.actor)


def everybody() -> tuple[Person, ...]:
    """In the order of their roles; the first can let in all others."""
    school, elsewhere = schools()[0], schools()[2]
    at_school = (scope.institution(school.id), school.name)
    at_partner = (scope.partner(partner_of(MADONA)), MADONA)
    in_region = (Scope(scope.REGION, "vidzeme"), "Vidzeme")
    for_all = (scope.NATIONAL, "Latvija")

    def person(role: Role, place: tuple[Scope, str], name: str, actor: str = "") -> Person:
        return Person(actor or role.value, role, *_placed(place, name))

    return (
        person(Role.NATIONAL, for_all, "Projekta vadītāja"),
        person(Role.PEDAGOGUE, at_school, "Pedagogs"),
        person(Role.PLAN_PREPARER, at_school, "Klases audzinātāja"),
        person(Role.INSTITUTION_COORDINATOR, at_school, "Skolas koordinatore"),
        person(Role.DIRECTOR, at_school, "Direktore"),
        person(
            Role.DIRECTOR,
            (scope.institution(elsewhere.id), elsewhere.name),
            "Citas skolas direktors",
            "other_director",
        ),
        person(Role.PARTNER_COORDINATOR, at_partner, "Pašvaldības koordinators"),
        person(Role.REGIONAL_COORDINATOR, in_region, "Vidzemes koordinatore"),
        person(Role.AUDITOR, for_all, "Revidents"),
        person(Role.DATA_PROTECTION_OFFICER, for_all, "Datu aizsardzības speciāliste"),
        person(Role.OPERATOR, for_all, "Reģistra uzturētājs"),
        person(Role.MACHINE, at_partner, "Skolvadības sistēma"),
    )


def _placed(place: tuple[Scope, str], name: str) -> tuple[Scope, str, str]:
    where, called = place
    return where, f"{name} (demo)", called


def begin(diary: Diary) -> None:
    """The first is let in before anything else happens: somebody has to begin."""
    _let_in(diary, everybody()[0], START)


def tell(diary: Diary) -> None:
    """The others, at the end: what they may work with is there."""
    for person in everybody()[1:]:
        _let_in(diary, person, _LET_IN)


def _let_in(diary: Diary, person: Person, day: date) -> None:
    diary.note(
        day,
        "accesses.open",
        NATIONAL,
        actor=person.actor,
        kind="machine" if person.role == Role.MACHINE else "person",
        issuer=local_issuer.NAME,
        subject=person.actor,
        name=person.name,
        occurred_on=day,
    )
    diary.note(
        day,
        "accesses.grant",
        NATIONAL,
        access_id=AccessOf(person.actor),
        grant_id=id_of("grant", person.actor),
        role=person.role.value,
        scope=person.scope,
        valid_from=day,
        occurred_on=day,
    )
