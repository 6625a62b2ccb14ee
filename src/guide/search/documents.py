"""What a hit of the search can land on: the pages, their sections, and the rows, terms and sources that have an id of their own.

All is read from the finished HTML, so the search finds what readers see,
whatever engine made the pages.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml.html import HtmlElement

from guide.htmlpage import article_of, read_page, without_word_links
from guide.records import Guide, SearchPlaces

# Elements with an id of their own: (where the title stands, what else it is called, the definition).
ENTRIES = {
    "g-term": ("g-term__own", "g-term__also"),
    "g-source": ("g-source__short", ""),
    "g-thing": ("g-thing__title", ""),
}
# Words in other languages: the search knows them from the glossary and says so.
OTHERS = "g-term__others"
LEFT_OUT = frozenset({"headerlink", "g-hidden", "g-check__box", "g-source__used", "g-source__facts"})
# Elements within a line; around all others words end.
INLINE = frozenset("a abbr b cite code em i mark q small span strong sub sup".split())
# Cells and points are told apart where they are shown in one line; the mark is in no text.
APART = frozenset("dd dt li td th".split())
MARK = "\x1f"
# What a page was written from stands with the sources; as hits these lists only repeat them.
LEFT_OUT_SECTIONS = frozenset({"page-sources"})
KIND_OF_PAGE = {
    "checklists": "checklist", "collaborations": "collaboration", "glossary": "term", "questions": "question", "stories": "story", "sources": "source",
    "sources/coverage": "source",
}
# Pages whose entries have nothing to do with each other, so that one says nothing of the next.
# Where the guide tells of itself; what they say stands better elsewhere.
ASIDE = frozenset({"sources/coverage", "status", "editions"})
LISTS = frozenset({"glossary", "sources", "collaborations", "questions", "stories", "news", "links"})


@dataclass
class Document:
    """A place a hit can land on.

    ``key`` is the page, ``anchor`` the id on it ("" for the page itself). ``kind`` is topic, checklist, collaboration, term, law,
    question, story, source or guide (pages about the guide itself); ``phase`` the id of a phase or "". ``typed`` is what readers
    type for it (data/search-places.yml), ``asked`` what they ask (data/search-questions.yml).
    """

    key: str
    anchor: str
    title: str
    kind: str
    phase: str
    names: str = ""
    texts: list[str] = field(default_factory=list)
    definition: str = ""
    links: list[str] = field(default_factory=list)
    typed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @functools.cached_property
    def text(self) -> str:
        """All of its text; asked for when its texts are complete."""
        return " ".join(" ".join(self.texts).split())


def documents(guide: Guide, site: Path, locale: str) -> Iterator[list[Document]]:
    """The documents of each page of a language, in the order of the guide; the first of each is the page itself."""
    typed, asked = _by_place(guide.search_places, locale), _by_place(guide.search_questions, locale)
    for key in guide.reading_order:
        page = _page(guide, site, key, locale)
        for document in page:
            place = (document.key, document.anchor)
            document.typed, document.asked = typed.get(place, ()), asked.get(place, ())
        yield page


def _by_place(rows: Iterable[SearchPlaces], locale: str) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        for place in row.places:
            found[place] = found.get(place, ()) + row.typed[locale]
    return found


def _page(guide: Guide, site: Path, key: str, locale: str) -> list[Document]:
    page = guide.page(key, locale)
    phases = {phase.id for phase in guide.phases}
    phase = page.folder if page.folder in phases else ""
    kind = KIND_OF_PAGE.get(key) or ("law" if "/law-" in key else "topic" if page.folder in {folder.id for folder in guide.folders} else "guide")
    if key == "ten-things":
        kind = "topic"
    # The words of the address are often those of the menu and of everyday speech.
    found = [Document(key, "", page.title, kind if key not in ("glossary", "sources") else "guide", phase, names=page.slug.replace("-", " "))]
    article = article_of(read_page(site / guide.url(key, locale) / "index.html"))
    if article is not None:
        found[0].texts.append(page.description)
        for element in without_word_links(article):
            _collect(element, found, phases)
    return [document for document in found if document.anchor not in LEFT_OUT_SECTIONS]


def _collect(element: HtmlElement, found: list[Document], phases: set[str]) -> None:
    """Adds what the element holds to the last document or to new ones."""
    # The words of a drawing stand in the text beside it, too, where they are not broken into lines.
    if not isinstance(element.tag, str) or element.get("data-screen-only") is not None or element.tag in ("h1", "svg"):
        return
    page = found[0]
    ident = element.get("id") or ""
    if element.tag in ("h2", "h3") and ident:
        kind = page.kind
        if page.key.endswith("/index") or kind == "topic":
            kind = {"law": "law", "checklist": "checklist"}.get(ident, kind)
        phase = ident if page.kind == "checklist" and ident in phases else page.phase
        found.append(Document(page.key, ident, _text(element), kind, phase))
    elif ident and (entry := _entry(element, page)):
        found.append(entry)
    elif element.find(".//*[@id]") is not None:
        for child in element:
            _collect(child, found, phases)
    else:
        text = _text(element)
        found[-1].texts.append(text)
        if "g-story__facts" in (element.get("class") or ""):
            found[-1].names += " ".join(_text(link) for link in element.iter("a"))
        found[-1].links += element.xpath(".//a/@href")


def _entry(element: HtmlElement, page: Document) -> Document | None:
    """The document of an element that is a hit by itself, else None."""
    kind = KIND_OF_PAGE.get(page.key, page.kind)
    if element.tag == "tr":
        head = element.find("th")
        if head is None:
            return None
        name = head.find("a")
        title = (name.text_content() if name is not None else head.text or "").strip()
        members = element.find("td")
        # The id is the short name that is often used: vmkf, ror-ikt.
        names = f"{element.get('id').replace('-', ' ')} {_text(members) if members is not None else ''}"
        return Document(page.key, element.get("id"), title, kind, page.phase, names, [_text(element)])
    classes = (element.get("class") or "").split()
    for class_, (title_class, also_class) in ENTRIES.items():
        if class_ in classes:
            (title,) = _by_class(element, title_class)[:1] or [None]
            if title is None:
                return None
            also = _by_class(title, also_class) if also_class else []
            names = " ".join(_text(one) for one in also)
            own = title.find("strong") if also_class and title.find("strong") is not None else title
            rest = [_text(child) for child in element if child is not title and OTHERS not in (child.get("class") or "")]
            definition = " ".join(rest) if class_ == "g-term" else ""
            return Document(page.key, element.get("id"), _text(own), kind, page.phase, names, rest, definition)
    return None


def _by_class(element: HtmlElement, name: str) -> list[HtmlElement]:
    return element.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")


def _text(element: HtmlElement) -> str:
    parts = (" ".join(part.split()) for part in "".join(_pieces(element)).split(MARK))
    return re.sub(r"(?<=[.:?!]) · ", " ", " · ".join(filter(None, parts)))


def _pieces(element: HtmlElement) -> Iterator[str]:
    if set((element.get("class") or "").split()) & LEFT_OUT:
        return
    around = "" if element.tag in INLINE else MARK if element.tag in APART else " "
    yield around
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
        if child.tail:
            yield child.tail
    yield around
