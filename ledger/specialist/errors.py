"""Every way a specialist's stream says no."""

from ledger.errors import Refused


class SpecialistAlreadyAttached(Refused):
    """The specialist works at this institution on {day} already."""

    en = "The specialist works there already."
    lv = "Speciālists šajā izglītības iestādē jau strādā."


class SpecialistAttachedLater(Refused):
    """The specialist works at this institution from {day} on: an earlier time there must end before that day."""

    en = "The specialist works there later as well."
    lv = "Speciālists šajā izglītības iestādē strādā arī vēlāk: agrākam laikam jābeidzas pirms tam."


class SpecialistNotQualified(Refused):
    """The specialist is not qualified as {kind} on {day}: record the qualification first."""

    en = "The specialist may not act as one on this day."
    lv = "Speciālistam šajā dienā nav šādas kvalifikācijas."


class SpecialistNotAtInstitution(Refused):
    """The specialist does not work at this institution on {day}: attach them to it first."""

    en = "The specialist does not work there on this day."
    lv = "Speciālists šajā dienā šajā izglītības iestādē nestrādā."
