"""Every way a call or a youth project says no."""

from ledger.errors import Invalid, Refused, Taken


class PartnerNotMunicipality(Invalid):
    """{partner} is not a municipality: youth projects belong to one."""

    en = "The partner has to be a municipality."
    lv = "Jaunatnes iniciatīvu projektus īsteno pašvaldības."


class CallNotOpen(Refused):
    """The call takes applications from {opens_on} to {closes_on}, not on {day}."""

    en = "The call takes no applications on this day."
    lv = "Šajā dienā konkursā pieteikumus nepieņem."


class YouthProjectNotAt(Refused):
    """The project is {state}: it would have to be {allowed}."""

    en = "The project has not come so far, or has come further."
    lv = "Projekta stāvoklis to neļauj."


class ApprovedByApplicant(Refused):
    """Who recorded the application does not approve it: somebody else has to."""

    en = "Nobody approves an application of their own."
    lv = "Pieteikumu nevar apstiprināt tas, kurš to iesniedza."


class SomethingStandsOnIt(Refused):
    """The {what} stands on it: take that back first."""

    en = "Another fact stands on this."
    lv = "Uz tā balstās cits fakts: vispirms atsauciet to."


class YouthProjectNotPlaced(Refused):
    """{municipality} was dissolved by {day}: record first to which partner the project has passed."""

    en = "The project has no partner on this day."
    lv = "Pašvaldība ir likvidēta: vispirms norādiet, kuram partnerim projekts nodots."


class ParticipantsInvalid(Invalid):
    """{at_risk} of {participants} cannot have an identified risk: give at least one participant, and no more with
    a risk than there are."""

    en = "The numbers of participants do not fit together."
    lv = "Dalībnieku skaits nav derīgs: ar identificētu risku nevar būt vairāk par visiem."


class GrantAlreadyPaid(Refused):
    """The project was paid on {paid_on} already: it is paid once, neither more nor less."""

    en = "The project was paid already."
    lv = "Projekta finansējums jau ir izmaksāts."


class GrantNotPaid(Refused):
    """The project was not paid: there is nothing to recover."""

    en = "The project was not paid yet."
    lv = "Projekta finansējums nav izmaksāts."


class GrantAlreadyRecovered(Refused):
    """The grant was recovered on {recovered_on} already, in full."""

    en = "The grant was recovered already."
    lv = "Projekta finansējums jau ir atgūts."


class ApplicationAlreadySubmitted(Taken):
    """This applicant has this project in the call already: it is the project {first}."""

    HELD = "youth_project"
    en = "This project was applied for already."
    lv = "Šāds pieteikums konkursā jau ir iesniegts."


class GrantEntryTaken(Taken):
    """The bank entry is recorded already, for the youth project {first}: each grant has an entry of its own."""

    HELD = "grant_entry"
    en = "The bank entry belongs to another grant."
    lv = "Bankas ieraksts jau ir reģistrēts citam jaunatnes iniciatīvu projektam."
