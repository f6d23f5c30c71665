"""Whether a description of the API keeps what an earlier one promised: docs/api-changes.md says what that is.

`python -m tests.api.compatibility` lists what it breaks; `… release` makes the present one the promise.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.error_codes import all_errors
from api.openapi_json import text
from api.problems import status
from tests.tree import ROOT

RELEASED = ROOT / "docs" / "openapi-released.json"
"""What was promised with the last release; moved only when one is made."""

METHODS = ("get", "post", "put", "patch", "delete")
WORDS = ("description", "summary", "example", "examples", "tags", "info", "servers")
"""What may change at any time."""
LOWEST = ("minimum", "minLength", "minItems")
HIGHEST = ("maximum", "maxLength", "maxItems")
FORMS = ("pattern", "format", "const")
SPELLINGS = ("style", "explode")

Node = Mapping[str, Any]


def promise(description: Node, codes: Mapping[str, int]) -> dict[str, Any]:
    """What of a description is promised, with the status of each error code."""
    return {**_bare(description, names=False), "x-error-codes": dict(codes)}


def codes() -> dict[str, int]:
    """Every error code with its status."""
    return {error.code: status(error) for error in all_errors()}


def broken(before: Node, after: Node) -> list[str]:
    """The promises of `before` that `after` does not keep, each as a sentence."""
    return [*Comparison(before, after).run()]


@dataclass
class Comparison:
    """Two descriptions; what clients send may become wider, what they get may become narrower."""

    before: Node
    after: Node
    seen: set[tuple[str, str, bool]] = field(default_factory=set)

    def run(self) -> Iterator[str]:
        """Every promise that is broken."""
        for path, item in self.before["paths"].items():
            for method in METHODS:
                if method in item:
                    yield from self._operation(f"{method.upper()} {path}", path, method)
        kept = self.after.get("x-error-codes", {})
        for code, number in self.before.get("x-error-codes", {}).items():
            if kept.get(code) != number:
                yield f"error {code}: was {number}, is {kept.get(code, 'gone')}"
        schemes = self.after["components"].get("securitySchemes", {})
        for name in self.before["components"].get("securitySchemes", {}):
            if name not in schemes:
                yield f"security {name}: gone"

    def _operation(self, at: str, path: str, method: str) -> Iterator[str]:
        here = self.before["paths"][path]
        there = self.after["paths"].get(path, {})
        if method not in there:
            yield f"{at}: gone"
            return
        old, new = here[method], there[method]
        if old["operationId"] != new["operationId"]:
            yield f"{at}: is called {new['operationId']}, was {old['operationId']}"
        yield from self._parameters(at, self._named(here, old), self._named(there, new, later=True))
        yield from self._asked(at, old.get("requestBody"), new.get("requestBody"))
        yield from self._answered(at, old["responses"], new["responses"])

    def _named(self, path: Node, operation: Node, *, later: bool = False) -> dict[str, Node]:
        """Parameters by where they stand and what they are called."""
        listed = [*path.get("parameters", ()), *operation.get("parameters", ())]
        found = [self._resolved(each, later=later) for each in listed]
        return {f"{each['in']} {each['name']}": each for each in found}

    def _parameters(
        self, at: str, old: Mapping[str, Node], new: Mapping[str, Node]
    ) -> Iterator[str]:
        for name, parameter in new.items():
            was = old.get(name, {"required": False})
            if parameter.get("required") and not was.get("required"):
                yield f"{at}: {name} is required now"
        for name, parameter in old.items():
            if name not in new:
                yield f"{at}: {name} is gone"
            else:
                for spelling in SPELLINGS:
                    if parameter.get(spelling) != new[name].get(spelling):
                        yield f"{at}: {name} is spelled in another way"
                yield from self._schema(
                    f"{at}: {name}", parameter["schema"], new[name]["schema"], sent=True
                )

    def _asked(self, at: str, old: Node | None, new: Node | None) -> Iterator[str]:
        if new and new.get("required") and not (old and old.get("required")):
            yield f"{at}: a body is required now"
        if old:
            yield from self._content(f"{at} body", old, new or {}, sent=True)

    def _answered(self, at: str, old: Node, new: Node) -> Iterator[str]:
        for number, answer in old.items():
            if not number.startswith("2"):
                continue  # refusals may be others: what a client looks at is their code
            if number not in new:
                yield f"{at}: {number} is gone"
                continue
            later = self._resolved(new[number], later=True)
            was = self._resolved(answer)
            yield from self._content(f"{at} {number}", was, later, sent=False)
            for header in was.get("headers", {}):
                if header not in later.get("headers", {}):
                    yield f"{at} {number}: header {header} is gone"

    def _content(self, at: str, old: Node, new: Node, *, sent: bool) -> Iterator[str]:
        for media, said in old.get("content", {}).items():
            if media not in new.get("content", {}):
                yield f"{at}: {media} is gone"
            elif "schema" in said:
                now = new["content"][media].get("schema", {})
                yield from self._schema(at, said["schema"], now, sent=sent)

    def _schema(self, at: str, old: Node, new: Node, *, sent: bool) -> Iterator[str]:
        if "$ref" in old and "$ref" in new:
            if (pair := (old["$ref"], new["$ref"], sent)) in self.seen:
                return
            self.seen.add(pair)
        old, new = self._resolved(old), self._resolved(new, later=True)
        yield from self._types(at, old, new, sent=sent)
        yield from self._form(at, old, new, sent=sent)
        yield from self._limits(at, old, new) if sent else ()
        yield from self._properties(at, old, new, sent=sent)
        if "items" in old:
            yield from self._schema(f"{at}[]", old["items"], new.get("items", {}), sent=sent)
        if "anyOf" in old:
            pairs = zip(old["anyOf"], new.get("anyOf", [new]), strict=False)
            for number, (was, now) in enumerate(pairs):
                yield from self._schema(f"{at}|{number}", was, now, sent=sent)

    def _types(self, at: str, old: Node, new: Node, *, sent: bool) -> Iterator[str]:
        """Sent: nothing that was taken is refused. Got: nothing comes that never came."""
        was, now = _types(old), _types(new)
        narrow, wide = (was, now) if sent else (now, was)
        if wide and not (narrow and narrow <= wide):
            yield f"{at}: type was {sorted(was) or 'any'}, is {sorted(now) or 'any'}"
        lost = set(old.get("enum", ())) - set(new.get("enum", old.get("enum", ())))
        if sent and (lost or ("enum" in new and "enum" not in old)):
            yield f"{at}: not every value is taken that was"

    def _form(self, at: str, old: Node, new: Node, *, sent: bool) -> Iterator[str]:
        """What is sent may become free of a form, what is got may get one."""
        for name in FORMS:
            was, now = old.get(name), new.get(name)
            if was != now and (now if sent else was) is not None:
                yield f"{at}: {name} was {was}, is {now}"

    def _limits(self, at: str, old: Node, new: Node) -> Iterator[str]:
        for name, sign in (*((low, 1) for low in LOWEST), *((high, -1) for high in HIGHEST)):
            was, now = old.get(name), new.get(name)
            if now is not None and (was is None or now * sign > was * sign):
                yield f"{at}: {name} was {was}, is {now}"

    def _properties(self, at: str, old: Node, new: Node, *, sent: bool) -> Iterator[str]:
        now, was = set(new.get("required", ())), set(old.get("required", ()))
        if sent and _closed(new) and not _closed(old):
            yield f"{at}: other fields are not taken any more"
        for name, schema in old.get("properties", {}).items():
            if name not in new.get("properties", {}):
                yield f"{at}.{name}: gone"
            else:
                yield from self._schema(f"{at}.{name}", schema, new["properties"][name], sent=sent)
        for name in now - was if sent else ():
            yield f"{at}.{name}: required now"
        for name in was - now if not sent else ():
            yield f"{at}.{name}: may be missing now"

    def _resolved(self, node: Node, *, later: bool = False) -> Node:
        """What a reference leads to."""
        if "$ref" not in node:
            return node
        found: Any = self.after if later else self.before
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return dict(found)


def _closed(schema: Node) -> bool:
    return schema.get("additionalProperties") is False


def _types(schema: Node) -> set[str]:
    """The types that a value may have; none said means any."""
    said = schema.get("type", [])
    types = {said} if isinstance(said, str) else set(said)
    return types | ({"integer"} if "number" in types else set())


def _bare(node: Any, *, names: bool) -> Any:
    """A description without its words; `names`: the keys are names of something, not words about it."""
    if isinstance(node, list):
        return [_bare(each, names=False) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _bare(each, names=key in ("properties", "schemas", "paths") and not names)
        for key, each in node.items()
        if names or key not in WORDS
    }


def written(promised: Node) -> str:
    """A promise as a file: a line for each address, schema and so on."""
    parts = []
    for name, part in promised.items():
        if name in ("paths", "components"):
            lines = ",\n".join(f"  {json.dumps(key)}: {_line(it)}" for key, it in part.items())
            parts.append(f" {json.dumps(name)}: {{\n{lines}\n }}")
        else:
            parts.append(f" {json.dumps(name)}: {_line(part)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """List what is broken, or make the present description the promise."""
    now = promise(json.loads(text()), codes())
    if sys.argv[1:] == ["release"]:
        RELEASED.write_text(written(now), "utf-8")
        return
    sys.exit("\n".join(broken(json.loads(RELEASED.read_text("utf-8")), now)) or 0)


if __name__ == "__main__":
    main()
