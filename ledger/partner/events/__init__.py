"""Everything that can be recorded about one partner."""

from ledger.partner.events.agreeing import (
    AgreementAmended,
    AgreementSigned,
    AgreementVoided,
    AmendmentVoided,
    Joined,
    JoiningCorrected,
    SemesterBudgetPlanned,
    SemesterBudgetWithdrawn,
)
from ledger.partner.events.paying import (
    AdvancePaid,
    PaymentMade,
    PaymentReversed,
)

__all__ = [
    "AdvancePaid",
    "AgreementAmended",
    "AgreementSigned",
    "AgreementVoided",
    "AmendmentVoided",
    "Joined",
    "JoiningCorrected",
    "PaymentMade",
    "PaymentReversed",
    "SemesterBudgetPlanned",
    "SemesterBudgetWithdrawn",
]
