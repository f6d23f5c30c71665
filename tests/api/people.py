"""People and machines who sign in to a ledger under test: their access is opened in it, their tokens are real."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from api.identity import Issuers, LocalIssuer
from api.identity.local_issuer import CLIENT, FILE, NAME, VARIABLE
from api.moment import today
from ledger.access import access_id
from ledger.application import Ledger
from ledger.fact import Context, recording
from ledger.role import Role
from ledger.scope import NATIONAL, Scope

START = date(2017, 3, 16)
HOUR = timedelta(hours=1)


class People:
    """Those whom one local issuer knows."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._issuer = LocalIssuer.make(self.path)

    @property
    def issuers(self) -> Issuers:
        """Whose tokens the ledger is to believe."""
        return Issuers.from_environment(self.environ)

    @property
    def environ(self) -> dict[str, str]:
        """What a server has to be told to believe them."""
        return {VARIABLE: str(self.path)}

    def token(
        self, name: str, lasting: timedelta = HOUR, *, client: str = CLIENT
    ) -> dict[str, str]:
        """The headers with which somebody signs in, known to the ledger or not."""
        token = self._issuer.token(name, datetime.now(UTC), lasting, client=client)
        return {"Authorization": f"Bearer {token}"}

    def grant(
        self, ledger: Ledger, name: str, *granted: tuple[Role, Scope], since: date = START
    ) -> dict[str, str]:
        """Open somebody's access with these roles; the headers with which they sign in."""
        kind = "machine" if any(role == Role.MACHINE for role, _ in granted) else "person"
        with recording(_context()):
            opened = ledger.accesses.open(
                actor=name, kind=kind, issuer=NAME, subject=name, occurred_on=START
            )
            for role, scope in granted:
                ledger.accesses.grant(
                    access_id=opened.id,
                    grant_id=uuid4(),
                    role=role,
                    scope=scope,
                    valid_from=since,
                    occurred_on=START,
                )
        return self.token(name)

    def close(self, ledger: Ledger, name: str) -> None:
        """Somebody has left."""
        with recording(replace(_context(), reason="has left")):
            ledger.accesses.close(access_id=access_id(ledger.keys, NAME, name), occurred_on=today())

    def everything(self, ledger: Ledger) -> dict[str, str]:
        """A machine of the nation, which records about any learner."""
        return self.grant(ledger, "machine", (Role.MACHINE, NATIONAL))


def _context() -> Context:
    now = datetime.now(UTC)
    return Context(
        at=now,
        actor="test",
        role=Role.NATIONAL,
        client="test",
        request_id=uuid4(),
        correlation_id=uuid4(),
    )
