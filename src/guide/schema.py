"""Turns text nodes into typed values by the JSON Schemas in ``data/schema``.

The schemas are the only description of the data: editors' tools read them,
this module checks by them. A subset of JSON Schema (draft 2020-12) is enough:
the node's place in the schema gives its type, ``jsonschema`` does the checking,
and every message is reworded with the file, line and field an editor sees.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from guide.problems import Problem, suggest
from guide.yamltext import Mapping, Node, Scalar, Sequence

FORMATS = FormatChecker(formats=())
URL = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20]+\Z", re.IGNORECASE)


@FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return False
        dt.date.fromisoformat(value)
    return True


@FORMATS.checks("partial-date", raises=ValueError)
def _is_partial_date(value: object) -> bool:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            return False
        dt.date.fromisoformat((value + "-01-01")[:10])
    return True


@FORMATS.checks("http-url")
def _is_url(value: object) -> bool:
    return not isinstance(value, str) or bool(URL.match(value))


WRONG_FORMAT = {
    "date": ("is not a date", "write it as 2026-11-22"),
    "partial-date": ("is not a date", "write a year, a month or a day: 2026, 2026-11 or 2026-11-22"),
    "http-url": ("is not a web address", "it must begin with https:// or http:// and hold no spaces"),
}


class Schemas:
    """The schemas of one folder, by the name before ``.schema.json``."""

    def __init__(self, folder: Path):
        read = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.schema.json"))}
        # References are put in place once; looking them up at every value costs more than the checking.
        self._schemas: dict[str, dict[str, Any]] = {
            name.removesuffix(".schema.json"): _resolved(schema, schema, read) for name, schema in read.items()
        }
        self._validators = {name: Draft202012Validator(schema, format_checker=FORMATS) for name, schema in self._schemas.items()}

    def part(self, kind: str, *path: str) -> dict[str, Any]:
        """The schema of one field of a kind; ``path`` are the names of keys, lists are passed through."""
        found = self._schemas[kind]
        for key in path:
            found = found["items"] if found.get("type") == "array" else found
            found = found["properties"][key]
        return found

    def check(self, kind: str, node: Node | None, name: str, problems: list[Problem]) -> Any | None:
        """The typed value of ``node``; every problem is added to ``problems``.

        A value that breaks the schema is returned too, with None where a part
        has the wrong type, so that the rules that reach across files can tell
        their problems in the same run. It is None when the whole is of the
        wrong type.
        """
        if node is None:
            problems.append(Problem(name, 1, "", "the file is empty", "fill it in, or fetch its last version: git checkout -- " + name))
            return None
        before = len(problems)
        schema = self._schemas[kind]
        value = self._typed(schema, node, name, "", problems)
        if len(problems) > before:
            # A value of the wrong type would be reported twice; the rest of the record still is checked.
            wrong = {problem.field for problem in problems[before:]}
        else:
            wrong = set()
        for error in self._validators[kind].iter_errors(value):
            problems.extend(p for p in self._problems(error, node, name) if p.field not in wrong)
        return value

    def _typed(self, schema: dict[str, Any], node: Node, name: str, field: str, problems: list[Problem]) -> Any:
        if "anyOf" in schema:  # told apart by type
            schema = next((one for one in schema["anyOf"] if (one.get("type") == "object") == isinstance(node, Mapping)), schema["anyOf"][0])
        kind = schema.get("type")
        if kind == "object":
            if not isinstance(node, Mapping):
                problems.append(Problem(name, node.line, field, "here should stand a group of keys", f"write keys such as {_some(schema)}, indented, each on its own line"))
                return None
            inner, other = schema.get("properties", {}), schema.get("additionalProperties") or {}
            return {
                key: self._typed(inner.get(key, other), child, name, _join(field, key), problems)
                for key, child in node.items.items()
            }
        if kind == "array":
            if not isinstance(node, Sequence):
                problems.append(Problem(name, node.line, field, "here should stand a list", "begin each item with a hyphen: - item"))
                return None
            return [
                self._typed(schema.get("items", {}), child, name, f"{field}[{number}]", problems)
                for number, child in enumerate(node.items, 1)
            ]
        if not isinstance(node, Scalar):
            if kind is None:  # an unknown key: jsonschema says so, whatever stands below it
                return ""
            problems.append(Problem(name, node.line, field, "here should stand a single value", "write it on the same line as the key"))
            return None
        text = node.text
        if kind == "integer":
            if not re.fullmatch(r"-?\d{1,12}", text):
                problems.append(Problem(name, node.line, field, f'"{_short(text)}" is not a whole number', "write digits only, as in 2019"))
                return None
            return int(text)
        if kind == "boolean":
            if text not in ("true", "false"):
                problems.append(Problem(name, node.line, field, f'"{_short(text)}" is neither true nor false', "write true or false"))
                return None
            return text == "true"
        return text

    def _problems(self, error: Any, root: Node, name: str) -> list[Problem]:
        line, field = _place(root, error.absolute_path)
        rule, value = error.validator, error.instance
        if value is None:
            return []  # already reported as a value of the wrong type
        if rule == "anyOf":  # the value has the type of one of them; what is wrong by that one is told
            return [problem for inner in error.context if inner.validator != "type" or inner.relative_path for problem in self._problems(inner, root, name)]
        if rule == "additionalProperties":
            known = error.schema.get("properties", {})
            parent = _node(root, error.absolute_path)
            return [
                Problem(name, parent.key_lines[key], _join(field, key), f'unknown key "{_short(key)}"', suggest(key, known))  # type: ignore[union-attr]
                for key in value
                if key not in known
            ]
        if rule == "required":
            # jsonschema reports each missing key by itself; its name is the first quoted word.
            key = next(key for key in error.schema["required"] if key not in value and error.message.startswith(repr(key)))
            described = error.schema.get("properties", {}).get(key, {}).get("description", "")
            return [Problem(name, line, _join(field, key), "missing", f"add it: {described}" if described else "add it")]
        if "propertyNames" in error.relative_schema_path:
            line = _node(root, error.absolute_path).key_lines[value]  # type: ignore[union-attr]
        return [Problem(name, line, field, *_reworded(error, rule, value))]


def _resolved(part: Any, base: dict[str, Any], schemas: dict[str, dict[str, Any]]) -> Any:
    """A schema with every ``$ref`` replaced by what it names; keys beside a ``$ref`` win over it."""
    if isinstance(part, list):
        return [_resolved(item, base, schemas) for item in part]
    if not isinstance(part, dict):
        return part
    own = {key: _resolved(value, base, schemas) for key, value in part.items() if key not in ("$ref", "$id", "$defs")}
    if "$ref" not in part:
        return own
    file, _, pointer = part["$ref"].partition("#")
    target_base = schemas[file] if file else base
    target: Any = target_base
    for step in filter(None, pointer.split("/")):
        target = target[step]
    return {**_resolved(target, target_base, schemas), **own}


def _reworded(error: Any, rule: str, value: Any) -> tuple[str, str]:
    """What is wrong and what would be right, for one broken rule of a schema."""
    if rule == "enum":
        return f'"{_short(str(value))}" is not among the allowed values', suggest(str(value), error.schema["enum"])
    if rule == "format":
        what, fix = WRONG_FORMAT[error.schema["format"]]
        return f'"{_short(str(value))}" {what}', fix
    if rule == "pattern":
        return f'"{_short(str(value))}" is not written as it should', error.schema.get("description", f"pattern: {error.validator_value}")
    if rule in ("minLength", "minItems"):
        return "this is empty", "fill it in, or remove the key if it may be left out"
    if rule in ("maxLength", "maxItems"):
        return f"this is too long ({len(value)}, at most {error.validator_value})", "shorten it"
    if rule in ("minimum", "maximum"):
        word = "at least" if rule == "minimum" else "at most"
        return f"{value} is out of range", f"it must be {word} {error.validator_value}"
    if rule == "uniqueItems":
        twice = next(v for i, v in enumerate(value) if v in value[:i])
        return f'"{_short(str(twice))}" stands in the list twice', "keep one of them"
    return error.message, ""


def _node(root: Node, path: Any) -> Node:
    node = root
    for part in path:
        node = node.items[part]  # type: ignore[index]
    return node


def _place(root: Node, path: Any) -> tuple[int, str]:
    node, field, line = root, "", root.line
    for part in path:
        if isinstance(node, Mapping):
            field = _join(field, part)
            line = node.key_lines[part]
            node = node.items[part]
        else:
            assert isinstance(node, Sequence)
            field = f"{field}[{part + 1}]"
            node = node.items[part]
            line = node.line
    return line, field


def _join(field: str, key: str) -> str:
    return f"{field}.{key}" if field else key


def _some(schema: dict[str, Any]) -> str:
    return ", ".join(list(schema.get("properties", {}))[:3])


def _short(text: str, limit: int = 60) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= limit else text[: limit - 1] + "…"
