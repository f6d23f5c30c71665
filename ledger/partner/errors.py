"""Every way a partner's stream says no."""

from ledger.errors import Invalid, Refused, Taken


class MunicipalityMisplaced(Invalid):
    """A partner that is a municipality names its code; a school of the state names none."""

    en = "Only municipalities, and all of them, have a municipality's code."
    lv = "Pašvaldības kods jānorāda tieši pašvaldībai."


class AgreementAlreadySigned(Refused):
    """Agreement {number} stands: amend it, or void it if it was recorded wrongly."""

    en = "The partner has an agreement already."
    lv = "Sadarbības līgums jau ir noslēgts."


class AgreementNotSigned(Refused):
    """The partner has no agreement signed by {day}: record the agreement first."""

    en = "The partner has no agreement yet."
    lv = "Sadarbības līgums vēl nav noslēgts."


class NoAgreement(Refused):
    """The partner has no agreement: there is nothing to take back."""

    en = "The partner has no agreement to take back."
    lv = "Sadarbības līguma nav."


class PaymentsStandOnIt(Refused):
    """Payments stand under the agreement {number}: reverse them first."""

    en = "Payments were made under the agreement."
    lv = "Uz līguma pamata ir veikti maksājumi: vispirms atsauciet tos."


class SettlementsStandOnIt(Refused):
    """Settlements stand under the agreement {number}: void them first."""

    en = "Settlements were submitted under the agreement."
    lv = "Uz līguma pamata ir iesniegti norēķini: vispirms anulējiet tos."


class ReversedBeforePaid(Refused):
    """The payment was made on {paid_on}: it cannot be reversed on {day}, before that."""

    en = "The payment was made later than that."
    lv = "Maksājumu nevar atsaukt pirms tā veikšanas dienas."


class SemesterNotPlanned(Refused):
    """No budget is planned for the semester {semester}: there is nothing to take back."""

    en = "No budget is planned for the semester."
    lv = "Šim semestrim budžets nav plānots."


# --- settlements and recoveries -------------------------------------------------------------------


class NothingDeclared(Invalid):
    """A settlement declares an amount for each cost category once, and at least one."""

    en = "The settlement declares no amount, or one twice."
    lv = "Norēķinā katrai izmaksu kategorijai jānorāda viena summa."


class SettlementOpen(Refused):
    """The settlement {first} of the semester {semester} is open: have it approved, or void it."""

    en = "Another settlement of the semester is open."
    lv = "Par šo semestri jau ir iesniegts norēķins."


class SettlementNotAt(Refused):
    """The settlement is {state}: it would have to be {needed}."""

    en = "The settlement has not come so far, or has come further."
    lv = "Norēķins nav vajadzīgajā stāvoklī."


class DeclaredMoreThanSpent(Refused):
    """{declared} EUR are declared: of {spent} EUR recorded as spent in {semester}, {left} EUR are not declared yet."""

    en = "More is declared than was spent."
    lv = "Deklarēts vairāk, nekā reģistrēts kā iztērēts."


class ApprovedBySubmitter(Refused):
    """Who submitted a settlement does not approve it: ask a colleague."""

    en = "Nobody approves a settlement of their own."
    lv = "Norēķina iesniedzējs pats to neapstiprina."


class MoreThanDeclared(Refused):
    """{declared} EUR are declared: no more can be approved."""

    en = "It is more than was declared."
    lv = "Apstiprināts vairāk, nekā deklarēts."


class AdvancesExceeded(Refused):
    """{amount} EUR of advances cannot be off-set: {outstanding} EUR are outstanding, {approved} EUR approved."""

    en = "More advances than are outstanding cannot be off-set."
    lv = "Ieskaitīts vairāk avansa, nekā ir atlicis vai apstiprināts."


class AdvanceSettled(Refused):
    """Of {amount} EUR advanced, {outstanding} EUR are outstanding: the rest is settled, or passed on to a successor.

    Void that approval, or that merger, first.
    """

    en = "A part of the advance is settled already."
    lv = "Avanss jau ir ieskaitīts norēķinā vai nodots tiesību pārņēmējam."


class RecoveriesStandOnIt(Refused):
    """A recovery was decided on this approval: void it first."""

    en = "A recovery stands on the approval."
    lv = "Par šo apstiprinājumu ir lēmums par atgūšanu."


class RecoveredMoreThanApproved(Refused):
    """{approved} EUR were approved, and {left} EUR of it are not to be recovered yet."""

    en = "It is more than was approved."
    lv = "Atgūstamā summa pārsniedz apstiprināto."


