"""Who may do what: opened, granted, narrowed, revoked, closed, and keys for machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger import vocabulary
from ledger.access import Access, Scope
from ledger.access import errors as no
from ledger.access.scope import KINDS, NATIONAL
from ledger.errors import (
    IdTaken,
    NotADigest,
    NotFound,
    PeriodReversed,
    ReasonMissing,
    UnknownCode,
)
from ledger.fact import recording
from ledger.role import Role
from tests.ledger.spec import CONTEXT, NAME, given, id_of

OPENED, DAY = date(2021, 9, 1), timedelta(1)
UNTIL = date(2022, 8, 31)
SCHOOL = Scope("institution", str(id_of("school")))
PARTNER = Scope("partner", str(id_of("partner")))
GRANT = id_of("grant")


def opened(kind: str = "person", actor: str = "anna.berzina", issuer: str = "schools") -> Access:
    return Access.open(
        id_of(actor),
        actor=actor,
        kind=kind,
        issuer=issuer,
        subject=NAME,
        name=None,
        occurred_on=OPENED,
    )


def machine() -> Access:
    return opened("machine", "e-klase", "keys")


def granted(
    role: str = "director",
    scope: Scope = SCHOOL,
    grant: str = "grant",
    until: date | None = UNTIL,
    start: date = OPENED,
) -> Callable[[Access], None]:
    return lambda access: access.grant(
        id_of(grant),
        role=role,
        scope=scope,
        valid_from=start,
        valid_until=until,
        occurred_on=OPENED,
    )


def narrowed(scope: Scope | None = None, until: date | None = None) -> Callable[[Access], None]:
    return lambda access: access.narrow(
        GRANT,
        scope=scope,
        valid_until=until,
        around=lambda inner: {inner, NATIONAL} | ({PARTNER} if inner == SCHOOL else set()),
        occurred_on=OPENED,
    )


def revoked(access: Access) -> None:
    access.revoke(GRANT, occurred_on=OPENED)


def issued(
    name: str = "key",
    *,
    until: date = UNTIL,
    on: date = OPENED,
    digest: str = "AB" * 32,
) -> Callable[[Access], None]:
    return lambda access: access.issue_key(
        id_of(name), digest=digest, valid_until=until, occurred_on=on
    )


def key_revoked(name: str = "key") -> Callable[[Access], None]:
    return lambda access: access.revoke_key(id_of(name), occurred_on=OPENED)


def closed(access: Access) -> None:
    access.close(occurred_on=OPENED)


def reopened(access: Access) -> None:
    access.reopen(occurred_on=OPENED)


def test_a_grant_is_in_force_from_its_first_day_to_its_last() -> None:
    """Both included; none is in force of somebody who was granted nothing."""
    told = given(opened)
    assert told.aggregate.granted(OPENED) == []
    told.when(granted(), reason=None).then(Access.Granted)
    [grant] = told.aggregate.granted(OPENED)
    assert (grant.role, grant.scope) == (Role.DIRECTOR, SCHOOL)
    days = (OPENED - DAY, OPENED, UNTIL, UNTIL + DAY)
    assert [len(told.aggregate.granted(day)) for day in days] == [0, 1, 1, 0]
    told.when(granted(grant="endless", until=None)).then(Access.Granted)
    assert len(told.aggregate.granted(date(2099, 1, 1))) == 1


def test_what_a_grant_says_is_checked() -> None:
    """Known codes, an id of its own, a period in its order, a scope that names one thing."""
    told = given(opened, granted())
    told.when(granted()).then_refused(IdTaken)
    told.when(granted("king", grant="2")).then_refused(UnknownCode)
    told.when(granted(until=OPENED - DAY, grant="2")).then_refused(PeriodReversed)
    for kind, name in (("nation", "LV"), ("partner", None), ("region", None), ("partner", "1")):
        told.when(granted(scope=Scope(kind, name), grant="2")).then_refused(no.ScopeInvalid)
    for scope in (Scope("planet"), Scope("region", "pierīga")):
        told.when(granted(scope=scope, grant="2")).then_refused(UnknownCode)
    spelled = Scope("institution", str(id_of("school")).upper())
    assert told.when(granted(scope=spelled, grant="2")).then(Access.Granted).scope == SCHOOL


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_kinds_of_scope(role: Role) -> None:
    """Those that its work is in, and no others."""
    of = {"nation": NATIONAL, "region": Scope("region", "riga")}
    scopes = {"institution": SCHOOL, "partner": PARTNER, **of}
    assert set(scopes) == set(vocabulary.terms("scope"))
    for kind, scope in scopes.items():
        told = given(machine if role == Role.MACHINE else opened)
        if kind in KINDS[role]:
            told.when(granted(role, scope)).then(Access.Granted)
        else:
            told.when(granted(role, scope)).then_refused(no.ScopeNotForRole)


def test_machines_are_no_people() -> None:
    """A machine may be a machine or an auditor; a person anything but a machine, and has no key."""
    for role in Role:
        as_one = given(machine).when(granted(role, Scope(*_any_scope(role))))
        if role in (Role.MACHINE, Role.AUDITOR):
            as_one.then(Access.Granted)
        else:
            as_one.then_refused(no.RoleNotForKind)
    told = given(opened)
    told.when(granted("machine")).then_refused(no.RoleNotForKind)
    told.when(issued()).then_refused(no.KeysAreForMachines)
    told.when(lambda _: opened(issuer="keys")).then_refused(no.KeysAreForMachines)
    told.when(lambda _: opened("robot")).then_refused(UnknownCode)


def _any_scope(role: Role) -> tuple[str, str | None]:
    ids = {"nation": None, "region": "riga", "partner": PARTNER.id, "institution": SCHOOL.id}
    return KINDS[role][0], ids[KINDS[role][0]]


@pytest.mark.parametrize("text", ["", "a", "Anna", "anna berzina", "1a", "anna\n", "ā.b", "a" * 65])
def test_a_handle_has_one_spelling(text: str) -> None:
    """It stands in every event: nothing that looks like another."""
    given(opened).when(lambda _: opened(actor=text)).then_refused(no.HandleInvalid)
    given(opened).when(lambda _: opened(issuer=text)).then_refused(no.HandleInvalid)


def test_nobody_is_called_like_whoever_works_on_the_server() -> None:
    """What they recorded could not be told apart."""
    given(opened).when(lambda _: opened(actor="shell")).then_refused(no.ActorReserved)


def test_a_grant_is_narrowed_but_never_widened() -> None:
    """To a scope inside its own, to an earlier last day, or both; with a reason, at once."""
    told = given(opened, granted("auditor", PARTNER))
    told.when(narrowed(SCHOOL), reason=None).then_refused(ReasonMissing)
    for scope, until in (
        (None, None),
        (PARTNER, UNTIL),
        (NATIONAL, None),
        (Scope("region", "riga"), None),
        (SCHOOL, UNTIL + DAY),
    ):
        told.when(narrowed(scope, until)).then_refused(no.NotNarrower)
    told.when(narrowed(until=OPENED - DAY)).then_refused(PeriodReversed)
    told.when(narrowed(Scope("partner", "1"))).then_refused(no.ScopeInvalid)
    told.when(narrowed(SCHOOL)).then(Access.Narrowed)
    told.when(narrowed(until=OPENED)).then(Access.Narrowed)
    [grant] = told.aggregate.granted(OPENED)
    assert (grant.scope, grant.valid_until) == (SCHOOL, OPENED)
    told.when(narrowed(PARTNER)).then_refused(no.NotNarrower)
    national = given(opened, granted("national", NATIONAL))
    national.when(narrowed(SCHOOL)).then_refused(no.ScopeNotForRole)
    given(opened).when(narrowed(SCHOOL)).then_refused(NotFound)


def test_a_grant_is_revoked_once_and_at_once() -> None:
    """With a reason; then it is in force on no day, and there is nothing left to narrow."""
    told = given(opened, granted())
    told.when(revoked, reason=None).then_refused(ReasonMissing)
    told.when(revoked).then(Access.Revoked)
    assert told.aggregate.granted(OPENED) == []
    for verb in (revoked, narrowed(until=OPENED)):
        told.when(verb).then_refused(no.AlreadyRevoked)
    given(opened).when(revoked).then_refused(NotFound)


def test_two_keys_are_valid_at_once_so_that_one_can_follow_the_other() -> None:
    """A third is issued when one of them was revoked or has run out."""
    told = given(machine, issued("1"), issued("2"))
    told.when(issued("1")).then_refused(IdTaken)
    told.when(issued("3")).then_refused(no.TooManyKeys)
    told.when(key_revoked("1"), reason=None).then_refused(ReasonMissing)
    told.when(key_revoked("1")).then(Access.KeyRevoked)
    told.when(key_revoked("1")).then_refused(no.AlreadyRevoked)
    told.when(key_revoked("9")).then_refused(NotFound)
    told.when(issued("3", until=OPENED), reason=None).then(Access.KeyIssued)
    told.when(issued("4")).then_refused(no.TooManyKeys)
    told.when(issued("4", on=OPENED + DAY)).then(Access.KeyIssued)
    access = told.aggregate
    assert [bool(access.key(id_of(name), OPENED)) for name in "12349"] == [
        *(False, True, True, True, False)
    ]
    assert [bool(access.key(id_of("2"), day)) for day in (UNTIL, UNTIL + DAY)] == [True, False]


def test_a_key_is_valid_for_a_year_and_a_bit() -> None:
    """400 days at most; and it is known by its digest."""
    told = given(machine)
    told.when(issued(until=OPENED - DAY)).then_refused(PeriodReversed)
    told.when(issued(until=OPENED + 401 * DAY)).then_refused(no.KeyLivesTooLong)
    told.when(issued(digest="secret")).then_refused(NotADigest)
    assert told.when(issued(until=OPENED + 400 * DAY)).then(Access.KeyIssued).digest == "ab" * 32


def test_who_has_left_may_do_nothing() -> None:
    """Closing stops grants and keys at once; reopening lets those work again that nobody revoked meanwhile."""
    told = given(machine, granted("machine"), granted("auditor", grant="2"), issued())
    told.when(reopened).then_refused(no.AccessNotClosed)
    told.when(closed, reason=None).then_refused(ReasonMissing)
    told.when(closed).then(Access.Closed)
    assert (told.aggregate.granted(OPENED), told.aggregate.key(id_of("key"), OPENED)) == ([], None)
    for verb in (closed, granted(grant="3"), narrowed(until=OPENED), issued("2")):
        told.when(verb).then_refused(no.AccessClosed)
    told.when(revoked).then(Access.Revoked)
    told.when(reopened, reason=None).then_refused(ReasonMissing)
    told.when(reopened).then(Access.Reopened)
    assert [grant.role for grant in told.aggregate.granted(OPENED)] == [Role.AUDITOR]
    assert told.aggregate.key(id_of("key"), OPENED)


def test_nobody_widens_their_own_access() -> None:
    """Neither grants, nor keys, nor reopening; to give something up is anybody's own affair."""
    with recording(CONTEXT):
        access = machine()
        granted("machine")(access)
        issued()(access)
    with recording(replace(CONTEXT, actor="e-klase")):
        for verb in (granted("auditor", grant="2"), issued("2")):
            with pytest.raises(no.OwnAccess):
                verb(access)
        narrowed(until=OPENED)(access)
        revoked(access)
        key_revoked()(access)
        closed(access)
        with pytest.raises(no.OwnAccess):
            reopened(access)
