"""The Python client against a ledger that is served, over a network that fails."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from itertools import repeat
from uuid import UUID, uuid4

import pytest

from api.batches.incoming import LINE_MAX
from api.batches.running import TOGETHER_BYTES_MAX
from pumpurs_client import Client, Line, Problem, Unreachable, batches, connection, shapes
from pumpurs_client.connection import encoded
from tests.api.people import People
from tests.clients.clock import Clock
from tests.clients.faulty import Fault, Way


def test_a_command_is_recorded_and_shows_at_once(ledger: Client) -> None:
    """What this client recorded is in its next answer; nobody else has to wait for it."""
    student = ledger.students.register(
        {"name": "Jānis Paraudziņš", "occurred_on": date(2021, 1, 4)}
    )
    student_id = student.data["student_id"]
    assert (student.version, student.replayed, student.ticket) == (1, False, student.data["ticket"])
    shown = ledger.students.one(student_id)
    assert shown.data["student"]["student_id"] == student_id
    assert shown.version == 1
    assert shown.position is not None


def test_python_values_are_told_as_the_ledger_takes_them() -> None:
    """Amounts exactly, days and ids in their spelling, letters as they are."""
    id_ = UUID("0190b2c4-5a7e-7c1d-9f00-4d7c1a2b3c4d")
    told = {"amount": Decimal("1E+2"), "day": date(2021, 9, 1), "id": id_, "name": "Ā"}
    said = '{"amount": "100", "day": "2021-09-01", "id": "0190b2c4-5a7e-7c1d-9f00-4d7c1a2b3c4d", "name": "Ā"}'
    assert encoded(told) == said.encode()
    with pytest.raises(TypeError):
        encoded({"amount": 1j})


def test_an_answer_that_was_lost_is_the_same_the_second_time(ledger: Client, way: Way) -> None:
    """The connection ends within the answer; sent again with its key, nothing is recorded twice."""
    way.faults = [lambda answer: answer[:10], lambda _: b""]
    student = ledger.students.register({"name": "A"})
    assert student.replayed
    keys = [each["idempotency-key"] for each in way.seen]
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert ledger.students.one(student.data["student_id"]).version == 1


def test_it_waits_as_long_as_it_is_told(ledger: Client, way: Way) -> None:
    """429, 502, 503 and 504 are tried again, with the same key."""
    way.faults = [503, 429]
    assert not ledger.students.register({"name": "A"}).replayed
    assert len({each["idempotency-key"] for each in way.seen}) == 1
    assert len(way.seen) == 3


def test_its_patience_ends(way: Way, token: str) -> None:
    """Then it says so: with the proxy's status, or with the key of what may have been recorded."""
    hasty = Client(way.url, token, patience_s=0.5)
    way.faults = [503] * 9
    with pytest.raises(Problem) as refused:
        hasty.students.register({"name": "A"})
    assert (refused.value.status, len(way.seen)) == (503, 1)
    nobody = Client("http://127.0.0.1:9", "local", patience_s=0.5)
    with pytest.raises(Unreachable) as unreachable:
        nobody.students.register({"name": "A"}, key="mine")
    assert unreachable.value.key == "mine"
    said = str(unreachable.value)
    assert said.startswith("No answer from http://127.0.0.1:9/api/v1 (idempotency key mine): ")
    assert "refused" in said


def test_a_refusal_is_a_problem_with_its_code(ledger: Client, way: Way) -> None:
    """And is not tried again."""
    with pytest.raises(Problem) as refused:
        ledger.students.register({"name": 7})  # type: ignore[typeddict-item]  # as a client might
    problem = refused.value
    assert (problem.status, problem.code) == (422, "fields_invalid")
    assert problem.errors[0]["pointer"] == "/name"
    assert "/name" in str(problem)
    assert problem.request_id
    assert problem.type == "/api/docs/errors/fields_invalid"
    assert len(way.seen) == 1


def test_the_same_key_records_once(ledger: Client) -> None:
    """Also after a crash of the client, which keeps the key; another request under it is refused."""
    key = str(uuid4())
    first = ledger.students.register({"name": "A"}, key=key)
    again = ledger.students.register({"name": "A"}, key=key)
    assert (again.data, again.replayed, first.replayed) == (first.data, True, False)
    with pytest.raises(Problem, match="key_reused"):
        ledger.students.register({"name": "B"}, key=key)