class RecoveredMoreThanSpent(Refused):
    """Of what was spent in {semester}, {left} EUR stand: what was taken back is owed no more, and comes back no second
    time. What was paid for it is recovered as overpaid."""

    en = "It is more than stands as spent."
    lv = "Atgūstamā summa pārsniedz to, kas vēl uzskaitīts kā iztērēts; pārmaksāto atgūst kā pārmaksu."


class NotOverpaid(Refused):
    """{overpaid} EUR were paid beyond what the partner is owed: no more comes back as overpaid."""

    en = "So much was not overpaid."
    lv = "Summa pārsniedz pārmaksāto."


class ReceiptsStandOnIt(Refused):
    """Something of this recovery has come back: void that first."""

    en = "Something has come back already."
    lv = "Daļa no atgūstamās summas jau ir saņemta."


class RecoveryOtherwise(Refused):
    """It was decided that this recovery is {means}: void the decision to have it otherwise."""

    en = "The recovery is to come back in another way."
    lv = "Lēmumā noteikts cits atgūšanas veids."


class MoreThanToRecover(Refused):
    """{left} EUR of this recovery have not come back yet: no more can."""

    en = "It is more than has to come back."
    lv = "Summa pārsniedz vēl atgūstamo."


class MoreThanOwed(Refused):
    """The partner is owed {owed} EUR: no more can be off-set against it."""

    en = "It is more than the partner is owed."
    lv = "Summa pārsniedz to, kas pienākas partnerim."


class VerificationOfAnother(Refused):
    """The verification {verification} is of another partner."""

    en = "The verification belongs to another partner."
    lv = "Pārbaude attiecas uz citu partneri."


class VerificationOfAnotherTime(Refused):
    """The verification {verification} is of {first_day} to {last_day}: no day of the semester {semester} is in it."""

    en = "The verification is of another time."
    lv = "Pārbaudītais periods neskar norēķina semestri."


class FoundNotEligible(Refused):
    """Verifications found {found} EUR not eligible, and only {borne} EUR would be cut: approve less."""

    en = "More was found not eligible than would be cut."
    lv = "Apstiprināta summa, kas pārbaudē atzīta par neattiecināmu."


class NothingFound(Refused):
    """The verification {verification} found nothing that is not eligible: no recovery stands on it."""

    en = "The verification found nothing to recover."
    lv = "Pārbaudē nav konstatētas neattiecināmas izmaksas."


# --- budgets --------------------------------------------------------------------------------------


class NoBudgetToExceed(Refused):
    """No budget is planned for the semester {semester}: there is no limit, so none can be exceeded."""

    en = "No budget is planned that could be exceeded."
    lv = "Šim semestrim budžets nav plānots, tāpēc nav ko pārsniegt."


class AllowanceTooSmall(Refused):
    """{planned} EUR are planned: what is allowed beyond that must be more."""

    en = "What is allowed is no more than what is planned."
    lv = "Atļautajai summai jāpārsniedz plānotā."


class NothingAllowed(Refused):
    """No more than is planned was allowed for the semester {semester}: there is nothing to take back."""

    en = "No more than the budget was allowed."
    lv = "Šim semestrim pārsniegums nav atļauts."


# --- mergers --------------------------------------------------------------------------------------


class PartnerDissolved(Refused):
    """The partner was dissolved on {day}: its successor is the partner {successor}."""

    en = "The partner is dissolved."
    lv = "Partneris ir likvidēts; norādiet tā tiesību pārņēmēju."


class NotDissolved(Refused):
    """The partner is not dissolved: no merger of it stands."""

    en = "The partner was not dissolved."
    lv = "Partneris nav likvidēts."


class NotItsSuccessor(Refused):
    """Only another partner of the same kind, and of municipalities the one that the reform names, takes over."""

    en = "Another partner is the successor."
    lv = "Šis partneris nav tiesību pārņēmējs."


class MunicipalityStands(Refused):
    """There still was the municipality {municipality} on {day}: it was not dissolved by then."""

    en = "The municipality was not dissolved by then."
    lv = "Šajā dienā pašvaldība vēl pastāvēja."


class NothingToPassOn(Refused):
    """Nothing was recorded about the dissolved partner since: there is nothing to pass on."""

    en = "Nothing new has to be passed on."
    lv = "Nav nekā, ko nodot."


class AgreementNumberTaken(Taken):
    """The agreement number belongs to the partner {first} already."""

    HELD = "agreement"
    en = "Another partner has this agreement number."
    lv = "Līguma numurs jau ir piešķirts citam partnerim."


class PaymentAlreadyRecorded(Taken):
    """A payment with this reference is recorded already for the partner {first}."""

    HELD = "bank_entry"
    en = "A payment with this reference is there already."
    lv = "Maksājums ar šādu atsauci jau ir reģistrēts."
