"""Splits pages and data files into the sections that are translated and tracked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guide import DEFAULT_LOCALE, LOCALES
from guide.records import Page
from guide.yamltext import Mapping as MappingNode
from guide.yamltext import Node, Scalar, Sequence

if TYPE_CHECKING:
    from guide.read import Document, Draft

TOP = "top"  # what stands before the first heading, with title and description
# Of a term: each language has other words of its own beside it, and decides by itself which it explains in the text.
# Of a publication: the name of a file is no text.
NOT_TRANSLATED = frozenset({"also", "tooltip", "file"})
# Words as readers type them, slang and all: the guide does not speak so, and no language has them from another.
TYPED_BY_READERS = frozenset({"data/search-words.yml", "data/search-places.yml", "data/search-questions.yml"})
DIGITS = 12  # of a hash, in hexadecimal: no two texts of a guide ever share them by chance


@dataclass(frozen=True)
class Section:
    """A text that is translated as one: its id, where it begins, and its words in each language.

    ``texts`` holds the languages that have the section, ``lines`` where it begins in the file of each.
    """

    id: str
    texts: Mapping[str, str]
    lines: Mapping[str, int]
    title: Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """A file that is translated; ``paths`` holds the languages that have it (of data: always the same file)."""

    key: str
    paths: Mapping[str, str]
    sections: Mapping[str, Section]

    @property
    def is_page(self) -> bool:
        return not self.key.startswith("data/")


def digest(text: str) -> str:
    """The hash of a source text; a change of white space alone does not change it."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:DIGITS]


def places_of(draft: Draft) -> dict[str, Place]:
    """Every place by its key: the pages, then the data files."""
    places = {}
    for key in {key: None for locale in LOCALES for key in draft.pages[locale]}:
        places[key] = page_place(key, draft.pages)
    for document in draft.documents:
        if document.name in TYPED_BY_READERS:
            continue
        sections = {section.id: section for section in data_sections(document)}
        if sections:
            key = document.name.removesuffix(".yml")
            places[key] = Place(key, {locale: document.name for locale in LOCALES}, sections)
    return places


def page_place(key: str, pages: Mapping[str, Mapping[str, Page]]) -> Place:
    """The place of one page of ``{locale: {key: page}}``."""
    having = {locale: pages[locale][key] for locale in LOCALES if key in pages[locale]}
    return Place(key, {locale: page.path for locale, page in having.items()}, _merged({l: page_sections(p) for l, p in having.items()}))


def _merged(pages: dict[str, dict[str, tuple[str, int, str]]]) -> dict[str, Section]:
    """The sections of one page in all its languages; those the source lacks come last."""
    merged = {}
    for ident in {ident: None for sections in pages.values() for ident in sections}:
        having = {locale: sections[ident] for locale, sections in pages.items() if ident in sections}
        texts, lines, titles = ({locale: parts[n] for locale, parts in having.items()} for n in range(3))
        merged[ident] = Section(ident, texts, lines, titles)
    return merged


def page_sections(page: Page) -> dict[str, tuple[str, int, str]]:
    """The sections of one page: ``{heading id: (text, first line, title)}``.

    A section reaches to the next heading of any level. White space within a line
    is kept, so that a table or a list can be compared.
    """
    lines = page.body.split("\n")
    starts = [(TOP, page.body_line, page.title), *((h.id, h.line, h.text) for h in page.headings)]
    ends = [start for _, start, _ in starts[1:]] + [page.body_line + len(lines)]
    sections = {}
    for (ident, start, title), end in zip(starts, ends):
        text = "\n".join(lines[start - page.body_line : end - page.body_line]).strip("\n")
        if ident == TOP:
            text = f"{page.title}\n{page.description}\n\n{text}"
        sections[ident] = (text, start, title)
    return sections


def data_sections(document: Document) -> Iterator[Section]:
    """The records of a data file that hold texts in three languages."""
    node = document.node
    if isinstance(node, Sequence):
        for number, record in enumerate(node.items):
            yield from _section(record, _ident(record, str(number + 1)))
    elif isinstance(node, MappingNode) and "id" in node.items:
        yield from _section(node, _ident(node, ""))
    elif isinstance(node, MappingNode):
        for key, child in node.items.items():
            if isinstance(child, Sequence):
                for number, record in enumerate(child.items):
                    yield from _section(record, _ident(record, str(number + 1)))
            else:
                yield from _section(child, key, node.key_lines[key])


def _ident(record: Node, otherwise: str) -> str:
    """The id of a record, or ``otherwise`` for one that has none."""
    ident = record.items.get("id") if isinstance(record, MappingNode) else None
    return ident.text if isinstance(ident, Scalar) else otherwise


def _section(record: Node, ident: str, line: int | None = None) -> Iterator[Section]:
    found = {locale: list(prose_of(record, locale)) for locale in LOCALES}
    if any(found.values()):
        lines = {locale: scalars[0].line for locale, scalars in found.items() if scalars}
        yield Section(ident, {locale: "\n".join(s.text for s in scalars) for locale, scalars in found.items()}, lines or {DEFAULT_LOCALE: line or record.line}, {l: ident for l in LOCALES})


def prose_of(node: Node, locale: str) -> Iterator[Scalar]:
    """The texts of one language in a data file or a part of it: what stands below its key beside the other languages."""
    if isinstance(node, MappingNode):
        if node.items.keys() >= set(LOCALES):
            yield from _below(node.items[locale])
        else:
            for key, child in node.items.items():
                if key not in NOT_TRANSLATED:
                    yield from prose_of(child, locale)
    elif isinstance(node, Sequence):
        for child in node.items:
            yield from prose_of(child, locale)


def _below(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, MappingNode):
        for key, child in node.items.items():
            if key not in NOT_TRANSLATED:
                yield from _below(child)
    else:
        for child in node.items:
            yield from _below(child)
