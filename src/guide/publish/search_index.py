"""The search index of each language, in the form the theme's search reads, made from the finished HTML.

A reader meets only their own language: each page says in its ``__config.base``
(overrides/main.html) where the index of its language lies, and the locations
in an index are relative to that place. A hit lands on a section, or on the row,
term, source or thing it is about.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path

from lxml.html import HtmlElement

from guide import LOCALES
from guide.htmlpage import article_of, read_page, without_word_links
from guide.records import Guide

# The stemmers of lunr, which knows "no" and not "nb".
LUNR = {"nb": "no", "da": "da", "sv": "sv"}
SEPARATOR = r"[\s\-–—,.:;!?()«»»”\"/]+"
# The theme searches by the beginning of words and does not stem what the reader types, so stems in
# the index would hide words from their own spelling (da »fordelingsnøgle«); prefixes find inflections.
PIPELINE = ["trimmer"]
FIELDS = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
# Elements with an id of their own, and where their title stands.
ENTRIES = {"g-term": "g-term__own", "g-source": "g-source__short", "g-thing": "g-thing__title"}
LEFT_OUT = frozenset({"headerlink", "g-hidden", "g-check__box"})


def write_search_indexes(guide: Guide, site: Path, locales: tuple[str, ...] = LOCALES) -> dict[str, int]:
    """Writes ``<language>/search/search_index.json``; gives the number of entries of each language."""
    counts = {}
    for locale in locales:
        home = guide.url("index", locale)
        docs = [entry for key in guide.keys for entry in _entries(site, guide, key, locale, home)]
        config = {"lang": [LUNR[locale]], "separator": SEPARATOR, "pipeline": PIPELINE, "fields": FIELDS}
        target = site / home / "search" / "search_index.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        counts[locale] = len(docs)
    return counts


def _entries(site: Path, guide: Guide, key: str, locale: str, home: str) -> list[dict[str, str]]:
    url = guide.url(key, locale)
    article = article_of(read_page(site / url / "index.html"))
    location = url.removeprefix(home)
    entries = [{"location": location, "title": guide.page(key, locale).title, "text": []}]
    section = entries[0]
    for element in without_word_links(article) if article is not None else ():
        section = _collect(element, entries, section, location)
    # The theme shows both as HTML, so both are escaped here.
    return [{**entry, "title": html.escape(entry["title"]), "text": html.escape(" ".join(entry["text"]), quote=False)} for entry in entries]


def _collect(element: HtmlElement, entries: list, section: dict, location: str) -> dict:
    """Adds what the element holds to the open section or to entries of its own; gives the section open after it."""
    # The words of a drawing stand in the text beside it, too, where they are not broken into lines.
    if not isinstance(element.tag, str) or element.get("data-screen-only") is not None or element.tag in ("h1", "svg"):
        return section
    if element.tag in ("h2", "h3") and element.get("id"):
        section = {"location": f"{location}#{element.get('id')}", "title": _text(element), "text": []}
        entries.append(section)
    elif title := _own_title(element):
        entries.append({"location": f"{location}#{element.get('id')}", "title": title, "text": [_text(element)]})
    elif element.find(".//*[@id]") is not None:
        for child in element:
            section = _collect(child, entries, section, location)
    else:
        section["text"].append(_text(element))
    return section


def _own_title(element: HtmlElement) -> str:
    """The title of an element that is a hit by itself, else nothing."""
    if not element.get("id"):
        return ""
    if element.tag == "tr":
        head = element.find("th")
        name = head.find("a")
        return (name.text_content() if name is not None else head.text or "").strip()
    for name, title in ENTRIES.items():
        if name in (element.get("class") or "").split():
            found = element.xpath(f".//*[contains(@class, '{title}')]")
            return _text(found[0]) if found else ""
    return ""


def _text(element: HtmlElement) -> str:
    return " ".join(" ".join(_pieces(element)).split())


def _pieces(element: HtmlElement) -> Iterator[str]:
    if set((element.get("class") or "").split()) & LEFT_OUT:
        return
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
        if child.tail:
            yield child.tail
