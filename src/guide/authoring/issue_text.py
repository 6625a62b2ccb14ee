"""The text of an issue that was written with one of the project's forms, read answer by answer.

Nothing in the text is trusted: it names no path, holds no markup, and every
answer is checked. What GitHub makes of a form is, for each field,
``### Label``, an empty line, the answer (or ``_No response_``), an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from guide.authoring.answers import Refused, clean, unfit
from guide.authoring.identifiers import is_id
from guide.authoring.project import Project
from guide.issue_forms import FOLDER, read_issue_forms
from guide.problems import GuideError, Problem, nearest, suggest
from guide.prose import HTML
from guide.records import IssueForm
from guide.schema import URL

# GitHub takes 65,536 characters; a longer text is no issue.
MOST_BYTES = 300_000
EMPTY = {"", "_No response_", "None"}
MARKUP = re.compile(rf"{HTML.pattern}|\]\(|!\[|```")
CHECKED = re.compile(r"- \[([ xX])\] (.*)")


@dataclass(frozen=True)
class Answer:
    """What stands under one label: its lines, the number of the first, and that of the label."""

    lines: tuple[str, ...]
    line: int
    label_line: int

    @property
    def text(self) -> str:
        return " ".join(line.strip() for line in self.lines).strip()


def read_forms(root: Path, fields: Set[str], what: str) -> list[IssueForm]:
    """The forms that have these fields, which ask for ``what``; raises GuideError when one cannot be read or none is there."""
    problems: list[Problem] = []
    forms = [form for form in read_issue_forms(root, problems) if fields <= form.labels.keys()]
    if problems or not forms:
        raise GuideError(problems or [Problem(FOLDER, 0, "", f"there is no form for {what} here", "restore it from the repository")])
    return forms


def read_issue(raw: bytes, forms: list[IssueForm], what: str, name: str, problems: list[Problem]) -> tuple[IssueForm, dict[str, Answer]]:
    """The form an issue was written with and the answers that stand in it, by the ids of the fields.

    ``name`` is what the text is called in messages. Raises GuideError for a
    text that is no such issue; a label that stands twice is added to ``problems``.
    """
    body = _decoded(raw, name, problems)
    if problems:
        raise GuideError(problems)
    return _answers(body, forms, what, name, problems)


def _decoded(raw: bytes, name: str, problems: list[Problem]) -> str:
    if len(raw) > MOST_BYTES:
        problems.append(Problem(name, 0, "", f"the text is larger than {MOST_BYTES // 1000} kB", "give the text of one issue"))
        return ""
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        problems.append(Problem(name, 0, "", "the text is not UTF-8", "save it again with the encoding UTF-8"))
        return ""


def _answers(body: str, forms: list[IssueForm], what: str, name: str, problems: list[Problem]) -> tuple[IssueForm, dict[str, Answer]]:
    """The form the text was written with, and the answer of each field that stands in it."""
    lines = body.split("\n")
    heads = [line[4:].strip() for line in lines if line.startswith("### ")]
    form = max(forms, key=lambda form: len(set(form.labels.values()) & set(heads)))
    if len(set(form.labels.values()) & set(heads)) < len(form.labels) / 2:
        known = ", ".join(form.path for form in forms)
        raise GuideError([Problem(name, 0, "", f"this is not the text of an issue made with one of the forms for {what}", f"copy the whole text, with its ### lines, from an issue made with one of {known}")])
    fields = {label: ident for ident, label in form.labels.items()}
    starts = [number for number, line in enumerate(lines) if line.startswith("### ") and line[4:].strip() in fields]
    answers: dict[str, Answer] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        label = lines[start][4:].strip()
        if fields[label] in answers:
            # An answer that holds a label of the form could pass for another answer.
            problems.append(Problem(name, start + 1, label, f"this stands on line {answers[fields[label]].label_line} too", "keep one of them in the text of the issue"))
            continue
        first = next((number for number in range(start + 1, end) if lines[number].strip()), end)
        given = "\n".join(lines[first:end]).rstrip()
        answers[fields[label]] = Answer(() if given in EMPTY else tuple(given.split("\n")), min(first, len(lines) - 1) + 1, start + 1)
    return form, answers


class AnswerReader:
    """Takes the answers of one issue; each that is not understood becomes a problem."""

    def __init__(self, project: Project, form: IssueForm, answers: Mapping[str, Answer], name: str, problems: list[Problem]):
        self._project, self._guide, self._form, self._answers, self._name, self._problems = project, project.guide, form, answers, name, problems

    def problem(self, field: str, message: str, fix: str, line: int = 0) -> Problem:
        answer = self._answers.get(field)
        return Problem(self._name, line or (answer.line if answer else 0), self._form.labels.get(field, field), message, fix)

    def _wrong(self, field: str, message: str, fix: str, line: int = 0) -> None:
        self._problems.append(self.problem(field, message, fix, line))

    def _plain(self, field: str, text: str, most: int, line: int = 0) -> str:
        """The text without what no text may hold; empty with a problem added."""
        try:
            text = clean(text)
        except Refused as refused:
            if refused.key == "wrong.character":
                self._wrong(field, f"the answer holds a character that cannot be shown ({refused.values['character']})", "remove it", line)
                return ""
        if len(text) > most:
            self._wrong(field, f"the answer is too long ({len(text)}, at most {most})", "shorten it", line)
        elif MARKUP.search(text):
            self._wrong(field, "the answer holds markup", "write plain text, without <…>, links and code", line)
        else:
            return text
        return ""

    def _text(self, field: str, *, needed: bool = False, most: int = 300) -> str:
        answer = self._answers.get(field)
        if answer and answer.text:
            return self._plain(field, answer.text, most)
        if needed:
            self._wrong(field, "there is no answer", "fill it in")
        return ""

    def _option(self, field: str, ids: Mapping[str, str]) -> str:
        text = self._text(field, needed=True)
        if text and text not in ids:
            self._wrong(field, f'"{text[:60]}" is not one of the choices', suggest(text, ids, "use the words of the form"))
        return ids.get(text, "")

    def _year(self, field: str, latest: int, text: str | None = None, line: int = 0) -> int | None:
        text = self._text(field) if text is None else text
        if not text:
            return None
        least = self._project.part("collaboration", "founded")["minimum"]
        if not re.fullmatch(r"\d{4}", text, re.ASCII) or not least <= int(text) <= latest:
            self._wrong(field, f'"{text[:60]}" is not a year from {least} to {latest}', "write four digits, as 2019, or nothing", line)
            return None
        return int(text)

    def _url(self, field: str) -> str | None:
        answer = self._answers.get(field)
        text = answer.text if answer else ""
        if text and not is_address(text):
            self._wrong(field, f'"{text[:60]}" is not a web address', "it must begin with https:// or http:// and hold no spaces")
            return None
        return text or None

    def _checked(self, field: str) -> list[str]:
        """The labels of the boxes that are ticked."""
        answer, labels = self._answers.get(field), []
        for number, line in enumerate(answer.lines if answer else ()):
            if not line.strip():
                continue
            match = CHECKED.fullmatch(line.strip())
            if match is None:
                self._wrong(field, f'"{line.strip()[:60]}" is not a box of the form', "leave the boxes as the form made them:  - [X] words", answer.line + number if answer else 0)
            elif match[1] != " ":
                labels.append(match[2].strip())
        return labels

    def _address(self, field: str) -> str:
        answer = self._answers.get(field)
        if not answer or not answer.text:
            self._wrong(field, "there is no answer", "give the web address of the source, or its id in data/sources.yml")
            return ""
        return self._where(field, answer.text, answer.line)

    def _where(self, field: str, text: str, line: int) -> str:
        if text in self._guide.sources or is_address(text):
            return text
        near = nearest(text, self._guide.sources) if is_id(text) else ""
        self._wrong(field, f'"{text[:60]}" is neither a web address nor an id of data/sources.yml', f'did you mean "{near}"?' if near else "it must begin with https:// or http:// and hold no spaces", line)
        return ""


def is_address(text: str) -> bool:
    return bool(URL.match(text)) and len(text) <= 600 and not unfit(text)
