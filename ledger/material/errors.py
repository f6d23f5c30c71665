"""Every way a material's stream says no."""

from ledger.errors import Refused, Taken


class MaterialPublishedAlready(Taken):
    """This very document was published before, as material {first}."""

    HELD = "material"
    en = "This document was published already."
    lv = "Šis dokuments jau ir publicēts."


class MaterialNotCurrent(Refused):
    """The material {material} is no longer the current one: it was {state}."""

    en = "The material is no longer in use."
    lv = "Materiāls vairs nav spēkā."


class SupersededByItself(Refused):
    """A material cannot take its own place: name another one."""

    en = "A material does not take its own place."
    lv = "Materiāls nevar aizstāt pats sevi."


class NotSuperseded(Refused):
    """The material was not superseded: there is nothing to take back."""

    en = "No other material took its place."
    lv = "Materiāls nav aizstāts."


class NotWithdrawn(Refused):
    """The material was not withdrawn: there is nothing to take back."""

    en = "The material is in use still."
    lv = "Materiāls nav atsaukts."


class SupersessionStands(Refused):
    """The material superseded another one, or was superseded: take that back first."""

    en = "Another material took its place, or it took another's."
    lv = "Materiāls ir aizstāts vai aizstāj citu: vispirms atsauciet to."
