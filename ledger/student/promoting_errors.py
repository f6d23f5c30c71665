"""Every way the promotion of a whole class says no."""

from ledger.errors import Invalid, Refused, Taken


class ClassAlreadyPromoted(Taken):
    """This class was promoted at the end of this school year already, in promotion {first}: take that back first."""

    HELD = "class_promotion"
    en = "The class was promoted already in this school year."
    lv = "Šī klase šajā mācību gadā jau ir pārcelta."


class ClassSizeInvalid(Invalid):
    """A class has 1 to {most} students, each named once; this names {count}."""

    en = "So many students are no class."
    lv = "Klasē jābūt vismaz vienam un katram izglītojamajam norādītam vienreiz."


class NotTheNextStage(Invalid):
    """From {from_stage} a class does not come to {to_stage}: name the next stage, or graduated for a last one."""

    en = "This is not the stage that follows."
    lv = "Klase tiek pārcelta nākamajā klasē vai kursā vai pabeidz programmu."


class NotTurnOfYear(Refused):
    """{day} is not the turn of a school year: classes are promoted from May to September."""

    en = "Classes are promoted at the turn of the school year."
    lv = "Klases pārceļ mācību gada beigās, no maija līdz septembrim."


class NotInClass(Refused):
    """The student {student} is not in {stage} of this institution on {day}: nobody was promoted."""

    en = "A student is not in this class."
    lv = "Izglītojamais šajā dienā nav šajā klasē; neviens nav pārcelts."


class PromotedAlready(Refused):
    """The student {student} has come into {stage} already: nobody was promoted."""

    en = "A student was promoted already."
    lv = "Izglītojamais jau ir pārcelts; neviens nav pārcelts."


class MemberRefused(Refused):
    """For the student {student}, and so for the whole class, it is refused: {why}"""

    en = "It is refused for a student of the class."
    lv = "Vienam no klases tas nav iespējams, tāpēc neviens nav mainīts."
