"""Every way the guard against double funding says no, where people decide."""

from ledger.errors import Invalid, Refused


class KindsMissing(Invalid):
    """Name at least one kind of measure that the other project gives."""

    en = "At least one kind of measure has to be named."
    lv = "Jānorāda vismaz viens atbalsta veids."


class OtherSupportAlreadyDeclared(Refused):
    """Support of {programme} for a part of that time is declared already, as {first}: withdraw that first."""

    en = "This other support is declared already."
    lv = "Šis atbalsts par daļu no šī laika jau ir norādīts."


class WarningDecidedAlready(Refused):
    """The warning is decided, as {decision}: void that decision first."""

    en = "The warning has its decision already."
    lv = "Par brīdinājumu jau ir lemts."


class WarningNotDecided(Refused):
    """Nothing is decided on the warning: there is no decision to take back."""

    en = "The warning has no decision yet."
    lv = "Par brīdinājumu vēl nav lemts."


class WarningLapsedAlready(Refused):
    """The measure, or what it conflicted with, was taken back: there is nothing to decide any more."""

    en = "There is nothing to decide any more."
    lv = "Atbalsts vai tas, kam tas bija pretrunā, ir atsaukts; lemt vairs nav par ko."


class DecidedByRecorder(Refused):
    """Who recorded a measure does not decide on a warning about it: ask a colleague."""

    en = "Nobody decides on a warning about a record of their own."
    lv = "Atbalsta reģistrētājs pats par brīdinājumu nelemj."


class FundedTwice(Refused):
    """It was decided that this is double funding: refuse the claim, or void that decision."""

    en = "It is decided that this is double funding."
    lv = "Ir atzīts, ka šīs izmaksas tiktu segtas divreiz."
