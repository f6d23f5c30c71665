"""Every way a survey's stream says no."""

from ledger.errors import Invalid, Refused


class QuestionsMissing(Invalid):
    """A survey asks at least one question, of at least one kind of respondent."""

    en = "A survey asks at least one question."
    lv = "Aptaujā jābūt vismaz vienam jautājumam un vienai respondentu grupai."


class OptionsMissing(Invalid):
    """Question {question} has {options} answers to choose from: give at least two, each once."""

    en = "A question needs at least two answers to choose from."
    lv = "Jautājumam jābūt vismaz divām atšķirīgām atbildēm."


class RespondentsMissing(Invalid):
    """Responses come from somebody: say how many of which kind."""

    en = "The number of respondents has to be given."
    lv = "Jānorāda respondentu skaits."


class NotAsked(Invalid):
    """The survey does not ask {what}."""

    en = "The survey asks no such thing."
    lv = "Aptaujā tā netiek jautāts."


class CountedTwice(Invalid):
    """{what} is counted twice in these responses: give it once."""

    en = "Something is counted more than once."
    lv = "Atbildēs viens un tas pats norādīts divreiz."


class CountNegative(Invalid):
    """{value} is less than zero: nobody can have answered so."""

    en = "A number of answers is not below zero."
    lv = "Atbilžu skaits nevar būt negatīvs."


class MoreAnswersThanRespondents(Invalid):
    """Question {question} has {answers} answers by {respondents} respondents of the kind {kind}."""

    en = "There are more answers than respondents."
    lv = "Atbilžu ir vairāk nekā respondentu."


class SurveyClosed(Refused):
    """The survey was closed on {day}: reopen it first."""

    en = "The survey takes no responses any more."
    lv = "Aptauja ir slēgta."


class SurveyNotClosed(Refused):
    """The survey is open: there is nothing to reopen."""

    en = "The survey was not closed."
    lv = "Aptauja nav slēgta."


class ResponsesStand(Refused):
    """Responses were recorded to these questions: void them first."""

    en = "The survey has responses already."
    lv = "Ir reģistrētas atbildes: vispirms atsauciet tās."
