"""The API describes itself: a valid OpenAPI document, a page for people, and every error code."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape
from openapi_spec_validator import validate

from api.error_codes import all_errors, markdown, message
from api.problems import STATUS, status, title
from ledger.errors import LedgerError
from tests.api.http import Api, refused
from tests.tree import ROOT


def test_the_description_is_valid_openapi(api: Api) -> None:
    """3.1; every operation is there, with an id of its own and its refusals."""
    document = api.look("/openapi.json").get_json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    operations = [
        operation
        for path in document["paths"].values()
        for name, operation in path.items()
        if name in ("get", "post")
    ]
    rules = [rule.rule for rule in api.app.url_map.iter_rules() if "/api/v1/" in rule.rule]
    pages = [rule for rule in rules if rule.endswith(("/openapi.json", "/print"))]
    assert len(operations) == len(rules) - len(pages)
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["responses"]["503"]
        assert operation["summary"] not in ("", "One", "Listed", "Of student")


def test_commands_are_described_as_they_are_taken(api: Api) -> None:
    """Amounts are strings, ids are the API's, headers are named, unknown fields are not taken."""
    document = api.look("/openapi.json").get_json()
    body = document["components"]["schemas"]["StudentsClaimCompensation"]
    assert body["properties"]["amount"]["type"] == "string"
    assert body["additionalProperties"] is False
    assert "compensation_id" not in body["properties"]
    assert "occurred_on" not in body["required"]
    path = "/api/v1/students/{student_id}/plans/{plan_id}/close"
    names = [
        each.get("$ref", "").rpartition("/")[2]
        for each in document["paths"][path]["post"]["parameters"]
    ]
    assert {"Idempotency-Key", "If-Match"} <= set(names)
    refusal = document["components"]["responses"]["CONFLICT"]["content"]
    assert list(refusal) == ["application/problem+json"]


def test_every_error_code_is_documented() -> None:
    """docs/errors.md is what the error classes say: python -m api.error_codes > docs/errors.md."""
    assert (ROOT / "docs" / "errors.md").read_text("utf-8") == markdown()


def test_error_codes_are_unambiguous() -> None:
    """One code means one status, and every error has one; in Latvian too."""
    codes: dict[str, set[int]] = {}
    for error in all_errors():
        codes.setdefault(error.code, set()).add(status(error))
    assert {code for code, statuses in codes.items() if len(statuses) > 1} == set()
    assert set(STATUS.values()) >= {status(error) for error in all_errors()}


@pytest.mark.parametrize("error", all_errors(), ids=lambda error: error.code)
def test_every_code_has_a_title_in_both_languages(error: type[LedgerError]) -> None:
    """A few words of its own, the same in every case; not what the class is called, not the sentence."""
    called = re.sub(r"(?<!^)(?=[A-Z])", " ", error.__name__).lower()
    for language in ("en", "lv"):
        assert language in vars(error), f"say {language} = …"
        words = title(error, language)
        assert words == words.strip()
        assert "{" not in words
        assert words.lower() not in ("", called, error.code)
        assert words != message(error).rstrip(".")


def test_the_page_for_people_comes_from_here(api: Api) -> None:
    """Swagger UI, from our own files; nothing in it is fetched from elsewhere."""
    client = api.app.test_client()
    with client.get("/api/docs") as page:
        assert page.status_code == 200
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert b"//" not in page.data
    for address in ("/", "/api/docs/"):
        assert client.get(address).location == "/api/docs"
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "page.js", "page.css"):
        with client.get(f"/api/docs/{name}") as part:
            assert part.status_code == 200
    assert client.get("/api/docs/nothing.js").status_code == 404


@pytest.mark.parametrize("language", ["en", "lv"])
def test_the_type_of_a_problem_leads_to_its_page(api: Api, language: str) -> None:
    """It says in both languages what is wrong, and what to do."""
    problem = api.post("/students", {"name": 7}, headers={"Accept-Language": language}).get_json()
    page = api.app.test_client().get(problem["type"])
    assert page.status_code == 200
    assert page.mimetype == "text/html"
    assert problem["title"] in page.text
    assert "`errors` says which one" in page.text


def test_every_code_has_a_page_of_its_own(api: Api) -> None:
    """With where it comes from; links to the old list lead there still, and there are no others."""
    client = api.app.test_client()
    index = client.get("/api/docs/errors").text
    for error in all_errors():
        page = client.get(f"/api/docs/errors/{error.code}")
        assert page.status_code == 200
        assert str(escape(title(error, "lv"))) in page.text
        assert f"status {status(error)}" in page.text
        assert not re.search(r"\{\w*\}", page.text)
        assert f"<tr id={error.code}><td><a href='/api/docs/errors/{error.code}'>" in index
    assert (
        "Void leaving (students.void_leaving)"
        in client.get("/api/docs/errors/already_enrolled").text
    )
    assert (
        "The <i>who</i> <i>subject</i> is in" in client.get("/api/docs/errors/already_booked").text
    )
    refused(client.get("/api/docs/errors/nothing"), 404, "no_such_address")


def test_readiness_says_why_not(api: Api) -> None:
    """A database that is not migrated, or whose log nobody puts in order, is not ready."""
    client = api.app.test_client()
    assert client.get("/readyz").get_json()["reasons"][0].startswith("students is missing")
    api.settle()
    assert client.get("/readyz").get_json() == {"status": "ok", "reasons": []}
    with api.app.extensions["reach"].writers.connection() as connection:
        connection.execute("RESET ROLE")
        connection.execute("DELETE FROM migrations")
    late = client.get("/readyz")
    assert late.status_code == 503
    assert "0001_roles.sql" in late.get_json()["reasons"][0]
