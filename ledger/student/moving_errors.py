"""Every way a learner's movement between institutions says no."""

from ledger.errors import Refused


class TransferToTheSame(Refused):
    """The learner is at that institution already: promote the learner, or correct the enrolment."""

    en = "The learner is at that institution already."
    lv = "Izglītojamais jau mācās šajā izglītības iestādē."


class PartOfTransfer(Refused):
    """It was recorded with a transfer: take back the transfer as a whole."""

    en = "It belongs to a transfer."
    lv = "Tas ierakstīts kopā ar pāreju: atsauciet visu pāreju."


class PlaceChanges(Refused):
    """On {day} the learner, and the plan, are at another institution: record what was given at each apart."""

    en = "The plan is at another institution on that day."
    lv = "Šajā dienā izglītojamais un plāns ir citā izglītības iestādē."


class PlanThereAlready(Refused):
    """The plan for {semester} is in that enrolment already."""

    en = "The plan is in that enrolment already."
    lv = "Plāns jau ir šajā izglītības iestādē."


class PlanNotMoved(Refused):
    """The plan for {semester} was not moved: there is nothing to take back."""

    en = "The plan was not moved on this day."
    lv = "Plāns nav pārcelts."
