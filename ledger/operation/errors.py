"""Every way the operation's stream says no."""

from ledger.errors import Invalid, Refused


class OperationAlreadyOpen(Refused):
    """The operation is open already, and there is only one: correct its opening instead."""

    en = "The operation was opened already."
    lv = "Projekts jau ir atvērts."


class SharesIncomplete(Invalid):
    """The shares must be whole per cent, none below 0, and make 100 together; they make {total}."""

    en = "The shares do not make 100 per cent."
    lv = "Daļām jābūt veselos procentos un kopā jāveido 100."


class PercentInvalid(Invalid):
    """{value} is not a whole per cent between 1 and 100."""

    en = "This is not a whole per cent from 1 to 100."
    lv = "Procentiem jābūt veselam skaitlim no 1 līdz 100."


class GroupSizeInvalid(Invalid):
    """{value} is not a size of a group: give 1 where consultations are individual, or more."""

    en = "This is not a size of a group."
    lv = "Grupas lielums nav derīgs."


class NotAnExtension(Refused):
    """The operation runs until {current} already, and {last_day} is not later: withdraw the extension instead."""

    en = "The operation runs as long already."
    lv = "Darbības periods jau ilgst vismaz līdz šai dienai."


class OutsidePeriod(Refused):
    """{day} is outside of the operation's period, {first_day} to {last_day}."""

    en = "The operation does not run on this day."
    lv = "Diena nav projekta darbības periodā."


class CofinancingNotSet(Refused):
    """The operation sets no funding shares for {day}: set them first."""

    en = "No funding shares are set for this day."
    lv = "Šai dienai nav noteiktas finansējuma daļas."


class OutsideTargetGroup(Refused):
    """On {day} the operation's target group does not include {stage}."""

    en = "The learner is not in the target group on this day."
    lv = "Izglītojamais šajā dienā nav mērķa grupā."


class DeliveryNotAllowed(Refused):
    """On {day} the operation does not allow consultations delivered {mode}: choose another mode."""

    en = "Consultations are not given this way on this day."
    lv = "Šāds norises veids šajā dienā nav atļauts."


class RateNotSet(Refused):
    """The operation sets no unit cost for a {specialist_kind} on {day}: set it first."""

    en = "No unit cost is set for this day."
    lv = "Šai dienai nav noteikta vienas vienības izmaksu likme."


class LumpSumNotSet(Refused):
    """The operation sets no lump sum of kind {kind} for {day}: set it first."""

    en = "No lump sum is set for this day."
    lv = "Šai dienai nav noteikts vienreizējais maksājums."


class GapInTime(Refused):
    """From {first_day} to {last_day} there would be no {what}: set one for these days first."""

    en = "A gap in time would come about."
    lv = "Laikā rastos pārtraukums bez spēkā esoša noteikuma."


class FlatRateNotSet(Refused):
    """The operation sets no flat rate for {day}: set it first."""

    en = "No flat rate is set for this day."
    lv = "Šai dienai nav noteikta vienotā likme."
