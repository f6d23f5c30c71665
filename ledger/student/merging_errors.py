"""Every way the merging of two records of one child says no."""

from ledger.errors import Refused


class MergedAway(Refused):
    """This record was merged into the student {kept}: record it there."""

    en = "The record was merged into another one."
    lv = "Šis ieraksts ir apvienots ar citu: turpiniet tajā."


class MergedWithItself(Refused):
    """A record is not merged with itself: name the two records of the child."""

    en = "A record is not merged into itself."
    lv = "Ierakstu nevar apvienot ar sevi pašu."


class HasDuplicates(Refused):
    """Other records were merged into this one: keep it, and merge the other record into it."""

    en = "Other records were merged into this one."
    lv = "Ar šo ierakstu jau ir apvienoti citi: saglabājiet to."


class DifferentPersons(Refused):
    """The records have different {what}: they are two children, or one is wrong and has to be corrected first."""

    en = "These are records of two children."
    lv = "Ierakstos ir atšķirīgi dati: tie ir divi bērni, vai arī vispirms jālabo kļūda."


class BothPlansOpen(Refused):
    """Both records have an open plan for {semester}: close one of them first."""

    en = "Both records have an open plan."
    lv = "Abos ierakstos šim semestrim ir atvērts plāns: vispirms slēdziet vienu."


class CompensationsUnderWay(Refused):
    """The compensation {first} of the record that is to end is {state}: pay or refuse it first."""

    en = "A compensation of the record waits to be paid or refused."
    lv = "Ierakstā ir nepabeigtas kompensācijas."


class WarningUnderWay(Refused):
    """The warning {first} of the record that is to end is {state}: nobody could see to it any more, so do it first."""

    en = "A warning of the record waits for its decision."
    lv = "Ierakstā ir neizskatīts brīdinājums par dubultu finansējumu."


class NotMerged(Refused):
    """The student {student} is not merged into this record: there is nothing to take back."""

    en = "The record was not merged into this one."
    lv = "Šie ieraksti nav apvienoti."
