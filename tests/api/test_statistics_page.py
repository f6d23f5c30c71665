"""docs/statistics.md says who may ask, as it is."""

from __future__ import annotations

import re

from api.access.permissions import permissions
from ledger.access.scope import KINDS
from ledger.role import Role
from ledger.scope import INSTITUTION, NATION, PARTNER, REGION
from tests.tree import ROOT

GRANTED_FOR = {
    "the nation": (NATION,),
    "a region": (REGION,),
    "an institution": (INSTITUTION,),
    "a partner": (PARTNER,),
    "whatever they are": (INSTITUTION, PARTNER, REGION, NATION),
}


def test_the_page_tells_of_each_role_where_it_may_be_granted() -> None:
    """Some scope, or none; every role is in the table wherever it may be granted."""
    page = (ROOT / "docs" / "statistics.md").read_text("utf-8")
    section = page.partition("## Who may ask")[2].partition("\n## ")[0]
    told: dict[tuple[str, str], bool] = {}
    for line in re.findall(r"^\| (`.*) \|$", section, re.MULTILINE):
        roles, scope, *cells = line.split(" | ")
        for role in re.findall(r"`(\w+)`", roles):
            told |= {(role, kind): set(cells) != {"–"} for kind in GRANTED_FOR[scope]}
    one = permissions()["statistics.one"]
    granted = {(role, kind) for role, kinds in KINDS.items() for kind in kinds}
    assert {each: told[each] for each in granted} == {
        (role, kind): one.allows(Role(role), kind) for role, kind in granted
    }
