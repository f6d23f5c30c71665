"""The guard against double funding over HTTP."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from api.cli import main
from tests.api.http import refused
from tests.api.world import SHA, World

SUPPORT = {
    "programme": "SAM 8.3.2",
    "funder": "ESF",
    "kinds": ["catering"],
    "first_day": "2020-09-01",
    "occurred_on": "2020-09-02",
}


def warned(world: World) -> tuple[str, str]:
    """A claim of what another project gives, too; its path, and that of the warning about it."""
    api = world.api
    api.made(f"{world.at}/other-support", SUPPORT, "support_id")
    claim = world.claim(world.plan())
    compensation = api.made(f"{world.at}/compensations", claim, "compensation_id", Actor="anna")
    [warning] = of_topic(world, "student.warning_raised")
    return (
        f"{world.at}/compensations/{compensation}",
        f"{world.at}/warnings/{warning['warning_id']}",
    )


def of_topic(world: World, topic: str) -> list[Any]:
    """What the log says of the learner under a topic."""
    events = world.api.get(f"/log?stream={world.student}&limit=1000").get_json()["items"]
    return [event["data"] for event in events if event["type"] == topic]


def test_a_warning_is_decided_by_somebody_else(world: World) -> None:
    """With the version that was read, and a reason; then what is funded twice is not approved."""
    api = world.api
    claim, warning = warned(world)
    said = {"decision": "double_funding", "reason": "the same meals", "occurred_on": "2020-09-20"}
    refused(api.post(f"{warning}/decide", said), 428, "version_missing")
    read = {"If-Match": world.version()}
    own = api.post(f"{warning}/decide", said, headers={**read, "Actor": "anna"})
    refused(own, 409, "decided_by_recorder")
    decided = api.post(f"{warning}/decide", said, headers={**read, "Actor": "berta"})
    assert decided.status_code == 201, decided.text
    [read_back] = api.get(f"{world.at}/warnings").get_json()["items"]
    assert warning.endswith(read_back["warning_id"])
    assert read_back["state"] == "double_funding"
    [earlier] = api.get(f"{world.at}/warnings?as_of=2020-09-19").get_json()["items"]
    assert earlier["state"] == "open"
    approval = {"amount": "20.00", "occurred_on": "2020-09-21"}
    refused(api.post(f"{claim}/approve", approval, headers={"Actor": "berta"}), 409, "funded_twice")
    voided = api.post(
        f"{warning}/void-decision",
        {"reason": "other meals", "occurred_on": "2020-09-22"},
        headers={"If-Match": world.version()},
    )
    assert voided.status_code == 201, voided.text
    api.made(f"{claim}/approve", approval, "id", Actor="berta")


def test_what_another_project_gives_is_withdrawn(world: World) -> None:
    """With a reason; the warning lapses, and a second withdrawal is refused."""
    api = world.api
    _, warning = warned(world)
    [declared] = of_topic(world, "student.other_support_declared")
    [read] = api.get(f"{world.at}/other-support").get_json()["items"]
    assert (read["support_id"], read["kinds"]) == (declared["support_id"], ["catering"])
    path = f"{world.at}/other-support/{declared['support_id']}/withdraw"
    refused(api.post(path, {"occurred_on": "2020-09-20"}), 422, "fields_invalid")
    said = {"reason": "another child", "occurred_on": "2020-09-20"}
    api.made(path, said, "id")
    refused(api.post(path, said), 409, "already_voided")
    assert api.get(f"{world.at}/other-support").get_json()["items"] == []
    [lapsed] = of_topic(world, "student.warning_lapsed")
    assert warning.endswith(lapsed["warning_id"])


def test_days_of_another_school_and_ticket_are_refused_over_http(world: World) -> None:
    """The answer names the first claim."""
    api = world.api
    tickets = world.content(compensations=[{"kind": "public_transport", "amount": "60.00"}])
    plan = api.made(f"{world.at}/plans", world.draft(content=tickets), "plan_id")
    for signatory in ("learner", "representative"):
        assert world.agree(plan, signatory).status_code == 201
    season: dict[str, Any] = {
        "kind": "public_transport",
        "route": {"origin": "Madona", "destination": "Cesvaine"},
    }
    first = api.made(f"{world.at}/compensations", world.claim(plan, **season), "compensation_id")
    scan = {"sha256": SHA[:-1] + "1", "number": "A-2"}
    other = world.claim(plan, **season)
    other["document"] |= scan
    other["last_day"] = "2020-09-13"
    problem = refused(api.post(f"{world.at}/compensations", other), 409, "season_ticket_claimed")
    assert first in problem["detail"]


def test_the_command_line_shows_warnings_and_support(world: World, monkeypatch: Any) -> None:
    """As a table, and as JSON."""
    _, warning = warned(world)
    world.api.settle()
    monkeypatch.setenv("DATABASE_URL", world.api.url)

    def said(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["warnings", world.student, *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    [shown] = json.loads(said("--json"))
    assert warning.endswith(shown["warning_id"])
    assert "open" in said()
    [support] = json.loads(said("--support", "--json"))
    assert support["programme"] == SUPPORT["programme"]
    assert "SAM" in said("--support")
    assert json.loads(said("--json", "--as-of", "2020-09-13")) == []
