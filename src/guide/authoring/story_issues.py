"""A story made of the text of an issue that was written with one of the forms for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from guide import LOCALES
from guide.authoring.answers import Refused
from guide.authoring.identifiers import is_id, propose
from guide.authoring.issue_text import AnswerReader, read_forms, read_issue
from guide.authoring.project import Project
from guide.authoring.proposal import Proposal
from guide.authoring.story import LONGEST_LESSON, LONGEST_TITLE, checked_years, free_story_id, meant_collaboration, story_file
from guide.authoring.words import Words
from guide.authoring.writer import item, with_record
from guide.problems import GuideError, Problem, suggest
from guide.records import IssueForm
from guide.rules.stories import FIRST_YEAR, NEEDED, PARTS

WHAT = "a story"
# The boxes of the forms: the collaboration has agreed, and nobody can be recognised.
CONSENTS = 2


def story_forms(root: Path) -> list[IssueForm]:
    """The forms that ask for a story."""
    return read_forms(root, {"wanted", "did", "got"}, WHAT)


def story_of(project: Project, name: str, raw: bytes, ident: str | None = None) -> Proposal:
    """The proposal an issue's text makes: the story in one language and, if it is new, its source.

    Raises GuideError with everything that is not understood.
    """
    problems: list[Problem] = []
    form, answers = read_issue(raw, story_forms(project.root), WHAT, name, problems)
    reader = _Reader(project, form, answers, name, problems)
    record, texts = reader.record()
    source, new = reader.source(texts["title"])
    if record["collaborations"]:
        record["id"] = ident or free_story_id(record["collaborations"][0], project)
    if ident:
        try:
            project.new_id("stories")(ident)
        except Refused as refused:
            taken = refused.key == "wrong.taken"
            what, fix = ("is already the id of a story or a heading", "give another") if taken else ("cannot be the name of a file", "use lower-case letters a–z, digits and single hyphens")
            problems.append(Problem("--id", 0, "", f'"{ident[:60]}" {what}', fix))
    if problems:
        raise GuideError(problems)
    parts = [part for part in PARTS if texts[part]]
    made = story_file(record, [(part, [source]) for part in parts], {form.locale: [texts["title"], *(texts[part] for part in parts), texts["lesson"]]})
    if not new:
        return made
    path = "data/sources.yml"
    return Proposal({**made.files, path: with_record(project.text(path), new)}, {**made.shown, path: item(new)}, made.place, waiting=made.waiting)


class _Reader(AnswerReader):
    """Makes a record of the answers."""

    def record(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The record without its texts, and the texts: title, lesson, and each part by its name (empty where it was left out)."""
        project, locale = self._project, self._form.locale
        texts = {"title": self._text("title", needed=True, most=LONGEST_TITLE), "lesson": self._text("lesson", needed=True, most=LONGEST_LESSON)}
        longest = project.part("story", "parts", locale)["maxLength"]
        for part in PARTS:
            texts[part] = self._text(part.replace("-", "_"), needed=part in NEEDED, most=longest)
        outcomes = {self._guide.interface[f"story.outcome.{outcome}"][locale]: outcome for outcome in project.part("story", "outcome")["enum"]}
        record: dict[str, Any] = {"added": project.today, "collaborations": self._collaborations(), "outcome": self._option("outcome", outcomes)}
        record["years"] = self._text("years", needed=True)
        if record["years"]:
            try:
                record["years"] = checked_years(record["years"], record["outcome"], project.today.year)
            except Refused:
                self._wrong("years", f'"{record["years"][:60]}" are not years from {FIRST_YEAR} to {project.today.year}', "write one year, or two with a dash between: 1999–2017")
        if len(self._checked("consent")) < CONSENTS:
            self._wrong("consent", "not every box is ticked", "ask whoever wrote it whether the collaboration has agreed, and that nobody can be recognised")
        return record, texts

    def source(self, title: str) -> tuple[str, dict[str, Any] | None]:
        """The id of the source, and its record if it is new."""
        guide, project, locale = self._guide, self._project, self._form.locale
        where = self._address("source_where")
        known = next((source.id for source in guide.sources.values() if where and where in (source.id, source.url)), None)
        if known:
            return known, None
        kinds = {guide.interface[f"sources.kind.{kind}"][locale]: kind for kind in project.part("sources", "kind")["enum"]}
        year = self._year("source_year", project.today.year)
        author = self._text("source_author", needed=True, most=80 - len(" 2026"))
        short = f"{author} {year}" if year else author
        record = {
            "id": _free_source_id(short, project), "title": self._text("source_title", needed=True), "short": short, "author": author, "published": str(year) if year else None,
            # The source is taken to be in the language of the form; whoever reads it corrects that.
            "seen": project.today, "language": locale, "kind": self._option("source_kind", kinds), "url": where,
            "supports": {other: Words(other)("source.supports_story", title=title) for other in LOCALES},
        }
        if author and not record["id"]:
            self._wrong("source_author", "no id can be made of this", "write the name with letters a–z, too")
        return record["id"], {key: value for key, value in record.items() if value is not None}

    def _collaborations(self) -> list[str]:
        answer, found = self._answers.get("collaborations"), []
        for number, line in enumerate(answer.lines if answer else ()):
            written = self._plain("collaborations", re.sub(r"^\s*[-*•]\s+", "", line), 140, answer.line + number if answer else 0)
            if not written:
                continue
            try:
                found.append(meant_collaboration(written, self._project))
            except Refused:
                names = [c.name for c in self._guide.collaborations.values()]
                fix = suggest(written, names, "add the collaboration first: new.py collaboration, or correct the name")
                self._wrong("collaborations", f'there is no collaboration "{written[:60]}"', fix, answer.line + number if answer else 0)
        if not answer or not answer.text:
            self._wrong("collaborations", "there is no answer", "name a collaboration of the overview")
        return list(dict.fromkeys(found))


def _free_source_id(short: str, project: Project) -> str:
    proposed = propose(short)
    count, ident = 2, proposed
    while ident in project.guide.sources:
        count, ident = count + 1, f"{proposed[:56].rstrip('-')}-{count}"
    return ident if is_id(ident) else ""
