"""Every way the ledger says no; the docstring of an error is its message."""

import re
from typing import Any, ClassVar


class LedgerError(Exception):
    """The ledger refuses."""

    code: ClassVar[str] = "ledger_error"
    lv: ClassVar[str] = "Reģistrs atsaka."

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(_sentence(type(self)).format_map(details))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.details)


def _rebuild(cls: type[LedgerError], details: dict[str, Any]) -> LedgerError:
    return cls(**details)


def _sentence(cls: type[LedgerError]) -> str:
    return " ".join((cls.__doc__ or "").split())


class NotFound(LedgerError):
    """There is no such {what}."""

    lv = "Tāda ieraksta nav."


class Invalid(LedgerError):
    """A value is not one the ledger can record."""

    lv = "Vērtība nav derīga."


class Refused(LedgerError):
    """A rule of the operation forbids it."""

    lv = "Noteikumi to neļauj."


class StaleVersion(LedgerError):
    """Somebody changed it since you read version {expected}: it is at version {actual}; read it again."""

    lv = "Ieraksts pa to laiku ir mainīts; izlasiet to vēlreiz."


# --- values -------------------------------------------------------------------------------------


class UnknownCode(Invalid):
    """ "{value}" is not a code of the list {list}."""

    lv = "Nezināms kods."


class NotInCents(Invalid):
    """{value} is not an amount of euros in whole cents."""

    lv = "Summa nav veselos centos."


class AmountNotPositive(Invalid):
    """{value} is not more than zero: give a positive amount."""

    lv = "Summai jābūt lielākai par nulli."


class HoursNotInQuarters(Invalid):
    """{value} is not a number of hours in quarters between 0.25 and 24."""

    lv = "Stundām jābūt ceturtdaļās no 0,25 līdz 24."


class NoSuchSemester(Invalid):
    """The calendar has no semester {value}."""

    lv = "Kalendārā tāda semestra nav."


class TextMissing(Invalid):
    """{field} must not be empty."""

    lv = "Lauks nedrīkst būt tukšs."


class PeriodReversed(Invalid):
    """The period ends on {until}, before it starts on {start}."""

    lv = "Perioda beigas ir pirms sākuma."
