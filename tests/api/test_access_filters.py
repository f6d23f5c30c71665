"""What is asked of a list does not widen it: neither another's ids in its filters, nor another's cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from api.access.permissions import permissions
from ledger.role import Role
from ledger.scope import NATIONAL, Scope, institution, partner
from tests.api.http import refused
from tests.api.test_access import Gate, gate

__all__ = ["gate"]

WHOSE = {
    "institution_id": "institutions",
    "institution": "institutions",
    "partner_id": "partners",
    "partner": "partners",
    "student_id": "students",
    "specialist_id": "specialists",
}
"""What filters are called, and which ids they take."""


def filters(gate: Gate) -> Iterator[tuple[str, str]]:
    """The lists of which each sees what is theirs, with what they can be asked for that may be another's."""
    with gate.guarded.app.test_client().get("/api/v1/openapi.json") as answer:
        paths = answer.get_json()["paths"]
    for path, operations in paths.items():
        asked = operations.get("get", {})
        permission = permissions().get(asked.get("operationId", ""))
        if permission and permission.scope == "rows" and "{" not in path:
            for said in asked.get("parameters", ()):
                if said.get("in") == "query" and said["name"] in WHOSE:
                    yield path.removeprefix("/api/v1"), said["name"]


def test_another_s_id_in_a_filter_finds_nothing(gate: Gate) -> None:
    """In every list, for a school and for a partner: not found, or not a row of what is theirs."""
    ids = {name: str(getattr(gate.open, kind)["B"]) for name, kind in WHOSE.items()}
    gate.guarded.settle()
    seen: Counter[int] = Counter()
    for who in (
        gate.grant("director", (Role.DIRECTOR, institution(gate.open.institutions["A"]))),
        gate.grant("town", (Role.PARTNER_COORDINATOR, partner(gate.open.partners["A"]))),
    ):
        for path, name in filters(gate):
            answer = gate.guarded.look(f"{path}?{name}={ids[name]}", **who)
            seen[answer.status_code] += 1
            if answer.status_code == 200:
                rows = str(answer.get_json())
                assert not [id_ for id_ in ids.values() if id_ in rows], (path, name, rows)
            else:
                assert answer.status_code in (403, 404, 422), (path, name, answer.text)
    assert seen[404] > 10, seen
    assert seen[200] > 5, seen


def test_what_everybody_knows_of_is_not_denied(gate: Gate) -> None:
    """That there are a nation, its regions and municipalities is no secret: theirs it is not. A school may be one."""
    another = gate.open.institutions["B"]
    director = gate.grant("director-a", (Role.DIRECTOR, institution(gate.open.institutions["A"])))
    coordinator = gate.grant("regional", (Role.REGIONAL_COORDINATOR, Scope("region", "riga")))
    gate.guarded.settle()
    whole = "/statistics/plans?period=2020/21&scope="
    for path, who in (
        (f"{whole}nation", director),
        (f"{whole}region:vidzeme", director),
        (f"{whole}municipality:LV-059", director),
        (f"{whole}nation", coordinator),
        (f"{whole}region:vidzeme", coordinator),
        ("/plans?region=vidzeme", coordinator),
    ):
        refused(gate.guarded.look(path, **who), 403, "not_permitted")
    for who in (director, coordinator):
        refused(gate.guarded.look(f"{whole}institution:{another}", **who), 404, "not_found")


def test_another_s_cursor_is_only_a_place(gate: Gate) -> None:
    """Where a list goes on, among one's own rows."""
    nation = gate.grant("ikvd", (Role.NATIONAL, NATIONAL))
    gate.guarded.settle()
    first = gate.guarded.look("/students?limit=1", **nation).get_json()
    assert [row["student_id"] for row in first["items"]] == [str(gate.open.students["A"])]
    for name, rows in (("A", []), ("B", [str(gate.open.students["B"])])):
        who = gate.grant(
            f"at-{name.lower()}", (Role.DIRECTOR, institution(gate.open.institutions[name]))
        )
        page = gate.guarded.look(f"/students?limit=1&cursor={first['next']}", **who)
        assert [row["student_id"] for row in page.get_json()["items"]] == rows
