"""Every way a verification's stream says no."""

from ledger.errors import Invalid, Refused


class VerificationNotAt(Refused):
    """The verification is {state}: it would have to be {needed}."""

    en = "The verification has not come so far, or has come further."
    lv = "Pārbaude nav vajadzīgajā stāvoklī."


class VerdictAmountMisplaced(Invalid):
    """An amount that is not eligible belongs to the verdict not_eligible, and to no other."""

    en = "The amount does not go with the verdict."
    lv = "Neattiecināmā summa jānorāda tieši pie vērtējuma „neattiecināms”."


class FindingsOpen(Refused):
    """{count} lines are to be clarified yet: resolve them first."""

    en = "Some lines are to be clarified yet."
    lv = "Vispirms jānoskaidro visi konstatējumi."


class NothingToClarify(Refused):
    """The line is not to be clarified: its verdict is {verdict}."""

    en = "The line has its verdict already."
    lv = "Par šo rindu nav ko noskaidrot."
