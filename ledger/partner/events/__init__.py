"""Everything that can be recorded about one partner."""

from ledger.partner.events.agreeing import (
    AgreementAmended,
    AgreementSigned,
    AgreementVoided,
    AmendmentVoided,
    Joined,
    JoiningCorrected,
    OverspendingAllowed,
    OverspendingWithdrawn,
    SemesterBudgetPlanned,
    SemesterBudgetWithdrawn,
)
from ledger.partner.events.merging import (
    BalancePassedOn,
    BalanceTakenOver,
    Merged,
    MergerVoided,
    TakeoverVoided,
    TookOver,
)
from ledger.partner.events.paying import (
    AdvancePaid,
    PaymentMade,
    PaymentReversed,
)
from ledger.partner.events.recovering import (
    RecoveryDecided,
    RecoveryOffset,
    RecoveryReceiptVoided,
    RecoveryReceived,
    RecoveryVoided,
)
from ledger.partner.events.settling import (
    ApprovalVoided,
    SettlementApproved,
    SettlementReturned,
    SettlementReturnVoided,
    SettlementSubmitted,
    SettlementVoided,
)

__all__ = [
    "AdvancePaid",
    "AgreementAmended",
    "AgreementSigned",
    "AgreementVoided",
    "AmendmentVoided",
    "ApprovalVoided",
    "BalancePassedOn",
    "BalanceTakenOver",
    "Joined",
    "JoiningCorrected",
    "Merged",
    "MergerVoided",
    "OverspendingAllowed",
    "OverspendingWithdrawn",
    "PaymentMade",
    "PaymentReversed",
    "RecoveryDecided",
    "RecoveryOffset",
    "RecoveryReceiptVoided",
    "RecoveryReceived",
    "RecoveryVoided",
    "SemesterBudgetPlanned",
    "SemesterBudgetWithdrawn",
    "SettlementApproved",
    "SettlementReturnVoided",
    "SettlementReturned",
    "SettlementSubmitted",
    "SettlementVoided",
    "TakeoverVoided",
    "TookOver",
]
