"""Access as the ledger keeps it: one stream to a subject, one handle to a stream, keys that lead to it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID, uuid4

import pytest

from ledger.access import Access, Scope, access_id
from ledger.access.errors import (
    ActorTaken,
    AlreadyOpened,
    HandleInvalid,
    NotNarrower,
    OwnAccess,
    TooManyKeys,
)
from ledger.application import Ledger
from ledger.errors import LedgerError, NotFound, StaleVersion, TextMissing
from ledger.scope import NATIONAL
from tests.ledger.scene import Scene, once, somebody

DAY = date(2021, 9, 1)
CODE = "010190-12345"


def open_access(ledger: Ledger, actor: str, subject: str, issuer: str = "schools") -> UUID:
    return ledger.accesses.open(
        actor=actor,
        kind="person",
        issuer=issuer,
        subject=subject,
        name="Anna Bērziņa",
        occurred_on=DAY,
    ).id


def grant(scene: Scene, access: UUID, role: str, scope: Scope) -> UUID:
    made = scene.ledger.accesses.grant(
        access_id=access, grant_id=uuid4(), role=role, scope=scope, valid_from=DAY, occurred_on=DAY
    ).made
    assert made
    return made


def test_a_subject_leads_to_its_stream_and_is_nowhere_to_be_read(ledger: Ledger) -> None:
    """With some identity providers it is the personal code: neither the id nor the event gives it away."""
    with somebody():
        opened = open_access(ledger, "anna.berzina", CODE)
    assert opened == access_id(ledger.keys, "schools", CODE) != access_id(ledger.keys, "x", CODE)
    assert opened.version == 4
    found = ledger.load(Access, opened)
    assert ledger.keys.unseal(opened, found.subject) == CODE
    assert found.name
    assert ledger.keys.unseal(opened, found.name) == "Anna Bērziņa"
    [stored] = ledger.recorder.select_events(opened)
    assert b"Anna" not in stored.state
    assert CODE.encode() not in stored.state


def test_one_subject_has_one_access_and_one_handle_one_subject(ledger: Ledger) -> None:
    """The refusal names the stream that is there; the same request sent again is told what it did."""
    with somebody(once=once("1")):
        first = open_access(ledger, "anna.berzina", "s-1")
    with somebody(once=once("1")):
        assert open_access(ledger, "anna.berzina", "s-1") == first
    with somebody(), pytest.raises(ActorTaken, match=str(first)):
        open_access(ledger, "anna.berzina", "s-2")
    for actor in ("anna.berzina", "anna.berzina-2"):
        with somebody(), pytest.raises(AlreadyOpened, match=str(first)):
            open_access(ledger, actor, "s-1")
    with somebody():
        assert open_access(ledger, "anna.berzina-2", "s-2") != first


def test_of_many_who_want_a_handle_at_once_one_has_it(ledger: Ledger) -> None:
    """The others are told so, and nothing of them is recorded."""

    def attempt(subject: int) -> UUID | type[LedgerError]:
        with somebody():
            try:
                return open_access(ledger, "anna.berzina", f"s-{subject}")
            except LedgerError as error:
                return type(error)

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(attempt, range(8)))
    assert sorted(map(str, outcomes)).count(str(ActorTaken)) == 7
    [winner] = {each for each in outcomes if isinstance(each, UUID)}
    holder = ledger.recorder.reservation("actor", "anna.berzina")
    assert holder
    assert holder.holder == winner


def test_a_machine_with_keys_alone_is_known_by_its_handle(ledger: Ledger) -> None:
    """Nobody else says who it is; who signs in elsewhere needs a subject."""
    with somebody():
        machine = ledger.accesses.open(actor="e-klase", kind="machine", occurred_on=DAY).id
        assert machine == access_id(ledger.keys, "keys", "e-klase")
        with pytest.raises(TextMissing):
            ledger.accesses.open(actor="x1", kind="person", issuer="schools", occurred_on=DAY)
        with pytest.raises(HandleInvalid):
            ledger.accesses.open(actor="E", kind="machine", occurred_on=DAY)
        key = ledger.accesses.issue_key(
            access_id=machine, key_id=uuid4(), digest="ab" * 32, valid_until=DAY, occurred_on=DAY
        ).made
    found = ledger.recorder.reservation("api_key", str(key))
    assert found
    assert found.holder == machine


def test_of_many_keys_that_are_issued_at_once_two_are_valid(ledger: Ledger) -> None:
    """Each is decided on what the others did."""
    with somebody():
        machine = ledger.accesses.open(actor="e-klase", kind="machine", occurred_on=DAY).id

    def attempt(_: int) -> str:
        with somebody():
            try:
                ledger.accesses.issue_key(
                    access_id=machine,
                    key_id=uuid4(),
                    digest="ab" * 32,
                    valid_until=DAY,
                    occurred_on=DAY,
                )
            except TooManyKeys:
                return "refused"
        return "issued"

    with ThreadPoolExecutor(6) as threads:
        outcomes = sorted(threads.map(attempt, range(6)))
    assert outcomes == ["issued"] * 2 + ["refused"] * 4


def test_what_is_granted_exists(scene: Scene) -> None:
    """An institution of that id, or a partner."""
    access = open_access(scene.ledger, "anna.berzina", "s")
    grant(scene, access, "director", Scope("institution", str(scene.id("school"))))
    grant(scene, access, "partner_coordinator", Scope("partner", str(scene.id("Madona"))))
    grant(scene, access, "regional_coordinator", Scope("region", "vidzeme"))
    for role, kind, other in (
        ("director", "institution", "Madona"),
        ("partner_coordinator", "partner", "school"),
        ("auditor", "institution", "nobody"),
    ):
        with pytest.raises(NotFound):
            grant(scene, access, role, Scope(kind, str(scene.id(other))))


@pytest.mark.parametrize(
    ("wide", "smaller"),
    [
        (Scope("nation"), ("region", "riga")),
        (Scope("nation"), ("partner", "Madona")),
        (Scope("nation"), ("institution", "school")),
        (Scope("region", "vidzeme"), ("partner", "Madona")),
        (Scope("region", "vidzeme"), ("institution", "school")),
    ],
    ids=lambda each: each.kind if isinstance(each, Scope) else each[0],
)
def test_a_scope_lies_in_others(scene: Scene, wide: Scope, smaller: tuple[str, str]) -> None:
    """A school in its partner and its region, a partner in its region, and everything in the nation."""
    kind, name = smaller
    inner = Scope(kind, name if kind == "region" else str(scene.id(name)))
    access = open_access(scene.ledger, "anna.berzina", "s")
    made = grant(scene, access, "auditor", wide)
    scene.ledger.accesses.narrow(access_id=access, grant_id=made, scope=inner, occurred_on=DAY)
    found = scene.ledger.load(Access, access).grants[made]
    assert (found.scope, found.valid_until) == (inner, None)
    with pytest.raises(NotNarrower):
        scene.ledger.accesses.narrow(access_id=access, grant_id=made, scope=wide, occurred_on=DAY)


def test_a_school_lies_in_no_other_partner_or_region(scene: Scene) -> None:
    """Where it is not, nothing is narrowed to."""
    access = open_access(scene.ledger, "anna.berzina", "s")
    other = scene.id("other")
    scene.ledger.partners.join(
        partner_id=other,
        name="Rīga",
        kind="municipality",
        municipality="LV-RIX",
        occurred_on=DAY,
    )
    school = Scope("institution", str(scene.id("school")))
    for wide in (Scope("partner", str(other)), Scope("region", "riga")):
        made = grant(scene, access, "auditor", wide)
        with pytest.raises(NotNarrower):
            scene.ledger.accesses.narrow(
                access_id=access, grant_id=made, scope=school, occurred_on=DAY
            )


def test_two_who_decide_on_the_same_access_do_not_contradict_each_other(scene: Scene) -> None:
    """Who read an older version is told so; and who does it for themselves is refused."""
    access = open_access(scene.ledger, "anna.berzina", "s")
    school = Scope("institution", str(scene.id("school")))
    with somebody(expected_version=1):
        grant(scene, access, "director", school)
    with somebody(expected_version=1), pytest.raises(StaleVersion):
        scene.ledger.accesses.close(access_id=access, occurred_on=DAY)
    with somebody(actor="anna.berzina"), pytest.raises(OwnAccess):
        grant(scene, access, "pedagogue", school)
    scene.ledger.accesses.close(access_id=access, occurred_on=DAY)
    assert scene.ledger.reference(Access, access).granted(DAY) == []
    scene.ledger.accesses.reopen(access_id=access, occurred_on=DAY)
    [director] = scene.ledger.reference(Access, access).granted(DAY)
    assert director.scope == school


def test_an_access_is_whose_who_granted_in_it_or_opened_it(scene: Scene) -> None:
    """Of all that lasts, so that nobody decides on what was granted elsewhere; the opener's, while there is nothing."""
    school = Scope("institution", str(scene.id("school")))
    with somebody(role="director", on_behalf_of=school.id):
        access = open_access(scene.ledger, "anna.berzina", "s")

    def holders(day: date = DAY) -> set[Scope]:
        return set(scene.ledger.load(Access, access).holders(day))

    assert holders() == {school}
    made = grant(scene, access, "auditor", NATIONAL)
    assert holders() == {NATIONAL}
    grant(scene, access, "director", school)
    assert holders() == {NATIONAL, school}
    scene.ledger.accesses.narrow(access_id=access, grant_id=made, valid_until=DAY, occurred_on=DAY)
    assert holders(date(2021, 9, 2)) == {school}
    scene.ledger.accesses.revoke(access_id=access, grant_id=made, occurred_on=DAY)
    assert holders() == {school}
    with somebody(role="national", on_behalf_of=None):
        other = open_access(scene.ledger, "juris.ozols", "s-2")
    assert set(scene.ledger.load(Access, other).holders(DAY)) == {NATIONAL}
