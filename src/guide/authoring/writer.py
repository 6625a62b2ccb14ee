"""Writes YAML so that every reader reads it alike, and puts it into files that people keep by hand.

The comments, the order and the line ends of a file stay; only lines are added.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from guide.yamltext import Mapping as Group
from guide.yamltext import Scalar, parse
from guide.yamltext import Sequence as Items

Value = str | int | bool | dt.date | Sequence["Value"] | Mapping[str, "Value"]

# Words YAML 1.1 or 1.2 reads as something else than text, whatever their capitals.
_RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}
_PLAIN = re.compile(r"[^\W\d_](?:[\w \-.,()/&+«»„“”’–—§°;!?=%~@']|:(?=\S))*\Z")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(value: str | int | bool | dt.date) -> str:
    """One value as YAML on one line; a text another reader could take for something else is quoted.

    >>> print(scalar("no"), scalar("Ås: start"), scalar("IKT Agder IKS"), scalar(True), scalar("2015"))
    "no" "Ås: start" IKT Agder IKS true "2015"
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if _PLAIN.match(value) and not value.endswith((" ", ":")) and value.casefold() not in _RESERVED:
        return value
    return '"' + "".join(_escaped(letter) for letter in value) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    code = ord(letter)
    if letter.isprintable() or letter == "\u00a0" or code == 0x200D:  # the joiner inside an emoji
        return letter
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def mapping(value: Mapping[str, Value], indent: int = 0) -> str:
    """A group of keys as block YAML, every line ended."""
    pad, lines = " " * indent, []
    for key, child in value.items():
        if isinstance(child, Mapping):
            lines.append(f"{pad}{key}:\n{mapping(child, indent + 2)}")
        elif isinstance(child, (str, int, dt.date)):
            lines.append(f"{pad}{key}: {scalar(child)}\n")
        elif all(isinstance(one, str) and _ID.match(one) and one not in _RESERVED for one in child):
            # Ids stand on one line, as in the files people have written.
            lines.append(f"{pad}{key}: [{', '.join(map(str, child))}]\n")
        else:
            lines.append(f"{pad}{key}:\n" + "".join(item(one, indent + 2) for one in child))
    return "".join(lines)


def item(value: Value, indent: int = 0) -> str:
    """One item of a list as block YAML, beginning with its hyphen."""
    if isinstance(value, Mapping):
        text = mapping(value, indent + 2)
        return " " * indent + "- " + text[indent + 2 :]
    assert isinstance(value, (str, int, dt.date))
    return f"{' ' * indent}- {scalar(value)}\n"


def with_record(text: str, record: Mapping[str, Value]) -> str:
    """A file that is a list of records, with one more.

    Where the file is sorted by id the record gets its place, else it comes
    last. A comment above a record stays above it. ``text`` has been read
    without problems before.
    """
    text = _ended(text)
    node = parse(text, "", [])
    assert isinstance(node, Items)
    places = [(_text(child, "id"), child.line) for child in node.items]
    ids = [ident for ident, _ in places]
    lines = text.splitlines(keepends=True)
    after = next((line for ident, line in places if ident > str(record["id"])), None)
    if ids != sorted(ids) or after is None:
        return text + item(record)
    index = after - 1
    while index > 0 and not lines[index].startswith("-"):
        index -= 1
    # The comment on top of the file is the file's own.
    while index > 0 and lines[index - 1].startswith("#") and after != places[0][1]:
        index -= 1
    return "".join([*lines[:index], item(record), *lines[index:]])


def with_first(text: str, record: Mapping[str, Value]) -> str:
    """A file that is a list of records, with one more on top, below the comment the file begins with.

    ``text`` has been read without problems before.
    """
    lines = _ended(text).splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith("-"))
    return "".join([*lines[:first], item(record), *lines[first:]])


def with_name(text: str, path: Sequence[str | int], name: str, after: str) -> str:
    """A file with ``name`` put into one of its lists of ids, behind the id ``after``.

    ``path`` leads to the list (keys, and numbers counted from 0). The list may
    be written on one line, on several, or as a block.
    """
    text = _ended(text)
    node = parse(text, "", [])
    for part in path:
        assert isinstance(node, Group) or isinstance(node, Items)
        node = node.items[part]  # type: ignore[index]
    assert isinstance(node, Items)
    line = next(child.line for child in node.items if isinstance(child, Scalar) and child.text == after) - 1
    lines = text.splitlines(keepends=True)
    found = lines[line]
    if match := re.match(rf"(\s*-\s+)[\"']?{re.escape(after)}[\"']?\s*(?:#.*)?$", found):
        lines.insert(line + 1, f"{match[1]}{name}\n")
        return "".join(lines)
    # The key before the list may hold the same word as an item of it.
    start = found.index("[") + 1 if "[" in found else 0
    match = re.compile(rf"(?<![\w/-]){re.escape(after)}(?![\w/-])[\"']?").search(found, start)
    assert match
    lines[line] = f"{found[: match.end()]}, {name}{found[match.end() :]}"
    return "".join(lines)


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def _text(node: object, key: str) -> str:
    assert isinstance(node, Group)
    child = node.items[key]
    assert isinstance(child, Scalar)
    return child.text
