"""Every way the guard against double funding says no, where people decide."""

from ledger.errors import Invalid, Refused


class KindsMissing(Invalid):
    """Name at least one kind of measure that the other project gives."""

    lv = "Jānorāda vismaz viens atbalsta veids."


class OtherSupportAlreadyDeclared(Refused):
    """Support of {programme} for a part of that time is declared already, as {first}: withdraw that first."""

    lv = "Šis atbalsts par daļu no šī laika jau ir norādīts."


class WarningDecidedAlready(Refused):
    """The warning is decided, as {decision}: void that decision first."""

    lv = "Par brīdinājumu jau ir lemts."


class WarningNotDecided(Refused):
    """Nothing is decided on the warning: there is no decision to take back."""

    lv = "Par brīdinājumu vēl nav lemts."


class WarningLapsedAlready(Refused):
    """The measure, or what it conflicted with, was taken back: there is nothing to decide any more."""

    lv = "Atbalsts vai tas, kam tas bija pretrunā, ir atsaukts; lemt vairs nav par ko."


class DecidedByRecorder(Refused):
    """Who recorded a measure does not decide on a warning about it: ask a colleague."""

    lv = "Atbalsta reģistrētājs pats par brīdinājumu nelemj."


class FundedTwice(Refused):
    """It was decided that this is double funding: refuse the claim, or void that decision."""

    lv = "Ir atzīts, ka šīs izmaksas tiktu segtas divreiz."
