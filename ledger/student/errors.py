"""Every way a student's stream says no."""

from ledger.errors import Invalid, Refused

# --- enrolment ----------------------------------------------------------------------------------


class AlreadyEnrolled(Refused):
    """The learner is enrolled at an institution on {day} already: record the leaving first."""

    lv = "Izglītojamais jau ir uzņemts izglītības iestādē."


class NotEnrolled(Refused):
    """The learner is not enrolled there on {day}."""

    lv = "Izglītojamais šajā dienā tur nemācās."


class EnrolmentInUse(Refused):
    """A plan stands on this enrolment: void the plan first."""

    lv = "Uz šīs uzņemšanas balstās plāns."


class StageMisplaced(Invalid):
    """{stage} is no stage of a {kind} institution: grades are general, courses vocational."""

    lv = "Klases ir vispārējā izglītībā, kursi – profesionālajā."


class PromotedThatDay(Refused):
    """On {day} the learner came into {stage}: take that back first."""

    lv = "Šajā dienā klase vai kurss jau ir norādīts."


class PromotedLater(Refused):
    """The learner came into {stage} on {day}, after that last day: take that back first."""

    lv = "Izglītojamais pārcelts vēlāk par šo pēdējo dienu: vispirms atsauciet pārcelšanu."


class NotPromoted(Refused):
    """The learner was not promoted on {day}: there is nothing to take back."""

    lv = "Šajā dienā izglītojamais nav pārcelts."


# --- plans --------------------------------------------------------------------------------------


class PlanAlreadyOpen(Refused):
    """The learner has an open plan for {semester}: revise or close that one."""

    lv = "Šim semestrim jau ir atvērts plāns."


class PlanEmpty(Invalid):
    """A plan must address a risk and plan a consultation, a compensation or other support."""

    lv = "Plānā jābūt riskam un atbalstam."


class PlannedTwice(Invalid):
    """The plan lists {what} twice: put it in one line."""

    lv = "Plānā viens un tas pats norādīts divreiz."


class SubjectMisplaced(Invalid):
    """A subject consultation names its subject; an advisory one names none."""

    lv = "Mācību priekšmets jānorāda tieši priekšmeta konsultācijai."


class PlanNotAgreed(Refused):
    """No revision of the plan for {semester} is in force on {day}: have every signatory agree first."""

    lv = "Plāns vēl nav saskaņots."


class PlanClosedAlready(Refused):
    """The plan for {semester} is closed: reopen it first."""

    lv = "Plāns ir slēgts."


class PlanVoidedAlready(Refused):
    """The plan for {semester} was voided: draft a new one."""

    lv = "Plāns ir anulēts."


class PlanStillOpen(Refused):
    """The plan for {semester} is open: there is nothing to reopen."""

    lv = "Plāns ir atvērts."


class PlanNotEvaluated(Refused):
    """The plan for {semester} has no standing evaluation."""

    lv = "Plāns nav izvērtēts."


class PlanAlreadyEvaluated(Refused):
    """The plan for {semester} is evaluated: void that evaluation first."""

    lv = "Plāns jau ir izvērtēts."


class RisksNotEvaluated(Invalid):
    """Give exactly one result for each of the {count} risks of the revision in force."""

    lv = "Katram plāna riskam vajadzīgs viens rezultāts."


class SomethingWasGiven(Refused):
    """Measures were given under the plan for {semester}: void them first, or close the plan."""

    lv = "Pēc plāna jau ir sniegts atbalsts."


class RevisionNotOpen(Refused):
    """Revision {revision} waits for nobody; the latest is revision {latest}."""

    lv = "Šī redakcija negaida saskaņojumu."


class RevisionNotReturned(Refused):
    """Revision {revision} was not returned: there is nothing to take back."""

    lv = "Šī redakcija nav atdota labošanai."


