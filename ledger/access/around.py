"""What a scope lies in on a day: an institution in its partner and region, and everything in the nation."""

from datetime import date
from typing import TYPE_CHECKING

from ledger import municipality
from ledger.institution import Institution
from ledger.partner import Partner
from ledger.scope import INSTITUTION, NATIONAL, PARTNER, REGION, Scope

if TYPE_CHECKING:
    from ledger.application import Ledger


def around(ledger: "Ledger", scope: Scope, day: date) -> frozenset[Scope]:
    """The scope itself and all that it lies in on that day; NotFound, where there is no such one."""
    if scope.kind == INSTITUTION:
        return frozenset({NATIONAL, *ledger.reference(Institution, scope.uuid).holders(day)})
    if scope.kind == PARTNER:
        home = ledger.reference(Partner, scope.uuid).municipality
        region = [Scope(REGION, municipality.region(home))] if home else []
        return frozenset({NATIONAL, scope, *region})
    return frozenset({NATIONAL, scope})
