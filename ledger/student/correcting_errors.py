"""Why a measure is not recalculated."""

from ledger.errors import Invalid, Refused


class NothingDiffers(Refused):
    """It came out as the rules, as they are known now, say: there is nothing to recalculate."""

    lv = "Nav ko pārrēķināt: rezultāts atbilst spēkā esošajiem noteikumiem."


class GroupMemberTwice(Invalid):
    """Each student of a group is named once, with one consultation."""

    lv = "Katrs grupas izglītojamais jānorāda vienu reizi."
