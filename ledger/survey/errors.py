"""Every way a survey's stream says no."""

from ledger.errors import Invalid, Refused


class QuestionsMissing(Invalid):
    """A survey asks at least one question, of at least one kind of respondent."""

    lv = "Aptaujā jābūt vismaz vienam jautājumam un vienai respondentu grupai."


class OptionsMissing(Invalid):
    """Question {question} has {options} answers to choose from: give at least two, each once."""

    lv = "Jautājumam jābūt vismaz divām atšķirīgām atbildēm."


class RespondentsMissing(Invalid):
    """Responses come from somebody: say how many of which kind."""

    lv = "Jānorāda respondentu skaits."


class NotAsked(Invalid):
    """The survey does not ask {what}."""

    lv = "Aptaujā tā netiek jautāts."


class CountedTwice(Invalid):
    """{what} is counted twice in these responses: give it once."""

    lv = "Atbildēs viens un tas pats norādīts divreiz."


class CountNegative(Invalid):
    """{value} is less than zero: nobody can have answered so."""

    lv = "Atbilžu skaits nevar būt negatīvs."


class MoreAnswersThanRespondents(Invalid):
    """Question {question} has {answers} answers by {respondents} respondents of the kind {kind}."""

    lv = "Atbilžu ir vairāk nekā respondentu."


class SurveyClosed(Refused):
    """The survey was closed on {day}: reopen it first."""

    lv = "Aptauja ir slēgta."


class SurveyNotClosed(Refused):
    """The survey is open: there is nothing to reopen."""

    lv = "Aptauja nav slēgta."


class ResponsesStand(Refused):
    """Responses were recorded to these questions: void them first."""

    lv = "Ir reģistrētas atbildes: vispirms atsauciet tās."
