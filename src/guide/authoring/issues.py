"""A collaboration made of the text of an issue that was written with one of the project's forms.

Nothing in the text is trusted: it names no path, holds no markup, and every
answer is checked. What GitHub makes of a form is, for each field,
``### Label``, an empty line, the answer (or ``_No response_``), an empty line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guide import LOCALES
from guide.authoring.answers import Refused, clean, unfit
from guide.authoring.collaboration import CONFIDENCES, COUNTRIES, STATUSES, Members, collaboration_file, free_id
from guide.authoring.identifiers import is_id
from guide.authoring.project import Project
from guide.authoring.proposal import Proposal, staged
from guide.authoring.words import Words
from guide.issue_forms import FOLDER, read_issue_forms
from guide.problems import GuideError, Problem, nearest, suggest
from guide.prose import HTML
from guide.read import read_guide
from guide.records import IssueForm, Municipality
from guide.registry import Municipalities
from guide.schema import URL

# GitHub takes 65,536 characters; a longer text is no issue.
MOST_BYTES = 300_000
# Three countries have 746 municipalities together.
MOST_LINES = 400
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


def write_from_issue(root: Path, name: str, raw: bytes, ident: str | None, today: dt.date, say: Callable[[str], None]) -> int:
    """Writes the file of a collaboration and tells of it; gives the exit code.

    ``name`` is what the text is called in messages. Raises GuideError with
    everything that is not understood; nothing is written then.
    """
    project = Project.of(root, read_guide(root), today)
    proposal = proposal_of(project, name, raw, ident)
    with staged(root, proposal) as stage:
        stage.check()
        paths = stage.write()
    say(f"Written: {', '.join(paths)}\n")
    say("".join(proposal.files.values()))
    if proposal.waiting:
        say(f"The words of the issue stand in all three languages; a translator is needed for {' and '.join(proposal.waiting)}.")
    say("Read the source, compare it with the file, then run  python3 scripts/check.py")
    return 0


def proposal_of(project: Project, name: str, raw: bytes, ident: str | None = None) -> Proposal:
    """The proposal an issue's text makes; raises GuideError with everything that is not understood."""
    problems: list[Problem] = []
    body = _decoded(raw, name, problems)
    if problems:
        raise GuideError(problems)
    forms = read_forms(project.root)
    form, answers = _answers(body, forms, name, problems)
    reader = _Reader(project, form, answers, name, problems)
    record = reader.record()
    if ident and (not is_id(ident) or len(ident) > 60):
        problems.append(Problem("--id", 0, "", f'"{ident[:60]}" cannot be the name of a file', "use lower-case letters a–z, digits and single hyphens"))
    elif record.get("name"):
        record["id"] = ident or free_id(record["name"], project)
        alike = next((c for c in project.guide.collaborations.values() if c.id == ident or c.name.casefold() == record["name"].casefold()), None)
        if not record["id"]:
            problems.append(reader.problem("name", "no file can be named after this", "add --id and a name of letters a–z, digits and hyphens"))
        elif alike and (not ident or alike.id == ident):
            problems.append(reader.problem("name", f"{alike.name} already has data/collaborations/{alike.id}.yml", "change that file, or give another with --id if it is not the same"))
    if problems:
        raise GuideError(problems)
    return collaboration_file(record, set(LOCALES) - {form.locale})


def read_forms(root: Path) -> list[IssueForm]:
    """The forms that ask for a collaboration, by the ids of their fields; raises GuideError when one cannot be read."""
    problems: list[Problem] = []
    forms = [form for form in read_issue_forms(root, problems) if {"name", "country", "source_where"} <= form.labels.keys()]
    if problems or not forms:
        raise GuideError(problems or [Problem(FOLDER, 0, "", "there is no form for a collaboration here", "restore it from the repository")])
    return forms


def _decoded(raw: bytes, name: str, problems: list[Problem]) -> str:
    if len(raw) > MOST_BYTES:
        problems.append(Problem(name, 0, "", f"the text is larger than {MOST_BYTES // 1000} kB", "give the text of one issue"))
        return ""
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        problems.append(Problem(name, 0, "", "the text is not UTF-8", "save it again with the encoding UTF-8"))
        return ""


def _answers(body: str, forms: list[IssueForm], name: str, problems: list[Problem]) -> tuple[IssueForm, dict[str, Answer]]:
    """The form the text was written with, and the answer of each field that stands in it."""
    lines = body.split("\n")
    heads = [line[4:].strip() for line in lines if line.startswith("### ")]
    form = max(forms, key=lambda form: len(set(form.labels.values()) & set(heads)))
    if len(set(form.labels.values()) & set(heads)) < len(form.labels) / 2:
        known = ", ".join(form.path for form in forms)
        raise GuideError([Problem(name, 0, "", "this is not the text of an issue made with one of the forms for a collaboration", f"copy the whole text, with its ### lines, from an issue made with one of {known}")])
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


