"""Which pages and sections stand in a publication, and their articles from the finished site."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path

from lxml.html import HtmlElement

from guide.htmlpage import article_of, read_page
from guide.records import Guide, Phase, Publication

HEADINGS = ("h1", "h2", "h3")
INLINE = frozenset("a abbr strong em b i code span time br sup sub small".split())
SKIPPED_CLASSES = frozenset({"headerlink", "g-hidden", "g-check__box"})
# The page of downloads, which is of no use to who has what can be downloaded.
DOWNLOADS = "book"


def is_skipped(element: HtmlElement) -> bool:
    """Whether an element is for the screen only, or for those who hear the page."""
    return element.get("data-screen-only") is not None or bool(SKIPPED_CLASSES & set((element.get("class") or "").split()))


class BookError(Exception):
    """The book cannot be made; the message names page and element."""


@dataclass(frozen=True)
class Chapter:
    """A phase, part or page with what stands below it; ``keys`` are its pages in order, the first gives the title."""

    phase: Phase | None
    keys: tuple[str, ...]


def chapters_of(guide: Guide, publication: Publication) -> list[Chapter]:
    """The chapters of a publication, in its order: pages that follow the page they stand below belong to its chapter."""
    phases = {phase.id: phase for phase in guide.phases}
    grouped: list[list[str]] = []
    for key in guide.keys_of(publication):
        first = grouped[-1][0] if grouped else ""
        if first and key.partition("/")[0] == first.removesuffix("/index"):
            grouped[-1].append(key)
        else:
            grouped.append([key])
    return [Chapter(phases.get(keys[0].removesuffix("/index")), tuple(keys)) for keys in grouped]


def articles_of(guide: Guide, publication: Publication, locale: str, site: Path) -> dict[str, HtmlElement]:
    """The article of each page of a publication, cut to the sections that are wanted. Raises BookError."""
    wanted: dict[str, list[str]] = {}
    for key, section in guide.sections_of(publication):
        wanted.setdefault(key, []).append(section)
    articles = {}
    for key, sections in wanted.items():
        path = site / guide.url(key, locale) / "index.html"
        article = article_of(read_page(path))
        if article is None:
            raise BookError(f"{path}: the page has no article")
        if "" not in sections:
            _cut(article, sections, path)
        if publication.format != "book":
            _without_downloads(article, guide.url(key, locale), guide.url(DOWNLOADS, locale))
        if publication.format == "sheet":
            # There is no room for lines that only lead elsewhere.
            for line in article.xpath(".//p[count(*) = 1 and a and normalize-space(text()) = '']"):
                line.getparent().remove(line)
        articles[key] = article
    return articles


def _without_downloads(article: HtmlElement, here: str, downloads: str) -> None:
    """Takes out each sentence that offers the page of downloads."""
    for link in article.xpath(".//a[@href]"):
        if link.getparent() is None or posixpath.normpath(posixpath.join("/" + here, link.get("href").partition("#")[0])).strip("/") != downloads.strip("/"):
            continue
        before, parent = link.getprevious(), link.getparent()
        kept, stop, _ = ((before.tail if before is not None else parent.text) or "").rpartition(". ")
        _, end, rest = (link.tail or "").partition(".")
        if not stop or not end:
            continue  # more than text and one link
        parent.remove(link)
        if before is not None:
            before.tail = kept + "." + rest
        else:
            parent.text = kept + "." + rest


def _cut(article: HtmlElement, sections: list[str], path: Path) -> None:
    """Leaves the title and these sections, each from its heading to the next of its level; a single one needs no heading beside the title."""
    kept: list[HtmlElement] = []
    for section in sections:
        heading = next((child for child in article if child.tag in HEADINGS and child.get("id") == section), None)
        if heading is None:
            raise BookError(f"{path}: the page has no heading with the id {section}")
        if len(sections) > 1:
            kept.append(heading)
        for element in heading.itersiblings():
            if element.tag in HEADINGS and element.tag <= heading.tag:
                break
            kept.append(element)
    for child in list(article):
        if child.tag != "h1" and child not in kept:
            article.remove(child)
    article.extend(kept)  # in the order that was asked for
