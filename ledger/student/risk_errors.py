"""Every way a student's risks say no."""

from ledger.errors import Refused


class RiskNotOpen(Refused):
    """The risk is resolved or was voided: identify it anew."""

    en = "The learner is not under this risk any more."
    lv = "Risks vairs nepastāv."


class RiskAlreadyOpen(Refused):
    """The risk {factor} is identified already and not resolved: reassess it instead."""

    en = "The learner is under this risk already."
    lv = "Šāds risks jau ir konstatēts."


class RiskNotResolved(Refused):
    """The risk is not resolved: there is no resolution to take back."""

    en = "The risk exists still."
    lv = "Risks nav novērsts."


class RiskInPlan(Refused):
    """A plan addresses this risk: revise the plan first."""

    en = "A plan addresses the risk."
    lv = "Šo risku risina plāns."
