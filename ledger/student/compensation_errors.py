"""Ways in which the ledger refuses compensations; the docstring of an error is its message."""

from ledger.errors import Invalid, Refused


class AmountNotPlanned(Refused):
    """Revision {revision} plans {planned} EUR of {kind} and {left} are left: revise the plan first."""

    en = "The plan leaves fewer euros."
    lv = "Plānā paredzētā summa ir izlietota."


class CeilingExceeded(Refused):
    """The ceiling of {kind} is {ceiling} EUR a {period}; {left} are left."""

    en = "It would be more than the ceiling."
    lv = "Pārsniegti kompensācijas griesti."


class RouteMisplaced(Invalid):
    """Public transport names a route between two towns or municipalities; other kinds name none."""

    en = "A route is named of public transport only."
    lv = "Maršruts jānorāda starppilsētu vai starpnovadu braucienam."


class CompensationNotAt(Refused):
    """The compensation is {state}; this needs one that is {needed}."""

    en = "The compensation has not come so far, or has come further."
    lv = "Kompensācija nav vajadzīgajā stāvoklī."


class ApprovedByClaimant(Refused):
    """Who claimed a compensation does not approve it: ask a colleague."""

    en = "Nobody approves a claim of their own."
    lv = "Pieprasītājs pats neapstiprina."


class MoreThanClaimed(Refused):
    """Only {claimed} EUR were claimed."""

    en = "It is more than was claimed."
    lv = "Pieprasīts ir mazāk."


class MoreThanApproved(Refused):
    """Only {approved} EUR were approved."""

    en = "It is more than was approved."
    lv = "Apstiprināts ir mazāk."
