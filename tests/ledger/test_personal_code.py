"""Personal codes: two forms, a check digit where there is one, and nothing given away."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import PersonalCodeInvalid
from ledger.personal_code import personal_code

# Codes whose check digit others computed: the first is the example of python-stdnum (stdnum.lv.pvn),
# the second that of krauzand/id-lv. Both are made up.
PUBLISHED = ("161175-19997", "111111-11111")


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_examples_are_valid(code: str) -> None:
    """With and without the hyphen, and with blanks around."""
    assert personal_code(code) == personal_code(code.replace("-", "")) == code
    assert personal_code(f" {code}\n") == code


@pytest.mark.parametrize("code", PUBLISHED)
def test_one_wrong_digit_is_noticed(code: str) -> None:
    """But for a few: remainders 10 and 0 share a check digit, and 32 to 39 begin the other form."""
    digits = code.replace("-", "")
    changed = {
        digits[:place] + digit + digits[place + 1 :]
        for place in range(11)
        for digit in "0123456789"
    } - {digits}
    assert len([each for each in changed if _valid(each)]) <= 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "161175-19998",  # check digit
        "161375-19997",  # month 13: python-stdnum's example of a wrong one
        "300275-10000",
        "161175-99997",  # century 9
        "161175 19997",
        "161175--19997",
        "16117-519997",
        "1611751999",
        "161175199970",
        "١٦١١٧٥-١٩٩٩٧",
        "16117a-19997",
    ],
)
def test_other_texts_are_refused_without_repeating_them(text: str) -> None:
    """The message never shows what was given: it would end in a log."""
    with pytest.raises(PersonalCodeInvalid) as refusal:
        personal_code(text)
    assert not text or text not in str(refusal.value)
    assert refusal.value.details == {}


@given(st.from_regex(r"3[2-9][0-9]{4}-?[0-9]{5}", fullmatch=True))
def test_new_codes_are_known_by_their_shape(code: str) -> None:
    """They hold no day and no published check digit."""
    normal = personal_code(code)
    assert normal == personal_code(normal)
    assert normal.replace("-", "") == code.replace("-", "")


@given(st.dates(), st.sampled_from("0123456789"), st.integers(0, 9999))
def test_old_codes_hold_a_day(day: date, century: str, serial: int) -> None:
    """Of ten last digits at most one is right, and none where the century is unknown."""
    stem = f"{day:%d%m%y}{century}{serial % 1000:03d}"
    valid = [last for last in range(10) if _valid(f"{stem}{last}")]
    assert len(valid) <= (1 if century in "012" else 0)


def _valid(code: str) -> bool:
    try:
        personal_code(code)
    except PersonalCodeInvalid:
        return False
    return True
