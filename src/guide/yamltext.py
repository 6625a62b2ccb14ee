"""Reads YAML as text with line numbers, and nothing cleverer than that.

YAML 1.1 (PyYAML) reads ``no`` as false and ``0301`` as 193, YAML 1.2 (editors)
reads them otherwise. So every scalar stays text here; the schema decides types
later. Anchors, aliases and tags are refused, and size and depth are capped, so
a hostile file costs no more than reading it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from guide.problems import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Scalar:
    """A text and where it begins; line and column count from 1."""

    text: str
    line: int
    column: int = 1


@dataclass
class Sequence:
    line: int
    items: list[Node] = field(default_factory=list)


@dataclass
class Mapping:
    line: int
    items: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    def __init__(self, line: int, message: str, fix: str):
        super().__init__(message)
        self.line, self.message, self.fix = line, message, fix


def read_text(path: Path, name: str, problems: list[Problem], limit: int = MAX_BYTES) -> str | None:
    """The text of a UTF-8 file, or None with a problem added.

    ``name`` is how the file is called in messages; ``limit`` is in bytes.
    """
    try:
        if path.stat().st_size > limit:
            problems.append(
                Problem(name, 0, "", f"the file is larger than {limit // 1000} kB", "split it, or remove what does not belong here")
            )
            return None
        raw = path.read_bytes()
    except OSError as error:
        problems.append(Problem(name, 0, "", f"the file cannot be read ({error.strerror})", "check that it exists and is a file"))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.append(Problem(name, line, "", "the file is not UTF-8", "save it again with the encoding UTF-8"))
        return None
    return text.replace("\r\n", "\n")


def parse(text: str, name: str, problems: list[Problem], first_line: int = 1) -> Node | None:
    """The document as nodes, or None with a problem added.

    ``first_line`` is the line of the file on which ``text`` begins (front
    matter begins on line 2).
    """
    offset = first_line - 1
    try:
        return _compose(text, offset)
    except _Refused as refused:
        problems.append(Problem(name, refused.line, "", refused.message, refused.fix))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        reason = (error.problem or error.context or "it cannot be read").rstrip(".")
        fix = "check the indentation, the colons and the quotation marks on this line and the one above"
        here = "".join(text.split("\n")[line - first_line : line - offset])
        if "mapping values are not allowed" in reason and re.fullmatch(r"\s*[\w\"'.-]+:(\s[^:]*)?", here):
            reason, fix = "the indentation does not fit the line above", "use two spaces for each step, the same for all keys of a group"
        elif "mapping values are not allowed" in reason:
            # The commonest slip of all: a title such as  Start: what now?
            reason, fix = "a text with a colon and a space in it", 'put the whole text in "quotation marks"'
        elif "cannot start any token" in reason and "\t" in here:
            reason, fix = "a tab in the indentation", "use two spaces for each step, never the Tab key"
        problems.append(Problem(name, line, "", f"this is not valid YAML: {reason}", fix))
    except yaml.YAMLError as error:  # a character YAML does not allow has no mark
        problems.append(Problem(name, 0, "", f"this is not valid YAML: {str(error).splitlines()[0]}", "remove the character that cannot be shown"))
    return None


def _compose(text: str, offset: int) -> Node | None:
    root: Node | None = None
    stack: list[Node] = []
    keys: list[Scalar | None] = []  # the pending key of each open mapping

    def place(node: Node) -> None:
        nonlocal root
        if not stack:
            root = node
            return
        top = stack[-1]
        if isinstance(top, Sequence):
            top.items.append(node)
            return
        assert isinstance(top, Mapping)
        key = keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                raise _Refused(node.line, "a key must be a single word", "write it as  key: value")
            if node.text in top.items:
                raise _Refused(node.line, f'the key "{node.text}" stands here twice', "keep one of them")
            keys[-1] = node
            return
        top.items[key.text] = node
        top.key_lines[key.text] = key.line
        keys[-1] = None

    for event in yaml.parse(text, Loader=_PARSER):
        line = event.start_mark.line + 1 + offset
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "anchors and aliases (& and *) are not allowed", "write the value out")
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag not in (None, "!"):
            raise _Refused(line, f'the tag "{event.tag}" is not allowed', "remove it; types come from the schema")
        if isinstance(event, yaml.ScalarEvent):
            place(Scalar(event.value, line, event.start_mark.column + 1))
        elif isinstance(event, yaml.CollectionStartEvent):
            node: Node = Sequence(line) if isinstance(event, yaml.SequenceStartEvent) else Mapping(line)
            if len(stack) >= MAX_DEPTH:
                raise _Refused(line, f"the file is nested more than {MAX_DEPTH} levels deep", "flatten it")
            place(node)
            stack.append(node)
            keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise _Refused(line, "the file holds more than one document (---)", "make it one file for each")
    return root
