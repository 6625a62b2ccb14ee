"""What readers of a language find in the guide, section by section: the unit in which editions are kept and compared.

A section is what ``guide.translations`` calls one: a heading of a page with its
text, or a record of data with texts. Here a record belongs to the page that
shows it, and its facts count too: a collaboration that was wound up has changed
for its readers though no sentence has. What readers do not read for its content
is left out: words of the interface, news (they have their days), and the days on
which somebody looked at a record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from guide import DEFAULT_LOCALE, LOCALES
from guide.records import FOREIGN, EditionPage, EditionSection, Page, page_url
from guide.translations.places import TOP, digest, page_sections

if TYPE_CHECKING:
    from guide.read import Draft

# kind of data: (block that shows it, option of the block, field of the record the option names); a record with no such option has any block.
SHOWN_BY: dict[str, tuple[str, str, str]] = {
    "phases": ("phases", "", ""), "roles": ("roles", "", ""), "ten-things": ("ten-things", "", ""), "checklists": ("checklist", "", ""),
    "matrices": ("matrix", "id", "id"), "steering-models": ("steering-model", "model", "id"), "success-criteria": ("success-criteria", "", ""),
    "laws": ("law", "topic", "topics"), "stories": ("stories", "", ""), "collaborations": ("collaborations", "country", "country"),
    "forms": ("collaborations-by-form", "", ""), "services": ("collaborations", "", ""), "guidance": ("guidance", "country", "country"),
    "coverage": ("coverage", "source", "source"), "glossary": ("glossary", "", ""), "sources": ("sources", "", ""),
}
# Kinds that no reader reads for their content: names of the guide and of files, words of buttons; news have their days.
LEFT_OUT = frozenset({"guide", "interface", "news", "publications"})
# Kinds whose records have an id of their own on the page.
WITH_OWN_PLACE = frozenset({"ten-things", "stories", "collaborations", "guidance", "glossary", "sources"})
# Where a record has its name, the first that it has.
NAMES = ("cited", "label", "caption", "name", "short", "title")
# Days on which somebody looked, which pages show it or stand below it, and what only editors see.
NOT_CONTENT = frozenset({"seen", "checked", "added", "topics", "untranslated"})
# The target of a link inside the guide, in prose and as a value: a page that moves changes every link to it, and no word of the text.
INSIDE = re.compile(r"(?<=\]\()(?![a-zA-Z][\w+.-]*:)[^)\s#]+")
INSIDE_DATA = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*\.md(?=#|$)")


def sections_of(draft: Draft) -> dict[str, Mapping[str, EditionPage]]:
    """Every section of the guide as it is now, ``{locale: {page: EditionPage}}``, in the order of the pages.

    A page that is not translated stands with the text of the source language, as readers meet it.
    """
    records = list(_records(draft))
    return {locale: MappingProxyType(_pages(draft, locale, records)) for locale in LOCALES}


def _pages(draft: Draft, locale: str, records: list[tuple[str, str, str, dict[str, Any]]]) -> dict[str, EditionPage]:
    shown = {key: draft.pages[locale].get(key, page) for key, page in draft.pages[DEFAULT_LOCALE].items()}
    sections = {key: _prose(page) for key, page in shown.items()}
    for page, ident, anchor, record in records:
        heads = {heading.id: heading.text for heading in shown[page].headings}
        title = _name(record, locale) or heads.get(anchor) or shown[page].title
        # A translation may lack the heading; then the page itself is the place.
        place = anchor if anchor in heads or ident.partition("/")[0] in WITH_OWN_PLACE else ""
        sections[page][ident] = EditionSection(title, digest(" ".join(_words(record, locale))), place)
    return {
        key: EditionPage(page.title, page_url(draft.pages, key, locale) or "./", MappingProxyType(sections[key]))
        for key, page in shown.items()
    }


def _prose(page: Page) -> dict[str, EditionSection]:
    return {
        ident: EditionSection(title, digest(INSIDE.sub("", text)), "" if ident == TOP else ident)
        for ident, (text, _, title) in page_sections(page).items()
    }


def _records(draft: Draft) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Page, section id, place on the page and value of every record that a page shows; a section's id is ``kind/id``."""
    blocks = _blocks(draft)
    for kind, (name, option, field) in SHOWN_BY.items():
        for ident, record in _of_kind(draft, kind):
            for page, heading, options in blocks.get(name, ()):
                if _shows(kind, options, option, record.get(field), record):
                    yield page.key, f"{kind}/{ident}", ident if kind in WITH_OWN_PLACE else heading, record
                    break


