"""Verbs about mergers: two partners change together, so that what one passes on the other takes over."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger import required
from ledger.dated import require_new, require_not_before
from ledger.fact import Fact
from ledger.municipality import existed
from ledger.partner.errors import (
    AdvanceSettled,
    MunicipalityStands,
    NotDissolved,
    NothingToPassOn,
    NotItsSuccessor,
)
from ledger.partner.partner import Partner
from ledger.partner.values import NO_BALANCES, Balances, Merger
from ledger.vocabulary import municipalities


def merge(
    partner: Partner, successor: Partner, *, merger_id: UUID, spent: Decimal, occurred_on: date
) -> None:
    """The partner is dissolved that day, and the successor takes over what it was owed and owed by then.

    The reform of 2021-07-01: municipalities.csv names the successor. What passes on is worked out from what is
    recorded, of all that was `spent` on students; nobody types it in. Lump sums of youth projects stay where they
    were paid. IdTaken, PartnerDissolved, NotItsSuccessor, MunicipalityStands.
    """
    require_new(successor.takeovers, merger_id, "merger")
    partner.require_not_dissolved(date.max)
    successor.require_not_dissolved(date.max)
    _require_successor(partner, successor, occurred_on)
    balances = partner.balances(spent)
    _both(
        (partner, Partner.Merged),
        (successor, Partner.TookOver),
        merger_id,
        balances,
        occurred_on,
    )


def pass_on(partner: Partner, successor: Partner, *, spent: Decimal, occurred_on: date) -> None:
    """What was recorded about the dissolved partner since its merger passes on, too.

    NotDissolved, NothingToPassOn, BeforeWhatItCorrects.
    """
    merger = dissolved(partner)
    require_not_before(merger.day, occurred_on)
    if (rest := partner.balances(spent)) == NO_BALANCES:
        raise NothingToPassOn()
    events = (partner, Partner.BalancePassedOn), (successor, Partner.BalanceTakenOver)
    _both(*events, merger.merger_id, rest, occurred_on)


def void_merger(partner: Partner, successor: Partner, *, occurred_on: date) -> None:
    """It was not dissolved, or not so; what was passed on comes back. The reason is required.

    ReasonMissing, NotDissolved, AdvanceSettled, BeforeWhatItCorrects.
    """
    required.reason()
    merger = dissolved(partner)
    require_not_before(merger.last_passed_on, occurred_on)
    if merger.passed_on.advances > successor.outstanding:
        raise AdvanceSettled(amount=merger.passed_on.advances, outstanding=successor.outstanding)
    events = (partner, Partner.MergerVoided), (successor, Partner.TakeoverVoided)
    _both(*events, merger.merger_id, merger.passed_on, occurred_on)


def dissolved(partner: Partner) -> Merger:
    """How it was dissolved; NotDissolved."""
    if partner.merger is None:
        raise NotDissolved()
    return partner.merger


def _require_successor(partner: Partner, successor: Partner, day: date) -> None:
    if partner.kind != successor.kind or partner.id == successor.id:
        raise NotItsSuccessor()
    if partner.municipality is None or successor.municipality is None:
        return
    if existed(partner.municipality, day):
        raise MunicipalityStands(municipality=partner.municipality, day=day)
    known = municipalities()
    if known[partner.municipality]["successor"] != known[successor.municipality]["name"]:
        raise NotItsSuccessor()


def _both(
    giving: tuple[Partner, type[Fact]],
    taking: tuple[Partner, type[Fact]],
    merger_id: UUID,
    balances: Balances,
    day: date,
) -> None:
    (partner, gives), (successor, takes) = giving, taking
    same = {"merger_id": merger_id, "balances": balances, "occurred_on": day}
    partner.trigger_event(gives, successor_id=successor.id, **same)
    successor.trigger_event(takes, predecessor_id=partner.id, **same)
