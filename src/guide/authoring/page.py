"""A new page: ``docs/<language>/…/<name>.md`` in one language or more, and its place in the reading order."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from guide import DEFAULT_LOCALE, LOCALES
from guide.authoring.answers import Refused, not_an_id, number
from guide.authoring.identifiers import is_id, propose
from guide.authoring.project import Project
from guide.authoring.proposal import Proposal
from guide.authoring.questions import Dialogue
from guide.authoring.writer import mapping, with_name
from guide.problems import nearest
from guide.prose import CODE, HTML, LINK, SCHEME, SOURCE

# Lines that belong together: the points of a list, the rows of a table.
TOGETHER = re.compile(r"(?:(?:[-*+]|\d+[.)]) |\|)")


@dataclass
class Text:
    """A page in one language: its front matter's words, the paragraphs before the first heading, and the sections."""

    title: str = ""
    slug: str = ""
    description: str = ""
    intro: list[str] = field(default_factory=list)
    sections: list[tuple[str, str, list[str]]] = field(default_factory=list)  # id, heading, paragraphs


def ask_page(dialogue: Dialogue, project: Project) -> Proposal:
    """Asks for a page, in the editor's language first; the Norwegian text is needed, the others may be left out."""
    return _PageDialogue(dialogue, project).run()