class _Reader:
    """Makes a record of the answers; each that is not understood becomes a problem."""

    def __init__(self, project: Project, form: IssueForm, answers: Mapping[str, Answer], name: str, problems: list[Problem]):
        self._project, self._guide, self._form, self._answers, self._name, self._problems = project, project.guide, form, answers, name, problems

    def problem(self, field: str, message: str, fix: str, line: int = 0) -> Problem:
        answer = self._answers.get(field)
        return Problem(self._name, line or (answer.line if answer else 0), self._form.labels.get(field, field), message, fix)

    def record(self) -> dict[str, Any]:
        locale, guide, this_year = self._form.locale, self._guide, self._project.today.year
        record: dict[str, Any] = {"added": self._project.today}
        record["name"] = self._text("name", needed=True, most=self._project.part("collaboration", "name")["maxLength"])
        record["country"] = self._option("country", {guide.interface[f"country.{country}"][locale]: country for country in COUNTRIES})
        record["form"] = self._option("form", {form.label[locale]: form.id for form in guide.forms.values()})
        country = guide.forms[record["form"]].country if record["form"] else None
        if country and record["country"] and country != record["country"]:
            self._wrong("form", "this is a form of another country", "choose a form of the country, or correct the country")
        record["founded"] = self._year("founded", 2100)
        record["status"] = self._option("status", {guide.interface[f"status.{status}"][locale]: status for status in STATUSES})
        record["last_evidence"] = self._year("last_evidence", this_year)
        if record["founded"] and record["last_evidence"] and record["founded"] > record["last_evidence"] and record["status"] != "planned":
            self._wrong("last_evidence", f"{record['last_evidence']} is before the founding in {record['founded']}", "correct one of the years")
        record["members"] = self._members(record)
        if record["members"]:
            record["members_complete"] = bool(self._checked("members_complete"))
        labels = {service.label[locale]: service.id for service in guide.services.values()}
        chosen = self._checked("services")
        for label in chosen:
            if label not in labels:
                self._wrong("services", f'"{label[:60]}" is not in data/services.yml', suggest(label, labels, "leave the boxes of the form as they are"))
        record["services"] = [ident for label, ident in labels.items() if label in chosen]
        record["website"] = self._url("website")
        record["sources"] = self._sources(this_year)
        if caveat := self._text("caveat", most=600):
            record["caveat"] = dict.fromkeys(LOCALES, caveat)
        words = Words(locale)
        record["confidence"] = self._option("confidence", {words(f"confidence.{level}"): level for level in CONFIDENCES})
        return record

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
        if text and not _is_address(text):
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

    def _members(self, record: Mapping[str, Any]) -> list[str]:
        answer = self._answers.get("members")
        if not answer or not record["country"]:
            return []
        names = [name.strip() for line in answer.lines for name in re.split("[,;]", re.sub(r"^\s*[-*•]\s+", "", line)) if name.strip()]
        if len(names) > MOST_LINES:
            self._wrong("members", f"there are {len(names)} names", f"give at most {MOST_LINES}, one a line")
            return []
        years = record["founded"], record["last_evidence"]
        finder, registry = Members(self._guide.municipalities, record["country"], *years), Municipalities(self._guide.municipalities)
        found: dict[str, str] = {}
        for written in names:
            name = self._plain("members", written, 80)
            if not name:
                continue
            row: Municipality | tuple[str, str]
            try:
                rows = finder.meant(name)
                row = rows[0] if len(rows) == 1 else registry.find(record["country"], rows[0].name, *years)
            except Refused:
                row = registry.find(record["country"], name, *years)
            if isinstance(row, tuple):
                self._wrong("members", *row)
            elif row.number in found:
                self._wrong("members", f'"{name}" stands there twice', "keep one of them")
            else:
                found[row.number] = finder.written(row)
        return list(found.values())

    def _sources(self, this_year: int) -> list[dict[str, Any]]:
        """The source the form asks for, and those on the lines for more: title | address | year | what it shows."""
        title = self._text("source_title", needed=True)
        supports = self._text("source_supports", needed=True)
        sources = [_source(title, self._address("source_where"), self._year("source_year", this_year), supports)]
        answer = self._answers.get("more_sources")
        for number, line in enumerate(answer.lines if answer else ()):
            here = answer.line + number if answer else 0
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split("|")]
            if len(parts) != 4 or not (parts[0] and parts[3]):
                self._wrong("more_sources", "this line has not four parts", "write  title | address | year | what it shows  (the year may be empty)", here)
                continue
            sources.append(_source(
                self._plain("more_sources", parts[0], 300, here), self._where("more_sources", parts[1], here),
                self._year("more_sources", this_year, parts[2], here), self._plain("more_sources", parts[3], 300, here),
            ))
        return sources

    def _address(self, field: str) -> str:
        answer = self._answers.get(field)
        if not answer or not answer.text:
            self._wrong(field, "there is no answer", "give the web address of the source, or its id in data/sources.yml")
            return ""
        return self._where(field, answer.text, answer.line)

    def _where(self, field: str, text: str, line: int) -> str:
        if text in self._guide.sources or _is_address(text):
            return text
        near = nearest(text, self._guide.sources) if is_id(text) else ""
        self._wrong(field, f'"{text[:60]}" is neither a web address nor an id of data/sources.yml', f'did you mean "{near}"?' if near else "it must begin with https:// or http:// and hold no spaces", line)
        return ""


def _source(title: str, where: str, year: int | None, supports: str) -> dict[str, Any]:
    source: dict[str, Any] = {"title": title, "year": year, "where": where, "supports": dict.fromkeys(LOCALES, supports)}
    return {key: value for key, value in source.items() if value is not None}


def _is_address(text: str) -> bool:
    return bool(URL.match(text)) and len(text) <= 600 and not unfit(text)
