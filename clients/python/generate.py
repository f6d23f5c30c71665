"""Write the client's operations from the description of the API: `python clients/python/generate.py`."""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DESCRIPTION = HERE.parent.parent / "docs" / "openapi.json"
PACKAGE = HERE / "pumpurs_client"

BY_HAND = frozenset({"batches.tell", "events.feed", "journal.export"})
"""Operations that stream; client.py has them."""

NOTE = "Made by generate.py from the description of the API."
SENT = {"uuid": "Id", "date": "Day", "date-time": "Instant"}
NUMBER = re.compile(r"\\d\{1,1[26]\}")

Node = Mapping[str, Any]


@dataclass
class Shapes:
    """The schemas of the description as TypedDicts: what is sent takes Python's own values, too."""

    schemas: Mapping[str, Node]
    names: dict[str, str] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    used: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last = [name.rpartition(".")[2] for name in self.schemas]
        for name in self.schemas:
            short = name.rpartition(".")[2]
            if name == short:
                self.names[name] = name
                continue
            long = "".join(part[0].upper() + part[1:] for part in re.split(r"[._]", name))
            free = long if long not in self.schemas else f"{long}Row"
            self.names[name] = short if last.count(short) == 1 else free

    def type(self, schema: Node, *, sent: bool) -> str:
        """A schema as a type."""
        if "$ref" in schema:
            return self._named(schema["$ref"].rpartition("/")[2], sent=sent)
        if "anyOf" in schema:
            return " | ".join(self.type(each, sent=sent) for each in schema["anyOf"])
        said = schema.get("type", "any")
        kinds = said if isinstance(said, list) else [said]
        return " | ".join(self._plain(kind, schema, sent=sent) for kind in kinds)

    def _named(self, name: str, *, sent: bool) -> str:
        if name not in self.used:
            self.used[name] = None
            if sent:
                self.sent.add(name)
            for each in self.schemas[name].get("properties", {}).values():
                self.type(each, sent=sent)
        if (name in self.sent) != sent:
            raise ValueError(f"{name} is both sent and got")
        return self.names[name]

    def _plain(self, kind: str, schema: Node, *, sent: bool) -> str:
        match kind:
            case "string" if sent and NUMBER.search(schema.get("pattern", "")):
                return "Amount"
            case "string":
                return SENT.get(schema.get("format", ""), "str") if sent else "str"
            case "array":
                inner = self.type(schema["items"], sent=sent)
                return f"Sequence[{inner}]" if sent else f"list[{inner}]"
            case "object":
                values = schema.get("additionalProperties")
                of = self.type(values, sent=sent) if isinstance(values, dict) and values else "Any"
                return f"dict[str, {of}]"
        return {"integer": "int", "boolean": "bool", "null": "None"}.get(kind, "Any")

    def text(self) -> str:
        """The module with all that is used."""
        self.type({"$ref": "#/components/schemas/CloudEvent"}, sent=False)
        imports = [
            "from collections.abc import Sequence",
            "from typing import Any, NotRequired, TypedDict",
            "from pumpurs_client.group import Amount, Day, Id, Instant",
        ]
        return _module(
            "Bodies of requests and answers.", imports, map(self._class, sorted(self.used))
        )

    def _class(self, name: str) -> str:
        schema = self.schemas[name]
        required = schema.get("required", ())
        lines = [f"class {self.names[name]}(TypedDict):", f'    """{name}."""']
        for key, each in schema.get("properties", {}).items():
            type_ = self.type(each, sent=name in self.sent)
            lines.append(f"    {key}: {type_ if key in required else f'NotRequired[{type_}]'}")
        return "\n".join(lines)


