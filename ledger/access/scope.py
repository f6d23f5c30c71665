"""Where a role may be granted: the kinds of scope that its work is in."""

from collections.abc import Mapping
from uuid import UUID

from ledger import vocabulary
from ledger.access.errors import ScopeInvalid, ScopeNotForRole
from ledger.role import Role
from ledger.scope import INSTITUTION, NATION, NATIONAL, PARTNER, REGION, Scope

__all__ = ["KINDS", "NATIONAL", "Scope", "require_for_role", "required_scope"]

KINDS: Mapping[str, tuple[str, ...]] = {
    Role.PEDAGOGUE: (INSTITUTION,),
    Role.PLAN_PREPARER: (INSTITUTION,),
    Role.INSTITUTION_COORDINATOR: (INSTITUTION,),
    Role.DIRECTOR: (INSTITUTION,),
    Role.PARTNER_COORDINATOR: (PARTNER,),
    Role.REGIONAL_COORDINATOR: (REGION,),
    Role.NATIONAL: (NATION,),
    Role.OPERATOR: (NATION,),
    Role.DATA_PROTECTION_OFFICER: (NATION,),
    Role.AUDITOR: (NATION, PARTNER, REGION, INSTITUTION),
    Role.MACHINE: (INSTITUTION, PARTNER, NATION),
}
"""Which kinds of scope each role may be granted in."""


def required_scope(scope: Scope) -> Scope:
    """The scope in its one spelling; UnknownCode, ScopeInvalid."""
    match vocabulary.require("scope", scope.kind), scope.id:
        case "nation", None:
            return scope
        case "region", str(code):
            return Scope(REGION, vocabulary.require("region", code))
        case "institution" | "partner" as kind, str(text):
            return Scope(kind, _uuid(text))
    raise ScopeInvalid()


def require_for_role(role: Role, scope: Scope) -> None:
    """ScopeNotForRole."""
    if scope.kind not in KINDS[role]:
        raise ScopeNotForRole(role=role, kind=scope.kind, kinds=" or ".join(KINDS[role]))


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ScopeInvalid() from None
