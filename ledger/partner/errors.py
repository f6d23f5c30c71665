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


class SettlementsStandOnIt(Refused):
    """Settlements stand under the agreement {number}: void them first."""

    lv = "Uz līguma pamata ir iesniegti norēķini: vispirms anulējiet tos."


class ReversedBeforePaid(Refused):
    """The payment was made on {paid_on}: it cannot be reversed on {day}, before that."""

    lv = "Maksājumu nevar atsaukt pirms tā veikšanas dienas."


class SemesterNotPlanned(Refused):
    """No budget is planned for the semester {semester}: there is nothing to take back."""

    lv = "Šim semestrim budžets nav plānots."


# --- settlements and recoveries -------------------------------------------------------------------


class NothingDeclared(Invalid):
    """A settlement declares an amount for each cost category once, and at least one."""

    lv = "Norēķinā katrai izmaksu kategorijai jānorāda viena summa."


class SettlementOpen(Refused):
    """The settlement {first} of the semester {semester} is open: have it approved, or void it."""

    lv = "Par šo semestri jau ir iesniegts norēķins."


class SettlementNotAt(Refused):
    """The settlement is {state}: it would have to be {needed}."""

    lv = "Norēķins nav vajadzīgajā stāvoklī."


class DeclaredMoreThanSpent(Refused):
    """{declared} EUR are declared: of {spent} EUR recorded as spent in {semester}, {left} EUR are not declared yet."""

    lv = "Deklarēts vairāk, nekā reģistrēts kā iztērēts."


class ApprovedBySubmitter(Refused):
    """Who submitted a settlement does not approve it: ask a colleague."""

    lv = "Norēķina iesniedzējs pats to neapstiprina."


class MoreThanDeclared(Refused):
    """{declared} EUR are declared: no more can be approved."""

    lv = "Apstiprināts vairāk, nekā deklarēts."


class AdvancesExceeded(Refused):
    """{amount} EUR of advances cannot be off-set: {outstanding} EUR are outstanding, {approved} EUR approved."""

    lv = "Ieskaitīts vairāk avansa, nekā ir atlicis vai apstiprināts."


class AdvanceSettled(Refused):
    """Of {amount} EUR advanced, {outstanding} EUR are outstanding: the rest is settled, or passed on to a successor.

    Void that approval, or that merger, first.
    """

    lv = "Avanss jau ir ieskaitīts norēķinā vai nodots tiesību pārņēmējam."


class RecoveriesStandOnIt(Refused):
    """A recovery was decided on this approval: void it first."""

    lv = "Par šo apstiprinājumu ir lēmums par atgūšanu."


class RecoveredMoreThanApproved(Refused):
    """{approved} EUR were approved, and {left} EUR of it are not to be recovered yet."""

    lv = "Atgūstamā summa pārsniedz apstiprināto."


class RecoveredMoreThanSpent(Refused):
    """Of what was spent in {semester}, {left} EUR stand: what was taken back is owed no more, and comes back no second
    time. What was paid for it is recovered as overpaid."""

    lv = "Atgūstamā summa pārsniedz to, kas vēl uzskaitīts kā iztērēts; pārmaksāto atgūst kā pārmaksu."


class NotOverpaid(Refused):
    """{overpaid} EUR were paid beyond what the partner is owed: no more comes back as overpaid."""

    lv = "Summa pārsniedz pārmaksāto."


class ReceiptsStandOnIt(Refused):
    """Something of this recovery has come back: void that first."""

    lv = "Daļa no atgūstamās summas jau ir saņemta."


class RecoveryOtherwise(Refused):
    """It was decided that this recovery is {means}: void the decision to have it otherwise."""

    lv = "Lēmumā noteikts cits atgūšanas veids."


class MoreThanToRecover(Refused):
    """{left} EUR of this recovery have not come back yet: no more can."""

    lv = "Summa pārsniedz vēl atgūstamo."


class MoreThanOwed(Refused):
    """The partner is owed {owed} EUR: no more can be off-set against it."""

    lv = "Summa pārsniedz to, kas pienākas partnerim."


class VerificationOfAnother(Refused):
    """The verification {verification} is of another partner."""

    lv = "Pārbaude attiecas uz citu partneri."


class VerificationOfAnotherTime(Refused):
    """The verification {verification} is of {first_day} to {last_day}: no day of the semester {semester} is in it."""

    lv = "Pārbaudītais periods neskar norēķina semestri."


class FoundNotEligible(Refused):
    """Verifications found {found} EUR not eligible, and only {borne} EUR would be cut: approve less."""

    lv = "Apstiprināta summa, kas pārbaudē atzīta par neattiecināmu."


class NothingFound(Refused):
    """The verification {verification} found nothing that is not eligible: no recovery stands on it."""

    lv = "Pārbaudē nav konstatētas neattiecināmas izmaksas."


# --- budgets --------------------------------------------------------------------------------------


class NoBudgetToExceed(Refused):
    """No budget is planned for the semester {semester}: there is no limit, so none can be exceeded."""

    lv = "Šim semestrim budžets nav plānots, tāpēc nav ko pārsniegt."


class AllowanceTooSmall(Refused):
    """{planned} EUR are planned: what is allowed beyond that must be more."""

    lv = "Atļautajai summai jāpārsniedz plānotā."


class NothingAllowed(Refused):
    """No more than is planned was allowed for the semester {semester}: there is nothing to take back."""

    lv = "Šim semestrim pārsniegums nav atļauts."


# --- mergers --------------------------------------------------------------------------------------


class PartnerDissolved(Refused):
    """The partner was dissolved on {day}: its successor is the partner {successor}."""

    lv = "Partneris ir likvidēts; norādiet tā tiesību pārņēmēju."


class NotDissolved(Refused):
    """The partner is not dissolved: no merger of it stands."""

    lv = "Partneris nav likvidēts."


class NotItsSuccessor(Refused):
    """Only another partner of the same kind, and of municipalities the one that the reform names, takes over."""

    lv = "Šis partneris nav tiesību pārņēmējs."


class MunicipalityStands(Refused):
    """There still was the municipality {municipality} on {day}: it was not dissolved by then."""

    lv = "Šajā dienā pašvaldība vēl pastāvēja."


class NothingToPassOn(Refused):
    """Nothing was recorded about the dissolved partner since: there is nothing to pass on."""

    lv = "Nav nekā, ko nodot."


class AgreementNumberTaken(Taken):
    """The agreement number belongs to the partner {first} already."""

    HELD = "agreement"
    lv = "Līguma numurs jau ir piešķirts citam partnerim."


class PaymentAlreadyRecorded(Taken):
    """A payment with this reference is recorded already for the partner {first}."""

    HELD = "bank_entry"
    lv = "Maksājums ar šādu atsauci jau ir reģistrēts."