class _PageDialogue:
    def __init__(self, dialogue: Dialogue, project: Project):
        self._ask, self._project, self._guide = dialogue, project, project.guide
        self._sources: list[str] = []

    def run(self) -> Proposal:
        ask, guide, own = self._ask, self._guide, self._ask.locale
        phases = [(phase.id, phase.label[own]) for phase in guide.phases]
        parts = [(part.id, guide.page(f"{part.id}/index", own).title) for part in guide.parts]
        phase = ask.choice("ask.phase", [*phases, *parts, ("none", ask.words("ask.phase.none"))])
        self._phase = None if phase == "none" else phase
        folder = f"{self._phase}/" if self._phase else ""
        self._key = folder + ask.text("ask.page_name", lambda text: self._new_name(text, folder))
        beside = next((list(p.topics) for p in guide.folders if p.id == self._phase), [name for name in guide.about.pages if "/" not in name])
        after = ask.choice("ask.after", [(name, guide.page(folder + name, own).title) for name in beside], default=beside[-1])
        editors = [(role.id, role.label[own]) for role in guide.roles.values() if role.kind == "editor"]
        owner = ask.choice("ask.owner", editors, default=editors[0][0])
        months = number(self._project.part("front-matter", "review_months"))
        review = int(ask.text("ask.review_months", lambda text: str(months(text)), default="12"))
        ask.many("ask.page_sources", self._take_source)
        texts = {own: self._first(own)}
        for locale in ask.locales[1:]:
            language = ask.words(f"language.{locale}")
            if locale == DEFAULT_LOCALE:
                ask.say("told.norwegian_needed")
            elif not ask.yes("ask.page_language", language=language):
                ask.say("told.page_left_out", language=language)
                continue
            texts[locale] = self._same(locale, texts[own])
        front = {"owner": owner, "reviewed": self._project.today, "review_months": review, "sources": self._sources}
        files = {f"docs/{locale}/{self._key}.md": _markdown(texts[locale], front) for locale in LOCALES if locale in texts}
        order, name = self._order(after)
        waiting = tuple(locale for locale in LOCALES if locale not in texts)
        translated = tuple(locale for locale in texts if locale != DEFAULT_LOCALE)
        return Proposal({**files, **order}, {**files, next(iter(order)): name}, self._key, translated=translated, waiting=waiting)

    def _new_name(self, text: str, folder: str) -> str:
        if not is_id(text) or len(text) > 60 or text == "index":
            raise not_an_id(text, "overview" if text == "index" else propose(text))
        if not folder and text in {folder.id for folder in self._guide.folders} or any(folder + text in self._guide.pages[locale] for locale in LOCALES):
            raise Refused("wrong.taken", answer=text, place=f"docs/{DEFAULT_LOCALE}/{folder}")
        return text

    def _take_source(self, text: str) -> None:
        for ident in text.replace(",", " ").split():
            if self._project.source_id()(ident) not in self._sources:
                self._sources.append(ident)

    def _order(self, after: str) -> tuple[dict[str, str], str]:
        """The file that gives the page its place, as it becomes, and what is new in it."""
        name = self._key.rpartition("/")[2]
        if self._phase is None:
            path, place = "data/guide.yml", ["pages"]
            after = (after, *self._guide.keys_below(after))[-1]
        else:
            path, folders = ("data/parts.yml", self._guide.parts) if self._phase in {part.id for part in self._guide.parts} else ("data/phases.yml", self._guide.phases)
            place = [[folder.id for folder in folders].index(self._phase), "topics"]
        return {path: with_name(self._project.text(path), place, name, after)}, f"{place[-1]}: … {after}, {name} …\n"

    def _first(self, locale: str) -> Text:
        """The page in the editor's own language, which decides its sections."""
        ask = self._ask
        text = self._head(locale)
        ask.many("ask.intro", lambda line: self._paragraph(line, locale, text.intro))
        ask.say("told.sections")
        while heading := self._heading("ask.heading" if text.sections else "ask.first_heading", locale, needed=not text.sections):
            taken = {ident for ident, _, _ in text.sections}
            ident = ask.text("ask.heading_id", lambda answer: _heading_id(answer, taken))
            text.sections.append((ident, heading, self._paragraphs(locale)))
        return text

    def _same(self, locale: str, first: Text) -> Text:
        """The page in another language, section by section."""
        ask = self._ask
        ask.say("told.language", language=ask.words(f"language.{locale}"))
        text = self._head(locale, first)
        if first.intro:
            ask.say("told.first", text="\n\n".join(first.intro))
            ask.many("ask.intro_other", lambda line: self._paragraph(line, locale, text.intro), least=1)
        for ident, heading, paragraphs in first.sections:
            ask.say("told.first", text=f"## {heading} {{#{ident}}}\n\n" + "\n\n".join(paragraphs))
            text.sections.append((ident, self._heading("ask.heading_other", locale, needed=True), self._paragraphs(locale)))
        return text

    def _head(self, locale: str, first: Text | None = None) -> Text:
        ask, project, language = self._ask, self._project, self._ask.words(f"language.{locale}")
        if first:
            ask.say("told.first", text=f"{first.title}\n{first.description}")
        title = ask.text("ask.page_title", project.check("front-matter", "title"), language=language)
        slug = propose(title)
        try:
            self._new_slug(slug, locale)
        except Refused:
            slug = ""
        return Text(
            title, ask.text("ask.slug", lambda answer: self._new_slug(answer, locale), default=slug),
            ask.text("ask.description", project.check("front-matter", "description"), language=language),
        )

    def _new_slug(self, text: str, locale: str) -> str:
        if not is_id(text) or len(text) > 60:
            raise not_an_id(text, propose(text))
        if self._phase is None and text in LOCALES:
            raise Refused("wrong.slug_taken", answer=text, path=f"docs/{text}/")
        for shown in LOCALES:
            # A page that is not translated is shown elsewhere under its Norwegian slug.
            if shown != locale and (locale != DEFAULT_LOCALE or shown == DEFAULT_LOCALE):
                continue
            for key in self._guide.keys:
                page = self._guide.page(key, shown)
                folder = None if page.is_index else page.folder
                if key != "index" and folder == self._phase and page.slug == text:
                    raise Refused("wrong.slug_taken", answer=text, path=page.path)
        return text

    def _heading(self, key: str, locale: str, *, needed: bool) -> str:
        def checked(text: str) -> str:
            if not text:
                if needed:
                    raise Refused("wrong.empty")
                return ""
            if text.startswith("#"):
                raise Refused("wrong.heading_mark")
            self._check_prose(text, locale)
            return text

        return self._ask.line(key, checked, language=self._ask.words(f"language.{locale}"))

    def _paragraphs(self, locale: str) -> list[str]:
        paragraphs: list[str] = []
        self._ask.many("ask.paragraphs", lambda line: self._paragraph(line, locale, paragraphs), least=1)
        return paragraphs

    def _paragraph(self, line: str, locale: str, paragraphs: list[str]) -> None:
        """Adds a line as a paragraph of its own; the points of a list and the rows of a table stay together."""
        self._check_prose(line, locale)
        if paragraphs and TOGETHER.match(line) and TOGETHER.match(paragraphs[-1]):
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)

    def _check_prose(self, line: str, locale: str) -> None:
        """Refuses what the guide's reader refuses; a source that is cited comes on the page's list."""
        text = CODE.sub("", line)
        if re.match(r"(?:(?:[-*+>]|\d+[.)])\s+)*(?:#|///|```|~~~|(?:=+|-+)\s*$)", text):
            raise Refused("wrong.mark", answer=text[:20])
        if HTML.search(text):
            raise Refused("wrong.html")
        if "{" in text or "}" in text:
            raise Refused("wrong.braces")
        for match in LINK.finditer(text):
            self._check_link(match[1], locale)
        for ident in SOURCE.findall(text):
            if ident not in self._sources:
                self._sources.append(ident)
                self._ask.say("told.source_added", id=ident)

    def _check_link(self, target: str, locale: str) -> None:
        scheme = SCHEME.match(target)
        if scheme and scheme[1].lower() in ("http", "https", "mailto"):
            return
        path, _, ident = target.partition("#")
        here = posixpath.dirname(self._key)
        key = posixpath.normpath(posixpath.join(here, path.removesuffix(".md")))
        if scheme or not path.endswith(".md") or key not in self._guide.keys:
            near = nearest(target, [posixpath.relpath(f"{other}.md", here or ".") for other in self._guide.keys])
            raise Refused("wrong.link", answer=target[:80], near=near or posixpath.relpath("process/index.md", here or "."))
        known = self._project.ids_on(key, locale)
        if ident and ident not in known:
            near = nearest(ident, list(known))
            raise Refused("wrong.link", answer=target[:80], near=f"{path}#{near}" if near else path)


def _heading_id(text: str, taken: set[str]) -> str:
    if not is_id(text) or len(text) > 60:
        raise not_an_id(text, propose(text))
    if text in taken:
        raise Refused("wrong.heading_taken", answer=text)
    return text


def _markdown(text: Text, front: dict[str, Any]) -> str:
    head = mapping({"title": text.title, "slug": text.slug, "description": text.description, **front})
    parts = [*text.intro]
    for ident, heading, paragraphs in text.sections:
        parts += [f"## {heading} {{#{ident}}}", *paragraphs]
    return f"---\n{head}---\n" + "\n\n".join(parts) + "\n"
