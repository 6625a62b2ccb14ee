"""The forms in which readers tell something, read from the files that the host of the repository shows them by.

One file for each form and language: ``.github/ISSUE_TEMPLATE/feil-nb.yml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guide import LOCALES
from guide.problems import Problem
from guide.records import IssueForm, IssueQuestion
from guide.yamltext import Mapping, Node, Scalar, Sequence, parse, read_text

FOLDER = ".github/ISSUE_TEMPLATE"
SETTINGS = "config.yml"


def read_issue_forms(root: Path, problems: list[Problem]) -> Iterator[IssueForm]:
    """The forms below ``root`` by the names of their files, none where there is no such folder; problems are added."""
    for path in sorted((root / FOLDER).glob("*.yml")):
        if path.name == SETTINGS:
            continue
        name = path.relative_to(root).as_posix()
        text = read_text(path, name, problems)
        node = parse(text, name, problems) if text is not None else None
        if node is None:
            continue
        locale = path.stem.rpartition("-")[2]
        if locale not in LOCALES:
            problems.append(Problem(name, 0, "", "the name of the file does not tell the language of the form", "end it with -nb.yml, -da.yml or -sv.yml"))
        fields = {key: _text(node, key) for key in ("name", "description")}
        for key, value in fields.items():
            if not value:
                problems.append(Problem(name, 1, key, "missing", f"add {key}: and what the reader sees of the form in the list of forms"))
        yield IssueForm(name, locale, fields["name"], fields["description"], tuple(_questions(node)))


def _questions(form: Node) -> Iterator[IssueQuestion]:
    """What the form asks, in its order; explanations between the questions are none."""
    body = form.items.get("body") if isinstance(form, Mapping) else None
    for part in body.items if isinstance(body, Sequence) else ():
        ident, label = _text(part, "id"), _text(part, "attributes", "label")
        if ident and label:
            yield IssueQuestion(ident, label, _text(part, "validations", "required") == "true" or _ticked(part))


def _ticked(part: Node) -> bool:
    """Whether a question has boxes that must be ticked."""
    options = _at(part, "attributes", "options")
    return any(_text(option, "required") == "true" for option in options.items) if isinstance(options, Sequence) else False


def _at(node: Node | None, *path: str) -> Node | None:
    for key in path:
        node = node.items.get(key) if isinstance(node, Mapping) else None
    return node


def _text(node: Node | None, *path: str) -> str:
    found = _at(node, *path)
    return found.text.strip() if isinstance(found, Scalar) else ""