class RevisionNotWritten(Refused):
    """Revision {revision} was written on {written_on}: nobody can have answered it on {day}."""

    lv = "Šajā dienā redakcija vēl nebija uzrakstīta."


class NotASignatory(Refused):
    """{signatory} does not sign this revision; its signatories are: {signatories}."""

    lv = "Šī persona plānu nesaskaņo."


class RepresentativeMissing(Refused):
    """The learner has no legal representative who could agree: name one first."""

    lv = "Izglītojamajam nav norādīts likumiskais pārstāvis."


class AlreadyAgreed(Refused):
    """{signatory} has agreed to revision {revision} already."""

    lv = "Šī persona plānu jau ir saskaņojusi."


class NotAgreedYet(Refused):
    """{signatory} has not agreed to revision {revision}: there is no agreement to take back."""

    lv = "Šī persona plānu nav saskaņojusi."


class MeasuresStandOnIt(Refused):
    """Measures that were given stand on it: void them first."""

    lv = "Uz tā balstās sniegtais atbalsts."


# --- consultations ------------------------------------------------------------------------------


class ConsultationNotPlanned(Refused):
    """Revision {revision} plans no consultation {what}: revise the plan first."""

    lv = "Šāda konsultācija plānā nav paredzēta."


class HoursNotPlanned(Refused):
    """Revision {revision} plans {planned} hours of it and {left} are left: revise the plan first."""

    lv = "Plānā paredzētās stundas ir izlietotas."


class OutsideSemester(Refused):
    """{day} does not lie in {semester}, the semester of the plan."""

    lv = "Diena nav plāna semestrī."


class HolidaySupportNotPlanned(Refused):
    """{day} is in the holidays of {semester}, and revision {revision} plans no holiday or crisis support."""

    lv = "Plānā nav paredzēts atbalsts brīvlaikā."


class EndsBeforeItStarts(Invalid):
    """It ends before it starts, or on another day."""

    lv = "Beigas ir pirms sākuma vai citā dienā."


class HoursExceedDuration(Invalid):
    """{hours} hours do not fit between its start and end."""

    lv = "Stundas neietilpst norādītajā laikā."


class GroupTooLarge(Refused):
    """On {day} the operation allows groups of at most {largest}."""

    lv = "Grupa ir par lielu."


class GroupTooSmall(Invalid):
    """A group has at least two places, not {size}: record who is alone without a group."""

    lv = "Grupā ir vismaz divi."


class PlaceNotInGroup(Invalid):
    """A group of {size} has places 1 to {size}, not {place}."""

    lv = "Grupā tādas vietas nav."


class PlatformMisplaced(Invalid):
    """A remote consultation names its platform; one in person names none."""

    lv = "Platforma jānorāda tieši attālinātai konsultācijai."


# --- compensations ------------------------------------------------------------------------------


class AmountNotPlanned(Refused):
    """Revision {revision} plans {planned} EUR of {kind} and {left} are left: revise the plan first."""

    lv = "Plānā paredzētā summa ir izlietota."


class CeilingExceeded(Refused):
    """The ceiling of {kind} is {ceiling} EUR a {period}; {left} are left."""

    lv = "Pārsniegti kompensācijas griesti."


class RouteMisplaced(Invalid):
    """Public transport names a route between two towns or municipalities; other kinds name none."""

    lv = "Maršruts jānorāda starppilsētu vai starpnovadu braucienam."


class CompensationNotAt(Refused):
    """The compensation is {state}; this needs one that is {needed}."""

    lv = "Kompensācija nav vajadzīgajā stāvoklī."


class ApprovedByClaimant(Refused):
    """Who claimed a compensation does not approve it: ask a colleague."""

    lv = "Pieprasītājs pats neapstiprina."


class MoreThanClaimed(Refused):
    """Only {claimed} EUR were claimed."""

    lv = "Pieprasīts ir mazāk."


class MoreThanApproved(Refused):
    """Only {approved} EUR were approved."""

    lv = "Apstiprināts ir mazāk."