def _of_kind(draft: Draft, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if kind == "checklists":  # whole, with its points
        yield from ((d.value.get("phase") or d.value["agreement"], d.value) for d in draft.checklists)
    elif kind == "matrices":
        for document in draft.of_kind(kind):
            words = document.value["values"]
            yield from ((table["id"], {**table, "rows": [_with_words(row, words) for row in table["rows"]]}) for table in document.tables)
    else:
        for document in draft.of_kind(kind):
            yield from ((record["id"], record) for record in (document.value if isinstance(document.value, list) else [document.value]))


def _with_words(row: dict[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "cells": [words.get(cell, cell) if isinstance(cell, str) else cell for cell in row["cells"]]}


def _blocks(draft: Draft) -> dict[str, list[tuple[Page, str, Mapping[str, str]]]]:
    """The blocks of the pages by name, each with its page, the id of the heading it stands under ("" for none) and its options; first the pages with most of them."""
    found: dict[str, list[tuple[Page, str, Mapping[str, str]]]] = {}
    for page in draft.pages[DEFAULT_LOCALE].values():
        for block in page.blocks:
            heading = next((h.id for h in reversed(page.headings) if h.line < block.line), "")
            found.setdefault(block.name, []).append((page, heading, block.options))
    for blocks in found.values():
        # A page made for a kind has many of its blocks; one that shows only a part of it says so with "show".
        count = Counter(page.key for page, _, _ in blocks)
        blocks.sort(key=lambda one: ("show" in one[2], -count[one[0].key]))
    return found


def _shows(kind: str, options: Mapping[str, str], option: str, wanted: Any, record: dict[str, Any]) -> bool:
    if kind == "checklists":
        return all(options.get(key) == record.get(key) for key in ("phase", "agreement"))
    if kind == "guidance":  # ``own`` and ``neighbours`` depend on the reader; eu has a block of its own
        return (options.get(option) == "eu") == (wanted == "eu")
    if kind == "laws":
        return options.get(option) in (wanted or ()) and options.get("country", record["country"]) == record["country"]
    return not option or options.get(option) == wanted


def _name(record: dict[str, Any], locale: str) -> str:
    """What readers of a language call a record; empty for one without a name."""
    if isinstance(own := record.get(locale), dict) and "term" in own:
        return own["term"]
    name = next((record[field] for field in NAMES if field in record), "")
    # The words of a law's own language stand between asterisks (Law).
    return FOREIGN.sub(r"\1", name[locale] if isinstance(name, dict) else name)


def _words(value: Any, locale: str) -> Iterator[str]:
    """A value as words in a fixed order, with the texts of one language alone and without what is not content."""
    if isinstance(value, dict):
        texts = "nb" in value and "da" in value and "sv" in value
        yield "{"
        for key in sorted(value):
            if key not in NOT_CONTENT and (not texts or key == locale or key not in LOCALES):
                yield "text" if texts and key == locale else key
                yield from _words(value[key], locale)
        yield "}"
    elif isinstance(value, list):
        yield "["
        for item in value:
            yield from _words(item, locale)
        yield "]"
    else:
        text = str(value)
        yield INSIDE_DATA.sub("", text, count=1) if ".md" in text and INSIDE_DATA.match(text) else text
