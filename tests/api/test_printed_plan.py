"""A plan on paper: in Latvian, with every planned measure, and without a name."""

from __future__ import annotations

from tests.api.http import Api
from tests.api.world import World


def test_a_plan_is_printed_in_latvian_for_its_signatories(world: World) -> None:
    """Codes as the lists say them, Latvian days and euros; who agreed, and nobody's name."""
    plan = world.plan()
    answer = world.api.get(f"{world.at}/plans/{plan}/revisions/1/print")
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    for text in (
        "Individuālais atbalsta plāns",
        "School 1",
        "2020/21 I",
        "Zemi mācību sasniegumi",
        "Matemātika",
        "60,00 €",
        "03.09.2020.",
        "Likumiskais pārstāvis",
    ):
        assert text in answer.text.replace("\xa0", " "), text
    assert "A B" not in answer.text


def test_who_has_not_agreed_has_a_place_to_sign(world: World) -> None:
    """The place stays empty until the agreement is recorded."""
    plan = world.api.made(f"{world.at}/plans", world.draft(), "plan_id")
    page = f"{world.at}/plans/{plan}/revisions/1/print"
    assert "saskaņots" not in world.api.get(page).text
    world.agree(plan, "learner")
    assert world.api.get(page).text.count("saskaņots") == 1


def test_a_plan_that_does_not_exist_is_not_printed(api: Api, world: World) -> None:
    """Nor a revision that was never written."""
    plan = world.plan()
    assert api.get(f"{world.at}/plans/{plan}/revisions/7/print").status_code == 404
    assert api.get(f"/students/{plan}/plans/{plan}/revisions/1/print").status_code == 404
