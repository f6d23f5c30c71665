"""Every way a student's stream says no."""

from ledger.errors import Invalid, Refused

# --- enrolment ----------------------------------------------------------------------------------


class AlreadyEnrolled(Refused):
    """The learner is enrolled at an institution on {day} already: record the leaving first."""

    en = "The learner is enrolled somewhere already."
    lv = "Izglītojamais jau ir uzņemts izglītības iestādē."


class NotEnrolled(Refused):
    """The learner is not enrolled there on {day}."""

    en = "The learner is not enrolled there on this day."
    lv = "Izglītojamais šajā dienā tur nemācās."


class EnrolmentInUse(Refused):
    """A plan stands on this enrolment: void the plan first."""

    en = "A plan stands on this enrolment."
    lv = "Uz šīs uzņemšanas balstās plāns."


class StageMisplaced(Invalid):
    """{stage} is no stage of a {kind} institution: grades are general, courses vocational."""

    en = "The institution has no such stage."
    lv = "Klases ir vispārējā izglītībā, kursi – profesionālajā."


class PromotedThatDay(Refused):
    """On {day} the learner came into {stage}: take that back first."""

    en = "The learner was promoted on this day already."
    lv = "Šajā dienā klase vai kurss jau ir norādīts."


class PromotedLater(Refused):
    """The learner came into {stage} on {day}, after that last day: take that back first."""

    en = "The learner was promoted after that day."
    lv = "Izglītojamais pārcelts vēlāk par šo pēdējo dienu: vispirms atsauciet pārcelšanu."


class NotPromoted(Refused):
    """The learner was not promoted on {day}: there is nothing to take back."""

    en = "The learner was not promoted on this day."
    lv = "Šajā dienā izglītojamais nav pārcelts."


# --- plans --------------------------------------------------------------------------------------


class PlanAlreadyOpen(Refused):
    """The learner has an open plan for {semester}: revise or close that one."""

    en = "There is an open plan for the semester already."
    lv = "Šim semestrim jau ir atvērts plāns."


class PlanEmpty(Invalid):
    """A plan must address a risk and plan a consultation, a compensation or other support."""

    en = "The plan says too little."
    lv = "Plānā jābūt riskam un atbalstam."


class PlannedTwice(Invalid):
    """The plan lists {what} twice: put it in one line."""

    en = "The plan lists something more than once."
    lv = "Plānā viens un tas pats norādīts divreiz."


class SubjectMisplaced(Invalid):
    """A subject consultation names its subject; an advisory one names none."""

    en = "A subject is named of subject consultations only."
    lv = "Mācību priekšmets jānorāda tieši priekšmeta konsultācijai."


class PlanNotAgreed(Refused):
    """No revision of the plan for {semester} is in force on {day}: have every signatory agree first."""

    en = "The plan is not in force on this day."
    lv = "Plāns vēl nav saskaņots."


class PlanClosedAlready(Refused):
    """The plan for {semester} is closed: reopen it first."""

    en = "The plan is not open."
    lv = "Plāns ir slēgts."


class PlanVoidedAlready(Refused):
    """The plan for {semester} was voided: draft a new one."""

    en = "The plan was voided."
    lv = "Plāns ir anulēts."


class PlanStillOpen(Refused):
    """The plan for {semester} is open: there is nothing to reopen."""

    en = "The plan was not closed."
    lv = "Plāns ir atvērts."


class PlanNotEvaluated(Refused):
    """The plan for {semester} has no standing evaluation."""

    en = "The plan has no evaluation."
    lv = "Plāns nav izvērtēts."


class PlanAlreadyEvaluated(Refused):
    """The plan for {semester} is evaluated: void that evaluation first."""

    en = "The plan has an evaluation already."
    lv = "Plāns jau ir izvērtēts."


class RisksNotEvaluated(Invalid):
    """Give exactly one result for each of the {count} risks of the revision in force."""

    en = "Each risk of the plan needs one result."
    lv = "Katram plāna riskam vajadzīgs viens rezultāts."


