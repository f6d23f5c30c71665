"""Every way a webhook's stream says no."""

from ledger.errors import Invalid, Refused


class TargetInvalid(Invalid):
    """{field} is not an address that a webhook can have: {fault}."""

    en = "A webhook cannot have this address."
    lv = "Šāda adrese tīmekļa āķim neder."


class OverlapInvalid(Invalid):
    """A former secret goes on for 0 to {longest} hours, not for {value}."""

    en = "The former secret cannot go on for so long."
    lv = "Iepriekšējā noslēpuma derīguma laiks nav atļautajās robežās."


class WebhookPaused(Refused):
    """The webhook is paused: resume it first."""

    en = "The webhook is paused."
    lv = "Tīmekļa āķis ir apturēts."


class WebhookNotPaused(Refused):
    """The webhook is not paused: there is nothing to resume."""

    en = "The webhook is not paused."
    lv = "Tīmekļa āķis nav apturēts."


class NoDeadLetter(Refused):
    """Nothing is to be sent again: {what} is no dead letter of this webhook."""

    en = "There is no such dead letter."
    lv = "Nav tādas nepiegādātas ziņas, ko sūtīt vēlreiz."
