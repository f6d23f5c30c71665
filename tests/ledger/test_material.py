"""Methodical materials: one document each, superseded by another without a circle, withdrawn, corrected."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from ledger.application import Ledger
from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    LedgerError,
    NotADigest,
    NotFound,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.fact import recording
from ledger.material import Description, Material
from ledger.material import material as verbs
from ledger.material.errors import (
    MaterialNotCurrent,
    MaterialPublishedAlready,
    NotSuperseded,
    NotWithdrawn,
    SupersededByItself,
    SupersessionStands,
)
from tests.ledger.scene import once, somebody
from tests.ledger.spec import CONTEXT, given, id_of

DAY, LATER = date(2018, 3, 1), date(2020, 9, 1)
GUIDE = Description("Vadlīnijas", "lv", "1", "https://example.lv/vadlinijas")
Verb = Callable[[Material], object]


def published(
    name: str = "first", day: date = DAY, description: Description = GUIDE, sha: str = "ab" * 32
) -> Callable[[], Material]:
    """A material was published."""
    return lambda: verbs.publish_material(
        id_of(name), description=description, sha256=sha, occurred_on=day
    )


def other(*taken: Verb, day: date = DAY) -> Material:
    """Another material, to which something happened."""
    with recording(CONTEXT):
        made = published("other", day)()
        for verb in taken:
            verb(made)
    return made


def superseded(by: Material | None = None, day: date = LATER) -> Verb:
    """Another one took its place."""
    return lambda material: verbs.supersede(material, by or other(), occurred_on=day)


def supersession_voided(material: Material) -> None:
    """It did not."""
    verbs.void_supersession(material, other(), occurred_on=LATER)


def withdrawn(material: Material, day: date = LATER) -> None:
    """Not to be used any more."""
    verbs.withdraw_material(material, occurred_on=day)


def withdrawal_voided(material: Material) -> None:
    """To be used still."""
    verbs.void_withdrawal(material, occurred_on=LATER)


def corrected(description: Description) -> Verb:
    """It is called otherwise."""
    return lambda material: verbs.correct_description(
        material, description=description, occurred_on=LATER
    )


def voided(material: Material) -> None:
    """It was never published."""
    verbs.void_publishing(material, occurred_on=LATER)


@pytest.mark.parametrize(
    ("description", "sha", "error"),
    [
        (Description(" ", "lv", "1", None), "ab" * 32, TextMissing),
        (Description("Vadlīnijas", "lv", "", None), "ab" * 32, TextMissing),
        (Description("Vadlīnijas", "tlh", "1", None), "ab" * 32, UnknownCode),
        (GUIDE, "nonsense", NotADigest),
    ],
)
def test_a_material_has_a_title_a_version_and_a_document(
    description: Description, sha: str, error: type[LedgerError]
) -> None:
    """In a known language."""
    with pytest.raises(error):
        given(published(description=description, sha=sha))


def test_a_material_is_current_until_it_is_superseded_or_withdrawn() -> None:
    """And again when that is taken back."""
    told = given(published())
    told.when(superseded()).then(Material.Superseded)
    told.when(superseded()).then_refused(MaterialNotCurrent)
    told.when(withdrawn).then_refused(MaterialNotCurrent)
    told.when(supersession_voided, reason=None).then_refused(ReasonMissing)
    told.when(supersession_voided).then(Material.SupersessionVoided)
    told.when(supersession_voided).then_refused(NotSuperseded)
    told.when(withdrawal_voided).then_refused(NotWithdrawn)
    told.when(withdrawn).then(Material.Withdrawn)
    told.when(withdrawn).then_refused(MaterialNotCurrent)
    told.when(superseded()).then_refused(MaterialNotCurrent)
    told.when(withdrawal_voided).then(Material.WithdrawalVoided)


@pytest.mark.parametrize(
    ("before", "verb", "error"),
    [
        ((), superseded(day=DAY - timedelta(1)), BeforeWhatItCorrects),
        ((), superseded(other(day=LATER), day=DAY), BeforeWhatItCorrects),
        ((), superseded(other(withdrawn)), MaterialNotCurrent),
        ((), superseded(other(voided)), AlreadyVoided),
        ((), lambda each: verbs.supersede(each, each, occurred_on=LATER), SupersededByItself),
        ((superseded(),), voided, SupersessionStands),
        ((), lambda each: withdrawn(each, DAY - timedelta(1)), BeforeWhatItCorrects),
        ((voided,), voided, AlreadyVoided),
        ((voided,), corrected(GUIDE), AlreadyVoided),
        ((voided,), withdrawn, AlreadyVoided),
        ((voided,), superseded(), AlreadyVoided),
        ((), corrected(Description("", "lv", "1", None)), TextMissing),
    ],
)
def test_a_material_is_not_changed_so(
    before: tuple[Verb, ...], verb: Verb, error: type[LedgerError]
) -> None:
    """Nothing takes the place of itself, nor one that is gone; what never was has no more facts."""
    given(published(), *before).when(verb).then_refused(error)


@pytest.mark.parametrize("verb", [voided, withdrawn, corrected(GUIDE)])
def test_nothing_is_taken_back_without_a_reason(verb: Verb) -> None:
    """Nor withdrawn."""
    given(published()).when(verb, reason=" ").then_refused(ReasonMissing)


def test_a_title_is_corrected() -> None:
    """The document stays the one it was."""
    told = given(published())
    told.when(corrected(Description("Vadlīnijas skolām", "lv", "1", None))).then(
        Material.DescriptionCorrected
    )
    assert told.aggregate.description.title == "Vadlīnijas skolām"
    assert told.aggregate.sha256 == "ab" * 32


# --- across materials, on the database --------------------------------------------------------------


def publish(ledger: Ledger, sha: str) -> UUID:
    """Publish something; its id."""
    material_id = uuid4()
    ledger.materials.publish_material(
        material_id=material_id, description=GUIDE, sha256=sha, occurred_on=DAY
    )
    return material_id


def test_a_document_is_published_once(ledger: Ledger) -> None:
    """The second is refused, naming the first, until that turns out never to have been."""
    with somebody(reason="a mistake"):
        first = publish(ledger, "ab" * 32)
        with pytest.raises(MaterialPublishedAlready, match=str(first)):
            publish(ledger, "AB" * 32)
        ledger.materials.withdraw_material(first, occurred_on=LATER)
        with pytest.raises(MaterialPublishedAlready):
            publish(ledger, "ab" * 32)
        ledger.materials.void_publishing(material_id=first, occurred_on=LATER)
        publish(ledger, "ab" * 32)


def test_no_chain_of_materials_comes_back_to_where_it_began(ledger: Ledger) -> None:
    """Whatever is superseded cannot supersede; a chain grows at its end only."""
    materials = ledger.materials
    with somebody(reason="a mistake"):
        a, b, c = (publish(ledger, digit * 64) for digit in "abc")
        with pytest.raises(SupersededByItself):
            materials.supersede(material_id=a, by=a, occurred_on=LATER)
        with pytest.raises(NotFound):
            materials.supersede(material_id=a, by=uuid4(), occurred_on=LATER)
        materials.supersede(material_id=a, by=b, occurred_on=LATER)
        with pytest.raises(MaterialNotCurrent, match=str(a)):
            materials.supersede(material_id=b, by=a, occurred_on=LATER)
        materials.supersede(material_id=b, by=c, occurred_on=LATER)
        with pytest.raises(MaterialNotCurrent):
            materials.supersede(material_id=c, by=a, occurred_on=LATER)
        with pytest.raises(SupersessionStands):
            materials.void_publishing(material_id=c, occurred_on=LATER)
        materials.void_supersession(material_id=a, occurred_on=LATER)
        materials.supersede(material_id=c, by=a, occurred_on=LATER)
        assert ledger.load(Material, a).in_place_of == {c}


def test_a_supersession_taken_back_is_answered_again(ledger: Ledger) -> None:
    """The same request, sent twice, records nothing more, though there is nothing left to take back."""
    with somebody(reason="a mistake"):
        a, b = (publish(ledger, digit * 64) for digit in "ab")
        ledger.materials.supersede(material_id=a, by=b, occurred_on=LATER)
    with somebody(reason="a mistake", once=once("key")):
        first = ledger.materials.void_supersession(material_id=a, occurred_on=LATER)
        again = ledger.materials.void_supersession(material_id=a, occurred_on=LATER)
    assert (again.replayed, again.ticket) == (True, first.ticket)
    with somebody(reason="a mistake"), pytest.raises(NotSuperseded):
        ledger.materials.void_supersession(material_id=a, occurred_on=LATER)


def test_no_circle_is_closed_by_two_at_once(ledger: Ledger) -> None:
    """Of a circle that three close at the same moment, one link is missing: each is written in both streams."""

    def supersede(link: tuple[UUID, UUID]) -> bool:
        with somebody():
            try:
                ledger.materials.supersede(material_id=link[0], by=link[1], occurred_on=LATER)
            except MaterialNotCurrent:
                return False
        return True

    for attempt in range(5):
        with somebody():
            a, b, c = (publish(ledger, f"{attempt}{digit}" * 32) for digit in "abc")
        with ThreadPoolExecutor(3) as threads:
            assert sum(threads.map(supersede, [(a, b), (b, c), (c, a)])) == 2
