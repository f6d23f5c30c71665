"""A personal code is one student's, whoever asks at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID, uuid4

import pytest

from ledger.errors import PersonalCodeTaken
from tests.ledger.scene import Scene, somebody


def test_a_personal_code_is_one_students(scene: Scene) -> None:
    """Of twenty who ask at once one gets it, and the others are told who."""
    code = "32345678901"

    def ask(_: int) -> UUID | None:
        with somebody():
            try:
                return scene.register(uuid4(), code).id
            except PersonalCodeTaken:
                return None

    with ThreadPoolExecutor(8) as threads:
        [first] = filter(None, threads.map(ask, range(20)))
    assert scene.ledger.keys.student_of(code) == first
    with pytest.raises(PersonalCodeTaken, match=str(first)) as refusal:
        scene.register(uuid4(), code)
    assert code not in str(refusal.value)


def test_a_corrected_personal_code_gives_the_wrong_one_back(scene: Scene) -> None:
    """The code that was typed in wrongly is free for the child whose it is."""
    wrong, right = "32345678901", "32345678902"
    anna = scene.register(uuid4(), wrong).id
    scene.ledger.students.correct_personal_data(
        anna, name="Bērns", personal_code=right, birth_date=None, occurred_on=date(2020, 9, 2)
    )
    assert scene.ledger.keys.student_of(right) == anna
    assert scene.register(uuid4(), wrong).id == scene.ledger.keys.student_of(wrong)
