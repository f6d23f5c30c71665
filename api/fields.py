"""Fields that take exactly what they say: no numbers for strings, no days that do not exist."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, validate

TEXT_MAX = 10_000  # characters
QUERY_MAX = 200  # characters, of one value in an address: all of that is at most 8 KiB
LIST_MAX = 1_000
WHOLE_MAX = 2**31 - 1

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_DAY = r"(19|20)\d\d-\d\d-\d\d"
_INSTANT = _DAY + r"T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)"


class Text(fields.String):
    """A string, of characters that can be stored."""

    form = "text"
    longest = TEXT_MAX

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(max=self.longest), **kwargs)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        if _UNSTORABLE.search(text):
            raise ValidationError("Not a text: it contains NUL or half of a surrogate pair.")
        return text


class Value(Text):
    """A text that something is asked with, in the address."""

    longest = QUERY_MAX


class _Pattern(fields.String):
    """A string of one form; subclasses say what it means."""

    pattern = ""
    form = ""
    format = ""

    def __init__(self, **kwargs: Any) -> None:
        documented = {"format": self.format} if self.format else {}
        kwargs["metadata"] = documented | kwargs.get("metadata", {})
        super().__init__(validate=validate.Regexp(f"^({self.pattern})$"), **kwargs)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value, re.ASCII):
            raise ValidationError(f"Not {self.form}.")
        try:
            return self.read(value)
        except ValueError:
            raise ValidationError(f"Not {self.form}.") from None

    def _validate(self, value: Any) -> None:
        """The pattern has been matched; the validator only documents it."""

    def read(self, text: str) -> Any:
        """What the text means; ValueError."""
        return text


class Number(_Pattern):
    """An exact decimal as a string: euros, hours, per cent. Never a JSON number."""

    pattern = r"-?\d{1,12}(\.\d{1,2})?"
    form = 'a decimal number in a string, with at most two decimals, such as "12.50"'

    def read(self, text: str) -> Decimal:
        """Exactly what was written."""
        return Decimal(text)

    @classmethod
    def means(cls, text: str) -> Decimal | None:
        """The number a text is, if it is one."""
        return Decimal(text) if re.fullmatch(cls.pattern, text, re.ASCII) else None


class ExactNumber(Number):
    """A decimal that is shown to four places: a share in euros, exactly."""

    pattern = r"-?\d{1,16}(\.\d{1,4})?"


class Id(_Pattern):
    """A UUID in its usual spelling."""

    pattern = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    form = "a UUID"
    format = "uuid"

    def read(self, text: str) -> UUID:
        """The UUID."""
        return UUID(text)


class Day(_Pattern):
    """A day of the calendar."""

    pattern = _DAY
    form = "a day that exists, such as 2021-09-01"
    format = "date"

    def read(self, text: str) -> date:
        """The day; ValueError for 30 February."""
        return date.fromisoformat(text)


class Instant(_Pattern):
    """A moment, with its distance from UTC (RFC 3339)."""

    pattern = _INSTANT
    form = "an instant with its offset, such as 2021-09-01T09:00:00+03:00"
    format = "date-time"

    def read(self, text: str) -> datetime:
        """The instant; ValueError for 25 o'clock."""
        return datetime.fromisoformat(text)


class Moment(fields.String):
    """A position of the log, an instant, a day or the name of a publication; int, datetime, date or str."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(max=QUERY_MAX), **kwargs)

    def _validate(self, value: Any) -> None:
        """The text has been looked at; the validator only documents it."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        text = Value().deserialize(value)
        if re.fullmatch(r"\d{1,18}", text, re.ASCII):
            return int(text)
        for form in (Day, Instant):
            if re.fullmatch(form.pattern, text, re.ASCII):
                return form().deserialize(text)
        return text


class Whole(fields.Integer):
    """A whole number, in JSON a number."""

    form = "a whole number"

    def __init__(self, **kwargs: Any) -> None:
        limits = validate.Range(min=-WHOLE_MAX, max=WHOLE_MAX)
        super().__init__(strict=True, validate=limits, **kwargs)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if type(value) is not int:
            raise ValidationError("Not a whole number.")
        return value


class Flag(fields.Boolean):
    """True or false, and nothing that looks like it."""

    form = "true or false"

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if type(value) is not bool:
            raise ValidationError("Not true or false.")
        return value


class Many(fields.List[Any]):
    """A list, in its order, as a tuple."""

    def __init__(self, inner: fields.Field[Any], **kwargs: Any) -> None:
        super().__init__(inner, validate=validate.Length(max=LIST_MAX), **kwargs)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(value, list):
            raise ValidationError("Not a list.")
        return tuple(super()._deserialize(value, *args, **kwargs))


class QueryFlag(fields.Boolean):
    """?name=true or ?name=false."""

    def __init__(self, **kwargs: Any) -> None:
        said: dict[str, Any] = {"invalid": "Write true or false."}
        super().__init__(truthy={"true"}, falsy={"false"}, error_messages=said, **kwargs)


BY_TYPE: Mapping[type[Any], type[fields.Field[Any]]] = {
    UUID: Id,
    date: Day,
    datetime: Instant,
    Decimal: Number,
    str: Text,
    bool: Flag,
    int: Whole,
}
"""The field of each type that commands take."""

SHOWN: Mapping[type[Any], type[fields.Field[Any]]] = {
    **BY_TYPE,
    str: fields.String,
    int: fields.Integer,
}
"""The field of each type that answers show."""

QUERIED: Mapping[type[Any], type[fields.Field[Any]]] = {
    **BY_TYPE,
    str: Value,
    bool: QueryFlag,
    int: fields.Integer,
}
"""The field of each type that questions are asked with."""
