"""Every way a material's stream says no."""

from ledger.errors import Refused, Taken


class MaterialPublishedAlready(Taken):
    """This very document was published before, as material {first}."""

    HELD = "material"
    lv = "Šis dokuments jau ir publicēts."


class MaterialNotCurrent(Refused):
    """The material {material} is no longer the current one: it was {state}."""

    lv = "Materiāls vairs nav spēkā."


class SupersededByItself(Refused):
    """A material cannot take its own place: name another one."""

    lv = "Materiāls nevar aizstāt pats sevi."


class NotSuperseded(Refused):
    """The material was not superseded: there is nothing to take back."""

    lv = "Materiāls nav aizstāts."


class NotWithdrawn(Refused):
    """The material was not withdrawn: there is nothing to take back."""

    lv = "Materiāls nav atsaukts."


class SupersessionStands(Refused):
    """The material superseded another one, or was superseded: take that back first."""

    lv = "Materiāls ir aizstāts vai aizstāj citu: vispirms atsauciet to."