def test_a_version_is_sent_and_compared(way: Way, people: People) -> None:
    """What somebody changed since it was read is not overwritten; a dry run records nothing."""
    ledger = Client(way.url, people.token("ikvd")["Authorization"].removeprefix("Bearer "))
    guide: shapes.Description = {"title": "Guide", "language": "lv", "version": "1"}
    published = ledger.materials.publish_material({"description": guide, "sha256": "ab" * 32})
    material = published.data["material_id"]
    with pytest.raises(Problem, match="stale_version"):
        ledger.materials.withdraw_material(material, {"reason": "Out of date."}, version=9)
    rehearsed = ledger.materials.withdraw_material(
        material, {"reason": "Out of date."}, version=1, dry_run=True
    )
    assert rehearsed.data["ticket"] is None
    assert ledger.materials.one(material).version == 1


def test_a_list_is_read_page_after_page(ledger: Client, way: Way) -> None:
    """Each when it is needed, and to the end."""
    made = {ledger.students.register({"name": "A"}).data["student_id"] for _ in range(3)}
    del way.seen[:]
    rows = ledger.students.listed(limit=2)
    next(rows)
    assert len(way.seen) == 1
    assert made <= {row["student_id"] for row in rows}
    assert len(way.seen) > 1


def test_whoever_asks_is_said_each_time(way: Way) -> None:
    """A token is asked for when it is needed; a grant is chosen."""
    tokens = iter("ab")
    ledger = Client(way.url, lambda: next(tokens), on_behalf_of="LV-059")
    for _ in range(2):
        with pytest.raises(Problem, match="401"):
            next(ledger.vocabulary.listed())
    said = [each.get("authorization") for each in way.seen]
    assert said == ["Bearer a", "Bearer b"]
    assert {each["on-behalf-of"] for each in way.seen} == {"LV-059"}


def names(*names: object) -> list[Line]:
    """Lines that register students; one that has no name's form is refused."""
    return [{"command": "students.register", "body": {"name": name}} for name in names]


def test_a_batch_has_a_result_for_each_line(ledger: Client) -> None:
    """In their order; a refused line is its own problem, and what was recorded shows at once."""
    results = list(ledger.batch(names("A", 7, "B")))
    assert [(each["line"], each["status"]) for each in results] == [(1, 201), (2, 422), (3, 201)]
    assert results[1]["problem"]["code"] == "fields_invalid"
    assert ledger.students.one(results[2]["student_id"]).version == 1
    refused = list(ledger.batch(names("A", 7), mode="atomic"))
    assert [each["status"] for each in refused] == [424, 422]


