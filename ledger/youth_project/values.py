"""What a youth project's stream keeps, and how its values are written."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

import msgspec

from ledger import municipality as municipalities
from ledger import scope
from ledger.dated import Since
from ledger.fact import Value
from ledger.partner import Partner
from ledger.scope import Scope
from ledger.text import Municipality, Region
from ledger.youth_project.errors import ParticipantsInvalid, PartnerNotMunicipality


class Home(Value, frozen=True):
    """Whose project it is: the partner, and the municipality that the partner is."""

    partner_id: UUID
    municipality: Municipality
    region: Region

    @property
    def holders(self) -> Collection[Scope]:
        """The partner and its region."""
        return (scope.partner(self.partner_id), Scope("region", self.region))


class Passing(Since, kw_only=True):
    """The project belongs to another partner from a day on."""

    home: Home


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    """What was decided on the application: approved or refused."""

    kind: str
    decided_on: date


class End(msgspec.Struct, forbid_unknown_fields=True):
    """How the project ended: completed or failed."""

    kind: str
    ended_on: date


class Report(msgspec.Struct, forbid_unknown_fields=True):
    """How many took part, as far as was known on a day."""

    reported_on: date
    voided: bool = False


class Recovery(msgspec.Struct, forbid_unknown_fields=True):
    """The grant came back."""

    recovered_on: date
    reference: str
    voided: bool = False


class Grant(msgspec.Struct, forbid_unknown_fields=True):
    """The lump sum, paid."""

    amount: Decimal
    paid_on: date
    home: Home
    reference: str
    voided: bool = False
    recoveries: dict[UUID, Recovery] = {}

    @property
    def recovery(self) -> Recovery | None:
        """The one that stands, if it came back."""
        return next((each for each in self.recoveries.values() if not each.voided), None)


def home(partner: Partner, day: date) -> Home:
    """Where projects of this partner count; PartnerNotMunicipality, MunicipalityNotThen."""
    if partner.municipality is None:
        raise PartnerNotMunicipality(partner=partner.name)
    code = municipalities.require_existing(partner.municipality, day)
    return Home(partner.id, code, municipalities.region(code))


def participants(everybody: int, at_risk: int) -> dict[str, int]:
    """At least one, and no more with an identified risk than all; ParticipantsInvalid."""
    if everybody < 1 or not 0 <= at_risk <= everybody:
        raise ParticipantsInvalid(participants=everybody, at_risk=at_risk)
    return {"participants": everybody, "at_risk": at_risk}


def same_application(call_id: UUID, applicant: str, title: str) -> str:
    """What stands for an application, however it is written: no blanks, no capitals."""
    words = ("".join(text.split()).casefold() for text in (applicant, title))
    return sha256("\n".join([str(call_id), *words]).encode()).hexdigest()
