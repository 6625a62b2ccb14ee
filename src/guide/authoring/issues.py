"""A collaboration made of the text of an issue that was written with one of the forms for it, and how such files are written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from guide import LOCALES
from guide.authoring.answers import Refused
from guide.authoring.collaboration import CONFIDENCES, COUNTRIES, STATUSES, Members, collaboration_file, free_id
from guide.authoring.identifiers import is_id
from guide.authoring.issue_text import AnswerReader, IssueForm, read_forms, read_issue
from guide.authoring.project import Project
from guide.authoring.proposal import Proposal, staged
from guide.authoring.story_issues import story_of
from guide.authoring.words import Words
from guide.problems import GuideError, Problem, suggest
from guide.read import read_guide
from guide.records import Municipality
from guide.registry import Municipalities

# Three countries have 746 municipalities together.
MOST_LINES = 400
WHAT = "a collaboration"


def write_from_issue(kind: str, root: Path, name: str, raw: bytes, ident: str | None, today: dt.date, say: Callable[[str], None]) -> int:
    """Writes the file of a collaboration or a story (``kind``) and tells of it; gives the exit code.

    ``name`` is what the text is called in messages. Raises GuideError with
    everything that is not understood; nothing is written then.
    """
    project = Project.of(root, read_guide(root), today)
    proposal = {"collaboration": proposal_of, "story": story_of}[kind](project, name, raw, ident)
    with staged(root, proposal) as stage:
        stage.record_links()
        stage.check()
        paths = stage.write()
    say(f"Written: {', '.join(paths)}\n")
    say("".join(proposal.shown.values()))
    if proposal.waiting:
        say(f"The words of the issue stand in all three languages; a translator is needed for {' and '.join(proposal.waiting)}.")
        if kind == "story":
            say("The file says so under untranslated, and readers are told. Take a language away there when its texts are translated.")
    say("Read the source, compare it with the file, then run  python3 scripts/check.py")
    return 0


def collaboration_forms(root: Path) -> list[IssueForm]:
    """The forms that ask for a collaboration."""
    return read_forms(root, {"name", "country", "source_where"}, WHAT)


def proposal_of(project: Project, name: str, raw: bytes, ident: str | None = None) -> Proposal:
    """The proposal an issue's text makes; raises GuideError with everything that is not understood."""
    problems: list[Problem] = []
    form, answers = read_issue(raw, collaboration_forms(project.root), WHAT, name, problems)
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


class _Reader(AnswerReader):
    """Makes a record of the answers."""

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


def _source(title: str, where: str, year: int | None, supports: str) -> dict[str, Any]:
    source: dict[str, Any] = {"title": title, "year": year, "where": where, "supports": dict.fromkeys(LOCALES, supports)}
    return {key: value for key, value in source.items() if value is not None}
