"""Where the guide has what the tables, figures and lists of its foundations say, and how much of it a language has."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guide.records import CoverageItem, Guide, Page, page_key

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"[*`]+|\\(?=\W)")


@dataclass(frozen=True)
class Place:
    """A place in the guide as the readers of one language meet it.

    ``page`` is in the source language where it is not translated. ``ident`` and
    ``words`` are the id and what stands there, both empty where the translation
    has no such heading and the page alone can be linked.
    """

    page: Page
    ident: str
    words: str

    @property
    def link(self) -> str:
        return f"{self.page.key}#{self.ident}" if self.ident else self.page.key

    def is_in(self, locale: str) -> bool:
        """Whether it is written in this language."""
        return self.page.locale == locale and bool(self.ident)


@dataclass(frozen=True)
class Counts:
    """How many items there are of each kind, in how many sources, on how many pages, and how many have a note."""

    total: int
    tables: int
    figures: int
    lists: int
    sources: int
    pages: int
    noted: int


@dataclass(frozen=True)
class SourceStatus:
    """How many items of a source there are, how many have a place in one language, and those that have none but a fallback."""

    source: str
    total: int
    placed: int
    fallback: tuple[CoverageItem, ...]


def of_source(guide: Guide, source: str) -> tuple[CoverageItem, ...]:
    """The items of one source, in the order of the file."""
    return tuple(item for item in guide.coverage if item.source == source)


def count(items: Iterable[CoverageItem]) -> Counts:
    items = list(items)
    of_kind = {kind: sum(item.kind == kind for item in items) for kind in ("table", "figure", "list")}
    return Counts(
        len(items), of_kind["table"], of_kind["figure"], of_kind["list"], len({item.source for item in items}),
        len({place.partition("#")[0] for item in items for place in item.places}), sum(item.note is not None for item in items),
    )


def places(guide: Guide, item: CoverageItem, locale: str) -> tuple[Place, ...]:
    """Where an item stands, as the readers of one language meet it; each place once."""
    found = (_place(guide, link, locale) for link in item.places)
    return tuple({place.link: place for place in found}.values())


def status(guide: Guide, locale: str) -> tuple[SourceStatus, ...]:
    """How the pages of one language cover each foundation."""
    found = []
    for source in guide.foundations:
        items = of_source(guide, source.id)
        fallback = tuple(item for item in items if not any(place.is_in(locale) for place in places(guide, item, locale)))
        found.append(SourceStatus(source.id, len(items), len(items) - len(fallback), fallback))
    return tuple(found)


def _place(guide: Guide, link: str, locale: str) -> Place:
    name, _, ident = link.partition("#")
    key = page_key(name)
    page = guide.page(key, locale)
    words = {heading.id: _plain(heading.text) for heading in page.headings} | _records(guide, key, page.locale)
    return Place(page, ident, words[ident]) if ident in words else Place(page, "", "")


def _records(guide: Guide, key: str, locale: str) -> Mapping[str, str]:
    """The records that have an id on a page made from data, with the words each is known by."""
    if key == "collaborations":
        return {ident: collaboration.name for ident, collaboration in guide.collaborations.items()}
    if key == "glossary":
        return {ident: term.texts[locale].term for ident, term in guide.glossary.items()}
    if key == "ten-things":
        return {thing.id: thing.title[locale] for thing in guide.ten_things}
    if key == "links":
        return {item.id: item.title_in(locale)[0] for item in guide.guidance}
    if key == "sources":
        return {ident: source.cited_in(locale) for ident, source in guide.sources.items()}
    return {}


def _plain(heading: str) -> str:
    """A heading without its marks of emphasis, code and links."""
    return html.unescape(MARKS.sub("", LINK.sub(r"\1", heading)))
