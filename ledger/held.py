"""What the ledger says when something is held by another stream: in the words of the field."""

from eventsourcing.persistence import PersistenceError

from ledger.errors import PersonalCodeTaken, Refused, Taken
from ledger.money import ZERO
from ledger.store.holds import (
    BookingOverlaps,
    CoverOverlaps,
    LimitExceeded,
    PortionExceeded,
    ReservationTaken,
    SharedDiffers,
)


class AlreadyBooked(Refused):
    """The {who} {subject} is in consultation {first} at that time: check the times, or void that one."""

    en = "There is another consultation at that time."
    lv = "Šajā laikā jau notiek cita konsultācija."


class CateringClaimedElsewhere(Refused):
    """Another school claimed catering from {first_day} to {last_day}, in compensation {first}: one is wrong."""

    en = "Another school claimed catering for these days."
    lv = "Par šīm dienām ēdināšanu jau pieprasījusi cita izglītības iestāde."


class SeasonTicketClaimed(Refused):
    """A season ticket on this route from {first_day} to {last_day} was claimed, in compensation {first}.

    Claim tickets of a single day with that day as the first and the last.
    """

    en = "A season ticket was claimed for these days."
    lv = "Abonementa biļete šajā maršrutā un laikā jau ir pieprasīta."


class DocumentAlreadyClaimed(Taken):
    """This document was claimed for this student, kind and period before, in compensation {first}."""

    HELD = "document_part"
    en = "This document was claimed already."
    lv = "Šis dokuments jau ir pieprasīts."


class DocumentExceeded(Refused):
    """The parts claimed from this document would exceed its total of {total} EUR: {taken} are claimed already."""

    en = "The parts would be more than the document's total."
    lv = "Pieprasītās daļas pārsniedz dokumenta kopsummu."


class DocumentTotalDiffers(Refused):
    """This document was recorded with a total of {total} EUR before: check which is right."""

    en = "The document is known with another total."
    lv = "Dokuments iepriekš reģistrēts ar citu kopsummu."


class ScanOfAnother(Refused):
    """A document with this sha256 was recorded under another number, date or issuer: check which is right."""

    en = "The scan belongs to another document."
    lv = "Šis dokuments iepriekš reģistrēts ar citu numuru, datumu vai izdevēju."


class DocumentScanDiffers(Refused):
    """A document of this number, date and issuer was recorded with another sha256: refer to the scan recorded first."""

    en = "The document is known with another scan."
    lv = "Šis dokuments iepriekš reģistrēts ar citu kontrolsummu."


class BudgetExceeded(Refused):
    """Of {planned} EUR planned or allowed for {semester}, {spent} EUR are spent: {left} EUR are left.

    Plan more, or have the partner coordinator allow it.
    """

    en = "The budget of the semester does not suffice."
    lv = "Pārsniegts semestra budžets."


class GroupPlaceTaken(Taken):
    """This place of the group is taken by consultation {first}: each student has a place of their own."""

    HELD = "group_place"
    en = "Somebody else has this place of the group."
    lv = "Vieta grupā jau ir aizņemta."


class GroupDiffers(Refused):
    """The group {group} was recorded with another time, specialist, hours or size: its students share all of them."""

    en = "The group is known with another time or size."
    lv = "Grupa iepriekš reģistrēta ar citu laiku, speciālistu, stundām vai lielumu."


def refusal(error: PersistenceError) -> Exception:
    """The ledger's words for a hold that was refused; any other error as it is."""
    match error:
        case ReservationTaken(kind="personal_code", holder=holder):
            return PersonalCodeTaken(student=holder)
        case ReservationTaken(kind=kind, holder=holder):
            known = (each for each in Taken.__subclasses__() if kind == each.HELD)
            return next(known, Taken)(first=holder)
        case SharedDiffers(kind="group", key=group):
            return GroupDiffers(group=group)
        case SharedDiffers(kind="scan"):
            return ScanOfAnother()
        case SharedDiffers(kind="document"):
            return DocumentScanDiffers()
        case BookingOverlaps(kind=kind, subject=subject, measure=measure):
            return AlreadyBooked(who=kind, subject=subject, first=measure)
        case CoverOverlaps(kind=kind, measure=measure, first_day=first_day, last_day=last_day):
            error_class = CateringClaimedElsewhere if kind == "catering" else SeasonTicketClaimed
            return error_class(first=measure, first_day=first_day, last_day=last_day)
        case LimitExceeded(semester=semester, planned=planned, spent=spent):
            left = max(planned - spent, ZERO)
            return BudgetExceeded(semester=semester, planned=planned, spent=spent, left=left)
        case PortionExceeded(total_differs=True, total=total):
            return DocumentTotalDiffers(total=total)
        case PortionExceeded(total=total, taken=taken):
            return DocumentExceeded(total=total, taken=taken)
    return error
