"""What the ledger says when something is held by another stream: in the words of the field."""

from eventsourcing.persistence import PersistenceError

from ledger.errors import LedgerError, PersonalCodeTaken, Refused
from ledger.store.holds import BookingOverlaps, PortionExceeded, ReservationTaken, SharedDiffers


class AlreadyBooked(Refused):
    """The {who} {subject} is in consultation {first} at that time: check the times, or void that one."""

    lv = "Šajā laikā jau notiek cita konsultācija."


class DocumentAlreadyClaimed(Refused):
    """This document was claimed for this student, kind and period before, in compensation {first}."""

    lv = "Šis dokuments jau ir pieprasīts."


class DocumentExceeded(Refused):
    """The parts claimed from this document would exceed its total of {total} EUR: {taken} are claimed already."""

    lv = "Pieprasītās daļas pārsniedz dokumenta kopsummu."


class DocumentTotalDiffers(Refused):
    """This document was recorded with a total of {total} EUR before: check which is right."""

    lv = "Dokuments iepriekš reģistrēts ar citu kopsummu."


class ScanOfAnother(Refused):
    """A document with this sha256 was recorded under another number, date or issuer: check which is right."""

    lv = "Šis dokuments iepriekš reģistrēts ar citu numuru, datumu vai izdevēju."


class DocumentScanDiffers(Refused):
    """A document of this number, date and issuer was recorded with another sha256: refer to the scan recorded first."""

    lv = "Šis dokuments iepriekš reģistrēts ar citu kontrolsummu."


class GroupPlaceTaken(Refused):
    """This place of the group is taken by consultation {first}: each student has a place of their own."""

    lv = "Vieta grupā jau ir aizņemta."


class GroupDiffers(Refused):
    """The group {group} was recorded with another time, specialist, hours or size: its students share all of them."""

    lv = "Grupa iepriekš reģistrēta ar citu laiku, speciālistu, stundām vai lielumu."


class AgreementNumberTaken(Refused):
    """The agreement number belongs to the partner {first} already."""

    lv = "Līguma numurs jau ir piešķirts citam partnerim."


class PaymentAlreadyRecorded(Refused):
    """A payment with this reference is recorded already for the partner {first}."""

    lv = "Maksājums ar šādu atsauci jau ir reģistrēts."


class PublicationNameTaken(Refused):
    """Publication {first} has this name already: its position is kept; give another one a name of its own."""

    lv = "Publikācija ar šādu nosaukumu jau ir reģistrēta."


_TAKEN: dict[str, type[LedgerError]] = {
    "document_part": DocumentAlreadyClaimed,
    "group_place": GroupPlaceTaken,
    "agreement": AgreementNumberTaken,
    "bank_entry": PaymentAlreadyRecorded,
    "publication": PublicationNameTaken,
}


def refusal(error: PersistenceError) -> Exception:
    """The ledger's words for a hold that was refused; any other error as it is."""
    match error:
        case ReservationTaken(kind=kind, holder=holder) if kind in _TAKEN:
            return _TAKEN[kind](first=holder)
        case ReservationTaken(kind="personal_code", holder=holder):
            return PersonalCodeTaken(student=holder)
        case SharedDiffers(kind="group", key=group):
            return GroupDiffers(group=group)
        case SharedDiffers(kind="scan"):
            return ScanOfAnother()
        case SharedDiffers(kind="document"):
            return DocumentScanDiffers()
        case BookingOverlaps(kind=kind, subject=subject, measure=measure):
            return AlreadyBooked(who=kind, subject=subject, first=measure)
        case PortionExceeded(total_differs=True, total=total):
            return DocumentTotalDiffers(total=total)
        case PortionExceeded(total=total, taken=taken):
            return DocumentExceeded(total=total, taken=taken)
    return error
