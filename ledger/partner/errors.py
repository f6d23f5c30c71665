"""Every way a partner's stream says no."""

from ledger.errors import Invalid, Refused, Taken


class MunicipalityMisplaced(Invalid):
    """A partner that is a municipality names its code; a school of the state names none."""

    lv = "Pašvaldības kods jānorāda tieši pašvaldībai."


class AgreementAlreadySigned(Refused):
    """Agreement {number} stands: amend it, or void it if it was recorded wrongly."""

    lv = "Sadarbības līgums jau ir noslēgts."


class AgreementNotSigned(Refused):
    """The partner has no agreement signed by {day}: record the agreement first."""

    lv = "Sadarbības līgums vēl nav noslēgts."


class NoAgreement(Refused):
    """The partner has no agreement: there is nothing to take back."""

    lv = "Sadarbības līguma nav."


class PaymentsStandOnIt(Refused):
    """Payments stand under the agreement {number}: reverse them first."""

    lv = "Uz līguma pamata ir veikti maksājumi: vispirms atsauciet tos."


class ReversedBeforePaid(Refused):
    """The payment was made on {paid_on}: it cannot be reversed on {day}, before that."""

    lv = "Maksājumu nevar atsaukt pirms tā veikšanas dienas."


class SemesterNotPlanned(Refused):
    """No budget is planned for the semester {semester}: there is nothing to take back."""

    lv = "Šim semestrim budžets nav plānots."


class AgreementNumberTaken(Taken):
    """The agreement number belongs to the partner {first} already."""

    HELD = "agreement"
    lv = "Līguma numurs jau ir piešķirts citam partnerim."


class PaymentAlreadyRecorded(Taken):
    """A payment with this reference is recorded already for the partner {first}."""

    HELD = "bank_entry"
    lv = "Maksājums ar šādu atsauci jau ir reģistrēts."
