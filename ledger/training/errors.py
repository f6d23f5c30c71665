"""Every way a training's stream says no."""

from ledger.errors import Invalid, Refused, Taken


class AudienceAmbiguous(Invalid):
    """A training is for institutions, or for a municipality, or for a region, or for all: name one of them."""

    en = "Whom the training is for is not clear."
    lv = "Mācības ir vai nu iestādēm, vai pašvaldībai, vai reģionam, vai visiem."


class WorkshopOfThreeModules(Invalid):
    """A school workshop has 3 modules, not {modules}."""

    en = "A school workshop has three modules."
    lv = "Darbnīcai izglītības iestādē ir trīs moduļi."


class HoursMissing(Invalid):
    """A professional-development programme states its academic hours."""

    en = "The academic hours have to be given."
    lv = "Pilnveides programmai jānorāda akadēmiskās stundas."


class NoSuchModule(Invalid):
    """The training has {modules} modules: there is no module {number}."""

    en = "The training has fewer modules."
    lv = "Mācībām tāda moduļa nav."


class ParticipantsMissing(Invalid):
    """A module that was held had participants: say how many of which kind of staff."""

    en = "The number of participants has to be given."
    lv = "Jānorāda dalībnieku skaits."


class StaffCountedTwice(Invalid):
    """{kind} is counted twice: give each kind of staff once."""

    en = "A kind of staff is counted more than once."
    lv = "Dalībnieku grupa norādīta divreiz."


class OutsidePlannedDays(Refused):
    """{day} is not between {first_day} and {last_day}, the days of the training: move the training first."""

    en = "This is not one of the training's days."
    lv = "Diena nav mācību plānotajās dienās."


class ModuleHeldOutside(Refused):
    """A module was held on {day}, which these days leave out."""

    en = "A module was held on another day."
    lv = "Modulis ir noticis dienā, kas nav starp norādītajām."


class ModuleAlreadyHeld(Refused):
    """Module {number} was held on {day} already."""

    en = "This module was held already."
    lv = "Šis modulis jau ir noticis."


class ModulesBeyond(Refused):
    """Module {number} was held: a plan with {modules} modules leaves it out."""

    en = "More modules were held than these."
    lv = "Ir noticis modulis, kura plānā nav."


class TrainingCompleted(Refused):
    """The training was completed on {day}: take that back first."""

    en = "The training is complete."
    lv = "Mācības jau ir pabeigtas."


class TrainingCancelled(Refused):
    """The training was cancelled on {day}: take that back first."""

    en = "The training will not be held."
    lv = "Mācības ir atceltas."


class ModulesMissing(Refused):
    """A training is completed when all its modules were held; still missing: {missing}."""

    en = "Not all modules were held."
    lv = "Visi moduļi vēl nav notikuši."


class HoursNotReached(Refused):
    """Of {planned} academic hours, {held} were held: the programme is not complete."""

    en = "Fewer hours were held than were planned."
    lv = "Programmas akadēmiskās stundas vēl nav notikušas."


class TrainingNotCompleted(Refused):
    """The training is not completed: there is nothing to take back."""

    en = "The training was not completed."
    lv = "Mācības nav pabeigtas."


class TrainingNotCancelled(Refused):
    """The training is not cancelled: there is nothing to take back."""

    en = "The training was not cancelled."
    lv = "Mācības nav atceltas."


class TooManyCertificates(Refused):
    """With these there would be {certificates} certificates for {participants} participants by {day}."""

    en = "There would be more certificates than participants."
    lv = "Apliecību ir vairāk nekā dalībnieku."


class CostBeforeHeld(Refused):
    """Nothing of the training had been held by {day}: what was not given is not paid."""

    en = "Nothing of the training had been held yet."
    lv = "Līdz šai dienai mācības nav notikušas: izmaksas nav attiecināmas."


class FactsStandOnIt(Refused):
    """The {what} of this training stand on it: take them back first."""

    en = "Other facts about the training stand on it."
    lv = "Uz tā balstās citi ieraksti: vispirms atsauciet tos."


class CostAlreadyRecorded(Taken):
    """This document was recorded for this training and kind of cost before, as cost {first}."""

    HELD = "training_cost"
    en = "This cost was recorded already."
    lv = "Šis dokuments šīm mācībām jau ir reģistrēts."
