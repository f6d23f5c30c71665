"""What the description of the API says beside its operations: examples of what is told and answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from api.examples import Example, examples
from ledger import vocabulary

Schema = Mapping[str, Any]

TEXTS: Mapping[str, str] = {
    "municipality": "LV-059",
    "semester": "2020/21 II",
    "school_year": "2020/21",
    "stage": "grade-7",
    "from_stage": "grade-7",
    "to_stage": "grade-8",
    "state": "in_force",
    "type": "student.consultation_recorded",
    "source": "Cabinet Regulation No. 460",
    "sha256": "ab" * 32,
    "documents_sha256": "ab" * 32,
    "document_sha256": "ab" * 32,
    "leaf_hash": "cd" * 32,
    "actor": "Anna Paraudziņa",
    "role": "institution_coordinator",
    "name": "Madona",
    "next": "",
}
"""Texts that answers have under names that no list of codes has."""
LISTS: Mapping[str, str] = {
    "factor": "risk_factor",
    "specialist_kind": "specialist",
    "education": "education_level",
    "result": "risk_result",
    "ground": "recovery_ground",
    "means": "recovery_means",
}
"""Lists of codes that are called otherwise than the fields that have the codes."""
FORMATS: Mapping[str, str] = {"date": "2021-03-01", "date-time": "2021-03-01T13:30:00+02:00"}


def described(document: dict[str, Any]) -> dict[str, Any]:
    """A description with its examples, in the same order each time."""
    ids = {name: it for told in examples().values() for name, it in told.address.items()}
    for path in document["paths"].values():
        own: dict[str, Any] = {}
        for operation in operations(path):
            told = examples().get(operation["operationId"])
            own = told.address if told and not own else own
            _exemplify(operation, told, document["components"]["schemas"])
        for parameter in path.get("parameters", []):
            known = own.get(parameter["name"], ids.get(parameter["name"], 1))
            parameter["schema"]["example"] = known
    return document


def operations(path: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What can be done at an address."""
    yield from (path[method] for method in ("get", "post") if method in path)


def _exemplify(operation: dict[str, Any], told: Example | None, schemas: Schema) -> None:
    if told:
        body = operation["requestBody"]["content"]["application/json"]
        body["examples"] = {"demo": {"summary": _summary(told), "value": told.body}}
    for status in ("200", "201"):
        content = operation["responses"].get(status, {}).get("content", {})
        if answer := content.get("application/json"):
            answer["example"] = sample(answer["schema"], schemas)


def _summary(told: Example) -> str:
    if told.refused:
        return f"Of the demo, which then says {told.refused}."
    after = f", after the example of {told.after}" if told.after else ""
    return f"Can be recorded in the demo{after}."


def sample(schema: Schema, schemas: Schema, name: str = "") -> Any:
    """A value that a schema describes: the same each time."""
    if "$ref" in schema:
        return sample(schemas[schema["$ref"].rpartition("/")[2]], schemas, name)
    if "anyOf" in schema:
        return sample(schema["anyOf"][0], schemas, name)
    of = schema.get("type", "object")
    match of[0] if isinstance(of, list) else of:
        case "object":
            inner = schema.get("properties", {})
            return {key: sample(each, schemas, key) for key, each in inner.items()}
        case "array":
            return [sample(schema["items"], schemas, name.removesuffix("s"))]
        case "integer":
            return 1
        case "boolean":
            return False
    return _text(schema, name)


def _text(schema: Schema, name: str) -> str | None:
    if schema.get("format") == "uuid":
        return str(UUID(bytes=sha256(name.encode()).digest()[:16], version=4))
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    if re.search(r"\\d\{1,1[26]\}", schema.get("pattern", "")):
        return "120.50"
    if name in TEXTS:
        return TEXTS[name] or None
    codes = vocabulary.terms(LISTS.get(name, name))
    return next(iter(codes), name.replace("_", " ").capitalize())
