"""What approvals and recoveries may refer to: verifications of the partner, about the semester."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger.calendar import semester as semester_of
from ledger.money import ZERO
from ledger.partner.errors import (
    FoundNotEligible,
    NothingFound,
    VerificationOfAnother,
    VerificationOfAnotherTime,
)
from ledger.partner.partner import Partner
from ledger.verification.verification import Verification


def referred(
    partner: Partner, verifications: Iterable[Verification], semester: str, day: date
) -> tuple[UUID, ...]:
    """The ids of verifications that a decision on a semester may refer to, each once, in their order.

    Each is of the partner, stands, was carried out by that day, and verified some day of the semester.
    VerificationOfAnother, VerificationNotAt, BeforeWhatItCorrects, VerificationOfAnotherTime.
    """
    of = semester_of(semester)
    for each in verifications:
        if each.partner_id != partner.id:
            raise VerificationOfAnother(verification=each.id)
        each.require_carried_out(day)
        if each.last_day < of.first_day or of.last_day < each.first_day:
            raise VerificationOfAnotherTime(
                verification=each.id,
                first_day=each.first_day,
                last_day=each.last_day,
                semester=of.code,
            )
    return tuple(dict.fromkeys(each.id for each in verifications))


def require_borne(
    partner: Partner, verifications: Iterable[Verification], semester: str, not_approved: Decimal
) -> None:
    """What they found not eligible is not approved, now or before, or comes back; FoundNotEligible.

    Regulation 1303/2013, Art. 125(4): what is declared is eligible. A finding still to be clarified, or resolved as
    eligible, holds nothing up. A measure that several of them looked at counts once, with the largest amount. A line
    does not say of which semester it is: all lines of a verification count in each semester that it is about.
    """
    found: dict[UUID, Decimal] = {}
    for each in verifications:
        for measure, amount in each.not_eligible().items():
            found[measure] = max(found.get(measure, ZERO), amount)
    borne = not_approved + _borne(partner, semester)
    if (total := sum(found.values(), ZERO)) > borne:
        raise FoundNotEligible(found=total, borne=borne)


def require_findings(verifications: Iterable[Verification]) -> None:
    """Each found something that is not eligible, so that a recovery may stand on it; NothingFound."""
    for each in verifications:
        if not each.not_eligible():
            raise NothingFound(verification=each.id)


def _borne(partner: Partner, semester: str) -> Decimal:
    """What was not approved of the semester's settlements before, or is to come back."""
    return sum(
        (
            each.approval.not_approved + partner.to_recover_of(id_)
            for id_, each in partner.settlements.items()
            if each.semester == semester and each.approval
        ),
        ZERO,
    )
