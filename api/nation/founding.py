"""What there is before anybody is supported: rules, partners, institutions and their specialists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from random import Random

import msgspec

from api.demo import names, rules
from api.demo.diary import Diary, Note
from api.nation import money
from api.nation.lines import Fields, Line, Story, iso, made_by
from api.nation.measures import specialist_key
from api.nation.places import REFORM, Institution, Places, partner_key
from api.nation.risks import adviser
from api.nation.timetable import SEATS
from api.resources import ALL
from ledger.vocabulary import municipalities

PartnerPlans = Mapping[str, money.Plans]
_KNOWN_BEFORE = 4  # days before an institution joins
_AGREED_BEFORE = 21
_DECIDED_BEFORE = 90  # days before the reform, where an institution would lie was known
_BEGIN = date(2017, 9, 1).toordinal()
_QUALIFIED_FROM = date(2017, 9, 1).isoformat()


def founding(where: Places, seats: Sequence[int], plans: PartnerPlans, seed: int) -> Iterator[Line]:
    """Lines of many streams, stream by stream; `seats` of each institution, `plans` by the partner's id."""
    yield from _rules()
    joins: dict[str, int] = {}
    for each in where.institutions:
        joins.setdefault(each.municipality.partner, each.joined)
    yield from _partners(where, joins, plans)
    for each in where.institutions:
        yield from _institution(each)
        yield from _specialists(each, seats[each.number], Random(f"{seed}:{each.key}"))  # noqa: S311


# --- the operation ------------------------------------------------------------------------------------


def _rules() -> Iterator[Line]:
    """As the demo has them."""
    commands = {each.name: each for resource in ALL for each in resource.commands}
    diary = Diary()
    rules.tell(diary)
    story = Story("a-operation")
    for note in diary.in_order():
        story.tell(
            note.known.toordinal(), note.command, {}, _body(note, commands[note.command].makes)
        )
    return story.lines()


def _body(note: Note, makes: str | None) -> Fields:
    said: Fields = {
        name: msgspec.to_builtins(value, str_keys=True)
        for name, value in note.arguments.items()
        if name != makes
    }
    return said


# --- partners -----------------------------------------------------------------------------------------


def _partners(where: Places, joins: dict[str, int], plans: PartnerPlans) -> Iterator[Line]:
    numbers = count(1)
    for each in where.municipalities:
        kind: Fields = {"kind": "municipality", "municipality": each.code}
        story = _partner(each.code, each.name, kind, joins[each.partner], next(numbers))
        heir = made_by(partner_key(each.successor)) if each.successor else None
        agreed = joins[each.partner] - _AGREED_BEFORE
        money.tell(story, agreed, plans.get(each.partner, {}), heir)
        story.concern(
            REFORM + 1, sum(each.code == other.successor for other in where.municipalities)
        )
        yield from story.lines()
    for school in where.institutions:
        if school.kind == "vocational":
            kind = {"kind": "state_vocational"}
            story = _partner(school.key, school.name, kind, school.joined, next(numbers))
            agreed = school.joined - _AGREED_BEFORE
            money.tell(story, agreed, plans.get(school.partner, {}), None)
            yield from story.lines()
    there = {each.code for each in where.municipalities}
    for code in sorted({each.standing for each in where.municipalities} - there):
        kind = {"kind": "municipality", "municipality": code}
        name = municipalities()[code]["name"]
        yield from _partner(code, name, kind, REFORM, next(numbers)).lines()


def _partner(name: str, called: str, kind: Fields, needed: int, number: int) -> Story:
    """It joins, and signs its agreement three weeks later."""
    story = Story(partner_key(name))
    joined = needed if needed == REFORM else needed - 2 * _AGREED_BEFORE
    agreed = joined + _AGREED_BEFORE
    story.tell(joined, "partners.join", {}, {"name": called, **kind, "occurred_on": iso(joined)})
    said: Fields = {"number": f"P-{number} (izdomāts)", "occurred_on": iso(agreed)}
    story.tell(agreed, "partners.sign_agreement", {"partner_id": story.id}, said)
    return story


# --- institutions and specialists ---------------------------------------------------------------------


def _institution(of: Institution) -> Iterator[Line]:
    story = Story(of.key)
    known = of.joined - _KNOWN_BEFORE
    here = of.municipality.code if of.joined < REFORM else of.municipality.standing
    since = min(_BEGIN, known) if of.joined < REFORM else REFORM

    def tell(day: int, verb: str, occurred_on: int, said: Fields, at: Fields | None = None) -> str:
        address = {"institution_id": story.id, **(at or {})}
        body = {**said, "occurred_on": iso(occurred_on)}
        return story.tell(day, f"institutions.{verb}", address, body)

    body: Fields = {"name": of.name, "kind": of.kind, "occurred_on": iso(since)}
    story.tell(known, "institutions.register", {}, body)
    tell(known, "place", since, {"municipality": here})
    partner = of.partner if of.joined < REFORM else _standing_partner(of)
    tell(
        known, "attach_to_partner", max(since, of.joined - _AGREED_BEFORE), {"partner_id": partner}
    )
    member = tell(known, "join_operation", of.joined, {})
    if of.left is not None:
        tell(of.left, "leave_operation", of.left, {}, {"membership_id": member})
    if of.joined < REFORM and of.municipality.successor:
        tell(REFORM - _DECIDED_BEFORE, "place", REFORM, {"municipality": of.municipality.successor})
        if of.kind != "vocational":
            tell(REFORM, "attach_to_partner", REFORM, {"partner_id": _standing_partner(of)})
    return story.lines()


def _standing_partner(of: Institution) -> str:
    if of.kind == "vocational":
        return of.partner
    return made_by(partner_key(of.municipality.standing))


def _specialists(of: Institution, seats: int, random: Random) -> Iterator[Line]:
    """A pedagogue and an adviser for each so many seats."""
    known = of.joined
    for block in range((seats + SEATS - 1) // SEATS):
        for kind, acting in (("subject", "pedagogue"), ("advisory", adviser(block))):
            story = Story(specialist_key(of.key, kind, block * SEATS))
            day: Fields = {"occurred_on": iso(known)}
            address = {"specialist_id": story.id}
            story.tell(known, "specialists.register", {}, {"name": names.person(random), **day})
            qualified: Fields = {"kind": acting, "valid_from": _QUALIFIED_FROM, **day}
            story.tell(known, "specialists.qualify", address, qualified)
            attached: Fields = {"institution_id": made_by(of.key), **day}
            story.tell(known, "specialists.attach_to_institution", address, attached)
            yield from story.lines()