class SomethingWasGiven(Refused):
    """Measures were given under the plan for {semester}: void them first, or close the plan."""

    en = "Measures were given under the plan."
    lv = "Pēc plāna jau ir sniegts atbalsts."


class RevisionNotOpen(Refused):
    """Revision {revision} waits for nobody; the latest is revision {latest}."""

    en = "The revision waits for no answer."
    lv = "Šī redakcija negaida saskaņojumu."


class RevisionNotReturned(Refused):
    """Revision {revision} was not returned: there is nothing to take back."""

    en = "The revision was not given back."
    lv = "Šī redakcija nav atdota labošanai."


class RevisionNotWritten(Refused):
    """Revision {revision} was written on {written_on}: nobody can have answered it on {day}."""

    en = "The revision was written later than that."
    lv = "Šajā dienā redakcija vēl nebija uzrakstīta."


class NotASignatory(Refused):
    """{signatory} does not sign this revision; its signatories are: {signatories}."""

    en = "This person does not sign the revision."
    lv = "Šī persona plānu nesaskaņo."


class RepresentativeMissing(Refused):
    """The learner has no legal representative who could agree: name one first."""

    en = "The learner has no legal representative."
    lv = "Izglītojamajam nav norādīts likumiskais pārstāvis."


class AlreadyAgreed(Refused):
    """{signatory} has agreed to revision {revision} already."""

    en = "This signatory has agreed already."
    lv = "Šī persona plānu jau ir saskaņojusi."


class NotAgreedYet(Refused):
    """{signatory} has not agreed to revision {revision}: there is no agreement to take back."""

    en = "This signatory has not agreed yet."
    lv = "Šī persona plānu nav saskaņojusi."


class MeasuresStandOnIt(Refused):
    """Measures that were given stand on it: void them first."""

    en = "Measures that were given stand on this."
    lv = "Uz tā balstās sniegtais atbalsts."


# --- consultations ------------------------------------------------------------------------------


class ConsultationNotPlanned(Refused):
    """Revision {revision} plans no consultation {what}: revise the plan first."""

    en = "The plan has no such consultation."
    lv = "Šāda konsultācija plānā nav paredzēta."


class HoursNotPlanned(Refused):
    """Revision {revision} plans {planned} hours of it and {left} are left: revise the plan first."""

    en = "The plan leaves fewer hours."
    lv = "Plānā paredzētās stundas ir izlietotas."


class OutsideSemester(Refused):
    """{day} does not lie in {semester}, the semester of the plan."""

    en = "The day is not in the semester of the plan."
    lv = "Diena nav plāna semestrī."


class HolidaySupportNotPlanned(Refused):
    """{day} is in the holidays of {semester}, and revision {revision} plans no holiday or crisis support."""

    en = "The plan has no support in holidays."
    lv = "Plānā nav paredzēts atbalsts brīvlaikā."


class EndsBeforeItStarts(Invalid):
    """It ends before it starts, or on another day."""

    en = "The end has to lie after the start, on the same day."
    lv = "Beigas ir pirms sākuma vai citā dienā."


class HoursExceedDuration(Invalid):
    """{hours} hours do not fit between its start and end."""

    en = "The hours do not fit into the time."
    lv = "Stundas neietilpst norādītajā laikā."


class GroupTooLarge(Refused):
    """On {day} the operation allows groups of at most {largest}."""

    en = "The group is larger than is allowed."
    lv = "Grupa ir par lielu."


class GroupTooSmall(Invalid):
    """A group has at least two places, not {size}: record who is alone without a group."""

    en = "A group has at least two places."
    lv = "Grupā ir vismaz divi."


class PlaceNotInGroup(Invalid):
    """A group of {size} has places 1 to {size}, not {place}."""

    en = "The group has no such place."
    lv = "Grupā tādas vietas nav."


class PlatformMisplaced(Invalid):
    """A remote consultation names its platform; one in person names none."""

    en = "A platform is named of remote consultations only."
    lv = "Platforma jānorāda tieši attālinātai konsultācijai."
