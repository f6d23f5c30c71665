"""Every way the operation's stream says no."""

from ledger.errors import Invalid, Refused


class OperationAlreadyOpen(Refused):
    """The operation is open already, and there is only one: correct its opening instead."""

    lv = "Projekts jau ir atvērts."


class SharesIncomplete(Invalid):
    """The shares must be whole per cent, none below 0, and make 100 together; they make {total}."""

    lv = "Daļām jābūt veselos procentos un kopā jāveido 100."


class PercentInvalid(Invalid):
    """{value} is not a whole per cent between 1 and 100."""

    lv = "Procentiem jābūt veselam skaitlim no 1 līdz 100."


class GroupSizeInvalid(Invalid):
    """{value} is not a size of a group: give 1 where consultations are individual, or more."""

    lv = "Grupas lielums nav derīgs."


class NotAnExtension(Refused):
    """The operation runs until {current} already, and {last_day} is not later: withdraw the extension instead."""

    lv = "Darbības periods jau ilgst vismaz līdz šai dienai."


class OutsidePeriod(Refused):
    """{day} is outside of the operation's period, {first_day} to {last_day}."""

    lv = "Diena nav projekta darbības periodā."


class CofinancingNotSet(Refused):
    """The operation sets no funding shares for {day}: set them first."""

    lv = "Šai dienai nav noteiktas finansējuma daļas."


class OutsideTargetGroup(Refused):
    """On {day} the operation's target group does not include {stage}."""

    lv = "Izglītojamais šajā dienā nav mērķa grupā."


class DeliveryNotAllowed(Refused):
    """On {day} the operation does not allow consultations delivered {mode}: choose another mode."""

    lv = "Šāds norises veids šajā dienā nav atļauts."


class RateNotSet(Refused):
    """The operation sets no unit cost for a {specialist_kind} on {day}: set it first."""

    lv = "Šai dienai nav noteikta vienas vienības izmaksu likme."


class LumpSumNotSet(Refused):
    """The operation sets no lump sum of kind {kind} for {day}: set it first."""

    lv = "Šai dienai nav noteikts vienreizējais maksājums."


class GapInTime(Refused):
    """From {first_day} to {last_day} there would be no {what}: set one for these days first."""

    lv = "Laikā rastos pārtraukums bez spēkā esoša noteikuma."


class FlatRateNotSet(Refused):
    """The operation sets no flat rate for {day}: set it first."""

    lv = "Šai dienai nav noteikta vienotā likme."
