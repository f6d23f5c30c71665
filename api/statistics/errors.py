"""Every way in which a figure cannot be told."""

from __future__ import annotations

from ledger.errors import Invalid, LedgerError


class NoSuchFigure(LedgerError):
    """There is no figure "{code}": GET /api/v1/statistics lists those there are, and so does `pumpurs statistics`."""

    en = "There is no such figure."
    lv = "Tāda rādītāja nav."


class ScopeUnclear(Invalid):
    """ "{value}" is not a scope: write nation, region:vidzeme, municipality:LV-059 or institution: with its id."""

    en = "This is not a scope."
    lv = "Tas nav tvērums."


class NoSuchScope(Invalid):
    """There is no {kind} "{value}": {remedy}."""

    en = "There is no such region, municipality or institution."
    lv = "Tāda reģiona, pašvaldības vai izglītības iestādes nav."


class ScopeNotOffered(Invalid):
    """The figure {code} is told for {offered}, not for one {kind}."""

    en = "The figure is not told for this kind of scope."
    lv = "Šim tvērumam rādītāju nesniedz."


class PeriodUnclear(Invalid):
    """ "{value}" is not a period.

    Write a school year 2020/21, a semester 2020/21 I, days 2019-09-01..2019-11-30, a month 2019-07, a year 2020,
    until 2020-02-26, one day 2020-02-26, or whole.
    """

    en = "This is not a period."
    lv = "Tas nav periods."


class NoSuchPeriod(Invalid):
    """There is no period "{value}": {why}."""

    en = "There is no such period."
    lv = "Tāda perioda nav."


class PeriodNotOffered(Invalid):
    """{what} is told for {offered}; "{value}" is another kind of period."""

    en = "The figure is not told for this kind of period."
    lv = "Šādam periodam rādītāju nesniedz."


class GroupingNotOffered(Invalid):
    """The figure {code} is not told by {value}: {offered}."""

    en = "The figure is not told by this."
    lv = "Šādā dalījumā rādītāju nesniedz."


class GroupUnclear(Invalid):
    """ "{value}" is not a value of a group of this figure: write it as its answer does, municipality:LV-059."""

    en = "This is not a value of a group."
    lv = "Tā nav dalījuma vērtība."


class TooManyCells(Invalid):
    """This grouping makes up to {cells} values, and one answer has at most {most}: group by less."""

    en = "The grouping makes too many values."
    lv = "Šāds dalījums dod pārāk daudz vērtību."


class OutsideOperation(Invalid):
    """{day} is not a day that can be told of: the operation began on {first}, and today is {last}."""

    en = "The day lies before the operation or after today."
    lv = "Diena ir pirms projekta sākuma vai pēc šodienas."


class NoOperation(Invalid):
    """The operation is not opened yet: there is nothing to tell of."""

    en = "The operation is not opened yet."
    lv = "Projekts vēl nav uzsākts."


class NotPublic(Invalid):
    """The figure {code} is not published so: {why}."""

    en = "The figure is not published in this detail."
    lv = "Tik sīki rādītāju nepublicē."


class NotYetDecided(LedgerError):
    """It is still being worked out what may be shown of the last publication: ask again in a moment."""

    en = "It is not decided yet what may be shown."
    lv = "Vēl tiek noteikts, ko drīkst rādīt; mēģiniet vēlreiz pēc brīža."


class MomentsReversed(Invalid):
    """What is compared begins at {earlier} and ends before that, at {later}: give the earlier moment first.

    A day means what had been recorded by its end, whenever it had happened.
    """

    en = "The first moment is later than the second."
    lv = "Pirmais brīdis ir vēlāks par otro."
