"""Every way a learner's outcomes and participation say no."""

from ledger.errors import Refused

# --- outcomes -----------------------------------------------------------------------------------


class OutcomeContradicts(Refused):
    """In {school_year} the outcome {first} of {day} stands, which does not go with this one: void it first."""

    lv = "Šajā mācību gadā jau ir rezultāts, kas ar šo nav savienojams."


class OutcomeDisagrees(Refused):
    """The outcome {outcome} of {day} needs a learner who {needed} by then: mend the enrolments, or void it."""

    lv = "Rezultāts nesaskan ar ziņām par mācībām izglītības iestādē."
