"""Every way a learner's outcomes and participation say no."""

from ledger.errors import Invalid, Refused

# --- outcomes -----------------------------------------------------------------------------------


class OutcomeContradicts(Refused):
    """In {school_year} the outcome {first} of {day} stands, which does not go with this one: void it first."""

    en = "Another outcome of that year says otherwise."
    lv = "Šajā mācību gadā jau ir rezultāts, kas ar šo nav savienojams."


class OutcomeDisagrees(Refused):
    """The outcome {outcome} of {day} needs a learner who {needed} by then: mend the enrolments, or void it."""

    en = "The enrolments say otherwise."
    lv = "Rezultāts nesaskan ar ziņām par mācībām izglītības iestādē."


# --- participation ------------------------------------------------------------------------------


class AlreadyParticipating(Refused):
    """The learner takes part since {day}: record the exit first, or void that entry."""

    en = "The learner takes part already."
    lv = "Izglītojamais jau ir projekta dalībnieks."


class EntryStandsOnIt(Refused):
    """The learner entered as a participant on {day}, in this enrolment: void that entry first."""

    en = "The learner entered as a participant there."
    lv = "Uz šīs uzņemšanas balstās dalība projektā."


class AgeBandMissing(Invalid):
    """No birth date of the learner is recorded: give the age band."""

    en = "The age band has to be given."
    lv = "Dzimšanas datums nav zināms: norādiet vecuma grupu."


class AgeBandDiffers(Invalid):
    """The age band {given} is not that of the recorded birth date: leave it out, or correct that one."""

    en = "The age band is not that of the birth date."
    lv = "Vecuma grupa neatbilst reģistrētajam dzimšanas datumam."


class RefusalMisplaced(Invalid):
    """A refused answer says why it was refused, and only a refused one does."""

    en = "Why it was refused belongs to a refused answer only."
    lv = "Atteikuma iemesls jānorāda tieši atteiktai atbildei."


class StatusesContradict(Invalid):
    """Give at least one status on exit, each once; none and not_known go with no other."""

    en = "The statuses do not go together."
    lv = "Statusi, beidzot dalību, nav savienojami."