def test_a_batch_that_is_cut_off_goes_on_where_it_was(
    ledger: Client, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In parts, each with the same keys: every line is answered once, and recorded once."""
    monkeypatch.setattr(batches, "PART", 4)
    way.faults = [lambda answer: answer[: len(answer) // 2], 503]
    lines = names(*(f"Cut off {number}" for number in range(10)))
    results = list(ledger.batch(iter(lines)))
    assert [each["line"] for each in results] == list(range(1, 11))
    assert {each["status"] for each in results} == {201}
    assert len({each["student_id"] for each in results}) == 10
    assert any(each["replayed"] for each in results)
    assert len(way.seen) == 5


def half_a_line_more(answer: bytes) -> bytes:
    """What is left of an answer that is cut off in its second line."""
    return answer[: answer.index(b"\n") + 10]


def test_a_batch_is_patient_while_it_goes_on(way: Way, token: str) -> None:
    """Each result begins its patience anew: else what takes longer as a whole would end for one cut."""
    way.faults = [half_a_line_more] * 6
    results = list(Client(way.url, token, patience_s=3).batch(names(*"ABCDEFGH")))
    assert [each["status"] for each in results] == [201] * 8
    assert len(way.seen) == 7


def test_what_stands_on_each_other_is_sent_again_whole(
    ledger: Client, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone, the rest would be recorded without the refused line, or rehearsed without what the others make."""
    monkeypatch.setattr(batches, "PART", 2)
    student: Line = {"key": str(uuid4()), "command": "students.register", "body": {"name": "A"}}
    mended: Line = {
        "command": "students.correct_personal_data",
        "address": {"student_id": f"made-by:{student['key']}"},
        "body": {"name": "B", "reason": "misspelt"},
    }
    way.faults = [half_a_line_more]
    rehearsed = list(ledger.batch([student, mended, mended], dry_run=True))
    assert [each["status"] for each in rehearsed] == [200] * 3
    way.faults = [lambda answer: answer[:-10]]
    refused = list(ledger.batch(names("A", 7, "B"), mode="atomic"))
    assert [each["status"] for each in refused] == [424, 422, 424]
    assert len(way.seen) == 4


def test_more_than_the_ledger_rehearses_at_once_is_rehearsed_in_parts(
    ledger: Client, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each whole, again where it was cut off; its lines have the numbers that they have in all."""
    monkeypatch.setattr(batches, "TOGETHER", 2)
    way.faults = [None, half_a_line_more]
    rehearsed = list(ledger.batch(names("A", 7, "B", "C", "D"), dry_run=True))
    told = [(each["line"], each["status"]) for each in rehearsed]
    assert told == [(1, 200), (2, 422), (3, 200), (4, 200), (5, 200)]
    first, second, again, last = (int(each["content-length"]) for each in way.seen)
    assert second == again
    assert last < min(first, second)


def test_large_lines_are_rehearsed_in_parts_by_their_bytes(ledger: Client, way: Way) -> None:
    """Lines as long as they may be: the ledger takes fewer of them together, and refuses more as a whole."""
    long = "A" * (LINE_MAX - 200)
    count = TOGETHER_BYTES_MAX // LINE_MAX + 10
    results = ledger.batch(names(*[long] * count, "A"), dry_run=True)
    assert [each["status"] for each in results] == [422] * count + [200]
    assert len(way.seen) == 2


def test_a_batch_of_one_answer_is_patient_since_its_first_failure(
    ledger: Client, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long that took to come: what is long on its way is not given up for it."""
    monkeypatch.setattr(connection, "time", clock := Clock())

    def late(answer: bytes) -> bytes:
        clock.sleep(1_000_000)
        return answer[:10]

    way.faults = [late]
    assert [each["status"] for each in ledger.batch(names("A"), dry_run=True)] == [200]
    way.faults = [late]
    assert [each["status"] for each in ledger.batch(names("A"), mode="atomic")] == [201]


def test_a_batch_that_is_left_is_not_read_to_its_end(ledger: Client, way: Way) -> None:
    """Whoever leaves wants nothing more of an answer that may be long."""
    way.faults = [lambda answer: repeat(answer * 50, 4000)]
    results = ledger.batch(names("A", "B"))
    assert next(results)["status"] == 201
    results.close()
    assert way.left.get(timeout=60) == "early"


def test_a_batch_that_is_refused_whole_is_a_problem(way: Way, token: str) -> None:
    """As what was said of it."""
    way.faults = [502] * 9
    with pytest.raises(Problem) as refused:
        list(Client(way.url, token, patience_s=0.5).batch(names("A")))
    assert refused.value.status == 502


def test_a_batch_waits_as_long_as_it_is_told(way: Way, token: str) -> None:
    """At its beginning, and in the last line of one that went half-way: here longer than it is patient."""
    ended = {"line": 2, "ended": True, "status": 429, "problem": {"status": 429}}
    said = json.dumps({**ended, "retry_after_s": 7}).encode() + b"\n"
    faults: list[Fault] = [429, lambda answer: answer[: answer.index(b"\n") + 1] + said]
    for fault, wait_s in zip(faults, (1, 7), strict=True):
        way.faults = [fault]
        with pytest.raises(Problem) as refused:
            list(Client(way.url, token, patience_s=0.9).batch(names("A", "B")))
        assert (refused.value.status, refused.value.retry_after_s) == (429, wait_s)
    assert len(way.seen) == 2


def test_the_log_is_followed(way: Way, people: People) -> None:
    """Each event once, in order, past answers that are lost; what comes later comes, too."""
    ledger = Client(way.url, people.token("machine")["Authorization"].removeprefix("Bearer "))
    made = [ledger.students.register({"name": "A"}).data["student_id"] for _ in range(3)]
    ledger.students.one(made[-1])  # waits until it has its place
    way.faults = [lambda answer: answer[:10], 503]
    told = list(ledger.follow(types=["student.registered"], wait_s=0))
    assert [each["subject"] for each in told][-3:] == made
    positions = [each["position"] for each in told]
    assert positions == sorted(set(positions))
    follower = ledger.follow(positions[-1], wait_s=5)
    later = ledger.students.register({"name": "B"}).data["student_id"]
    assert next(follower)["subject"] == later


def test_the_journal_comes_block_after_block(ledger: Client, way: Way) -> None:
    """Past what was just recorded, to its end; one that is refused, or cut off, says so."""
    ledger.students.register({"name": "A"})
    file = b"".join(ledger.export_journal("beancount", municipality=["LV-059", "LV-002"]))
    assert file.endswith(b"; End: 0 entries, 0 postings.\n")
    with pytest.raises(Problem) as refusal:
        next(ledger.export_journal("hledger", form_of_cost="gold"))
    assert refusal.value.code == "unknown_code"
    way.faults = [lambda answer: answer[:-5]]
    with pytest.raises(Unreachable):
        list(ledger.export_journal("hledger"))
