"""Why a measure is not recalculated."""

from ledger.errors import Invalid, Refused


class NothingDiffers(Refused):
    """It came out as the rules, as they are known now, say: there is nothing to recalculate."""

    en = "The rules give the same amount."
    lv = "Nav ko pārrēķināt: rezultāts atbilst spēkā esošajiem noteikumiem."


class GroupMemberTwice(Invalid):
    """Each student of a group is named once, with one consultation."""

    en = "A student is named more than once."
    lv = "Katrs grupas izglītojamais jānorāda vienu reizi."