@dataclass
class Operations:
    """The operations of the description as methods, a class for each of its tags."""

    description: Node
    shapes: Shapes

    def text(self) -> str:
        """The module."""
        groups: dict[str, list[str]] = {}
        for path, item in self.description["paths"].items():
            for method in ("get", "post"):
                if method in item and item[method]["operationId"] not in BY_HAND:
                    operation = item[method]
                    groups.setdefault(operation["tags"][0], []).append(
                        self._method(path, item.get("parameters", ()), operation)
                    )
        words = {tag["name"]: tag["description"] for tag in self.description["tags"]}
        classes = [
            f"class {_pascal(tag)}(Group):\n{_doc(words[tag], 4)}\n\n" + "\n\n".join(methods)
            for tag, methods in groups.items()
        ]
        imports = [
            "from collections.abc import Iterator, Sequence",
            "from typing import Any",
            "from pumpurs_client import shapes",
            "from pumpurs_client.answers import Answer",
            "from pumpurs_client.connection import Connection",
            "from pumpurs_client.group import Day, Group, Id, Moment, at",
        ]
        return _module("Every operation of the API.", imports, [*classes, _whole(groups)])

    def _method(self, path: str, address: list[Node], operation: Node) -> str:
        name = operation["operationId"].partition(".")[2]
        names = [each["name"] for each in address]
        kinds = ["Id" if each["schema"].get("format") == "uuid" else "int" for each in address]
        given = ["self", *(f"{each}: {kind}" for each, kind in zip(names, kinds, strict=True))]
        where = path.removeprefix("/api/v1")
        at = (
            f'at("{where}", {", ".join(f"{each}={each}" for each in names)})'
            if names
            else f'"{where}"'
        )
        signature, returns, call = (
            self._command(operation, at)
            if "requestBody" in operation
            else self._question(operation, at)
        )
        return textwrap.indent(
            f"def {name}({', '.join([*given, *signature])}) -> {returns}:\n"
            f"{_doc(_first(operation), 4)}\n    return {call}",
            "    ",
        )

    def _command(self, operation: Node, at: str) -> tuple[list[str], str, str]:
        media = operation["requestBody"]["content"]["application/json"]
        body = self._shape(media["schema"], sent=True)
        returns = self._shape(_content(operation, "201")["application/json"]["schema"])
        guarded = any(
            each.get("$ref", "").endswith("/If-Match") for each in operation["parameters"]
        )
        version = ["version: int"] if guarded else []
        signature = [
            f"body: {body}",
            "*",
            *version,
            "key: str | None = None",
            "dry_run: bool = False",
        ]
        told = ["body", "key=key", "dry_run=dry_run", *(["version=version"] if guarded else [])]
        return signature, f"Answer[{returns}]", f"self._tell({at}, {', '.join(told)})"

    def _question(self, operation: Node, at: str) -> tuple[list[str], str, str]:
        asked = [
            each
            for each in operation["parameters"]
            if each.get("in") == "query" and each["name"] != "cursor"
        ]
        given = [f"{_safe(each['name'])}: {self._asked(each)} | None = None" for each in asked]
        query = ", ".join(f'"{each["name"]}": {_safe(each["name"])}' for each in asked)
        content = _content(operation, "200")
        shape = content["application/json"]["schema"]
        listed = "application/x-ndjson" in content
        if listed:
            shape = self.shapes.schemas[shape["$ref"].rpartition("/")[2]]["properties"]["items"][
                "items"
            ]
        returns = self._shape(shape)
        call = f"self._{'rows' if listed else 'ask'}({at}, {{{query}}}, ticket)"
        kind = "Iterator" if listed else "Answer"
        return ["*", *given, "ticket: int | None = None"], f"{kind}[{returns}]", call

    def _asked(self, parameter: Node) -> str:
        schema = parameter["schema"]
        if parameter["name"] == "known_at":
            return "Moment"
        type_ = self.shapes.type(schema, sent=True)
        return f"{type_} | str" if schema.get("type") == "array" else type_

    def _shape(self, schema: Node, *, sent: bool = False) -> str:
        type_ = self.shapes.type(schema, sent=sent)
        return f"shapes.{type_}" if "$ref" in schema else type_


def _whole(groups: Mapping[str, list[str]]) -> str:
    lines = [
        "class Parts:",
        '    """All of them, by the part of the API that they belong to."""',
        "",
    ]
    lines.append("    def __init__(self, connection: Connection) -> None:")
    lines += [f"        self.{tag} = {_pascal(tag)}(connection)" for tag in groups]
    return "\n".join(lines)


def _content(operation: Node, status: str) -> Node:
    content: Node = operation["responses"][status]["content"]
    return content


def _first(operation: Node) -> str:
    words = re.split(r"(?<=[.;])\s", operation["description"] or operation["summary"], maxsplit=1)[
        0
    ]
    return words if "`" not in words else operation["summary"]


def _doc(words: str, indent: int) -> str:
    said = words.rstrip(".;") + "."
    wrapped = textwrap.fill(f'"""{said}"""', 100 - indent, break_long_words=False)
    return textwrap.indent(wrapped, " " * indent)


def _safe(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _pascal(tag: str) -> str:
    return "".join(part.capitalize() for part in tag.split("_"))


def _module(title: str, imports: list[str], parts: Iterator[str] | list[str]) -> str:
    head = f'"""{title} {NOTE}"""\n\nfrom __future__ import annotations\n\n' + "\n".join(imports)
    return "\n\n\n".join([head, *parts]) + "\n"


def generated(description: Node) -> dict[str, str]:
    """The generated modules by name, formatted."""
    shapes = Shapes(description["components"]["schemas"])
    operations = Operations(description, shapes).text()
    texts = {"operations.py": operations, "shapes.py": shapes.text()}
    return {name: _formatted(text) for name, text in texts.items()}


def _formatted(text: str) -> str:
    ruff = [sys.executable, "-m", "ruff"]
    for order in (["check", "--fix", "--quiet", "--select", "F401,I"], ["format"]):
        ran = subprocess.run(  # noqa: S603  our own tool
            [*ruff, *order, "--stdin-filename", PACKAGE / "made.py", "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        text = ran.stdout
    return text


if __name__ == "__main__":
    for name, text in generated(json.loads(DESCRIPTION.read_text("utf-8"))).items():
        (PACKAGE / name).write_text(text, "utf-8")
