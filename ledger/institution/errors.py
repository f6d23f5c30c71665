"""Every way an institution's stream says no."""

from ledger.errors import Refused


class InstitutionAlreadyMember(Refused):
    """{institution} is a member of the operation on {day} already: record its leaving first."""

    en = "The institution takes part on this day already."
    lv = "Izglītības iestāde šajā dienā jau piedalās projektā."


class InstitutionNeverMember(Refused):
    """{institution} was not a member before {day}: record that it joined, not that it rejoined."""

    en = "The institution had not taken part before."
    lv = "Izglītības iestāde pirms šīs dienas projektā nav piedalījusies."


class InstitutionWasMember(Refused):
    """{institution} was a member before {day}: record that it rejoined, not that it joined."""

    en = "The institution had taken part before."
    lv = "Izglītības iestāde projektā jau ir piedalījusies."


class InstitutionMemberLater(Refused):
    """{institution} is a member from {day} on: an earlier membership must end before that day."""

    en = "The institution takes part later as well."
    lv = "Izglītības iestāde projektā piedalās arī vēlāk: agrākai dalībai jābeidzas pirms tam."


class InstitutionNotMember(Refused):
    """{institution} is not a member of the operation on {day}: record that it joined first."""

    en = "The institution does not take part on this day."
    lv = "Izglītības iestāde šajā dienā projektā nepiedalās."


class InstitutionNotPlaced(Refused):
    """No municipality is recorded in which {institution} lay on {day}: record it first."""

    en = "Where the institution lay on this day is not known."
    lv = "Nav zināms, kurā pašvaldībā izglītības iestāde šajā dienā atradās."


class InstitutionWithoutPartner(Refused):
    """{institution} belongs to no partner on {day}: attach it to one first."""

    en = "The institution belongs to no partner on this day."
    lv = "Izglītības iestādei šajā dienā nav sadarbības partnera."
