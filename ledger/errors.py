"""Every way the ledger says no; the docstring of an error is its message."""

import re
from typing import Any, ClassVar


class LedgerError(Exception):
    """The ledger refuses."""

    code: ClassVar[str] = "ledger_error"
    en: ClassVar[str] = "The ledger refuses."
    """What is wrong, in a few words that are the same every time."""
    lv: ClassVar[str] = "Reģistrs atsaka."

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.code = code_of(cls.__name__)

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(_sentence(type(self)).format_map(details))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.details)


def code_of(name: str) -> str:
    """The code of an error, from what its class is called: PlanNotAgreed → plan_not_agreed."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _rebuild(cls: type[LedgerError], details: dict[str, Any]) -> LedgerError:
    return cls(**details)


def _sentence(cls: type[LedgerError]) -> str:
    return " ".join((cls.__doc__ or "").split())


class NotFound(LedgerError):
    """There is no such {what}."""

    en = "There is no such thing."
    lv = "Tāda ieraksta nav."


class Invalid(LedgerError):
    """A value is not one the ledger can record."""

    en = "The value cannot be recorded."
    lv = "Vērtība nav derīga."


class Refused(LedgerError):
    """A rule of the operation forbids it."""

    en = "The rules do not allow it."
    lv = "Noteikumi to neļauj."


class Taken(Refused):
    """Only one may have this, and {first} has it."""

    HELD: ClassVar[str] = ""
    """The kind of reservation that somebody else has, where a subclass is raised for it."""
    en = "Somebody else has it."
    lv = "Tas jau ir aizņemts."


class StaleVersion(LedgerError):
    """Somebody changed it since you read version {expected}: it is at version {actual}; read it again."""

    en = "Somebody has changed it meanwhile."
    lv = "Ieraksts pa to laiku ir mainīts; izlasiet to vēlreiz."


class KeyReused(Invalid):
    """The idempotency key was used for another request: give each request a key of its own."""

    en = "The idempotency key belongs to another request."
    lv = "Šī atslēga jau izmantota citam pieprasījumam."


class TooBusy(LedgerError):
    """Others keep changing this at the same moment: send it again."""

    en = "Others change it at the same moment."
    lv = "Ierakstu vienlaikus maina citi; mēģiniet vēlreiz."


# --- values ---------------------------------------------------------------------------------------


class UnknownCode(Invalid):
    """ "{value}" is not a code of the list {list}."""

    en = "The list has no such code."
    lv = "Nezināms kods."


class NotInCents(Invalid):
    """{value} is not an amount of euros in whole cents."""

    en = "The amount is not in whole cents."
    lv = "Summa nav veselos centos."


class TooManyDecimals(Invalid):
    """{value} is not a number with at most {places} decimals."""

    en = "The number has more decimals than are kept."
    lv = "Skaitlim ir par daudz decimālciparu."


class AmountNotPositive(Invalid):
    """{value} is not more than zero: give a positive amount."""

    en = "The amount has to be more than zero."
    lv = "Summai jābūt lielākai par nulli."


class CountNotPositive(Invalid):
    """{value} is not more than zero: give a positive number."""

    en = "The number has to be more than zero."
    lv = "Skaitam jābūt lielākam par nulli."


class HoursNotInQuarters(Invalid):
    """{value} is not a number of hours in quarters between 0.25 and 24."""

    en = "Hours come in quarters, from 0.25 to 24."
    lv = "Stundām jābūt ceturtdaļās no 0,25 līdz 24."


class NoSuchSemester(Invalid):
    """The calendar has no semester {value}."""

    en = "The calendar does not have this semester."
    lv = "Kalendārā tāda semestra nav."


class TextMissing(Invalid):
    """{field} must not be empty."""

    en = "A text is empty."
    lv = "Lauks nedrīkst būt tukšs."


class TextTooLong(Invalid):
    """{field} has {length} characters: at most {longest} are kept."""

    en = "A text is longer than can be kept."
    lv = "Teksts ir par garu."


class NotADigest(Invalid):
    """{field} is not a SHA-256 digest: give its 64 hexadecimal digits."""

    en = "This is not a SHA-256 digest."
    lv = "Tā nav SHA-256 kontrolsumma."


class PeriodReversed(Invalid):
    """The period ends on {until}, before it starts on {start}."""

    en = "The end lies before the start."
    lv = "Perioda beigas ir pirms sākuma."


class MunicipalityNotThen(Invalid):
    """{municipality} was no municipality on {day}: name {instead}."""

    en = "There was no such municipality on this day."
    lv = "Šajā dienā tādas pašvaldības nebija."


class NotYetHappened(Refused):
    """It lies in the future: record it when it has happened."""

    en = "It lies in the future."
    lv = "Tas vēl nav noticis."


# --- corrections ----------------------------------------------------------------------------------


class ReasonMissing(Invalid):
    """Give a reason: an earlier fact is taken back or corrected."""

    en = "A reason has to be given."
    lv = "Norādiet iemeslu: tiek atsaukts vai labots agrāks fakts."


class BeforeWhatItCorrects(Refused):
    """It cannot have happened on {day}, before what it corrects or follows: that was on {original}."""

    en = "It cannot have happened before what it follows."
    lv = "Tas nevar būt noticis pirms tā, ko labo vai turpina."


class IdTaken(Refused):
    """There is a {what} with the id {id} already: give the new one an id of its own."""

    en = "The id is in use already."
    lv = "Ieraksts ar šādu identifikatoru jau ir."


class AlreadyVoided(Refused):
    """The {what} was taken back already."""

    en = "It was taken back already."
    lv = "Ieraksts jau ir atsaukts."


class AlreadyEnded(Refused):
    """The {what} ended on {last_day} already: take that back first."""

    en = "It has ended already."
    lv = "Tas jau ir beidzies."


class NotEnded(Refused):
    """The {what} has not ended: there is no ending to take back."""

    en = "It has not come to an end."
    lv = "Tas nav beidzies."


# --- personal values ------------------------------------------------------------------------------


class PersonalCodeInvalid(Invalid):
    """This is not a personal code: it has the form 311299-12345, or 11 digits that begin with 32 to 39."""

    en = "This is not a personal code."
    lv = "Personas kods nav derīgs."


class PersonalCodeTaken(Refused):
    """The student {student} has this personal code already."""

    en = "Another student has this personal code."
    lv = "Izglītojamais ar šādu personas kodu jau ir reģistrēts."


class KeyDestroyed(LedgerError):
    """The key of this personal value was destroyed: it cannot be read any more."""

    en = "The personal value was erased."
    lv = "Personas datu atslēga ir iznīcināta."


class WrongKey(LedgerError):
    """This personal value does not open with the key it should have been sealed with."""

    en = "The personal value does not open."
    lv = "Personas datus ar šo atslēgu nevar atvērt."


class KeyEncryptionKeyInvalid(LedgerError):
    """{source} does not give the key-encryption key: {fault}."""

    en = "The key-encryption key cannot be used."
    lv = "Atslēgu šifrēšanas atslēga nav derīga."


class WrongKeyEncryptionKey(KeyEncryptionKeyInvalid):
    """This is not the key-encryption key that this database was begun with: start with that one in $PUMPURS_KEK."""

    en = "The database was begun with another key."
    lv = "Šī nav atslēgu šifrēšanas atslēga, ar kuru datubāze izveidota."
