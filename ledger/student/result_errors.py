"""Every way a learner's outcomes and participation say no."""

from ledger.errors import Invalid, Refused

# --- outcomes -----------------------------------------------------------------------------------


class OutcomeContradicts(Refused):
    """In {school_year} the outcome {first} of {day} stands, which does not go with this one: void it first."""

    lv = "Šajā mācību gadā jau ir rezultāts, kas ar šo nav savienojams."


class OutcomeDisagrees(Refused):
    """The outcome {outcome} of {day} needs a learner who {needed} by then: mend the enrolments, or void it."""

    lv = "Rezultāts nesaskan ar ziņām par mācībām izglītības iestādē."


# --- participation ------------------------------------------------------------------------------


class AlreadyParticipating(Refused):
    """The learner takes part since {day}: record the exit first, or void that entry."""

    lv = "Izglītojamais jau ir projekta dalībnieks."


class EntryStandsOnIt(Refused):
    """The learner entered as a participant on {day}, in this enrolment: void that entry first."""

    lv = "Uz šīs uzņemšanas balstās dalība projektā."


class AgeBandMissing(Invalid):
    """No birth date of the learner is recorded: give the age band."""

    lv = "Dzimšanas datums nav zināms: norādiet vecuma grupu."


class AgeBandDiffers(Invalid):
    """The age band {given} is not that of the recorded birth date: leave it out, or correct that one."""

    lv = "Vecuma grupa neatbilst reģistrētajam dzimšanas datumam."


class RefusalMisplaced(Invalid):
    """A refused answer says why it was refused, and only a refused one does."""

    lv = "Atteikuma iemesls jānorāda tieši atteiktai atbildei."


class StatusesContradict(Invalid):
    """Give at least one status on exit, each once; none and not_known go with no other."""

    lv = "Statusi, beidzot dalību, nav savienojami."
