"""Every operation, tried by every role in its own, in a foreign and in a wider scope: the table is what happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, uuid5

import pytest
from flask import Request
from werkzeug.test import TestResponse

from api.access import Subject
from api.access.permissions import Permission, permissions
from api.access.requests import PUBLIC
from api.application import create_app
from api.reach import Reach
from ledger.access import Grant
from ledger.access.scope import KINDS
from ledger.role import Role
from ledger.scope import INSTITUTION, PARTNER, REGION, Scope
from tests.api.access_cases import Case, Cases, operations
from tests.api.http import Api, anybody

KIND_OF = {role: KINDS[role] for role in Role}
FOREIGN = {
    INSTITUTION: Scope(INSTITUTION, str(uuid5(NAMESPACE_OID, "foreign"))),
    PARTNER: Scope(PARTNER, str(uuid5(NAMESPACE_OID, "foreign"))),
    REGION: Scope(REGION, "kurzeme"),
}
"""Scopes in which nothing of the demo lies."""


def granted(request: Request, _reach: Reach) -> Subject:
    """Who has one role in one scope, as the header Granted says."""
    role, kind, id_ = request.headers["Granted"].split("|")
    scope = Scope(kind, id_ or None)
    grant = Grant(role=Role(role), scope=scope, valid_from=date.min, valid_until=None)
    return Subject(uuid5(NAMESPACE_OID, role), role, role, (grant,))


@dataclass
class Matrix:
    """The demo, guarded, and what is tried."""

    guarded: Api
    cases: list[Case]

    def ask(self, case: Case, role: Role, scope: Scope) -> TestResponse:
        """Try it; a command that is theirs is not recorded."""
        who = {"Granted": f"{role}|{scope.kind}|{scope.id or ''}"}
        if case.method == "GET":
            return self.guarded.look(case.path, **who)
        path = case.path if scope in FOREIGN.values() else f"{case.path}?dry_run=true"
        return self.guarded.post(path, dict(case.body or {}), headers={**case.headers, **who})


@pytest.fixture(scope="module")
def matrix(demo_copy: str) -> Iterator[Matrix]:
    """Over a demo of its own."""
    reach = Reach(demo_copy, bytes(32))
    cases = list(Cases(Api(create_app(reach, anybody), demo_copy)))
    yield Matrix(Api(create_app(reach, granted), demo_copy), cases)
    reach.close()


def test_every_route_is_public_or_has_a_row(matrix: Matrix) -> None:
    """A new route without one fails here, and is denied to everybody; no row is left over."""
    app = matrix.guarded.app
    unguarded = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] not in PUBLIC
        and not hasattr(app.view_functions[rule.endpoint], "operation")
    }
    assert unguarded == set()
    assert operations(app).keys() == permissions().keys()


@pytest.mark.parametrize("role", Role)
def test_what_the_table_does_not_allow_is_refused(matrix: Matrix, role: Role) -> None:
    """Whatever the scope; nothing of the request is even read."""
    answered = {}
    for case in matrix.cases:
        for kind, scope in {**case.own, **FOREIGN}.items():
            if kind in KIND_OF[role] and not permissions()[case.operation].allows(role, kind):
                answer = matrix.ask(case, role, scope)
                if (answer.status_code, answer.get_json()["code"]) != (403, "not_permitted"):
                    answered[case.operation, kind] = answer.text
    assert answered == {}


@pytest.mark.parametrize("role", Role)
def test_what_the_table_allows_is_done_in_their_own_scope(matrix: Matrix, role: Role) -> None:
    """And in each wider one: answered, recorded, or refused for a reason that has nothing to do with who asks."""
    refused = {}
    for case in matrix.cases:
        for kind, scope in case.own.items():
            if kind in KIND_OF[role] and permissions()[case.operation].allows(role, kind):
                answer = matrix.ask(case, role, scope)
                done = answer.status_code not in (401, 403, 404, 500)
                if not (done or answer.get_json()["code"] == case.refused):
                    refused[case.operation, kind] = answer.text
    assert refused == {}


@pytest.mark.parametrize("role", Role)
def test_what_is_foreign_is_not_there(matrix: Matrix, role: Role) -> None:
    """A record is not found, rows do not name what is somebody else's, and no command leaves an event."""
    length = matrix.guarded.log_length()
    seen = {}
    for case in matrix.cases:
        permission = permissions()[case.operation]
        for kind, scope in FOREIGN.items():
            own = case.own.get(kind)
            if kind in KIND_OF[role] and permission.allows(role, kind) and own and not case.begins:
                answer = matrix.ask(case, role, scope)
                if not _hidden(answer, permission, own):
                    seen[case.operation, kind] = answer.text[:500]
    assert seen == {}
    assert matrix.guarded.log_length() == length


def _hidden(answer: TestResponse, permission: Permission, own: Scope) -> bool:
    """Whether an answer tells nothing of what lies in another's scope."""
    if permission.scope == "open":
        return answer.status_code == 200
    if permission.scope == "rows":
        return answer.status_code == 200 and str(own.id) not in answer.text
    return answer.status_code == 404 and answer.get_json()["code"] == "not_found"
